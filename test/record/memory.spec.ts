import { readFileSync } from 'node:fs';
import { isZone } from '../../events/index.js';
import { commandFrom } from '../../src/commands/check.js';
import type { AnyCommand } from '../../src/commands/list.js';
import { importLines } from '../../src/record/import.js';
import { type Machine, openMachine } from '../../src/record/machine.js';
import { randomFrom } from '../support/crash-rounds.js';
import { held } from '../support/memory.js';

const LINES: readonly string[] = readFileSync('test/events/logs/version-2.jsonl', 'utf8').trimEnd().split('\n');
const MIB = 1_048_576;

/** How much more is held after some work than before it, in bytes: by objects, and of all that the system gave. */
const grownBy = async (work: () => unknown): Promise<Readonly<{ objects: number; resident: number }>> => {
  const before = await held();
  await work();
  const after = await held();
  return {
    objects: after.heap + after.outside - before.heap - before.outside,
    resident: after.resident - before.resident,
  };
};

describe('a zone', () => {
  it('is held once, in however many ways its name is spelled', async () => {
    const name = 'america/argentina/comodrivadavia';
    const letters = [...name.matchAll(/[a-z]/g)].map(({ index }) => index);
    const spelled = (number: number): string =>
      [...name].map((letter, at) => (number & (1 << letters.indexOf(at)) ? letter.toUpperCase() : letter)).join('');
    expect(isZone(name)).toBe(true);
    const grown = await grownBy(() => {
      for (let number = 1; number < 4_000; number += 1) expect(isZone(spelled(number))).toBe(true);
    });
    expect(grown.objects).toBeLessThan(MIB);
    expect(grown.resident).toBeLessThan(32 * MIB);
  });

  it.each(['asia/to\u212Ayo', 'As\u0131a/Tokyo', 'A\u017Fia/Tokyo'])(
    'is not %s, whose letters only look like its own',
    (name) => {
      expect([isZone('Asia/Tokyo'), isZone(name)]).toEqual([true, false]);
    },
  );
});

describe('what is only asked for', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await openMachine('memory:');
    await importLines(machine, LINES, { trustRecordedAt: true });
  });
  afterAll(() => machine.close());

  /** Dry runs of a statement: what is in it is another each time. */
  const asked = async (times: number, reports: () => object[], codings: () => object[]): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      const fields = {
        statementId: 'asked',
        speaker: 'an-official',
        onBehalfOf: ['norland'],
        channel: { kind: 'speech' },
        said: { edtf: '2025-11-08' },
        reports: reports(),
        codings: codings(),
      };
      const meta = { commandId: `asked-${time}`, recordedBy: 'A. Recorder' };
      await machine.ledger.execute(commandFrom('RecordStatement', fields, meta) as AnyCommand, { dryRun: true });
    }
  };
  const random = randomFrom(11);
  const either = <Thing>(one: Thing, other: Thing): Thing => (random() < 0.5 ? one : other);
  const many = <Thing>(count: number, make: (at: number) => Thing): Thing[] =>
    Array.from({ length: count }, (_, at) => make(at));

  it('is not held on to, however long its reports are', async () => {
    const note = (): string => `${random()} `.repeat(150);
    const reports = (): object[] =>
      ['gazette', 'bulletin', 'daily', 'digest'].map((source) => ({
        source,
        directness: 'paraphrase',
        attribution: many(20, () => ({ name: 'a reporter', note: note() })),
      }));
    await asked(2, reports, () => []);
    const grown = await grownBy(() => asked(120, reports, () => []));
    expect(grown.objects).toBeLessThan(16 * MIB);
  }, 120_000);

  it('is not held on to, in whatever order its evidence comes', async () => {
    const reports = (): object[] =>
      ['gazette', 'daily'].map((source) => ({ source, directness: 'verbatim', attribution: [] }));
    const codings = (): object[] =>
      many(100, (at) => ({
        codingId: `coding-${at}`,
        issue: 'harbour',
        proposition: 'open',
        stance: 'affirms',
        coder: 'A. Reader',
        evidence: many(20, () => ({ source: either('gazette', 'daily'), directness: 'verbatim' })),
      }));
    await asked(2, reports, codings);
    const grown = await grownBy(() => asked(40, reports, codings));
    expect(grown.objects).toBeLessThan(MIB);
  }, 120_000);
});
