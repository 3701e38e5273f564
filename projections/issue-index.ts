import { daysBetween, SaidDate } from '../events/index.js';
import { FACTS } from './cells.js';
import { characterisedBy, characteriserOf } from './characterised.js';
import { Coded, codedAt, isReadingOf, wasTakenBack } from './coded.js';
import { copiedHolding, emptyHolding, Holding, lineOf, moveHolding } from './holding.js';
import { dayNumber, dayText } from './moment.js';
import { isMomentary, orderAtPoint, orderOfWithdrawal } from './points.js';
import type { Base } from './readings.js';
import { pointsMoved } from './run-through.js';
import { statementAt } from './statements.js';
import { copiedShelf } from './shelf-copies.js';
import { close, emptyShelf, put, Shelf } from './shelf.js';

/** Shelves of codings by name, in the order of saying by days. */
export type Shelves = Map<string, Shelf<Coded>>;

/** Everything that codings on one issue are looked up by, on both clocks, as far as it has been read. */
export type IssueIndex = {
  readonly issue: string;
  upTo: number;
  /** By proposition, then actor. */
  readonly holdings: Map<string, Map<string, Holding>>;
  /** The propositions on which an actor ever held anything. */
  readonly propositions: Map<string, Set<string>>;
  /**
   * By actor: `declined` and `lesser` by the least policy that counts them, `range` by its width, `within a day` what is of a
   * single day and longer than a minute, and `withdrawn`, in the order of being taken back. Of what was taken back too: `untaken`
   * by the least policy that takes it so, if that is not every one, and `taken` with the width of when it was taken back.
   */
  readonly asides: Map<string, Shelves>;
  /** The actors that ever were a side, by proposition. */
  readonly sides: Map<string, Set<string>>;
  /** What was said of an actor, by `characteriser proposition`. */
  readonly characterised: Map<string, Shelves>;
  /** Positions with reconstructed times, from which something earlier than before can have been said. */
  readonly reconstructed: Readonly<{ position: number; firstDay: string; earliest: string }>[];
  /** Of an index that shares with another: what of it is its own already. */
  readonly own?: Set<object>;
};

/** What an event made of one holding. */
export type HoldingMoved = Readonly<{
  holding: Holding;
  removed: readonly Coded[];
  added: readonly Coded[];
  /** The calendar days from which, under `press`, the stance, its condition or its run is not what it was. */
  days: readonly string[];
}>;

/** What an event made of some statements' codings on an issue, and of the holdings they are in. */
export type IssueMoved = Readonly<{
  removed: readonly Coded[];
  added: readonly Coded[];
  holdings: readonly HoldingMoved[];
}>;

export const emptyIndex = (issue: string): IssueIndex => ({
  issue,
  upTo: 0,
  holdings: new Map(),
  propositions: new Map(),
  asides: new Map(),
  sides: new Map(),
  characterised: new Map(),
  reconstructed: [],
});

/** An index to be thrown away: it shares everything with another and copies what it changes. */
export const borrowedIndex = (index: IssueIndex): IssueIndex => ({
  ...index,
  holdings: new Map([...index.holdings].map(([proposition, all]) => [proposition, new Map(all)])),
  propositions: new Map([...index.propositions].map(([actor, all]) => [actor, new Set(all)])),
  asides: new Map([...index.asides].map(([actor, all]) => [actor, new Map(all)])),
  sides: new Map([...index.sides].map(([proposition, all]) => [proposition, new Set(all)])),
  characterised: new Map([...index.characterised].map(([actor, all]) => [actor, new Map(all)])),
  reconstructed: [...index.reconstructed],
  own: new Set(),
});

/** A thing kept under a key, to be changed: made where there is none, copied where it is another index's. */
const toChange = <Thing extends object>(
  { own }: IssueIndex,
  things: Map<string, Thing>,
  key: string,
  make: () => Thing,
  copy: (thing: Thing) => Thing,
): Thing => {
  const known = things.get(key);
  if (known !== undefined && (own === undefined || own.has(known))) return known;
  const made = known === undefined ? make() : copy(known);
  things.set(key, made);
  own?.add(made);
  return made;
};

