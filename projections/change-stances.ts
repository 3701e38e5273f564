import type { AsOf, RecordedEvent, SaidDate } from '../events/index.js';
import { changesOf, ChangesView, Draft, Key, saidOf } from './change.js';
import { heldAt, Side } from './change-sides.js';
import { beforeAndAfter, effectOf, StanceShown, stanceShown } from './effects.js';
import type { Held } from './held.js';
import type { Base } from './readings.js';
import { runsOf } from './timeline.js';

const lastDayOf = (one: Held): string => one.version.state.said.lastDay;

const takesStance = (one: Held): boolean => one.stance !== 'declines';

const WHY: Readonly<Record<'first-stated' | 'reaffirmed' | 'shifted' | 'declined', (after: string) => string>> = {
  'first-stated': (after) => `No stance was on record; this statement ${after}.`,
  reaffirmed: () => 'This statement says again what was in force.',
  shifted: (after) => `This statement ${after}, and another stance was in force before it.`,
  declined: () => 'Was asked and would not say, which changes no stance.',
};

const WORD: Readonly<Record<StanceShown['stance'], string>> = {
  affirms: 'affirms it',
  denies: 'denies it',
  conditional: 'affirms it under a condition',
  mixed: 'stands beside one that disagrees with it',
};

const lateWhy = (why: string, later: string): string =>
  `${why} It was learned late: the record already held a statement of ${later}; we now know of this one before it.`;

/** What a newly known coding did on its day, given what was known. */
const addedDraft = (
  before: readonly Held[],
  after: readonly Held[],
  key: Key,
  one: Held,
  earlier: ChangesView,
): Draft => {
  const effect = effectOf(
    [...before, ...after.filter((other) => other.version.state.statementId === one.version.state.statementId)],
    one,
  );
  const { said, statementId } = one.version.state;
  const later = before.map((other) => other.version.state.said.lastDay).filter((day) => day > said.lastDay);
  const why = WHY[effect.kind](WORD[effect.after?.stance ?? 'affirms']);
  const isLate = later.length > 0 && one.stance !== 'declines';
  return {
    ...effect,
    ...key,
    statement: statementId,
    said: saidOf(said),
    learned: isLate ? 'late' : 'in-order',
    revises: isLate ? laterIds(earlier, key, said.lastDay) : [],
    why: isLate ? lateWhy(why, later.sort()[0] as string) : why,
  };
};

/** The changes of a stance that are of a later day than one that was learned after them. */
const laterIds = (earlier: ChangesView, key: Key, day: string): readonly string[] =>
  changesOf(earlier, key)
    .filter((change) => change.said.day > day)
    .map((change) => change.id);

const runsText = (held: readonly Held[]): string =>
  JSON.stringify(
    runsOf(held, undefined).map((run) => [run.stance, run.since, run.inForce.map((one) => one.coding.condition)]),
  );

/** What a correction, a revision, a void or a membership made of a stance; nothing where every stance stays. */
const correctedDraft = (
  before: readonly Held[],
  after: readonly Held[],
  key: Key,
  statement: Readonly<{ id: string; said: SaidDate; why: string }>,
  earlier: ChangesView,
): Draft[] => {
  if (runsText(before) === runsText(after)) return [];
  return [
    {
      kind: 'record-corrected',
      ...key,
      ...beforeAndAfter(stanceShown(runsOf(before, undefined).at(-1)), stanceShown(runsOf(after, undefined).at(-1))),
      statement: statement.id,
      said: saidOf(statement.said),
      learned: 'late',
      revises: changesOf(earlier, key)
        .filter((change) => change.statement === statement.id)
        .map((change) => change.id),
      why: statement.why,
    },
  ];
};

const whyWithdrawn = (then: StanceShown, now: StanceShown | undefined): string => {
  if (now === undefined) return 'The statement was taken back, and no other gives a stance.';
  return then.stance === now.stance
    ? 'The statement was taken back; the stance stands on the words of another.'
    : 'The statement was taken back; from this day the stance is what other statements give.';
};

