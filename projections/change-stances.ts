import type { RecordedEvent, SaidDate } from '../events/index.js';
import { Change, changesAt, Draft, saidOf, spokeForIn } from './change.js';
import { Coded, counts, takesStance, withdrawalOf } from './coded.js';
import { beforeAndAfter, byDays, effectOf, StanceShown, stanceShown } from './effects.js';
import type { Holding, View } from './holding.js';
import type { HoldingMoved } from './issue-index.js';
import { dayNumber } from './moment.js';
import { END } from './points.js';
import type { Base } from './readings.js';
import { runAt } from './run.js';
import { allAt, forward } from './shelf-walks.js';

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

/** What an event made of one holding, and what changes are told from: the readings with it, and the changes before it. */
export type Told = Readonly<{
  base: Base;
  event: RecordedEvent;
  position: number;
  issue: string;
  moved: HoldingMoved;
  earlier: readonly Change[];
}>;

const viewAt = ({ moved, position }: Told, before = false): View =>
  byDays(moved.holding, 'press', before ? position - 1 : position);

type Key = Readonly<{ actor: string; issue: string; proposition: string }>;

const keyOf = ({ issue, moved }: Told): Key => ({
  actor: moved.holding.actor,
  issue,
  proposition: moved.holding.proposition,
});

/** The day of the first statement that was on record before an event and is of a later day than another. */
const firstLater = (told: Told, day: string, but?: string): string | undefined => {
  let later: string | undefined;
  forward(told.moved.holding.byDay, dayNumber(day), false, told.position - 1, (coded) => {
    if (counts(coded, 'press') && coded.statement !== but) later = coded.said.lastDay;
    return later !== undefined;
  });
  return later;
};

const OF_STANCE: readonly Change['kind'][] = ['first-stated', 'reaffirmed', 'shifted', 'withdrawn', 'record-corrected'];

/** The statements of a holding that were said or taken back on some days, as known before an event. */
const statementsOn = (holding: Holding, days: readonly string[], position: number): ReadonlySet<string> => {
  const found = new Set<string>();
  const among = new Set(days);
  for (const day of days) {
    forward(holding.byDay, dayNumber(day), true, position, (coded) => {
      if (coded.said.lastDay !== day) return true;
      found.add(coded.statement);
      return false;
    });
  }
  const taken =
    holding.large === undefined ? allAt(holding.byDay, position) : allAt(holding.large.closings.day, position);
  for (const coded of taken) {
    if (among.has(withdrawalOf(coded, 'press')?.lastDay ?? '')) found.add(coded.statement);
  }
  return found;
};

/** The changes of a stance that some statements made, in log order. */
const changesBy = (told: Told, statements: Iterable<string>): readonly Change[] => {
  const { base, position, earlier } = told;
  const key = keyOf(told);
  const positions = [...statements].flatMap((id) =>
    (base.statements.rows.get(id)?.versions ?? []).map((version) => version.position),
  );
  return [...new Set(positions)]
    .filter((at) => at < position)
    .sort((a, b) => a - b)
    .flatMap((at) => changesAt(earlier, at))
    .filter(
      (change) => change.actor === key.actor && change.proposition === key.proposition && change.issue === key.issue,
    );
};

/** The earlier changes that are of a day on which the stance, or the stance before it, is now known to have been another. */
const shownAnew = (told: Told): readonly Change[] => {
  const { days, holding } = told.moved;
  const among = new Set(days);
  return changesBy(told, statementsOn(holding, days, told.position - 1)).filter(
    (change) => among.has(change.said.day) && OF_STANCE.includes(change.kind),
  );
};

const idsOf = (changes: readonly Change[]): readonly string[] => changes.map((change) => change.id);

/** What a newly known coding did on its day, given what was known. */
const addedDraft = (told: Told, coded: Coded): Draft => {
  const key = keyOf(told);
  const said = coded.said;
  const effect = effectOf(viewAt(told), coded);
  const later = coded.coding.stance === 'declines' ? undefined : firstLater(told, said.lastDay);
  const why = WHY[effect.kind](WORD[effect.after?.stance ?? 'affirms']);
  return {
    ...effect,
    ...key,
    statement: coded.statement,
    spokeFor: spokeForIn(coded, key.actor),
    said: saidOf(said),
    learned: later === undefined ? 'in-order' : 'late',
    revises: later === undefined ? [] : idsOf(shownAnew(told)),
    why: later === undefined ? why : lateWhy(why, later),
  };
};

