/** What somebody may wish to record, at random. A wish names things by number; a log gives the numbers their meaning. */

import fc from 'fast-check';
import type { Stance } from '../../events/index.js';
import { ACTORS, BODIES, PROPOSITIONS, SOURCES } from './cast.js';

/** When something was said: the form of its text, and the days and the time that fill it, by number. */
export type SaidWish = Readonly<{
  form: 'day' | 'time' | 'about' | 'range' | 'open' | 'month' | 'about-month' | 'year';
  day: number;
  until: number;
  time: string;
  zone: string | undefined;
}>;

/** When it is recorded, against when it was said; a log's time never runs backwards. */
export const LAGS = ['at-once', 'first', 'inside', 'last', 'after', 'later', 'months'] as const;
export type Lag = (typeof LAGS)[number];

export type EvidenceWish = Readonly<{ report: number; start: number | 'unplaced' | 'unquoted' }>;
export type HoldersWish = 'all' | 'speaker' | 'body' | 'other' | 'speaker-and-other' | 'nobody';
export type CodingWish = Readonly<{
  on: number;
  stance: Stance;
  holders: HoldersWish;
  other: string;
  evidence: readonly EvidenceWish[];
}>;
export type ReportWish = Readonly<{ source: string; tellers: readonly (string | undefined)[] }>;

type Common = Readonly<{ about: number; gap: number; isReconstructed: boolean }>;
export type Wish = Common &
  (
    | Readonly<{
        kind: 'record';
        speaker: string;
        bodies: readonly string[] | undefined;
        said: SaidWish;
        lag: Lag;
        reports: readonly ReportWish[];
        codings: readonly CodingWish[];
      }>
    | Readonly<{ kind: 'code'; coding: CodingWish }>
    | Readonly<{ kind: 'revise'; which: number; coding: CodingWish }>
    | Readonly<{ kind: 'corroborate'; report: ReportWish; start: number; which: number }>
    | Readonly<{
        kind: 'correct';
        said: SaidWish | undefined;
        speaker: string | undefined;
        bodies: readonly string[] | undefined;
        lag: Lag;
      }>
    | Readonly<{ kind: 'void' }>
    | Readonly<{ kind: 'withdraw'; by: number; said: SaidWish; lag: Lag; report: ReportWish }>
    | Readonly<{
        kind: 'post';
        isCorrection: boolean;
        actor: string;
        body: string;
        speaksFor: boolean;
        from: number | undefined;
        until: number | undefined;
      }>
    | Readonly<{ kind: 'noise' }>
  );

const TIMES = [
  ...['00:00', '00:00:00', '09:30', '14:59', '15:00:00', '23:59', '23:59:59', '12:00:00.500'],
  ...['00:00+09:00', '14:59Z', '15:00Z', '23:59:59Z', '08:00:00-05:00', '10:59:59.999Z', '11:59+08:00'],
];
const ZONES = ['Asia/Tokyo', 'America/New_York', 'Asia/Shanghai', 'Pacific/Apia'];
const HOUR = 3_600_000;
const GAPS = [0, 0, 0, 0, 1, HOUR, 9 * HOUR, 24 * HOUR, 480 * HOUR];
const PERSONS = ['ana-bright', 'bo-stone', 'cy-reed', 'di-lake'];
const SPEAKERS = [...PERSONS, 'ana-bright', 'bo-stone', 'norland', 'sudland', 'reform', 'coast-guard', 'news-house'];
const SPOKEN_FOR = [
  ...[undefined, undefined, undefined, undefined, undefined],
  ...[[], ['norland'], ['sudland'], ['norland', 'reform'], ['sudland', 'norland'], ['coast-guard']],
];

const weighted = <Value>(...pairs: readonly (readonly [number, Value])[]): fc.Arbitrary<Value> =>
  fc.constantFrom(...pairs.flatMap(([weight, value]) => Array.from({ length: weight }, () => value)));

const saidWish: fc.Arbitrary<SaidWish> = fc.record({
  form: weighted<SaidWish['form']>(
    ...([
      [12, 'day'],
      [6, 'time'],
      [2, 'about'],
      [4, 'range'],
      [2, 'open'],
      [2, 'month'],
      [1, 'about-month'],
      [1, 'year'],
    ] as const),
  ),
  day: fc.nat(11),
  until: fc.nat(11),
  time: fc.constantFrom(...TIMES),
  zone: fc.constantFrom(undefined, undefined, undefined, ...ZONES),
});

const lag = fc.constantFrom(...LAGS, 'at-once', 'at-once', 'after', 'after');