const withdrawnDraft = (
  before: readonly Held[],
  after: readonly Held[],
  key: Key,
  statement: string,
  said: SaidDate,
  earlier: ChangesView,
): Draft[] => {
  const taken = before.filter((one) => one.version.state.statementId === statement && takesStance(one));
  if (taken.length === 0) return [];
  const date = taken.reduce((latest, one) => (lastDayOf(one) > latest ? lastDayOf(one) : latest), said.lastDay);
  const day: AsOf = { date };
  const then = stanceShown(runsOf(before, day).at(-1));
  if (then === undefined) return [];
  const now = stanceShown(runsOf(after, day).at(-1));
  const isLate = before.some((one) => one.version.state.statementId !== statement && lastDayOf(one) > said.lastDay);
  return [
    {
      kind: 'withdrawn',
      ...key,
      ...beforeAndAfter(then, now),
      statement,
      said: saidOf(said),
      learned: isLate ? 'late' : 'in-order',
      revises: isLate ? laterIds(earlier, key, said.lastDay) : [],
      why: whyWithdrawn(then, now),
    },
  ];
};

const whyCorrected = (event: RecordedEvent): string => {
  const reason = 'reason' in event.data ? ` ${event.data.reason}` : '';
  const what: Partial<Record<RecordedEvent['type'], string>> = {
    StatementVoided: 'The statement was entered in error.',
    CodingRevised: 'The coding was revised.',
    StatementCoded: 'The statement was coded on this before, and a further coding of it was read.',
    StatementCorroborated: 'The statement was counted before, and another coding of it counts now.',
    StatementCorrected: 'The record of the statement was corrected.',
    MembershipRecorded: 'A membership decides anew for whom the speaker spoke.',
    MembershipCorrected: 'A corrected membership decides anew for whom the speaker spoke.',
  };
  return `${what[event.type] ?? 'The record changed.'}${reason}`;
};

/** The events that bring codings; the others correct what was known of them. */
export const ADDING: readonly RecordedEvent['type'][] = [
  'StatementRecorded',
  'StatementCoded',
  'StatementCorroborated',
];

/** Both sides of an event, and the statements it may have moved. */
export type Sides = Readonly<{ before: Side; after: Side; statements: readonly string[] }>;

/** The changes of stance that an event makes for one actor on one proposition. */
export const draftsFor = (
  base: Base,
  event: RecordedEvent,
  key: Key,
  sides: Sides,
  earlier: ChangesView,
): readonly Draft[] => {
  const [before, after] = [heldAt(sides.before, key), heldAt(sides.after, key)];
  const ids = new Set(sides.statements);
  if (ADDING.includes(event.type)) {
    const known = new Set(before.map((one) => one.coding.codingId + one.version.state.statementId));
    const added = after.filter(
      ({ version, coding }) =>
        ids.has(version.state.statementId) && !known.has(coding.codingId + version.state.statementId),
    );
    const [stances, declines] = [added.filter(takesStance), added.filter((one) => !takesStance(one))];
    return [...stances.slice(-1), ...declines.slice(-1)].flatMap((one) => {
      const { statementId: id, said } = one.version.state;
      const isReadAnew = takesStance(one) && before.some((other) => other.version.state.statementId === id);
      if (!isReadAnew) return [addedDraft(before, after, key, one, earlier)];
      return correctedDraft(before, after, key, { id, said, why: whyCorrected(event) }, earlier);
    });
  }
  const statement = sides.statements.find((id) =>
    [...before, ...after].some((one) => one.version.state.statementId === id),
  );
  if (statement === undefined) return [];
  const state = base.statements.rows.get(statement)?.versions.at(-1)?.state;
  if (state === undefined) return [];
  if (event.type === 'StatementWithdrawn')
    return withdrawnDraft(before, after, key, statement, state.withdrawal?.said ?? event.data.said, earlier);
  return correctedDraft(before, after, key, { id: statement, said: state.said, why: whyCorrected(event) }, earlier);
};