/** What a correction, a revision, a void or a membership made of a stance; nothing where every stance stays. */
const correctedDraft = (told: Told, coded: Coded): readonly Draft[] => {
  if (told.moved.days.length === 0) return [];
  const key = keyOf(told);
  const statement = coded.statement;
  const revised = new Set([...idsOf(changesBy(told, [statement])), ...idsOf(shownAnew(told))]);
  return [
    {
      kind: 'record-corrected',
      ...key,
      ...beforeAndAfter(stanceShown(runAt(viewAt(told, true), END)), stanceShown(runAt(viewAt(told), END))),
      statement,
      spokeFor: spokeForIn(coded, key.actor),
      said: saidOf(coded.said),
      learned: 'late',
      revises: told.earlier.length === 0 ? [] : inLogOrder(revised),
      why: whyCorrected(told.event),
    },
  ];
};

/** Ids of changes by position, then index. */
const inLogOrder = (ids: ReadonlySet<string>): readonly string[] =>
  [...ids]
    .map((id) => ({ id, at: id.split('.').map(Number) as [number, number] }))
    .sort(({ at: [one, first] }, { at: [other, second] }) => one - other || first - second)
    .map(({ id }) => id);

const whyWithdrawn = (then: StanceShown, now: StanceShown | undefined): string => {
  if (now === undefined) return 'The statement was taken back, and no other gives a stance.';
  return then.stance === now.stance
    ? 'The statement was taken back; the stance stands on the words of another.'
    : 'The statement was taken back; from this day the stance is what other statements give.';
};

const latestDay = (said: SaidDate, codings: readonly Coded[]): string =>
  codings.reduce((latest, coded) => (coded.said.lastDay > latest ? coded.said.lastDay : latest), said.lastDay);

const withdrawnDraft = (told: Told): readonly Draft[] => {
  const taken = told.moved.added.filter((coded) => takesStance(coded, 'press'));
  const [first] = taken;
  const said = first && withdrawalOf(first, 'press');
  if (first === undefined || said === undefined) return [];
  const day = latestDay(said, taken);
  const then = stanceShown(runAt(viewAt(told, true), dayNumber(day)));
  if (then === undefined) return [];
  const now = stanceShown(runAt(viewAt(told), dayNumber(day)));
  const isLate = firstLater(told, said.lastDay, first.statement) !== undefined;
  const key = keyOf(told);
  return [
    {
      kind: 'withdrawn',
      ...key,
      ...beforeAndAfter(then, now),
      statement: first.statement,
      spokeFor: spokeForIn(first, key.actor),
      said: saidOf(said),
      learned: isLate ? 'late' : 'in-order',
      revises: isLate ? idsOf(shownAnew(told)) : [],
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

const addedDrafts = (told: Told): readonly Draft[] => {
  const { removed, added } = told.moved;
  const before = removed.filter((coded) => counts(coded, 'press'));
  const known = new Set(before.map(({ coding }) => coding.codingId));
  const fresh = added.filter((coded) => counts(coded, 'press') && !known.has(coded.coding.codingId));
  const stances = fresh.filter((coded) => takesStance(coded, 'press'));
  const declines = fresh.filter((coded) => !takesStance(coded, 'press'));
  return [...stances.slice(-1), ...declines.slice(-1)].flatMap((coded) =>
    takesStance(coded, 'press') && before.length > 0 ? correctedDraft(told, coded) : [addedDraft(told, coded)],
  );
};

/** The changes of stance that an event makes of one holding. */
export const stanceChanges = (told: Told): readonly Draft[] => {
  if (ADDING.includes(told.event.type)) return addedDrafts(told);
  if (told.event.type === 'StatementWithdrawn') return withdrawnDraft(told);
  const coded = told.moved.added[0] ?? told.moved.removed[0];
  return coded === undefined ? [] : correctedDraft(told, coded);
};
