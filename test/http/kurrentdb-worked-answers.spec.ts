import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import supertest from 'supertest';
import { createApp } from '../../src/http/create-app.js';
import { importLines } from '../../src/record/import.js';
import type { Machine } from '../../src/record/machine.js';
import { type ALog, aLog } from '../support/kurrentdb-log.js';
import { machineOn } from '../support/on-a-cluster.js';
import { bundledLines, withBundledRecord } from '../support/service.js';

type Answer = Readonly<{
  status: string;
  propositions: readonly Readonly<{
    id: string;
    stance: string;
    since: string;
    lastStated: string;
    timesStated: number;
  }>[];
  contests: readonly Readonly<{ proposition: string; by: { id: string }; byStance: string; since: string }>[];
  characterisations: readonly Readonly<{
    proposition: string;
    by: { id: string };
    as: string;
    answer: { answer: string };
  }>[];
  declined: readonly Readonly<{ proposition: string }>[];
  uncertain: readonly Readonly<{ proposition: string }>[];
  notCounted: readonly unknown[];
}>;

let server: ALog;
let machine: Machine;
let app: NestFastifyApplication;
beforeAll(async () => {
  server = await aLog();
  machine = await machineOn(server.url);
  await importLines(machine, bundledLines(), { trustRecordedAt: true });
  app = await createApp(machine, { logger: false });
}, 60_000);
afterAll(async () => {
  await app.close();
  await machine.close();
  await server.stop();
});

const textOf = async (path: string): Promise<string> =>
  (await supertest(app.getHttpServer()).get(path).expect(200)).text;

const ask = async (path: string): Promise<Answer> => JSON.parse(await textOf(`/v1/positions/${path}`)) as Answer;

const inForce = ({ propositions }: Answer): readonly string[] =>
  propositions.map(({ id, stance, since }) => `${id} ${stance} ${since}`);

const NOTHING = { status: 'no statement on record', propositions: [], declined: [] };

describe('a worked answer, on a cluster', () => {
  it('japan / taiwan, as of 2023-02-21: no statement on record', async () =>
    expect(await ask('japan/taiwan?asOf=2023-02-21')).toMatchObject(NOTHING));

  it('japan / taiwan, as of 2025-11-06: one, stated twice', async () => {
    const answer = await ask('japan/taiwan?asOf=2025-11-06');
    expect(inForce(answer)).toEqual(['strait-peace-matters affirms 2023-02-22']);
    expect(answer.propositions[0]).toMatchObject({ lastStated: '2025-01-24', timesStated: 2 });
  });

  it('japan / collective-self-defense, as of 2025-11-07: conditional', async () =>
    expect(inForce(await ask('japan/collective-self-defense?asOf=2025-11-07'))).toEqual([
      'may-follow-attack-on-us-over-taiwan conditional 2025-11-07',
    ]));

  it('the same, known at 2025-11-25: no statement, while Taiwan has January’s', async () => {
    expect(await ask('japan/collective-self-defense?asOf=2025-11-07&knownAt=2025-11-25')).toMatchObject(NOTHING);
    expect(inForce(await ask('japan/taiwan?asOf=2025-11-07&knownAt=2025-11-25'))).toEqual([
      'strait-peace-matters affirms 2023-02-22',
    ]);
  });

  it('japan / collective-self-defense, as of 2025-11-24: four, and two characterisations denied', async () => {
    const answer = await ask('japan/collective-self-defense?asOf=2025-11-24');
    expect(inForce(answer)).toEqual([
      'may-follow-attack-on-us-over-taiwan conditional 2025-11-07',
      'limited-by-domestic-law affirms 2025-11-24',
      'without-armed-attack denies 2025-11-24',
      'exclusively-defense-oriented affirms 2025-11-24',
    ]);
    expect(answer.characterisations.map((one) => [one.proposition, one.by.id, one.as, one.answer.answer])).toEqual([
      ['without-armed-attack', 'china', 'affirms', 'denied'],
      ['exclusively-defense-oriented', 'china', 'denies', 'denied'],
    ]);
  });

  it('japan / taiwan, as of 2025-11-25: six in force, two contested, one declined', async () => {
    const answer = await ask('japan/taiwan?asOf=2025-11-25');
    expect(inForce(answer)).toHaveLength(6);
    expect(inForce(answer)).toContain('attack-on-taiwan-may-threaten-japans-survival conditional 2025-11-07');
    expect(answer.contests.map((one) => [one.proposition, one.by.id, one.byStance, one.since])).toEqual([
      ['japans-taiwan-policy-changed', 'china', 'affirms', '2025-11-21'],
      ['remark-should-be-retracted', 'china', 'affirms', '2025-11-25'],
    ]);
    expect(answer.declined.map((one) => one.proposition)).toEqual(['us-president-raised-the-remark']);
  });

  it('china / dialogue, as of 2023-02-22: a counterpart’s account counts where all evidence does', async () => {
    const own = await ask('china/dialogue?asOf=2023-02-22');
    expect([inForce(own), own.notCounted.length]).toEqual([[], 2]);
    expect(inForce(await ask('china/dialogue?asOf=2023-02-22&evidence=all'))).toHaveLength(2);
  });

  it('china / taiwan, as of 2025-11-10: nothing in force, one uncertain', async () => {
    const answer = await ask('china/taiwan?asOf=2025-11-10');
    expect([inForce(answer), answer.uncertain.map((one) => one.proposition)]).toEqual([
      [],
      ['remark-should-be-retracted'],
    ]);
  });

  it('takaichi-sanae / dialogue, as of 2025-11-25: no statement on record', async () =>
    expect(await ask('takaichi-sanae/dialogue?asOf=2025-11-25')).toMatchObject(NOTHING));

  it('has the bytes that it has on SQLite', async () => {
    const sqlite = await withBundledRecord();
    for (const path of ['japan/taiwan?asOf=2025-11-25&knownAt=72', 'china/taiwan?asOf=2025-11-22&knownAt=61']) {
      const { text } = await sqlite.ask.get(`/v1/positions/${path}`).expect(200);
      expect(await textOf(`/v1/positions/${path}`)).toBe(text);
    }
    const { text } = await sqlite.ask.get('/v1/positions?knownAt=72&asOf=2025-12-01').expect(200);
    expect(await textOf('/v1/positions?knownAt=72&asOf=2025-12-01')).toBe(text);
    await sqlite.close();
  });
});
