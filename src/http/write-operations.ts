import type { CommandName } from '../commands/list.js';
import { JSON_TYPE, Operation } from './operation.js';

/** What changes how earlier words are read: it takes more than recording new ones. */
const CORRECTING: readonly CommandName[] = [
  ...(['CorrectMembership', 'RewordProposition', 'ReviseCoding'] as const),
  ...(['CorrectReport', 'CorrectStatement', 'VoidStatement', 'WithdrawStatement', 'VoidWithdrawal'] as const),
];

/** What hides words from everybody, for a court or a licence: for whoever answers for the whole record. */
const WITHHOLDING: readonly CommandName[] = ['WithholdSource', 'ReleaseSource'];

const scopeOf = (command: CommandName): Operation['scope'] => {
  if (WITHHOLDING.includes(command)) return 'admin';
  return CORRECTING.includes(command) ? 'correct' : 'record';
};

/** `fields` says which field of the body each parameter of the path stands for; `coding.codingId` is one inside another. */
const write = (
  path: Operation['path'],
  command: CommandName,
  summary: string,
  fields: Readonly<Record<string, string>> = {},
): Operation => ({
  method: 'post',
  path,
  tag: 'record',
  scope: scopeOf(command),
  summary,
  query: ['dryRun'],
  answer: 'Outcome',
  media: [JSON_TYPE],
  command,
  fields,
});

const ACTOR = { actor: 'actorId' };
const ISSUE = { issue: 'issueId' };
const SOURCE = { source: 'sourceId' };
const STATEMENT = { statement: 'statementId' };

/** What can be recorded. */
export const WRITES = {
  openRecord: write('/v1/record', 'OpenRecord', 'Name the log, once and first'),
  registerActor: write('/v1/actors', 'RegisterActor', 'Enter an actor into the record'),
  nameActor: write('/v1/actors/{actor}/names', 'NameActor', 'Add a name to an actor', ACTOR),
  recordMembership: write(
    '/v1/actors/{actor}/memberships',
    'RecordMembership',
    'Record a person’s post in a body',
    ACTOR,
  ),
  correctMembership: write(
    '/v1/actors/{actor}/memberships/{membership}/corrections',
    'CorrectMembership',
    'Say what a membership is now known to be',
    { ...ACTOR, membership: 'membershipId' },
  ),
  openIssue: write('/v1/issues', 'OpenIssue', 'Open a subject of the codebook'),
  wordProposition: write('/v1/issues/{issue}/propositions', 'WordProposition', 'Add a proposition to an issue', ISSUE),
  rewordProposition: write(
    '/v1/issues/{issue}/propositions/{proposition}/wordings',
    'RewordProposition',
    'Change a proposition’s wording',
    { ...ISSUE, proposition: 'propositionId' },
  ),
  describeSource: write('/v1/sources', 'DescribeSource', 'Describe a document'),
  captureSource: write('/v1/sources/{source}/text', 'CaptureSource', 'Keep a document’s text, or its hash', SOURCE),
  withholdSource: write(
    '/v1/sources/{source}/withholdings',
    'WithholdSource',
    'Hide a document’s text, and the quotes taken from it, everywhere',
    SOURCE,
  ),
  releaseSource: write(
    '/v1/sources/{source}/releases',
    'ReleaseSource',
    'Show a withheld document’s words again',
    SOURCE,
  ),
  recordStatement: write('/v1/statements', 'RecordStatement', 'Record an act of saying, with its codings'),
  codeStatement: write(
    '/v1/statements/{statement}/codings',
    'CodeStatement',
    'Add a stance read in a statement',
    STATEMENT,
  ),
  reviseCoding: write(
    '/v1/statements/{statement}/codings/{coding}/revisions',
    'ReviseCoding',
    'Say how a coding is now read, and why',
    { ...STATEMENT, coding: 'coding.codingId' },
  ),
  corroborateStatement: write(
    '/v1/statements/{statement}/corroborations',
    'CorroborateStatement',
    'Add another source of the same act',
    STATEMENT,
  ),
  correctReport: write(
    '/v1/statements/{statement}/reports/{source}/corrections',
    'CorrectReport',
    'Say what is now known of how a source tells of an act',
    { ...STATEMENT, source: 'report.source' },
  ),
  correctStatement: write(
    '/v1/statements/{statement}/corrections',
    'CorrectStatement',
    'Replace parts of what was recorded of an act',
    STATEMENT,
  ),
  voidStatement: write(
    '/v1/statements/{statement}/voids',
    'VoidStatement',
    'Take out a statement entered in error',
    STATEMENT,
  ),
  withdrawStatement: write(
    '/v1/statements/{statement}/withdrawals',
    'WithdrawStatement',
    'Record that the speaker took a statement back',
    STATEMENT,
  ),
  voidWithdrawal: write(
    '/v1/statements/{statement}/withdrawals/voids',
    'VoidWithdrawal',
    'Take out a withdrawal entered in error',
    STATEMENT,
  ),
  importLog: {
    method: 'post',
    path: '/v1/import',
    tag: 'record',
    scope: 'admin',
    summary: 'Import events, one a line, all or none',
    query: ['trustRecordedAt', 'dryRun'],
    answer: 'ImportReport',
    media: [JSON_TYPE],
  },
} satisfies Readonly<Record<string, Operation>>;
