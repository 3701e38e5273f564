/**
 * Who there is before anything is said in a random log: two made-up governments that differ over a harbour and over
 * fishing, those who speak for them, and the documents that tell of it. Some have no zone; one office lies where a
 * day was once left out.
 */

import type { Membership, RecordEvent } from '../../events/index.js';

type Kind = 'person' | 'office' | 'government' | 'party' | 'organisation';
type SourceKind = 'official' | 'press' | 'transcript' | 'aggregator';

const english = (text: string): readonly { language: string; text: string }[] => [{ language: 'en', text }];

const actor = (actorId: string, kind: Kind, zone?: string): RecordEvent => ({
  type: 'ActorRegistered',
  data: { actorId, kind, names: english(actorId), ...(zone === undefined ? {} : { zone }) },
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
    wording: english(propositionId),
    ...(policyOf === undefined ? { kind: 'claim' } : { kind: 'policy', policyOf }),
  },
});

const inPost = (actorId: string, body: string, term: Pick<Membership, 'from' | 'until'>): RecordEvent => ({
  type: 'MembershipRecorded',
  data: { actorId, membershipId: `${actorId}-in-${body}`, body, post: 'Minister', speaksFor: true, ...term },
});

export const ACTORS = [
  'norland',
  'sudland',
  'ana-bright',
  'bo-stone',
  'cy-reed',
  'di-lake',
  'reform',
  'coast-guard',
  'news-house',
] as const;

/** One id stands for a claim on one issue and for a policy on the other. */
export const PROPOSITIONS = [
  { issue: 'harbour', proposition: 'harbour-is-open' },
  { issue: 'harbour', proposition: 'dredging-helps' },
  { issue: 'harbour', proposition: 'norland-patrols' },
  { issue: 'harbour', proposition: 'sudland-tows' },
  { issue: 'fishing', proposition: 'cod-recovers' },
  { issue: 'fishing', proposition: 'harbour-is-open' },
] as const;

export const ISSUES = ['harbour', 'fishing'] as const;
export const SOURCES = ['gazette', 'bulletin', 'daily', 'digest', 'minutes', 'manifesto', 'house-letter'] as const;
export const BODIES = ['norland', 'sudland', 'reform', 'coast-guard'] as const;

/** The first events of every random log. */
export const CAST: readonly RecordEvent[] = [
  { type: 'RecordOpened', data: { name: 'The harbour' } },
  actor('norland', 'government', 'Asia/Tokyo'),
  actor('sudland', 'government', 'America/New_York'),
  actor('ana-bright', 'person', 'Asia/Tokyo'),
  actor('bo-stone', 'person', 'America/New_York'),
  actor('cy-reed', 'person'),
  actor('di-lake', 'person', 'Asia/Shanghai'),
  actor('reform', 'party'),
  actor('coast-guard', 'office', 'Pacific/Apia'),
  actor('news-house', 'organisation'),
  { type: 'IssueOpened', data: { issueId: 'harbour', title: english('Harbour') } },
  { type: 'IssueOpened', data: { issueId: 'fishing', title: english('Fishing') } },
  worded('harbour', 'harbour-is-open'),
  worded('harbour', 'dredging-helps'),
  worded('harbour', 'norland-patrols', 'norland'),
  worded('harbour', 'sudland-tows', 'sudland'),
  worded('fishing', 'cod-recovers'),
  worded('fishing', 'harbour-is-open', 'norland'),
  source('gazette', 'official', 'norland'),
  source('bulletin', 'official', 'sudland'),
  source('daily', 'press'),
  source('digest', 'aggregator'),
  source('minutes', 'transcript', 'norland'),
  source('manifesto', 'official', 'reform'),
  source('house-letter', 'official', 'news-house'),
  inPost('ana-bright', 'norland', { from: '2010-01-01' }),
  inPost('bo-stone', 'sudland', { from: '2010-01-01' }),
  inPost('di-lake', 'norland', { until: '2025-11-05' }),
  inPost('di-lake', 'sudland', { from: '2025-11-05' }),
];
