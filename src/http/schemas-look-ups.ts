/** The answers about what is on record. */

import { PROPOSITION_KINDS, SOURCE_KINDS } from '../../events/index.js';
import { count, day, flag, instant, list, listOf, object, oneOf, path, ref, Schema, text } from './schema.js';
import { ID, NEXT, PAGED } from './schemas-common.js';

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

const STATEMENT = object(
  {
    id: ID,
    status: STATUS,
    speaker: ref('NamedActor'),
    holders: list(object({ id: ID, name: text() }, { post: text(), personally: flag })),
    channel: ref('Channel'),
    said: ref('Said'),
    answeredBy: list(ID),
    sources: list(ID),
    warnings: list(text()),
    codings: listOf('CodingShown'),
    ...KNOWN,
    recorded: ref('Recorded'),
    versions: path,
  },
  {
    audience: list(ID),
    inReplyTo: ID,
    askedBy: ID,
    note: text(),
    withdrawal: object({ by: ID, said: ref('Said'), source: ID }),
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
    { said: text('EDTF.') },
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
    ACTOR_OPTIONAL,
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
  SourceShown: object(SOURCE),
  Sources: page('sources', 'SourceShown'),
  Source: object({ ...SOURCE, ...KNOWN, textKept: flag, supports: list(ID, 'The statements it tells of.') }),
  StatementListed: object({
    id: ID,
    status: STATUS,
    speaker: ID,
    said: text('EDTF.'),
    channel: text(),
    codings: list(object({ issue: ID, proposition: ID, stance: ref('Stance') })),
    sources: list(ID),
    recorded: object({ position: count(), time: instant }),
    href: path,
  }),
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
    { condition: text(), note: text() },
  ),
  Statement: STATEMENT,
  Version: object(
    { position: count(), time: instant, event: text(), recordedby: text(), statement: ref('Statement') },
    { reason: text() },
  ),
  Versions: object({ statement: ID, ...KNOWN, versions: listOf('Version') }),
};
