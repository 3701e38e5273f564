/** The parts that several answers have. */

import { ACTOR_KINDS, DIRECTNESS, NAME_ORDERS, STANCES } from '../../events/index.js';
import { EVIDENCE_POLICIES } from '../../projections/index.js';
import { count, day, instant, list, listOf, object, oneOf, path, ref, Schema, text, truth } from './schema.js';

/** What every answer on both clocks says of how it was asked. */
export const ASKED = {
  asOf: text('The said date, as it was resolved.'),
  knownAt: ref('KnownAt'),
  evidence: oneOf(...EVIDENCE_POLICIES),
  rules: text('The version of the rules that the answer follows.'),
};

/** What it says beside that where any recorded time it rests on was reconstructed. */
export const ASKED_TOO = { recordedTimes: { const: 'reconstructed' } };

/** What a page of a list says of the list. */
export const PAGED = { total: count('How many there are in all.') };
export const NEXT = { next: count('The offset of the next page, where there is one.') };

export const RECONSTRUCTED: Schema = { const: 'reconstructed' };
export const ID = text('An ASCII slug or a UUID.');
export const LATER: Schema = {
  ...ref('Recorded'),
  description: 'When the version shown was recorded, where it is a later one.',
};

export const COMMON_SCHEMAS: Readonly<Record<string, Schema>> = {
  KnownAt: object({ position: count('The log position that the answer rests on.') }, { time: instant }),
  LanguageText: object({ language: text('BCP 47.'), text: text() }),
  Name: object({ language: text('BCP 47.'), text: text() }, { order: oneOf(...NAME_ORDERS) }),
  NamedActor: object({ id: ID, name: text() }),
  Near: object({ id: ID, name: text() }),
  ActorKind: oneOf(...ACTOR_KINDS),
  Stance: oneOf(...STANCES),
  StanceInForce: oneOf('affirms', 'denies', 'conditional', 'mixed'),
  StanceShown: object({ stance: ref('StanceInForce'), since: day }, { condition: text() }),
  Account: oneOf('own', 'press', 'counterpart'),
  Directness: oneOf(...DIRECTNESS),
  Channel: object({ kind: text() }, { venue: text() }),
  Said: object({ edtf: text('As recorded, in EDTF.'), firstDay: day, lastDay: day }, { zone: text('IANA.') }),
  Quote: object({ exact: text() }, { language: text(), prefix: text(), suffix: text(), start: count(), end: count() }),
  Withheld: object(
    { since: instant, reason: text(), by: text('Who decided it.') },
    { authority: text('What obliges them.') },
  ),
  AttributionLink: object({}, { actor: ID, name: text(), directness: ref('Directness'), note: text() }),
  Citation: object(
    {
      source: ID,
      title: text(),
      publisher: text(),
      account: ref('Account'),
      directness: ref('Directness'),
      attribution: listOf('AttributionLink'),
    },
    { published: day, notBefore: day, quote: ref('Quote'), withheld: ref('Withheld'), note: text() },
  ),
  Recorded: object({ position: count(), time: instant }, { timebasis: RECONSTRUCTED }),
  Evidence: object(
    {
      statement: ID,
      coding: ID,
      stance: ref('Stance'),
      speaker: ref('NamedActor'),
      spokeFor: list(
        object({ id: ID, name: text() }, { post: text() }),
        'The bodies spoken for, each with the post of the speaker in it.',
      ),
      channel: ref('Channel'),
      said: ref('Said'),
      citations: list(ref('Citation'), 'The official and verbatim ones first.'),
      coder: text('Who read it so.'),
      recorded: { ...ref('Recorded'), description: 'When its statement was first recorded.' },
      versions: path,
    },
    {
      condition: text(),
      post: text(),
      personally: truth,
      inReplyTo: ID,
      askedBy: ID,
      note: text(),
      version: LATER,
    },
  ),
  Membership: object(
    { membershipId: ID, body: ID, post: text(), speaksFor: { type: 'boolean' } },
    { from: day, until: { ...day, description: 'The first day no longer in post.' } },
  ),
  Problem: object(
    {
      type: text('`urn:onrecord:problem:` and what kind of problem it is.'),
      title: text(),
      status: count(),
      detail: text('What is wrong and what to do.'),
      instance: text('What was asked.'),
    },
    {
      errors: list(object({ pointer: text('RFC 6901.'), detail: text() }), 'The fields at fault.'),
      nearest: listOf('Near'),
    },
  ),
};