const within = <Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value => {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
};

/** The width of a said date, in the name of a shelf. */
const widthNamed = ({ firstDay, lastDay }: SaidDate): string =>
  firstDay === lastDay ? 'within a day' : `range ${Math.floor(Math.log2(daysBetween(firstDay, lastDay)))}`;

/** What the name of a shelf begins with that is in the order of being taken back, by the width of when it was. */
export const TAKEN = 'taken ';

const takenShelvesOf = (coded: Coded): readonly string[] => {
  const { withdrawalLevel, version } = coded;
  const { withdrawal } = version.state;
  if (withdrawal === undefined || !wasTakenBack(coded)) return [];
  const lesser = withdrawalLevel > 0 ? [`untaken ${withdrawalLevel}`] : [];
  return ['withdrawn', `${TAKEN}${widthNamed(withdrawal.said)}`, ...lesser];
};

/** Which of an actor's shelves a coding stands on, beside its holding. */
const shelvesOf = (coded: Coded): readonly string[] => [
  ...(coded.coding.stance === 'declines' ? [`declined ${coded.level}`] : []),
  ...(coded.level > 0 ? [`lesser ${coded.level}`] : []),
  ...takenShelvesOf(coded),
  ...(coded.said.firstDay === coded.said.lastDay && isMomentary(coded) ? [] : [widthNamed(coded.said)]),
];

type Entry = Readonly<{ coded: Coded; isAdded: boolean; position: number }>;

/** The day on which a coding was taken back, as a point. */
const withdrawalDay = ({ version }: Coded): number => dayNumber(version.state.withdrawal?.said.lastDay ?? '');

const onShelf = (index: IssueIndex, shelves: Shelves, name: string, { coded, isAdded, position }: Entry): void => {
  const isWithdrawal = name === 'withdrawn' || name.startsWith(TAKEN);
  const order = isWithdrawal ? orderOfWithdrawal : orderAtPoint;
  const shelf = toChange(index, shelves, name, () => emptyShelf(order, undefined, FACTS), copiedShelf);
  const key = isWithdrawal ? withdrawalDay(coded) : coded.day;
  if (isAdded) put(shelf, key, coded, position);
  else close(shelf, key, coded, isReadingOf(coded), position);
};

/** Puts a coding where it is looked up beside its holdings, or ends it there. */
const moveAsides = (base: Base, index: IssueIndex, entry: Entry): void => {
  const { coded } = entry;
  const { proposition } = coded.coding;
  for (const { actor } of coded.holders) {
    within(index.propositions, actor, () => new Set()).add(proposition);
    const shelves = within(index.asides, actor, () => new Map());
    for (const name of shelvesOf(coded)) onShelf(index, shelves, name, entry);
  }
  for (const side of sidesOf(coded)) within(index.sides, proposition, () => new Set()).add(side);
  const row = base.codebook.get(index.issue)?.propositions[proposition];
  for (const actor of characterisedBy(coded, row)) {
    const shelves = within(index.characterised, actor, () => new Map());
    onShelf(index, shelves, `${characteriserOf(coded)} ${proposition}`, entry);
  }
};

/** The actors that can be a side by a coding: the bodies spoken for, or the speaker where it spoke for none. */
export const sidesOf = ({ holders, version }: Coded): readonly string[] => {
  const { speaker, onBehalfOf } = version.state;
  const isBody = onBehalfOf?.includes(speaker) === true;
  const bodies = holders.filter((holder) => isBody || holder.actor !== speaker);
  return (bodies.length > 0 ? bodies : holders).map((holder) => holder.actor);
};

