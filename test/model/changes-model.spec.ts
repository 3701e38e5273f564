/** Whoever follows the changes alone knows what is in force: on random logs, held against the positions before and after each event. */

import fc from 'fast-check';
import type { RecordedEvent } from '../../events/index.js';
import { Change, emptyReadings, Position, read, Readings } from '../../projections/index.js';
import { askPosition } from '../../src/record/ask.js';
import { NOW } from './compare.js';
import { CAST_LENGTH, logOf, othersPlan, Plan, shortPlan, smallPlan } from './logs.js';
import { reportOf } from './words.js';

/** After everything that is said in these logs. */
const AT_LAST = NOW.slice(0, 10);

const positionsAt = (readings: Readings, position: number): readonly Position[] =>
  [...readings.actors.keys()].flatMap((actor) =>
    [...readings.codebook.keys()].flatMap((issue) => {
      const clocks = { asOf: AT_LAST, knownAt: String(position) };
      try {
        return [askPosition(readings, actor, issue, clocks, NOW)];
      } catch {
        return []; // Not registered by then.
      }
    }),
  );

const stancesOf = (positions: readonly Position[]): ReadonlyMap<string, string> =>
  new Map(
    positions.flatMap(({ actor, issue, propositions }) =>
      propositions.map(({ id, stance, condition }): [string, string] => [
        `${actor.id} ${issue.id} ${id}`,
        JSON.stringify([stance, condition]),
      ]),
    ),
  );

/** The contests in which both are sides: a speaker sees those of its body beside its own position, and is none itself. */
const contestsOf = (positions: readonly Position[]): ReadonlySet<string> => {
  const seen = positions.flatMap(({ actor, issue, contests }) =>
    contests.map(({ proposition, by }) => ({ place: `${issue.id} ${proposition}`, actor: actor.id, by: by.id })),
  );
  const isSeenBack = (one: (typeof seen)[number]): boolean =>
    seen.some((other) => other.place === one.place && other.actor === one.by && other.by === one.actor);
  return new Set(seen.filter(isSeenBack).map(({ place, actor, by }) => `${actor} ${place} ${by}`));
};

const shown = (stance: Change['before']): string | undefined =>
  stance === undefined ? undefined : JSON.stringify([stance.stance, stance.condition]);

const keyOf = ({ actor, issue, proposition }: Change): string => `${actor} ${issue} ${proposition}`;

/** The stances that an event moved and of which no change says so. */
const untoldStances = (before: readonly Position[], after: readonly Position[], told: readonly Change[]) => {
  const [was, is] = [stancesOf(before), stancesOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].filter(
    (key) =>
      was.get(key) !== is.get(key) &&
      !told.some(
        (change) =>
          keyOf(change) === key && shown(change.before) === was.get(key) && shown(change.after) === is.get(key),
      ),
  );
};

/** The contests that an event opened, or a correction ended, and of which no change says so. */
const untoldContests = (
  before: readonly Position[],
  after: readonly Position[],
  told: readonly Change[],
  { type }: RecordedEvent,
) => {
  const [was, is] = [contestsOf(before), contestsOf(after)];
  const [stood, stands] = [stancesOf(before), stancesOf(after)];
  const isTold = (contest: string, kind: Change['kind']): boolean =>
    told.some((change) => change.kind === kind && `${keyOf(change)} ${change.by}` === contest);
  const moved = (contest: string): boolean => {
    const key = contest.slice(0, contest.lastIndexOf(' '));
    return stood.get(key) !== stands.get(key);
  };
  const isSaying = ['StatementRecorded', 'StatementCoded', 'StatementCorroborated', 'StatementWithdrawn'].includes(
    type,
  );
  return [
    ...[...is].filter((contest) => !was.has(contest) && !isTold(contest, 'contested')),
    ...[...was].filter(
      (contest) => !is.has(contest) && !isSaying && !moved(contest) && !isTold(contest, 'record-corrected'),
    ),
  ];
};

/** What is said of whom, as whoever follows the changes alone knows it: by which statement, and whose account it is. */
type Sayings = Map<string, string>;

const follow = (sayings: Sayings, changes: readonly Change[]): void => {
  for (const change of changes) {
    const key = `${keyOf(change)} ${change.statement}`;
    // Where a contest ended there is a stance before and after.
    const isOfNoStance = change.before === undefined && change.after === undefined;
    if (change.kind === 'characterised') sayings.set(key, change.by!);
    else if (['withdrawn', 'record-corrected'].includes(change.kind) && isOfNoStance && sayings.get(key) === change.by)
      sayings.delete(key);
  }
};

/** The characterisations that positions list and who follows does not know, and those it still knows and none lists. */
const untoldSayings = (positions: readonly Position[], sayings: Sayings): readonly string[] => {
  const listed = positions.flatMap(({ actor, issue, characterisations }) =>
    characterisations.map(({ proposition, by, evidence }) => ({
      place: `${actor.id} ${issue.id} ${proposition}`,
      by: by.id,
      statement: evidence.statement,
    })),
  );
  return [
    ...listed
      .filter(({ place, by, statement }) => sayings.get(`${place} ${statement}`) !== by)
      .map(({ place, by, statement }) => `${place}: not told that ${by} says so in ${statement}`),
    ...[...sayings]
      .filter(([key, by]) => !listed.some((one) => key.startsWith(`${one.place} `) && one.by === by))
      .map(([key, by]) => `${key}: not told that ${by} says so no more`),
  ];
};

/** Everything untold in a log, event by event. */
const untoldIn = (events: readonly RecordedEvent[]): readonly string[] => {
  const readings = events.reduce(read, emptyReadings());
  const sayings: Sayings = new Map();
  let before = positionsAt(readings, CAST_LENGTH);
  return events.slice(CAST_LENGTH).flatMap((event, index) => {
    const position = CAST_LENGTH + index + 1;
    const after = positionsAt(readings, position);
    const told = readings.changes.filter((change) => change.position === position);
    follow(sayings, told);
    const untold = [
      ...untoldStances(before, after, told),
      ...untoldContests(before, after, told, event),
      ...untoldSayings(after, sayings),
    ];
    before = after;
    return untold.map((what) => `${position} ${event.type}: ${what}`);
  });
};

const plans = fc.oneof({ weight: 2, arbitrary: smallPlan }, { weight: 1, arbitrary: shortPlan });
const ofOthers = fc.oneof({ weight: 3, arbitrary: plans }, { weight: 1, arbitrary: othersPlan });

const tellAll = (of: fc.Arbitrary<Plan>, options: Readonly<{ numRuns: number; seed?: number }>): void =>
  fc.assert(
    fc.property(of, (plan) => {
      expect(untoldIn(logOf(plan))).toEqual([]);
    }),
    { ...options, reporter: reportOf('A change was not told') },
  );

/** Seeds that once found a change which was not told. */
const FOUND = [-606462392, 1, 3];
describe('the changes of a random log', () => {
  const RUNS = process.env['ONRECORD_TEST_LONG'] === '1' ? 3_000 : 100;

  it(
    'tell of every stance that moved, every contest that opened or that a correction ended, and all that is said of others',
    () => tellAll(ofOthers, { numRuns: RUNS }),
    1_200_000,
  );

  it.each(FOUND)('tell of all with the seed %i', (seed) => tellAll(plans, { numRuns: 150, seed }), 240_000);
});
