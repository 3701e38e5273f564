import {
  type Board,
  type Citation,
  type EvidenceShown,
  type Position,
  type PropositionAnswer,
  ASIDES,
  inLanguage,
  howOften,
} from '../../projections/index.js';
import { withheldText } from '../record/withheld-text.js';
import { columns, counted, wrapped } from './output.js';

/** Words as they stand, or that they are withheld; nothing where there are none. */
export const wordsText = ({ quote, withheld }: Pick<Citation, 'quote' | 'withheld'>): string => {
  if (withheld !== undefined) return withheldText(withheld);
  return quote === undefined ? '' : `“${quote.exact}”`;
};

/** A source’s words, with whose account it is, how it gives them, and through whom. */
export const citationText = (cited: Citation): string => {
  const words = wordsText(cited);
  const chain = cited.attribution.map((link) => link.name ?? link.actor ?? '').filter((name) => name !== '');
  const through = chain.length === 0 ? '' : `, through ${chain.join(', ')}`;
  return `${words === '' ? '' : `${words} `}[${cited.source}: ${cited.account}, ${cited.directness}${through}]`;
};

/** For whom the speaker spoke, and in which post. */
const capacity = ({ name, post }: EvidenceShown['spokeFor'][number]): string => {
  if (post === undefined) return `for ${name}`;
  return post.includes(name) ? post : `${post} (${name})`;
};

const who = (evidence: EvidenceShown): string =>
  [
    evidence.speaker.name,
    ...evidence.spokeFor.map(capacity),
    evidence.personally === true ? 'personally' : undefined,
    evidence.channel.kind,
    `said ${evidence.said.edtf}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');

/** A piece of evidence: who said it, then the words of each source. */
export const evidenceText = (evidence: EvidenceShown, indent: number): readonly string[] => [
  ...wrapped(`${who(evidence)} (${evidence.statement})`, indent),
  ...evidence.citations.flatMap((cited) => wrapped(citationText(cited), indent + 2)),
];

const stanceText = (answer: PropositionAnswer): readonly string[] => [
  ...wrapped(`${answer.stance.toUpperCase()}: ${inLanguage(answer.wording)} (${answer.id})`, 2),
  ...(answer.condition === undefined ? [] : wrapped(`on condition: ${answer.condition}`, 6)),
  `      since ${answer.since}, last stated ${answer.lastStated}, stated ${howOften(answer.timesStated)}`,
  ...answer.evidence.flatMap((evidence) => evidenceText(evidence, 6)),
];

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];

const asideLines = (asides: Position['declined']): readonly string[] =>
  asides.flatMap((aside) => [...wrapped(`${aside.proposition}: ${aside.why}`, 2), ...evidenceText(aside.evidence, 6)]);

const contestLines = (position: Position): readonly string[] =>
  position.contests.flatMap((contest) => [
    ...wrapped(`${contest.proposition}: ${contest.by.name} ${contest.byStance} it since ${contest.since}`, 2),
    ...contest.evidence.flatMap((evidence) => evidenceText(evidence, 6)),
  ]);

const characterisationLines = (position: Position): readonly string[] =>
  position.characterisations.flatMap((one) => [
    ...wrapped(
      `${one.proposition}: ${one.by.name} says ${position.actor.name} ${one.as} it; answer: ${one.answer.answer}`,
      2,
    ),
    ...evidenceText(one.evidence, 6),
  ]);

const silence = (position: Position): readonly string[] => {
  const { lastStatement } = position;
  if (lastStatement === undefined) return [];
  return ['', `Last statement on the issue: ${lastStatement.day}, ${counted(lastStatement.daysBefore, 'day')} before.`];
};

/** An instant or position as it is told: with the recorded time, and whether that was reconstructed. */
export const knownText = (answer: Pick<Position, 'knownAt' | 'recordedTimes'>): string => {
  const { position, time } = answer.knownAt;
  const basis = answer.recordedTimes === undefined ? '' : ', recorded times reconstructed';
  return `position ${position}${time === undefined ? '' : ` (${time}${basis})`}`;
};

const ASIDE_TITLES: Readonly<Record<(typeof ASIDES)[number], string>> = {
  declined: 'Declined to say',
  uncertain: 'Uncertain by then',
  notCounted: 'Not counted under this evidence policy',
  withdrawn: 'Taken back',
};

/** What stands beside a position, and where there is more of it than an answer lists, so. */
const asideSections = (position: Position): readonly string[] =>
  ASIDES.flatMap((name) =>
    section(
      `${ASIDE_TITLES[name]}${position.more?.includes(name) === true ? ' (the last five)' : ''}`,
      asideLines(position[name]),
    ),
  );

/** A position for people to read. */
export const positionText = (position: Position): readonly string[] => [
  `${position.actor.name} on ${inLanguage(position.issue.title)}`,
  `as of ${position.asOf}, known at ${knownText(position)}, evidence=${position.evidence}`,
  '',
  ...(position.propositions.length === 0 ? [`  ${position.status}`] : position.propositions.flatMap(stanceText)),
  ...section('Contested', contestLines(position)),
  ...section('Characterised by others (moves nothing)', characterisationLines(position)),
  ...asideSections(position),
  ...silence(position),
  '',
  position.permalink,
];

/** A board, or the part of one that is of one actor: that one is no answer of its own, its cells are. */
export type BoardShown = Omit<Board, 'permalink'> & Partial<Pick<Board, 'permalink'>>;

/** The board for people to read: a row for each stance. */
export const boardText = (board: BoardShown): readonly string[] => [
  `as of ${board.asOf}, known at ${knownText(board)}, evidence=${board.evidence}`,
  '',
  ...columns(
    ['actor', 'issue', 'stance', 'proposition', 'since', 'last stated', 'contested'],
    board.cells.flatMap((cell) => {
      const contested = cell.contested === 0 ? '' : String(cell.contested);
      if (cell.stances.length === 0) return [[cell.actor.id, cell.issue, `(${cell.status})`, '', '', '', contested]];
      return cell.stances.map((one) => [
        cell.actor.id,
        cell.issue,
        one.stance,
        one.proposition,
        one.since,
        one.lastStated,
        contested,
      ]);
    }),
  ),
  '',
  ...(board.permalink === undefined ? board.cells.map((cell) => cell.permalink) : [board.permalink]),
];