const start: fc.Arbitrary<EvidenceWish['start']> = fc.oneof(
  { weight: 4, arbitrary: fc.nat(3) },
  { weight: 1, arbitrary: fc.constantFrom('unplaced' as const, 'unquoted' as const) },
);

const codingWish = (on: fc.Arbitrary<number>): fc.Arbitrary<CodingWish> =>
  fc.record({
    on,
    stance: weighted<Stance>([5, 'affirms'], [4, 'denies'], [3, 'conditional'], [2, 'declines']),
    holders: weighted<HoldersWish>(
      ...([
        [12, 'all'],
        [2, 'speaker'],
        [2, 'body'],
        [2, 'other'],
        [1, 'speaker-and-other'],
        [1, 'nobody'],
      ] as const),
    ),
    other: fc.constantFrom(...ACTORS),
    evidence: fc.array(fc.record({ report: fc.nat(2), start }), { minLength: 1, maxLength: 2 }),
  });

const reportWish: fc.Arbitrary<ReportWish> = fc.record({
  source: fc.constantFrom(...SOURCES, 'daily', 'gazette', 'bulletin'),
  tellers: fc.oneof(
    { weight: 4, arbitrary: fc.constant<readonly string[]>([]) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom(undefined, ...ACTORS), { minLength: 1, maxLength: 2 }) },
  ),
});

const common = {
  about: fc.nat(10_000),
  gap: fc.constantFrom(...GAPS),
  isReconstructed: weighted([4, false], [1, true]),
};
const kind = <Kind extends string>(name: Kind): fc.Arbitrary<Kind> => fc.constant(name);
const speakerOf = (speakers: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...speakers);
const bodies = fc.constantFrom<readonly string[] | undefined>(...SPOKEN_FOR);

const changes = (coding: fc.Arbitrary<CodingWish>): readonly fc.Arbitrary<Wish>[] => [
  fc.record({ ...common, kind: kind('code'), coding }),
  fc.record({ ...common, kind: kind('revise'), which: fc.nat(5), coding }),
  fc.record({ ...common, kind: kind('corroborate'), report: reportWish, start: fc.nat(3), which: fc.nat(15) }),
  fc.record({
    ...common,
    kind: kind('correct'),
    said: fc.option(saidWish, { nil: undefined, freq: 2 }),
    speaker: fc.option(speakerOf(SPEAKERS), { nil: undefined, freq: 1 }),
    bodies,
    lag,
  }),
  fc.record({ ...common, kind: kind('withdraw'), by: fc.nat(5), said: saidWish, lag, report: reportWish }),
  fc.record({
    ...common,
    kind: kind('post'),
    isCorrection: fc.boolean(),
    actor: fc.constantFrom(...PERSONS, 'cy-reed', 'di-lake', 'reform', 'coast-guard'),
    body: fc.constantFrom(...BODIES, 'norland', 'sudland'),
    speaksFor: weighted([3, true], [1, false]),
    from: fc.option(fc.nat(11), { nil: undefined }),
    until: fc.option(fc.nat(11), { nil: undefined, freq: 2 }),
  }),
];

/** A wish, where propositions and speakers are picked in a way. */
const wishOn = (on: fc.Arbitrary<number>, speakers: readonly string[]): fc.Arbitrary<Wish> => {
  const coding = codingWish(on);
  const record = fc.record({
    ...common,
    kind: kind('record'),
    speaker: speakerOf(speakers),
    bodies,
    said: saidWish,
    lag,
    reports: fc.array(reportWish, { minLength: 1, maxLength: 3 }),
    codings: fc.array(coding, { minLength: 1, maxLength: 4 }),
  });
  return fc.oneof(
    { weight: 14, arbitrary: record },
    ...changes(coding).map((arbitrary) => ({ weight: 2, arbitrary })),
    { weight: 1, arbitrary: fc.record({ ...common, kind: kind('void') }) },
    { weight: 1, arbitrary: fc.record({ ...common, kind: kind('noise') }) },
  );
};

/** A wish on any proposition, the first of each issue more often. */
export const anyWish = wishOn(
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(0, 0, 0, 2) },
    { weight: 3, arbitrary: fc.nat(PROPOSITIONS.length - 1) },
  ),
  SPEAKERS,
);

/** A wish that is nearly always on one and the same proposition, and often of one and the same speaker. */
export const hotWish = wishOn(
  fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(PROPOSITIONS.length - 1) }),
  [...SPEAKERS, ...Array.from({ length: 30 }, () => 'ana-bright')],
);
