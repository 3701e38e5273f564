/** What an event made of what actors say of each other: whoever follows the changes knows what is said of whom. */

import type { Coding } from '../events/index.js';
import { isAdding, whyCorrected } from './change-cause.js';
import { Change, Draft, restingOn } from './change.js';
import { changesOn, idsOf, Later, lateWhy, ToldOf } from './change-late.js';
import { characterisedBy, characteriserOf } from './characterised.js';
import { Coded, withdrawalOf } from './coded.js';
import { indexOf } from './indexed.js';
import type { IssueMoved } from './issue-index.js';
import { dayNumber } from './moment.js';
import { forward } from './shelf-walks.js';

type Told = ToldOf<IssueMoved>;

/** What one actor says of another by one coding. */
type Saying = Readonly<{ actor: string; by: string; coded: Coded }>;

const sayingsOf = ({ base, issue }: Told, all: readonly Coded[]): ReadonlyMap<string, Saying> =>
  new Map(
    all.flatMap((coded) => {
      const { codingId, proposition } = coded.coding;
      const row = base.codebook.get(issue)?.propositions[proposition];
      const by = characteriserOf(coded);
      return characterisedBy(coded, row).map((actor): [string, Saying] => [
        `${coded.statement} ${codingId} ${proposition} ${actor}`,
        { actor, by, coded },
      ]);
    }),
  );

const isSame = (one: Saying, other: Saying): boolean =>
  one.by === other.by &&
  one.coded.stance === other.coded.stance &&
  one.coded.coding.condition === other.coded.coding.condition;

const takenBack = ({ coded }: Saying): ReturnType<typeof withdrawalOf> => withdrawalOf(coded, 'press');

/** The changes of a kind that told of what a statement says of an actor. */
const toldOf = (told: Told, saying: Saying, kind: Change['kind'] = 'characterised'): readonly string[] => {
  const { actor, by, coded } = saying;
  const changes = changesOn(told, { actor, ...coded.coding }, [coded.statement]);
  return idsOf(
    changes.filter((change) => change.kind === kind && change.by === by && change.statement === coded.statement),
  );
};

/** The first that the record held already of what the same actor says of the same on a later day. */
const firstLater = ({ base, issue, position }: Told, { actor, by, coded }: Saying): Later | undefined => {
  const { proposition } = coded.coding;
  const shelf = indexOf(base, issue).characterised.get(actor)?.get(`${by} ${proposition}`);
  let later: Later | undefined;
  if (shelf === undefined) return undefined;
  forward(shelf, dayNumber(coded.said.lastDay), false, position - 1, (other) => {
    if (other.statement !== coded.statement) later = { day: other.said.lastDay, what: 'a statement' };
    return later !== undefined;
  });
  return later;
};

const draftOf = ({
  actor,
  by,
  coded,
}: Saying): Pick<Draft, 'actor' | 'issue' | 'proposition' | 'by' | 'as' | 'condition'> => {
  const { issue, proposition, stance, condition } = coded.coding;
  return { actor, issue, proposition, by, as: stance, ...(condition === undefined ? {} : { condition }) };
};

/** What somebody is said to do, in words. */
const senseOf = ({ stance, condition }: Coding): string =>
  stance === 'conditional' ? `affirms this under a condition (“${condition ?? ''}”)` : `${stance} this`;

const made = (told: Told, saying: Saying): Draft => {
  const { actor, by, coded } = saying;
  const later = firstLater(told, saying);
  const why = `${by} says of ${actor} that it ${senseOf(coded.coding)}. It is ${by}'s account and moves no stance of ${actor}.`;
  return {
    kind: 'characterised',
    ...draftOf(saying),
    ...restingOn(coded, actor),
    learned: later === undefined ? 'in-order' : 'late',
    revises: [],
    why: later === undefined ? why : lateWhy(why, later),
  };
};

const madeAnother = (told: Told, saying: Saying, was?: Saying): Draft => {
  const { why, ...draft } = made(told, saying);
  return {
    ...draft,
    learned: 'late',
    revises: toldOf(told, was ?? saying),
    why: `${why} ${whyCorrected(told.event)}`,
  };
};

const ended = (told: Told, saying: Saying): Draft => ({
  kind: 'record-corrected',
  ...draftOf(saying),
  ...restingOn(saying.coded, saying.actor),
  learned: 'late',
  revises: toldOf(told, saying),
  why: `What ${saying.by} says of ${saying.actor} here is no longer known so. ${whyCorrected(told.event)}`,
});

const withdrawn = ({ event }: Told, saying: Saying): Draft => ({
  kind: 'withdrawn',
  ...draftOf(saying),
  ...restingOn(saying.coded, saying.actor, takenBack(saying)),
  learned: event.type === 'StatementWithdrawn' ? 'in-order' : 'late',
  revises: [],
  why: `What ${saying.by} says of ${saying.actor} here was taken back.`,
});

/** That what was taken back stands after all. */
const restored = (told: Told, saying: Saying): Draft => ({
  ...madeAnother(told, saying),
  revises: toldOf(told, saying, 'withdrawn'),
  why: `What ${saying.by} says of ${saying.actor} here was not taken back. ${whyCorrected(told.event)}`,
});

/** What became of one saying: it came, is another, was taken back, or was not after all. */
const movedOf = (told: Told, was: Saying | undefined, is: Saying): readonly Draft[] => {
  const taken = takenBack(is) === undefined ? [] : [withdrawn(told, is)];
  if (was === undefined) return [isAdding(told.event) ? made(told, is) : madeAnother(told, is), ...taken];
  if (!isSame(was, is)) return [madeAnother(told, is, was), ...taken];
  if (takenBack(was) === undefined) return taken;
  return taken.length > 0 ? [] : [restored(told, is)];
};

/** Of which actor, in which statement and on which proposition something is said. */
const placeOf = ({ actor, coded }: Saying): string => `${coded.statement} ${coded.coding.proposition} ${actor}`;

/** What an event made of what is said of actors: changes for each actor spoken of. What another coding still says is not ended. */
export const characterisedChanges = (told: Told): readonly Draft[] => {
  const [was, is] = [sayingsOf(told, told.moved.removed), sayingsOf(told, told.moved.added)];
  const stillSaid = new Set([...is.values()].map(placeOf));
  return [
    ...[...is].flatMap(([key, saying]) => movedOf(told, was.get(key), saying)),
    ...[...was.values()].filter((saying) => !stillSaid.has(placeOf(saying))).map((saying) => ended(told, saying)),
  ];
};
