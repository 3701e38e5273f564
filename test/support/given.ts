/**
 * A log in short words, and the questions asked of it. Norland and Sudland are two made-up governments that differ over a
 * harbour; Ana Bright is Norland's minister, Bo Stone is Sudland's, and Cy Reed holds no post until one is given.
 */

import {
  ActPatch,
  AttributionLink,
  Coding,
  EVENT_SOURCE,
  Evidence,
  parseSaidDate,
  RecordedEvent,
  RecordEvent,
  sequenceOf,
  Stance,
  subjectOf,
} from '../../events/index.js';
import {
  Aside,
  Base,
  Board,
  emptyReadings,
  Position,
  PropositionAnswer,
  read,
  readBase,
  Readings,
} from '../../projections/index.js';
import { askBoard, askPosition, Clocks } from '../../src/record/ask.js';
import { eventIdOf } from '../../src/record/event-id.js';

/** Something that was recorded: an event, and when, where that matters. */
export type Word = Readonly<{ event: RecordEvent; recorded?: string; timebasis?: 'reconstructed' }>;

export const NOW = '2030-01-01T00:00:00.000Z';
export const CLAIM = 'harbour-is-open';
export const OTHER_CLAIM = 'dredging-helps';
export const POLICY = 'norland-patrols';

const english = (text: string): readonly { language: string; text: string }[] => [{ language: 'en', text }];

const actor = (
  actorId: string,
  kind: 'person' | 'government' | 'party' | 'organisation' | 'office',
  zone?: string,
): RecordEvent => ({
  type: 'ActorRegistered',
  data: { actorId, kind, names: english(actorId), ...(zone === undefined ? {} : { zone }) },
});

const worded = (propositionId: string, policyOf?: string): RecordEvent => ({
  type: 'PropositionWorded',
  data: {
    issueId: 'harbour',
    propositionId,
    wording: english(`${propositionId}.`),
    ...(policyOf === undefined ? { kind: 'claim' } : { kind: 'policy', policyOf }),
  },
});

