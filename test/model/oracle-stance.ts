/** The stance of an actor on one proposition, by docs/semantics.md rules 4, 5 and 13 to 19. */

import type { AsOf, Stance } from '../../events/index.js';
import type { Read } from './oracle-codings.js';
import type { Said } from './oracle-record.js';

export type StanceInForce = Exclude<Stance, 'declines'> | 'mixed';

/** A coding, by the ids of its statement and of itself. */
export type Named = Readonly<{ statement: string; coding: string }>;

/** What the rules fix of an answer about one proposition. */
export type StanceAnswer = Readonly<{
  stance: StanceInForce;
  condition?: string;
  since: string;
  sinceWithdrawal?: true;
  lastStated: string;
  timesStated: number;
  evidence: readonly Named[];
}>;

/** An actor's stance on one proposition, and the codings in force. */
export type Stood = Readonly<{ answer: StanceAnswer; inForce: readonly Read[] }>;

/** Rule 4. */
export const saidBy = (said: Said, asOf: AsOf): boolean => {
  if ('date' in asOf) return said.lastDay <= asOf.date;
  return said.hasTime ? said.latest <= asOf.instant : said.latest < asOf.instant;
};

/** Rule 5. */
export const canHaveBeenSaidBy = (said: Said, asOf: AsOf): boolean =>
  'date' in asOf ? said.firstDay <= asOf.date : said.earliest <= asOf.instant;

export const named = ({ statement, coding }: Read): Named => ({
  statement: statement.statementId,
  coding: coding.codingId,
});

/** Text or numbers, the first difference deciding. */
export const inOrder = (one: readonly (string | number)[], other: readonly (string | number)[]): number => {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at < 0 ? 0 : one[at]! < other[at]! ? -1 : 1;
};

/** Rule 14: the point of a said date, as text that orders as the points do. */
const pointOf = ({ lastDay, latest, hasTime }: Said, asOf: AsOf): string =>
  'date' in asOf ? lastDay : `${latest} ${hasTime ? 1 : 2}`;

/** Where a quote begins in a source, where it has a place there. */
const placeIn = (source: string, { coding }: Read): number | undefined =>
  coding.evidence.find((evidence) => evidence.source === source && evidence.quote?.start !== undefined)?.quote?.start;

/** Rule 13, of several codings of one statement: the last in its text. */
const lastInText = (codings: readonly Read[]): Read => {
  const sources = codings[0]!.statement.reports.map(({ source }) => source);
  const source = sources.find((one) => codings.every((read) => placeIn(one, read) !== undefined));
  const place = (read: Read): number => (source === undefined ? 0 : placeIn(source, read)!);
  return [...codings].sort((a, b) => inOrder([place(a), ...a.order], [place(b), ...b.order])).at(-1)!;
};

/** Rule 13. */
export const taken = (codings: readonly Read[], actor: string, proposition: string): readonly Read[] => {
  const held = codings.filter(
    ({ holders, counts, coding }) =>
      counts && coding.proposition === proposition && coding.stance !== 'declines' && holders.includes(actor),
  );
  const statements = [...new Set(held.map(({ statement }) => statement))];
  return statements.map((statement) => lastInText(held.filter((read) => read.statement === statement)));
};

/** A coding with the point at which it opens, and the one at which it closes if it does. */
type Spell = Readonly<{ read: Read; opens: string; closes?: string }>;

/** Rule 14, up to D. */
const spellsBy = (codings: readonly Read[], asOf: AsOf): readonly Spell[] =>
  codings
    .filter(({ said }) => saidBy(said, asOf))
    .map((read): Spell => {
      const { takenBack, said } = read;
      const opens = pointOf(said, asOf);
      if (takenBack === undefined || !saidBy(takenBack, asOf)) return { read, opens };
      return { read, opens, closes: pointOf(takenBack, asOf) };
    })
    .filter(({ opens, closes }) => closes === undefined || closes > opens);

