/** The answers about what is on record. */

import { PROPOSITION_KINDS, SOURCE_KINDS, WITHHELD_SCOPES } from '../../events/index.js';
import { count, day, flag, instant, list, listOf, object, oneOf, path, ref, Schema, text, truth } from './schema.js';
import { ID, LATER, NEXT, PAGED } from './schemas-common.js';

const KNOWN = { knownAt: ref('KnownAt') };
const STATUS = oneOf('standing', 'withdrawn', 'voided');

const page = (name: string, schema: string, more: Readonly<Record<string, Schema>> = {}): Schema =>
  object({ ...KNOWN, ...PAGED, [name]: listOf(schema) }, { ...NEXT, ...more });

const ACTOR = {
  id: ID,
  kind: ref('ActorKind'),
  name: text('The name to show.'),
  names: listOf('Name'),
  memberships: list(ref('Membership'), 'Each in its latest version.'),
  href: path,
};
const ACTOR_OPTIONAL = { zone: text('IANA.'), unnamed: flag, note: text() };

const ISSUE = { id: ID, title: listOf('LanguageText'), propositions: listOf('Proposition'), href: path };

const SOURCE = { id: ID, described: ref('SourceDescription'), captures: listOf('Capture'), href: path };

const SOURCE_OPTIONAL = { withheld: ref('SourceWithheldShown') };

const BRIEF = {
  id: ID,
  status: STATUS,
  speaker: ref('NamedActor'),
  said: ref('Said'),
  channel: ref('Channel'),
  href: path,
};

const REPORT = {
  source: ID,
  title: text(),
  publisher: text(),
  account: ref('Account'),
  directness: ref('Directness'),
  attribution: list(ref('AttributionLink'), 'From the teller nearest the act to the one nearest the source.'),
};
const REPORT_OPTIONAL = { published: day, notBefore: day, note: text() };

const STATEMENT = object(
  {
    id: ID,
    status: STATUS,
    speaker: ref('NamedActor'),
    holders: list(object({ id: ID, name: text() }, { post: text(), personally: flag })),
    channel: ref('Channel'),
    said: ref('Said'),
    answeredBy: listOf('StatementBrief'),
    thread: path,
    sources: list(ID),
    reports: list(ref('ReportShown'), 'The sources beside each other, the official one first.'),
    warnings: list(text(), 'Sources that are stamped before what they tell of.'),
    codings: listOf('CodingShown'),
    ...KNOWN,
    recorded: { ...ref('Recorded'), description: 'When it was first recorded.' },
    versions: path,
  },
  {
    version: LATER,
    audience: list(ID),
    inReplyTo: ID,
    answers: ref('StatementBrief'),
    askedBy: ID,
    note: text(),
    withdrawal: object(
      { by: ID, said: ref('Said'), source: ID, report: object(REPORT, REPORT_OPTIONAL) },
      {
        takesNothingBack: object({ by: ref('NamedActor'), why: text() }),
        quote: ref('Quote'),
        withheld: ref('Withheld'),
        note: text(),
      },
    ),
  },
);

