import type { SaidDate } from '../events/index.js';
import { isAdding, whyCorrected } from './change-cause.js';
import { Change, Draft, restingOn } from './change.js';
import {
  changesBy,
  firstLater,
  idsOf,
  inLogOrder,
  keyOf,
  lateWhy,
  ownWithdrawal,
  shownAnew,
  Told,
} from './change-late.js';
import { Coded, counts, takesStance, withdrawalOf } from './coded.js';
import {
  beforeAndAfter,
  byDays,
  effectOf,
  effectOfWithdrawal,
  StanceShown,
  stanceShown,
  wasTakenBefore,
} from './effects.js';
import type { View } from './holding.js';
import { dayNumber } from './moment.js';
import { END } from './points.js';
import { heldAt, runAt } from './run.js';

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

const NOW = 'What is in force now is another stance: this was learned after what followed it.';

const viewAt = ({ moved, position }: Told, before = false): View =>
  byDays(moved.holding, 'press', before ? position - 1 : position);

/** What a newly known coding did on its day, given what was known. */
const addedDraft = (told: Told, coded: Coded): Draft => {
  const key = keyOf(told);
  const said = coded.said;
  const effect = effectOf(viewAt(told), coded);
  const later =
    coded.coding.stance === 'declines' ? undefined : (firstLater(told, said.lastDay) ?? ownWithdrawal(coded));
  const why = WHY[effect.kind](WORD[effect.after?.stance ?? 'affirms']);
  return {
    ...effect,
    ...key,
    ...restingOn(coded, key.actor),
    learned: later === undefined ? 'in-order' : 'late',
    revises: later === undefined ? [] : idsOf(shownAnew(told)),
    why: later === undefined ? why : lateWhy(why, later),
  };
};

/** The changes that told of a withdrawal which is now voided: one was told though another stance did not come in force by it. */
const withdrawalsUndone = (told: Told, coded: Coded): readonly Change[] =>
  told.event.type === 'WithdrawalVoided'
    ? changesBy(told, [coded.statement]).filter(({ kind }) => kind === 'withdrawn')
    : [];

/**
 * What a correction, a revision, a void or a membership made of a stance; nothing where every stance stays, but that a
 * withdrawal which was told of never was.
 */
const correctedDraft = (told: Told, coded: Coded): readonly Draft[] => {
  const undone = withdrawalsUndone(told, coded);
  if (told.moved.days.length === 0 && undone.length === 0) return [];
  const key = keyOf(told);
  const all = told.moved.days.length === 0 ? undone : [...changesBy(told, [coded.statement]), ...shownAnew(told)];
  const revised = new Set(idsOf(all));
  return [
    {
      kind: 'record-corrected',
      ...key,
      ...beforeAndAfter(stanceShown(runAt(viewAt(told, true), END)), stanceShown(runAt(viewAt(told), END))),
      ...restingOn(coded, key.actor),
      learned: 'late',
      revises: told.earlier.length === 0 ? [] : inLogOrder(revised),
      why: whyCorrected(told.event),
    },
  ];
};

const whyWithdrawn = (then: StanceShown, now: StanceShown | undefined): string => {
  if (now === undefined) return 'The statement was taken back, and no other gives a stance.';
  return then.stance === now.stance
    ? 'The statement was taken back; the stance stands on the words of another.'
    : 'The statement was taken back; from this day the stance is what other statements give.';
};

const latestDay = (said: SaidDate, codings: readonly Coded[]): string =>
  codings.reduce((latest, coded) => (coded.said.lastDay > latest ? coded.said.lastDay : latest), said.lastDay);

/** That a coding which is new is of a statement that was taken back already: what that did on its day. */
const takenBackDraft = (told: Told, coded: Coded): readonly Draft[] => {
  const said = withdrawalOf(coded, 'press');
  if (said === undefined || coded.coding.stance === 'declines') return [];
  const { before, after } = effectOfWithdrawal(viewAt(told), coded, said.lastDay);
  if (before === undefined) return [];
  const key = keyOf(told);
  return [
    {
      kind: 'withdrawn',
      ...key,
      ...beforeAndAfter(before, after),
      ...restingOn(coded, key.actor, said),
      learned: 'late',
      revises: [],
      why: `${whyWithdrawn(before, after)} The record held that already, and not yet what the statement says of this.`,
    },
  ];
};

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
      ...restingOn(first, key.actor, said),
      learned: isLate ? 'late' : 'in-order',
      revises: isLate ? idsOf(shownAnew(told)) : [],
      why: whyWithdrawn(then, now),
    },
  ];
};

const addedDrafts = (told: Told): readonly Draft[] => {
  const { removed, added } = told.moved;
  const counting = added.filter((coded) => counts(coded, 'press') && !wasTakenBefore(coded, 'press'));
  const before = removed.filter((coded) => counts(coded, 'press'));
  const known = new Set(before.map(({ coding }) => coding.codingId));
  const fresh = counting.filter((coded) => !known.has(coded.coding.codingId));
  const stances = fresh.filter((coded) => takesStance(coded, 'press')).slice(-1);
  const declines = fresh.filter((coded) => !takesStance(coded, 'press')).slice(-1);
  const corrected = before.length === 0 ? [] : [...counting.slice(-1), ...stances].slice(-1);
  return [
    ...corrected.flatMap((coded) => correctedDraft(told, coded)),
    ...(before.length === 0 ? stances : []).flatMap((coded) => [
      addedDraft(told, coded),
      ...takenBackDraft(told, coded),
    ]),
    ...declines.map((coded) => addedDraft(told, coded)),
  ];
};

const draftsOf = (told: Told): readonly Draft[] => {
  if (isAdding(told.event)) return addedDrafts(told);
  if (told.event.type === 'StatementWithdrawn') return withdrawnDraft(told);
  const coded = told.moved.added[0] ?? told.moved.removed[0];
  return coded === undefined ? [] : correctedDraft(told, coded);
};

const isSame = (one: StanceShown | undefined, other: StanceShown | undefined): boolean =>
  one?.stance === other?.stance && one?.condition === other?.condition;

/**
 * That the stance in force now is not what it was, where no change of the event says so: what is learned late is told of its
 * own day, and can move what stands today.
 */
const presentDraft = (told: Told, drafts: readonly Draft[]): readonly Draft[] => {
  const [coded] = told.moved.added;
  if (told.moved.days.length === 0 || coded === undefined) return [];
  const [was, is] = [true, false].map((before) => stanceShown(heldAt(viewAt(told, before), END)));
  if (isSame(was, is) || drafts.some(({ before, after }) => isSame(before, was) && isSame(after, is))) return [];
  return correctedDraft(told, coded).map((draft) => ({ ...draft, why: NOW }));
};

/** The changes of stance that an event makes of one holding: one of them says what is in force now, where that moved. */
export const stanceChanges = (told: Told): readonly Draft[] => {
  const drafts = draftsOf(told);
  return [...drafts, ...presentDraft(told, drafts)];
};