const standingAt = (spells: readonly Spell[], point: string): readonly Spell[] =>
  spells.filter(({ opens, closes }) => opens <= point && (closes === undefined || closes > point));

/** Rule 15. */
const inForceOf = (standing: readonly Spell[]): readonly Spell[] => {
  const greatest = standing.map(({ read }) => read.said.earliest).reduce((a, b) => (a > b ? a : b), '');
  return standing.filter(({ read }) => read.said.latest >= greatest);
};

/** Rule 15. */
const stanceOf = (inForce: readonly Spell[]): StanceInForce | undefined => {
  const stances = [...new Set(inForce.map(({ read }) => read.coding.stance))];
  return stances.length > 1 ? 'mixed' : (stances[0] as StanceInForce | undefined);
};

/** Rule 16: the first point of the last run. */
const runOpens = (spells: readonly Spell[], points: readonly string[]): string => {
  const stances = points.map((point) => stanceOf(inForceOf(standingAt(spells, point))));
  const last = stances.at(-1);
  const before = stances.findLastIndex((stance) => stance !== last);
  return points[before + 1]!;
};

/** Rule 17. */
const sinceOf = (spells: readonly Spell[], first: string): Pick<StanceAnswer, 'since' | 'sinceWithdrawal'> => {
  const opened = spells.filter(({ opens }) => opens === first).map(({ read }) => read.said.lastDay);
  const closed = spells.filter(({ closes }) => closes === first).map(({ read }) => read.takenBack!.lastDay);
  const since = [...opened, ...closed].sort().at(-1)!;
  return { since, ...(opened.length === 0 ? { sinceWithdrawal: true } : {}) };
};

/** What the order of rule 18 goes by. */
const rankOf = ({ said, order }: Read, asOf: AsOf): readonly (string | number)[] => [
  pointOf(said, asOf),
  said.latest,
  ...order,
];

/** The order of rule 18. */
export const inOrderOfPoints = (codings: readonly Read[], asOf: AsOf): readonly Read[] =>
  [...codings].sort((a, b) => inOrder(rankOf(a, asOf), rankOf(b, asOf)));

const stated = (spells: readonly Spell[], asOf: AsOf): readonly Spell[] =>
  [...spells].sort((a, b) => inOrder(rankOf(a.read, asOf), rankOf(b.read, asOf)));

/** Rules 13 to 19, of codings that were taken by rule 13; nothing where no stance is in force. */
export const stoodOn = (codings: readonly Read[], asOf: AsOf): Stood | undefined => {
  const spells = spellsBy(codings, asOf);
  const points = [...new Set(spells.flatMap(({ opens, closes }) => [opens, closes ?? opens]))].sort();
  const last = points.at(-1);
  if (last === undefined) return undefined;
  const standing = standingAt(spells, last);
  const inForce = stated(inForceOf(standing), asOf);
  const stance = stanceOf(inForce);
  if (stance === undefined) return undefined;
  const first = runOpens(spells, points);
  const atFirst = inForceOf(standingAt(spells, first));
  const inRun = stated(
    standing.filter((spell) => {
      const takesIt = stance === 'mixed' || spell.read.coding.stance === stance;
      return (spell.opens >= first && takesIt) || atFirst.includes(spell) || inForce.includes(spell);
    }),
    asOf,
  );
  const ends = inRun.length === 1 ? inRun : [inRun[0]!, inRun.at(-1)!];
  const condition = inForce.findLast(({ read }) => read.coding.condition !== undefined)?.read.coding.condition;
  const answer: StanceAnswer = {
    stance,
    ...(stance === 'conditional' && condition !== undefined ? { condition } : {}),
    ...sinceOf(spells, first),
    lastStated: inRun.at(-1)!.read.said.lastDay,
    timesStated: inRun.length,
    evidence: (stance === 'mixed' ? inForce.slice(-5) : ends).map(({ read }) => named(read)),
  };
  return { answer, inForce: inForce.map(({ read }) => read) };
};
