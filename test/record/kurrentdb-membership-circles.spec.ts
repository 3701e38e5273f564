import type { Outcome } from '../../src/record/ledger.js';
import { askActor } from '../../src/record/look-up.js';
import type { Machine } from '../../src/record/machine.js';
import { startTestServer, type TestServer } from '../support/kurrentdb/server.js';
import { machineOn } from '../support/on-a-cluster.js';
import { joining, party } from '../support/parties.js';

let server: TestServer;
let [one, two]: readonly Machine[] = [];
beforeEach(async () => {
  server = await startTestServer();
  [one, two] = [await machineOn(server.url), await machineOn(server.url)];
});
afterEach(async () => {
  await Promise.all([one!.close(), two!.close()]);
  await server.stop();
});

const ROUNDS = 30;

describe('two services that make two bodies members of each other at once', () => {
  it('make no circle that any reading knows, and tell whoever came second', async () => {
    let met = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const [left, right] = [`left-${round}`, `right-${round}`];
      for (const id of [left, right]) await one!.ledger.execute(party(id));
      await two!.runner.toHead();
      const settled = await Promise.allSettled([
        one!.ledger.execute(joining(left, right)),
        two!.ledger.execute(joining(right, left)),
      ]);
      const outcomes = settled.flatMap((done): readonly Outcome[] => (done.status === 'fulfilled' ? [done.value] : []));
      for (const { runner } of [one!, two!]) {
        const readings = await runner.toHead();
        const [ofLeft, ofRight] = [left, right].map((id) => askActor(readings, id, {}, new Date().toISOString()));
        expect(ofLeft!.memberships.length + ofRight!.memberships.length).toBe(1);
        expect((ofLeft!.warnings ?? []).length + (ofRight!.warnings ?? []).length).toBe(outcomes.length - 1);
      }
      if (outcomes.length < 2) continue;
      met += 1;
      const [, second] = [...outcomes].sort((a, b) => a.position - b.position);
      expect(second!.warnings).toEqual([expect.stringContaining('counts for nothing')]);
    }
    expect(met).toBeGreaterThan(0);
  }, 60_000);
});
