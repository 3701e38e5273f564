/** Who and what there is before anything is said: made-up bodies, speakers, issues, propositions and sources. */

import type { Membership, RecordEvent, SourceKind } from '../../events/index.js';

export const HOT_BODY = 'hotland';
export const HOT_PARTY = 'hotland-harvest-party';
export const HOT_ISSUE = 'hot';
/** The claim that four in five of the hot codings are on. */
export const MAIN = 'the-northern-harbour-stays-open';
/** What the rest of the hot codings are on; the last is Hotland's policy. */
export const HOT_SIDES: readonly string[] = [
  'the-harbour-toll-is-fair',
  'the-ice-breaker-is-needed',
  'the-old-pilots-know-the-channel',
  'hotland-keeps-patrols-in-the-harbour',
];
export const HOT_POLICY = HOT_SIDES.at(-1)!;
export const HOT_ZONE = 'Asia/Tokyo';

const numbered = (name: string, index: number, digits = 2): string => `${name}-${String(index).padStart(digits, '0')}`;
const several = (count: number, name: string, digits?: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => numbered(name, index + 1, digits));

/** The thousand who speak for Hotland. The first says a fifth of all that is said there. */
export const HOT_SPEAKERS = several(1000, 'hotland-delegate', 4);
export const HEAVY = HOT_SPEAKERS[0]!;

/** A zone without summer time, so that an offset says all of it. */
export type Place = Readonly<{ zone: string; offset: string }>;
const PLACES: readonly Place[] = [
  { zone: 'Asia/Kolkata', offset: '+05:30' },
  { zone: 'Africa/Nairobi', offset: '+03:00' },
  { zone: 'America/Bogota', offset: '-05:00' },
  { zone: 'Asia/Singapore', offset: '+08:00' },
];
export const HOT_PLACE: Place = { zone: HOT_ZONE, offset: '+09:00' };

/** Another body, with those who speak for it, the issues that concern it and the source that is its own. */
export type Body = Readonly<{
  id: string;
  place: Place;
  people: readonly string[];
  issues: readonly string[];
  gazette: string;
}>;

/** The issues besides the hot one, each with its propositions; the first of each is a policy. */
export const ISSUES: ReadonlyMap<string, readonly string[]> = new Map(
  several(20, 'question-of-the').map((issue, index) => [issue, several(5 + (index % 6), `${issue}-proposition`)]),
);

/** Forty bodies with four speakers each; three of them speak on each issue. */
export const BODIES: readonly Body[] = several(40, 'far-body').map((id, index) => ({
  id,
  place: PLACES[index % PLACES.length]!,
  people: several(4, `${id}-envoy`),
  issues: [...ISSUES.keys()].filter((_, at) => (index + at) % 13 === 0),
  gazette: `${id}-gazette`,
}));
export const RIVALS = BODIES.slice(0, 5);

export const HOT_GAZETTES = several(5, 'hotland-gazette');
export const PAPERS = several(12, 'wire-and-paper');

const english = (text: string): readonly { language: string; text: string }[] => [{ language: 'en', text }];

const registered = (actorId: string, kind: 'person' | 'government' | 'party', zone: string): RecordEvent => ({
  type: 'ActorRegistered',
  data: { actorId, kind, names: english(actorId.replaceAll('-', ' ')), zone },
});

const membership = (actorId: string, body: string): Membership & { actorId: string } => ({
  actorId,
  membershipId: `${actorId}-in-${body}`,
  body,
  post: 'Delegate',
  speaksFor: true,
  from: '1980-01-01',
});

const source = (sourceId: string, kind: SourceKind, officialOf?: string): RecordEvent => ({
  type: 'SourceDescribed',
  data: {
    sourceId,
    kind,
    title: sourceId,
    publisher: sourceId,
    language: 'en',
    ...(officialOf === undefined ? {} : { officialOf }),
  },
});

const worded = (issueId: string, propositionId: string, policyOf?: string): RecordEvent => ({
  type: 'PropositionWorded',
  data: {
    issueId,
    propositionId,
    wording: english(`${propositionId.replaceAll('-', ' ')}.`),
    ...(policyOf === undefined ? { kind: 'claim' } : { kind: 'policy', policyOf }),
  },
});

const opened = (issueId: string): RecordEvent => ({ type: 'IssueOpened', data: { issueId, title: english(issueId) } });

const hotCast = (): readonly RecordEvent[] => [
  registered(HOT_BODY, 'government', HOT_ZONE),
  registered(HOT_PARTY, 'party', HOT_ZONE),
  opened(HOT_ISSUE),
  worded(HOT_ISSUE, MAIN),
  ...HOT_SIDES.map((id) => worded(HOT_ISSUE, id, id === HOT_POLICY ? HOT_BODY : undefined)),
  ...HOT_GAZETTES.map((id) => source(id, 'official', HOT_BODY)),
  ...HOT_SPEAKERS.flatMap((id, index): readonly RecordEvent[] => [
    registered(id, 'person', HOT_ZONE),
    { type: 'MembershipRecorded', data: membership(id, HOT_BODY) },
    ...(index % 10 === 9 ? [{ type: 'MembershipRecorded', data: membership(id, HOT_PARTY) } as const] : []),
  ]),
];

const bodyCast = ({ id, place, people, gazette }: Body): readonly RecordEvent[] => [
  registered(id, 'government', place.zone),
  source(gazette, 'official', id),
  ...people.flatMap((person): readonly RecordEvent[] => [
    registered(person, 'person', place.zone),
    { type: 'MembershipRecorded', data: membership(person, id) },
  ]),
];

const issueCast = ([issue, propositions]: readonly [string, readonly string[]], at: number): readonly RecordEvent[] => {
  const concerned = BODIES.filter(({ issues }) => issues.includes(issue));
  const subject = concerned[at % concerned.length]!;
  return [opened(issue), ...propositions.map((id, index) => worded(issue, id, index === 0 ? subject.id : undefined))];
};

/** Everything that is recorded before the first statement. */
export const cast = (): readonly RecordEvent[] => [
  { type: 'RecordOpened', data: { name: 'A made-up log' } },
  ...hotCast(),
  ...BODIES.flatMap(bodyCast),
  ...[...ISSUES].flatMap(issueCast),
  ...PAPERS.map((id) => source(id, 'press')),
];

/** The log position of the last of them. */
export const CAST_END = cast().length;

/** The membership of the busiest delegate, corrected to end before anything was said, or to be as it was. */
export const heavyCorrected = (ended: boolean): RecordEvent => ({
  type: 'MembershipCorrected',
  data: {
    ...membership(HEAVY, HOT_BODY),
    ...(ended ? { until: '1990-01-01' } : {}),
    reason: ended ? 'Never held the post.' : 'Held it after all.',
  },
});