const isSame = (one: Coded, other: Coded | undefined): boolean =>
  one.version === other?.version &&
  one.coding === other.coding &&
  one.accounts === other.accounts &&
  one.withdrawalLevel === other.withdrawalLevel &&
  (one.spoke === other.spoke || JSON.stringify(one.spoke) === JSON.stringify(other.spoke));

type Both = Readonly<{ removed: readonly Coded[]; added: readonly Coded[] }>;

/** What an event made of a statement's codings on the issue; nothing where it made nothing of them. */
const movedOf = (base: Base, issue: string, statement: string, position: number): Both | undefined => {
  const first = base.statements.rows.get(statement)?.versions[0]?.position;
  if (first === undefined || first > position) return undefined;
  const removed = codedAt(base, statement, issue, position - 1);
  const added = codedAt(base, statement, issue, position);
  const stays = removed.length === added.length && removed.every((coded, at) => isSame(coded, added[at]));
  return stays ? undefined : { removed, added };
};

const byHolding = (moved: readonly Both[]): ReadonlyMap<string, { removed: Coded[]; added: Coded[] }> => {
  const found = new Map<string, { removed: Coded[]; added: Coded[] }>();
  const gather = (coded: Coded, to: 'removed' | 'added'): void => {
    for (const { actor } of coded.holders) {
      within(found, `${actor} ${coded.coding.proposition}`, () => ({ removed: [], added: [] }))[to].push(coded);
    }
  };
  for (const { removed, added } of moved) {
    removed.forEach((coded) => gather(coded, 'removed'));
    added.forEach((coded) => gather(coded, 'added'));
  }
  return found;
};

const noteReconstructed = (base: Base, index: IssueIndex, statement: string, position: number): void => {
  const version = statementAt(base.statements, statement, position);
  if (version?.position !== position || version.timebasis === undefined) return;
  if (!version.state.codings.some((coding) => coding.issue === index.issue)) return;
  const last = index.reconstructed.at(-1);
  const { firstDay, earliest } = version.state.said;
  if (last !== undefined && last.firstDay <= firstDay && last.earliest <= earliest) return;
  const [day, instant] = [last?.firstDay ?? firstDay, last?.earliest ?? earliest];
  index.reconstructed.push({
    position,
    firstDay: day < firstDay ? day : firstDay,
    earliest: instant < earliest ? instant : earliest,
  });
};

const moveOne = (index: IssueIndex, key: string, moved: Both, position: number, tells: boolean): HoldingMoved => {
  const [actor, proposition] = key.split(' ') as [string, string];
  const holdings = within(index.holdings, proposition, () => new Map<string, Holding>());
  const holding = toChange(index, holdings, actor, () => emptyHolding(actor, proposition), copiedHolding);
  if (tells && holding.large !== undefined) lineOf(holding, 'press', 'day');
  const told = moveHolding(holding, moved, position);
  const points = !tells ? [] : (told ?? pointsMoved({ holding, policy: 'press', clock: 'day', position }));
  const days = points.map(dayText);
  return { holding, ...moved, days };
};

/**
 * Reads into an index what an event at a position made of some statements.
 *
 * @param tells whether what comes back is to name the days on which a stance moved.
 */
export const advance = (
  base: Base,
  index: IssueIndex,
  statements: readonly string[],
  position: number,
  tells: boolean,
): IssueMoved => {
  const moved = statements.flatMap((statement) => movedOf(base, index.issue, statement, position) ?? []);
  for (const statement of statements) noteReconstructed(base, index, statement, position);
  for (const { removed, added } of moved) {
    removed.forEach((coded) => moveAsides(base, index, { coded, isAdded: false, position }));
    added.forEach((coded) => moveAsides(base, index, { coded, isAdded: true, position }));
  }
  index.upTo = position;
  return {
    removed: moved.flatMap(({ removed }) => removed),
    added: moved.flatMap(({ added }) => added),
    holdings: [...byHolding(moved)].map(([key, both]) => moveOne(index, key, both, position, tells)),
  };
};
