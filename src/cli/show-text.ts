import type { AttributionLink, Membership } from '../../events/index.js';
import type {
  CodingShown,
  ReportShown,
  SaidShown,
  StatementAnswer,
  StatementBrief,
  ThreadEntry,
  VersionShown,
} from '../../projections/index.js';
import type { Actor } from '../record/look-up.js';
import type { Source } from '../record/look-up-statements.js';
import { withheldText } from '../record/withheld-text.js';
import { columns, wrapped } from './output.js';
import { wordsText } from './position-text.js';
import { stanceText } from './stance-text.js';

const noteText = ({ note }: Readonly<{ note?: string }>, indent: number): readonly string[] =>
  note === undefined ? [] : wrapped(`note: ${note}`, indent);

const said = ({ edtf, zone }: SaidShown): string => `${edtf}${zone === undefined ? '' : ` (${zone})`}`;

/** Who holds a coding, and of whom it only tells: the actors that it names and that did not speak. */
const holdersText = ({ holders, holdersNamed = [] }: CodingShown): string => {
  const silent = holdersNamed.filter((named) => holders.every(({ id }) => id !== named));
  return [
    ...(holders.length === 0 ? [] : [`held by ${holders.map(({ name }) => name).join(', ')}`]),
    ...(silent.length === 0 ? [] : [`said of ${silent.join(' and ')}, who did not speak`]),
  ].join('; ');
};

const codingText = (coding: CodingShown): readonly string[] => [
  ...wrapped(`${stanceText(coding, `${coding.issue}/${coding.proposition}`)}, ${holdersText(coding)}`, 2),
  ...wrapped(`coded by ${coding.coder}`, 6),
  ...noteText(coding, 6),
];

const tellerText = ({ name, actor, directness, note }: AttributionLink): string => {
  const how = [directness, note].filter((part) => part !== undefined).join('; ');
  return `${name ?? actor ?? ''}${how === '' ? '' : ` (${how})`}`;
};

/** The chain from the act to the source, teller by teller. */
const chainText = ({ attribution }: Pick<ReportShown, 'attribution'>): readonly string[] =>
  attribution.length === 0 ? [] : wrapped(`through ${attribution.map(tellerText).join(', then ')}`, 6);

/** A source's words for a coding of a statement, as that takes them. */
const supportText = (support: ReportShown['supports'][number], { codings }: StatementAnswer): readonly string[] => {
  const { codingId, stance, proposition, directness } = support;
  const words = wordsText(support);
  const coding = codings.find((one) => one.codingId === codingId);
  const taken = stanceText({ stance, condition: coding?.condition }, proposition);
  return [
    ...wrapped(`${taken}, ${directness}${words === '' ? ', no words given' : `: ${words}`}`, 6),
    ...noteText(support, 8),
  ];
};

const reportText = (report: ReportShown, statement: StatementAnswer): readonly string[] => [
  ...wrapped(`${report.source}: ${report.account}, ${report.directness}, ${report.publisher}`, 2),
  ...chainText(report),
  ...(report.sameAct === undefined ? [] : wrapped(`the same act: ${report.sameAct}`, 6)),
  ...noteText(report, 6),
  ...report.supports.flatMap((support) => supportText(support, statement)),
];

/** A statement in one line, as those around it show it. */
const briefText = ({ id, speaker, said: when, channel, status }: StatementBrief): string =>
  `${id} (${speaker.name}, said ${when.edtf}, ${channel.kind}${status === 'standing' ? '' : `, ${status}`})`;

const exchangeText = (id: string, entries: readonly ThreadEntry[]): readonly string[] =>
  entries.length < 2
    ? []
    : [
        '',
        'Exchange',
        ...entries.flatMap((entry) =>
          wrapped(`${entry.id === id ? '* ' : ''}${briefText(entry)}`, 2 + 2 * Math.min(entry.depth, 20)),
        ),
      ];

const versionText = (version: VersionShown): readonly string[] => {
  const reason = version.reason === undefined ? '' : `: ${version.reason}`;
  return wrapped(
    `position ${version.position}, ${version.time}: ${version.event} by ${version.recordedby}${reason}`,
    2,
  );
};