const source = (
  sourceId: string,
  kind: 'official' | 'press' | 'transcript' | 'aggregator',
  officialOf?: string,
): RecordEvent => ({
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

const inPost = (actorId: string, body: string): RecordEvent => ({
  type: 'MembershipRecorded',
  data: { actorId, membershipId: `${actorId}-minister`, body, post: 'Minister', speaksFor: true, from: '2020-01-01' },
});

/** Who there is before anything is said. */
export const CAST: readonly RecordEvent[] = [
  { type: 'RecordOpened', data: { name: 'The harbour' } },
  actor('norland', 'government', 'Asia/Tokyo'),
  actor('sudland', 'government', 'America/New_York'),
  actor('reform', 'party', 'Asia/Tokyo'),
  actor('coast-guard', 'office', 'Asia/Tokyo'),
  actor('news-house', 'organisation'),
  actor('ana-bright', 'person', 'Asia/Tokyo'),
  actor('bo-stone', 'person', 'America/New_York'),
  actor('cy-reed', 'person', 'Asia/Tokyo'),
  { type: 'IssueOpened', data: { issueId: 'harbour', title: english('Harbour') } },
  worded(CLAIM),
  worded(OTHER_CLAIM),
  worded(POLICY, 'norland'),
  source('gazette', 'official', 'norland'),
  source('bulletin', 'official', 'sudland'),
  source('daily', 'press'),
  source('digest', 'aggregator'),
  inPost('ana-bright', 'norland'),
  inPost('bo-stone', 'sudland'),
];

export type Said = Readonly<{
  id?: string;
  speaker?: string;
  onBehalfOf?: readonly string[];
  stance?: Stance;
  condition?: string;
  proposition?: string;
  holders?: readonly string[];
  zone?: string | null;
  source?: string;
  attribution?: readonly AttributionLink[];
  directness?: Evidence['directness'];
  /** When it was recorded; the midnight after it was said where it is left out. */
  recorded?: string;
  /** Further codings: proposition, stance and where the quote starts. */
  codings?: readonly Coding[];
  start?: number;
}>;

const ZONES: Readonly<Record<string, string | undefined>> = {
  'bo-stone': 'America/New_York',
  sudland: 'America/New_York',
};

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** The id a statement gets where it is given none. */
export const idOf = (speaker: string, edtf: string): string => slug(`${speaker}-${edtf}`);

export const coding = (
  proposition: string,
  stance: Stance,
  options: Omit<Said, 'proposition' | 'stance'> = {},
): Coding => ({
  codingId: options.id ?? slug(`${proposition}-${stance}`),
  issue: 'harbour',
  proposition,
  stance,
  ...(stance === 'conditional' ? { condition: options.condition ?? 'the ice melts' } : {}),
  ...(options.holders === undefined ? {} : { holders: options.holders }),
  evidence: [
    {
      source: options.source ?? 'daily',
      directness: options.directness ?? 'paraphrase',
      ...(options.start === undefined
        ? {}
        : { quote: { exact: 'words', start: options.start, end: options.start + 5 } }),
    },
  ],
  coder: 'tester',
});

const saidIn = (edtf: string, zone: string | null | undefined, speaker: string): ReturnType<typeof parseSaidDate> =>
  parseSaidDate(edtf, zone === null ? undefined : (zone ?? ZONES[speaker] ?? 'Asia/Tokyo'));

/** A statement: by Ana Bright, told by a newspaper, on the claim, unless it says otherwise. */
export const stated = (edtf: string, stance: Stance, options: Said = {}): Word => {
  const speaker = options.speaker ?? 'ana-bright';
  const from = options.source ?? 'daily';
  const first = coding(options.proposition ?? CLAIM, stance, {
    ...options,
    id: slug(`${options.proposition ?? CLAIM}-${stance}`),
  });
  return {
    event: {
      type: 'StatementRecorded',
      data: {
        statementId: options.id ?? idOf(speaker, edtf),
        speaker,
        ...(options.onBehalfOf === undefined ? {} : { onBehalfOf: options.onBehalfOf }),
        channel: { kind: 'speech' },
        said: saidIn(edtf, options.zone, speaker),
        reports: [
          { source: from, directness: options.directness ?? 'paraphrase', attribution: options.attribution ?? [] },
        ],
        codings: options.codings ?? [first],
      },
    },
    ...(options.recorded === undefined ? {} : { recorded: options.recorded }),
  };
};

export const affirmed = (edtf: string, options?: Said): Word => stated(edtf, 'affirms', options);
export const denied = (edtf: string, options?: Said): Word => stated(edtf, 'denies', options);
/** A remark affirms under a condition. */
export const remark = (edtf: string, options?: Said): Word => stated(edtf, 'conditional', options);
export const declined = (edtf: string, options?: Said): Word => stated(edtf, 'declines', options);

export const withdrawn = (statementId: string, edtf: string, options: Said = {}): Word => ({
  event: {
    type: 'StatementWithdrawn',
    data: {
      statementId,
      by: options.speaker ?? 'ana-bright',
      said: saidIn(edtf, options.zone, options.speaker ?? 'ana-bright'),
      report: { source: options.source ?? 'daily', directness: 'paraphrase', attribution: [] },
    },
  },
  ...(options.recorded === undefined ? {} : { recorded: options.recorded }),
});

export const withdrawalVoided = (statementId: string): Word => ({
  event: { type: 'WithdrawalVoided', data: { statementId, reason: 'It was another.' } },
});

/** A source's account as it is now known: told by whom. */
export const retold = (statementId: string, from: string, attribution: readonly AttributionLink[]): Word => ({
  event: {
    type: 'ReportCorrected',
    data: { statementId, report: { source: from, directness: 'paraphrase', attribution }, reason: 'Misread.' },
  },
});

export const voided = (statementId: string, recorded?: string): Word => ({
  event: { type: 'StatementVoided', data: { statementId, reason: 'Entered twice.' } },
  ...(recorded === undefined ? {} : { recorded }),
});

export const corrected = (statementId: string, parts: ActPatch, recorded?: string): Word => ({
  event: { type: 'StatementCorrected', data: { statementId, corrected: parts, reason: 'Misread.' } },
  ...(recorded === undefined ? {} : { recorded }),
});

export const revised = (statementId: string, now: Coding, recorded?: string): Word => ({
  event: { type: 'CodingRevised', data: { statementId, coding: now, reason: 'Misread.' } },
  ...(recorded === undefined ? {} : { recorded }),
});

export const coded = (statementId: string, further: Coding, recorded?: string): Word => ({
  event: { type: 'StatementCoded', data: { statementId, coding: further } },
  ...(recorded === undefined ? {} : { recorded }),
});

/** Another source of the same act, with its words for codings there are. */
export const corroborated = (
  statementId: string,
  from: string,
  codings: readonly string[] = [],
  options: Said = {},
): Word => ({
  event: {
    type: 'StatementCorroborated',
    data: {
      statementId,
      report: {
        source: from,
        directness: options.directness ?? 'verbatim',
        attribution: options.attribution ?? [],
      },
      evidence: codings.map((codingId) => ({
        codingId,
        evidence: { source: from, directness: options.directness ?? 'verbatim' },
      })),
      why: 'The same words on the same day.',
    },
  },
  ...(options.recorded === undefined ? {} : { recorded: options.recorded }),
});

export type Post = Readonly<{
  from?: string;
  until?: string;
  speaksFor?: boolean;
  post?: string;
  recorded?: string;
}>;

const membership = (actorId: string, body: string, { post = 'Minister', speaksFor = true, from, until }: Post) => ({
  actorId,
  membershipId: `${actorId}-in-${body}`,
  body,
  post,
  speaksFor,
  ...(from === undefined ? {} : { from }),
  ...(until === undefined ? {} : { until }),
});

const at = (recorded: string | undefined): Partial<Word> => (recorded === undefined ? {} : { recorded });

export const post = (actorId: string, body: string, options: Post = {}): Word => ({
  event: { type: 'MembershipRecorded', data: membership(actorId, body, options) },
  ...at(options.recorded),
});

export const postCorrected = (actorId: string, body: string, options: Post = {}): Word => ({
  event: { type: 'MembershipCorrected', data: { ...membership(actorId, body, options), reason: 'Misread.' } },
  ...at(options.recorded),
});

export const any = (event: RecordEvent, recorded?: string): Word => ({ event, ...at(recorded) });

export const saidOn = (edtf: string, zone: string | undefined = 'Asia/Tokyo'): ReturnType<typeof parseSaidDate> =>
  parseSaidDate(edtf, zone);

const DAY = 86_400_000;
const OPENED = '2000-01-01T00:00:00.000Z';

/** The first midnight UTC after it was said; a log's time never runs backwards. */
const recordedAt = (word: Word, last: string): string => {
  const { data } = word.event;
  const latest = 'said' in data ? Date.parse(data.said.latest) : 0;
  const after = new Date((Math.floor(latest / DAY) + 1) * DAY).toISOString();
  const time = word.recorded ?? after;
  return time > last ? time : last;
};

/** Words as events in their envelopes, the cast before them. */
export const envelopes = (...words: readonly Word[]): readonly RecordedEvent[] => {
  let last = OPENED;
  return [...CAST.map((event): Word => ({ event, recorded: OPENED })), ...words].map((word, index) => {
    last = recordedAt(word, last);
    const commandid = `command-${index + 1}`;
    return {
      specversion: '1.0',
      id: eventIdOf(commandid, 0),
      type: word.event.type,
      source: EVENT_SOURCE,
      subject: subjectOf(word.event),
      time: last,
      sequence: sequenceOf(index + 1),
      datacontenttype: 'application/json',
      recordedby: 'tester',
      commandid,
      ...(word.timebasis === undefined ? {} : { timebasis: word.timebasis }),
      data: word.event.data,
    } as RecordedEvent;
  });
};

/** What is read of a log. */
export const readingsOf = (events: readonly RecordedEvent[]): Readings => events.reduce(read, emptyReadings());

/** What is read of a log without the changes it made, so that it is looked through when the first question comes. */
export const baseOf = (events: readonly RecordedEvent[]): Readings => ({
  ...events.reduce<Base>(readBase, emptyReadings()),
  changes: [],
});

type Asked = Readonly<{ readings: Readings; clocks: Clocks; actor: string; proposition: string; now: string }>;

/** What stands beside a position, in few words: the statements there. */
const ids = (asides: readonly Aside[]): readonly string[] => asides.map((aside) => aside.evidence.statement);

/** A question being put. Each word of it gives another question. */
export class Asking {
  constructor(private readonly asked: Asked) {}

  private with(part: Partial<Asked>): Asking {
    return new Asking({ ...this.asked, ...part });
  }

  get readings(): Readings {
    return this.asked.readings;
  }

  of(actor: string): Asking {
    return this.with({ actor });
  }

  on(proposition: string): Asking {
    return this.with({ proposition });
  }

  asOf(asOf: string): Asking {
    return this.with({ clocks: { ...this.asked.clocks, asOf } });
  }

  knownAt(knownAt: string | number): Asking {
    return this.with({ clocks: { ...this.asked.clocks, knownAt: String(knownAt) } });
  }

  evidence(evidence: string): Asking {
    return this.with({ clocks: { ...this.asked.clocks, evidence } });
  }

  at(now: string): Asking {
    return this.with({ now });
  }

  get position(): Position {
    const { readings, actor, clocks, now } = this.asked;
    return askPosition(readings, actor, 'harbour', clocks, now);
  }

  get board(): Board {
    return askBoard(this.asked.readings, this.asked.clocks, this.asked.now);
  }

  get answer(): PropositionAnswer | undefined {
    return this.position.propositions.find(({ id }) => id === this.asked.proposition);
  }

  has(expected: object): void {
    expect(this.answer).toMatchObject(expected);
  }

  hasNone(): void {
    expect(this.answer).toBeUndefined();
  }

  /** What stands beside the position under a name, by statement. */
  lists(list: 'uncertain' | 'notCounted' | 'declined' | 'withdrawn', statements: readonly string[]): void {
    expect(ids(this.position[list])).toEqual(statements);
  }
}

/** A log of these words; the question is what Norland's position is on the claim, now. */
export const given = (...words: readonly Word[]): Asking => asking(readingsOf(envelopes(...words)));

/** The same, of a log that is looked through when the first question comes. */
export const givenAtOnce = (...words: readonly Word[]): Asking => asking(baseOf(envelopes(...words)));

const asking = (readings: Readings): Asking =>
  new Asking({
    readings,
    clocks: {},
    actor: 'norland',
    proposition: CLAIM,
    now: NOW,
  });
