import type { CodingShown, SaidShown, StatementAnswer, VersionShown } from '../../projections/index.js';
import type { Actor } from '../record/look-up.js';
import type { Source } from '../record/look-up-statements.js';
import { columns, wrapped } from './output.js';
import { citationText } from './position-text.js';

const said = ({ edtf, zone }: SaidShown): string => `${edtf}${zone === undefined ? '' : ` (${zone})`}`;

const codingText = (coding: CodingShown): readonly string[] => [
  ...wrapped(
    `${coding.stance} ${coding.issue}/${coding.proposition}, held by ${coding.holders.map(({ name }) => name).join(', ')}`,
    2,
  ),
  ...(coding.condition === undefined ? [] : wrapped(`on condition: ${coding.condition}`, 6)),
  ...coding.citations.flatMap((cited) => wrapped(citationText(cited), 6)),
  ...(coding.note === undefined ? [] : wrapped(`note: ${coding.note}`, 6)),
];

const versionText = (version: VersionShown): readonly string[] => {
  const reason = version.reason === undefined ? '' : `: ${version.reason}`;
  return wrapped(
    `position ${version.position}, ${version.time}: ${version.event} by ${version.recordedby}${reason}`,
    2,
  );
};

/** A statement for people, with its versions. */
export const statementText = (statement: StatementAnswer, versions: readonly VersionShown[]): readonly string[] => [
  `statement ${statement.id} (${statement.status})`,
  `speaker   ${statement.speaker.name}`,
  `for       ${statement.holders.map((holder) => `${holder.name}${holder.post === undefined ? '' : ` as ${holder.post}`}`).join('; ')}`,
  `channel   ${[statement.channel.kind, statement.channel.venue].filter((part) => part !== undefined).join(', ')}`,
  `said      ${said(statement.said)}`,
  ...(statement.inReplyTo === undefined ? [] : [`answers   ${statement.inReplyTo}`]),
  ...(statement.askedBy === undefined ? [] : [`asked by  ${statement.askedBy}`]),
  ...(statement.answeredBy.length === 0 ? [] : [`answered  by ${statement.answeredBy.join(', ')}`]),
  `sources   ${statement.sources.join(', ')}`,
  ...statement.warnings.flatMap((warning) => wrapped(`warning: ${warning}`)),
  ...(statement.note === undefined ? [] : wrapped(`note: ${statement.note}`)),
  '',
  'Codings',
  ...statement.codings.flatMap(codingText),
  '',
  'Versions',
  ...versions.flatMap(versionText),
];

/** A source for people. */
export const sourceText = ({ id, described, captures, supports }: Omit<Source, 'textKept'>): readonly string[] => [
  `source ${id}`,
  ...columns(
    ['what', 'is'],
    Object.entries(described).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  ),
  '',
  ...captures.map(
    (capture) => `captured at position ${capture.position}: SHA-256 ${capture.sha256}, ${capture.length} characters`,
  ),
  `supports  ${supports.join(', ')}`,
];

/** An actor for people. */
export const actorText = (actor: Actor): readonly string[] => [
  `${actor.kind} ${actor.id}: ${actor.names.map((name) => name.text).join(' / ')}`,
  ...(actor.note === undefined ? [] : wrapped(`note: ${actor.note}`)),
  ...actor.memberships.map(
    ({ post, body, from, until, speaksFor }) =>
      `  ${post} (${body}), from ${from ?? 'not known'}${until === undefined ? '' : ` until ${until}`}${speaksFor ? ', may speak for it' : ''}`,
  ),
];