const withdrawalText = ({ withdrawal, holders }: StatementAnswer): readonly string[] => {
  if (withdrawal === undefined) return [];
  const { by, takesNothingBack: nothing, said: when, report } = withdrawal;
  const what = nothing === undefined ? 'taken back' : 'withdrawal';
  const who = nothing?.by.name ?? holders.find(({ id }) => id === by)?.name ?? by;
  const words = wordsText(withdrawal);
  return [
    ...wrapped(
      `${what} by ${who}, ${said(when)}, ${report.source}: ${report.account}, ${report.directness}${words === '' ? '' : ` ${words}`}`,
    ),
    ...chainText(report),
    ...noteText(withdrawal, 2),
    ...(nothing === undefined ? [] : wrapped(nothing.why, 2)),
  ];
};

/** A statement for people, with the exchange it is part of and its versions. */
export const statementText = (
  statement: StatementAnswer,
  exchange: readonly ThreadEntry[],
  versions: readonly VersionShown[],
): readonly string[] => [
  `statement ${statement.id} (${statement.status})`,
  `speaker   ${statement.speaker.name}`,
  `for       ${statement.holders.map((holder) => `${holder.name}${holder.post === undefined ? '' : ` as ${holder.post}`}`).join('; ')}`,
  ...(statement.audience === undefined ? [] : [`to        ${statement.audience.join(', ')}`]),
  `channel   ${[statement.channel.kind, statement.channel.venue].filter((part) => part !== undefined).join(', ')}`,
  `said      ${said(statement.said)}`,
  ...(statement.answers === undefined ? [] : [`answers   ${briefText(statement.answers)}`]),
  ...(statement.askedBy === undefined ? [] : [`asked by  ${statement.askedBy}`]),
  ...statement.answeredBy.map((answer) => `answered  by ${briefText(answer)}`),
  ...withdrawalText(statement),
  ...statement.warnings.flatMap((warning) => wrapped(`warning: ${warning}`)),
  ...noteText(statement, 0),
  '',
  'Codings',
  ...statement.codings.flatMap(codingText),
  '',
  'Sources',
  ...statement.reports.flatMap((report) => reportText(report, statement)),
  ...exchangeText(statement.id, exchange),
  '',
  'Versions',
  ...versions.flatMap(versionText),
];

const WITHHELD = { text: 'its text is', 'text-and-quotes': 'its text and what is quoted from it are' } as const;

/** A source for people. */
export const sourceText = ({
  id,
  described,
  captures,
  supports,
  withheld,
}: Omit<Source, 'textKept'>): readonly string[] => [
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
  ...(withheld === undefined ? [] : wrapped(`${WITHHELD[withheld.scope]} ${withheldText(withheld)}`)),
];

const correctionText = ({ position, time, membership, reason }: Actor['history'][number]): readonly string[] => {
  if (reason === undefined) return [];
  return wrapped(`position ${position}, ${time}: membership ${membership.membershipId} corrected: ${reason}`, 2);
};

const corrected = (actor: Actor): readonly string[] => {
  const lines = actor.history.flatMap(correctionText);
  return lines.length === 0 ? [] : ['', 'Corrections', ...lines];
};

/** From when until when, and whether its holder may speak for the body. */
const held = ({ from, until, speaksFor }: Membership): string =>
  `from ${from ?? 'not known'}${until === undefined ? '' : ` until ${until}`}${speaksFor ? ', may speak for it' : ''}`;

const membersText = ({ members = [] }: Actor): readonly string[] => [
  ...(members.length === 0 ? [] : ['', 'Members']),
  ...members.map(({ actor: { id, name }, membership }) => `  ${name} (${id}): ${membership.post}, ${held(membership)}`),
];

/** An actor for people, with its members and the corrections of its memberships. */
export const actorText = (actor: Actor): readonly string[] => [
  `${actor.kind} ${actor.id}: ${actor.names.map((name) => name.text).join(' / ')}`,
  ...noteText(actor, 0),
  ...actor.memberships.map((membership) => `  ${membership.post} (${membership.body}), ${held(membership)}`),
  ...(actor.warnings ?? []).flatMap((warning) => wrapped(warning, 2)),
  ...membersText(actor),
  ...corrected(actor),
];