export const LOOK_UP_SCHEMAS: Readonly<Record<string, Schema>> = {
  Hit: object(
    {
      kind: oneOf('actor', 'issue', 'proposition', 'source', 'statement'),
      id: ID,
      field: text(),
      text: text(),
      href: path,
    },
    { said: text('EDTF.'), versions: path },
  ),
  Search: object({ q: text(), asOf: text(), ...KNOWN, ...PAGED, hits: listOf('Hit') }, NEXT),
  ActorShown: object(ACTOR, ACTOR_OPTIONAL),
  Actors: page('actors', 'ActorShown', { nearest: listOf('Near') }),
  Actor: object(
    {
      ...ACTOR,
      ...KNOWN,
      history: list(
        object({ position: count(), membership: ref('Membership') }, { time: instant, reason: text() }),
        'Every version of every membership.',
      ),
    },
    {
      ...ACTOR_OPTIONAL,
      members: list(
        object({ actor: ref('NamedActor'), membership: ref('Membership') }),
        'Those who are or were in a body, the earliest first; a person has none.',
      ),
      warnings: list(text(), 'Memberships that count for nothing, since they would make a circle.'),
    },
  ),
  Proposition: object(
    {
      id: ID,
      kind: oneOf(...PROPOSITION_KINDS),
      wording: listOf('LanguageText'),
      wordings: list(object({ position: count(), wording: listOf('LanguageText') }, { reason: text() })),
    },
    { policyOf: ID, note: text() },
  ),
  IssueShown: object(ISSUE, { description: text() }),
  Issues: page('issues', 'IssueShown'),
  Issue: object({ ...ISSUE, ...KNOWN }, { description: text() }),
  SourceDescription: object(
    { kind: oneOf(...SOURCE_KINDS), title: text(), publisher: text(), language: text('BCP 47.') },
    {
      officialOf: ID,
      author: text(),
      published: day,
      stampedTime: text(),
      notBefore: object({ date: day, reason: text() }),
      url: { type: 'string', format: 'uri' },
      note: text(),
    },
  ),
  Capture: object({ position: count(), sha256: text(), length: count('UTF-16 code units.') }),
  SourceWithheldShown: object(
    { scope: oneOf(...WITHHELD_SCOPES), since: instant, reason: text(), by: text('Who decided it.') },
    { authority: text('What obliges them.'), erased: truth },
  ),
  SourceShown: object(SOURCE, SOURCE_OPTIONAL),
  Sources: page('sources', 'SourceShown'),
  Source: object(
    { ...SOURCE, ...KNOWN, supports: list(ID, 'The statements it tells of.') },
    {
      ...SOURCE_OPTIONAL,
      textKept: { ...flag, description: 'Left out where the store that would hold it cannot be reached.' },
    },
  ),
  StatementListed: object(
    {
      id: ID,
      status: STATUS,
      speaker: ID,
      said: text('EDTF.'),
      channel: text(),
      codings: list(object({ issue: ID, proposition: ID, stance: ref('Stance') })),
      sources: list(ID),
      recorded: ref('Recorded'),
      href: path,
      versions: path,
    },
    { version: LATER },
  ),
  Statements: page('statements', 'StatementListed'),
  CodingShown: object(
    {
      codingId: ID,
      issue: ID,
      proposition: ID,
      stance: ref('Stance'),
      coder: text(),
      holders: listOf('NamedActor'),
      citations: listOf('Citation'),
    },
    {
      condition: text(),
      note: text(),
      holdersNamed: list(ID, 'The actors that it names as holders, where it names any.'),
    },
  ),
  StatementBrief: object(BRIEF),
  SupportShown: object(
    { codingId: ID, issue: ID, proposition: ID, stance: ref('Stance'), directness: ref('Directness') },
    { quote: ref('Quote'), withheld: ref('Withheld'), note: text() },
  ),
  ReportShown: object(
    { ...REPORT, supports: list(ref('SupportShown'), 'The codings it supports, with its words for each.') },
    { ...REPORT_OPTIONAL, sameAct: text('Of a source that was added: why it tells of the same act.') },
  ),
  Statement: STATEMENT,
  ThreadEntry: object(
    { ...BRIEF, depth: count('How many answers lie between it and the one that began the exchange.') },
    { inReplyTo: ID, askedBy: ID },
  ),
  Thread: object({ statement: ID, ...KNOWN, ...PAGED, entries: list(ref('ThreadEntry'), 'Oldest first.') }, NEXT),
  Version: object(
    { position: count(), time: instant, event: text(), recordedby: text(), statement: ref('Statement') },
    { reason: text('Why it was corrected, or why a source that was added tells of the same act.') },
  ),
  Correction: object(
    { event: text('The type of the event.'), position: count(), time: instant, recordedby: text() },
    {
      statement: { ...ID, description: 'The statement corrected.' },
      actor: { ...ID, description: 'The actor whose membership was corrected.' },
      membership: ID,
      issue: { ...ID, description: 'The issue whose proposition was worded anew.' },
      proposition: ID,
      reason: text(),
    },
  ),
  Corrections: page('corrections', 'Correction'),
  Versions: object({ statement: ID, ...KNOWN, versions: listOf('Version') }),
};
