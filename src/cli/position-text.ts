import {
  type AnswerGiven,
  type Board,
  type Citation,
  type EvidenceShown,
  type Position,
  type PropositionAnswer,
  type StanceInForce,
  ASIDES,
  inLanguage,
  howOften,
} from '../../projections/index.js';
import { withheldText } from '../record/withheld-text.js';
import { columns, counted, wrapped } from './output.js';
import { quoted, stanceText, type Taken } from './stance-text.js';

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

const headOf = (evidence: EvidenceShown): string => `${who(evidence)} (${evidence.statement})`;

/** A piece of evidence: who said it, then the words of each source. */
const evidenceText = (evidence: EvidenceShown, indent: number, head = headOf(evidence)): readonly string[] => [
  ...wrapped(head, indent),
  ...evidence.citations.flatMap((cited) => wrapped(citationText(cited), indent + 2)),
];

/** A piece of evidence that says which stance its words take. `side`: which side of a comparison it is of. */
export const evidenceWithStance = (evidence: EvidenceShown, indent: number, side = ''): readonly string[] =>
  evidenceText(evidence, indent, `${side === '' ? '' : `${side}: `}${headOf(evidence)}: ${stanceText(evidence)}`);

/** The words of a stance in force. They say what they take where that is not what stands above them. */
const wordsOf = ({ stance, condition, evidence }: PropositionAnswer): readonly string[] =>
  evidence.flatMap((one) =>
    one.stance === stance && one.condition === condition ? evidenceText(one, 6) : evidenceWithStance(one, 6),
  );

const answerText = (answer: PropositionAnswer): readonly string[] => [
  ...wrapped(`${answer.stance.toUpperCase()}: ${inLanguage(answer.wording)} (${answer.id})`, 2),
  ...(answer.condition === undefined ? [] : wrapped(`on condition: ${answer.condition}`, 6)),
  `      since ${answer.since}, last stated ${answer.lastStated}, stated ${howOften(answer.timesStated)}`,
  ...wordsOf(answer),
];

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];

const asideLines = (asides: Position['declined']): readonly string[] =>
  asides.flatMap((aside) => [
    ...wrapped(`${aside.proposition}: ${aside.why}`, 2),
    ...evidenceWithStance(aside.evidence, 6),
  ]);

/** A stance in force that is shown with its last words: under the condition of these, where it has any. */
const takenBy = (stance: StanceInForce, last: EvidenceShown | undefined): Taken =>
  stance === 'conditional' ? { stance, condition: last?.condition } : { stance };

const contestLines = (position: Position): readonly string[] =>
  position.contests.flatMap(({ proposition, by, byStance, byCondition, since, evidence }) => [
    ...wrapped(
      `${proposition}: ${by.name} ${stanceText({ stance: byStance, condition: byCondition })} since ${since}`,
      2,
    ),
    ...evidence.flatMap((one) => evidenceText(one, 6)),
  ]);

/** What the one who is spoken of answers: its own stance, where that is the answer or has a condition. */
const ownAnswer = ({ answer, stance, evidence }: AnswerGiven): string => {
  if (stance === undefined) return answer;
  const own = stanceText(takenBy(stance, evidence));
  if (answer === stance) return own;
  return stance === 'conditional' ? `${answer}: ${own}` : answer;
};

const characterisationLines = (position: Position): readonly string[] =>
  position.characterisations.flatMap(({ proposition, by, as, condition, answer, evidence }) => {
    const says = `${by.name} says ${position.actor.name} ${stanceText({ stance: as, condition })}`;
    return [...wrapped(`${proposition}: ${says}; answer: ${ownAnswer(answer)}`, 2), ...evidenceText(evidence, 6)];
  });

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
  ...(position.propositions.length === 0 ? [`  ${position.status}`] : position.propositions.flatMap(answerText)),
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
    ['actor', 'issue', 'stance', 'proposition', 'since', 'last stated', 'contested', 'condition'],
    board.cells.flatMap((cell) => {
      const contested = cell.contested === 0 ? '' : String(cell.contested);
      if (cell.stances.length === 0)
        return [[cell.actor.id, cell.issue, `(${cell.status})`, '', '', '', contested, '']];
      return cell.stances.map((one) => [
        cell.actor.id,
        cell.issue,
        one.stance,
        one.proposition,
        one.since,
        one.lastStated,
        contested,
        one.condition === undefined ? '' : quoted(one.condition),
      ]);
    }),
  ),
  '',
  ...(board.permalink === undefined ? board.cells.map((cell) => cell.permalink) : [board.permalink]),
];
