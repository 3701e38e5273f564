/**
 * The shape of each type of event, to hold what is stored against: a log can be damaged, or written by something else, in ways
 * that are JSON still. What was recorded was checked before; this says where it is no longer what was.
 */

import { ACTOR_KINDS } from './actor.js';
import { isDate } from './calendar.js';
import { DATE_PRECISIONS } from './edtf.js';
import { PROPOSITION_KINDS } from './issue.js';
import type { RecordEventType } from './record-event.js';
import { SOURCE_KINDS, WITHHELD_SCOPES } from './source.js';
import { DIRECTNESS, type OptionalPart, STANCES } from './statement.js';
import { NAME_ORDERS } from './text.js';

/** Where in a value it is not as it has to be (an RFC 6901 pointer, empty for the value itself); nothing where it is. */
type Check = (value: unknown) => string | undefined;
type Fields = Readonly<Record<string, Check>>;

const is =
  (holds: (value: unknown) => boolean): Check =>
  (value) =>
    holds(value) ? undefined : '';

/** Days that were found to be some: the same few come again and again. */
const days = new Set<string>();
const MOST_DAYS = 20_000;
const isKnownDay = (value: unknown): boolean => {
  if (typeof value !== 'string') return false;
  if (days.has(value)) return true;
  if (!isDate(value)) return false;
  if (days.size >= MOST_DAYS) days.clear();
  days.add(value);
  return true;
};

/** An instant of UTC in milliseconds. */
export const isInstant = (value: unknown): boolean =>
  typeof value === 'string' && value.length >= 24 && value.endsWith('Z') && !Number.isNaN(Date.parse(value));

const text = is((value) => typeof value === 'string');
const flag = is((value) => typeof value === 'boolean');
const count = is((value) => Number.isSafeInteger(value) && (value as number) >= 0);
const day = is(isKnownDay);
const instant = is(isInstant);
const oneOf = (words: readonly string[]): Check => is((value) => words.includes(value as string));

const list =
  (of: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return '';
    for (let index = 0; index < value.length; index += 1) {
      const fault = of(value[index]);
      if (fault !== undefined) return `/${index}${fault}`;
    }
    return undefined;
  };

const object = (required: Fields, optional: Fields = {}): Check => {
  const fields = [
    ...Object.entries(required).map(([name, check]) => [name, check, true] as const),
    ...Object.entries(optional).map(([name, check]) => [name, check, false] as const),
  ];
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
    for (const [name, check, isRequired] of fields) {
      const inner = (value as Readonly<Record<string, unknown>>)[name];
      if (inner === undefined && !isRequired) continue;
      const fault = check(inner);
      if (fault !== undefined) return `/${name}${fault}`;
    }
    return undefined;
  };
};

const languageText = { language: text, text };
const name = object(languageText, { order: oneOf(NAME_ORDERS) });
const wording = list(object(languageText));
const said = object(
  { edtf: text, precision: oneOf(DATE_PRECISIONS), firstDay: day, lastDay: day, earliest: instant, latest: instant },
  { zone: text, uncertain: flag },
);
const channel = object({ kind: text }, { venue: text });
const quote = object({ exact: text }, { language: text, prefix: text, suffix: text, start: count, end: count });
const directness = oneOf(DIRECTNESS);
const link = object({}, { actor: text, name: text, directness, note: text });
const report = object({ source: text, directness, attribution: list(link) }, { note: text });
const evidence = object({ source: text, directness }, { quote, note: text });
const ids = list(text);
const coding = object(
  { codingId: text, issue: text, proposition: text, stance: oneOf(STANCES), evidence: list(evidence), coder: text },
  { condition: text, holders: ids, note: text },
);
const act: Readonly<Record<OptionalPart, Check>> = { onBehalfOf: ids, audience: ids, inReplyTo: text, askedBy: text };
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null ? undefined : check(value);
const patch = Object.fromEntries(Object.entries(act).map(([part, check]) => [part, orNull(check)]));
const membership = { actorId: text, membershipId: text, body: text, post: text, speaksFor: flag };
const term = { from: day, until: day };
const statement = { statementId: text };
const decided = { sourceId: text, reason: text, by: text };

const SHAPES: Readonly<Record<RecordEventType, Check>> = {
  RecordOpened: object({ name: text }, { description: text }),
  ActorRegistered: object(
    { actorId: text, kind: oneOf(ACTOR_KINDS), names: list(name) },
    { zone: text, unnamed: flag, note: text },
  ),
  ActorNamed: object({ actorId: text, name }, { note: text }),
  MembershipRecorded: object(membership, { ...term, note: text }),
  MembershipCorrected: object({ ...membership, reason: text }, term),
  IssueOpened: object({ issueId: text, title: wording }, { description: text }),
  PropositionWorded: object(
    { issueId: text, propositionId: text, kind: oneOf(PROPOSITION_KINDS), wording },
    { policyOf: text, note: text },
  ),
  PropositionReworded: object({ issueId: text, propositionId: text, wording, reason: text }),
  SourceDescribed: object(
    { sourceId: text, kind: oneOf(SOURCE_KINDS), title: text, publisher: text, language: text },
    {
      officialOf: text,
      author: text,
      published: day,
      stampedTime: text,
      notBefore: object({ date: day, reason: text }),
      url: text,
      note: text,
    },
  ),
  SourceCaptured: object({ sourceId: text, sha256: text, length: count }),
  SourceWithheld: object({ ...decided, scope: oneOf(WITHHELD_SCOPES) }, { authority: text, erased: flag }),
  SourceReleased: object(decided, { authority: text }),
  StatementRecorded: object(
    { ...statement, speaker: text, channel, said, reports: list(report), codings: list(coding) },
    { ...act, note: text },
  ),
  StatementCoded: object({ ...statement, coding }, { note: text }),
  CodingRevised: object({ ...statement, coding, reason: text }),
  StatementCorroborated: object({
    ...statement,
    report,
    evidence: list(object({ codingId: text, evidence })),
    why: text,
  }),
  ReportCorrected: object({ ...statement, report, reason: text }),
  StatementCorrected: object({
    ...statement,
    corrected: object({}, { ...patch, speaker: text, channel, said }),
    reason: text,
  }),
  StatementVoided: object({ ...statement, reason: text }),
  StatementWithdrawn: object({ ...statement, by: text, said, report }, { quote, note: text }),
  WithdrawalVoided: object({ ...statement, reason: text }),
};

/** Where the data of an event has not the shape of its type (an RFC 6901 pointer into it); nothing where it has. */
export const shapeFault = (type: RecordEventType, data: unknown): string | undefined => SHAPES[type](data);
