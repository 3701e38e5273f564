/** Random questions to a log: at the very bounds of what it says, and a day or a millisecond beside them. */

import fc from 'fast-check';
import { addDays, AsOf, RecordedEvent } from '../../events/index.js';
import { ACTORS, ISSUES } from './cast.js';
import { CAST_LENGTH } from './logs.js';
import { OracleQuestion } from './oracle.js';
import { Policy, POLICIES } from './oracle-codings.js';
import { positionAt } from './oracle-record.js';

type WhenWish = Readonly<{ isDay: boolean; which: number; shift: number }>;
type QuestionWish = Readonly<{ actor: string; issue: string; policy: Policy; when: WhenWish }>;
type KnownWish = Readonly<{ kind: 'head' | 'position' | 'instant' | 'day'; which: number; shift: number }>;

/** Several questions about what was known at one point. */
export type Round = Readonly<{ known: KnownWish; questions: readonly QuestionWish[] }>;

/** A question as it is put to both sides. `knownAt` is the text that means the position. */
export type Asked = OracleQuestion & Readonly<{ knownAt: string }>;

const shift = fc.constantFrom(-1, 0, 0, 1);

const questionWish: fc.Arbitrary<QuestionWish> = fc.record({
  actor: fc.constantFrom(...ACTORS, ...ACTORS.slice(0, 4), 'norland', 'norland', 'ana-bright'),
  issue: fc.constantFrom(...ISSUES, 'harbour', 'harbour'),
  policy: fc.constantFrom(...POLICIES),
  when: fc.record({ isDay: fc.boolean(), which: fc.nat(10_000), shift }),
});

const knownWish: fc.Arbitrary<KnownWish> = fc.record({
  kind: fc.constantFrom('head', 'position', 'position', 'instant', 'day'),
  which: fc.nat(10_000),
  shift,
});

/** Rounds of questions to one log. */
export const roundsOf = (rounds: number, each: number): fc.Arbitrary<readonly Round[]> =>
  fc.array(
    fc.record({
      known: knownWish,
      questions: fc.array(questionWish, { minLength: each, maxLength: each }),
    }),
    { minLength: rounds, maxLength: rounds },
  );

type Edges = Readonly<{ days: readonly string[]; instants: readonly string[] }>;
const LAST_INSTANT = '9999-12-31T23:59:59.999Z';
const FAR = '9999';

/** The said date that an event states, if it states one. */
const saidIn = ({ data }: RecordedEvent) =>
  'said' in data ? data.said : 'corrected' in data ? data.corrected.said : undefined;

/** Each day and each instant at which a log may change its answer. */
const edgesOf = (events: readonly RecordedEvent[]): Edges => {
  const told = events.slice(CAST_LENGTH);
  const said = told.map(saidIn).filter((date) => date !== undefined);
  const times = told.map(({ time }) => time);
  const days = [
    ...said.flatMap(({ firstDay, lastDay }) => [firstDay, lastDay]),
    ...times.map((time) => time.slice(0, 10)),
  ];
  const instants = [...said.flatMap(({ earliest, latest }) => [earliest, latest]), ...times];
  const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();
  return { days: sorted(days), instants: sorted(instants) };
};

const moved = (instant: string, by: number): string =>
  instant.startsWith(FAR) ? LAST_INSTANT : new Date(Date.parse(instant) + by).toISOString();

const asOfOf = ({ isDay, which, shift: by }: WhenWish, { days, instants }: Edges): AsOf => {
  const day = days[which % days.length] ?? '2025-11-01';
  const instant = instants[which % instants.length] ?? '2025-11-01T00:00:00.000Z';
  if (isDay) return { date: day.startsWith(FAR) ? day : addDays(day, by) };
  return { instant: moved(instant, by) };
};

/** The text of a recorded time and the position it means; never before the cast is there. */
const knownOf = (
  events: readonly RecordedEvent[],
  { kind, which, shift: by }: KnownWish,
): Pick<Asked, 'knownAt' | 'position'> => {
  const told = events.length - CAST_LENGTH;
  const at = CAST_LENGTH + (which % (told + 1));
  const time = events[at - 1]!.time;
  const text = kind === 'day' ? time.slice(0, 10) : moved(time, by);
  const position = kind === 'head' ? events.length : kind === 'position' ? at : positionAt(events, text);
  if (kind === 'head' || kind === 'position' || position < CAST_LENGTH)
    return { knownAt: String(Math.max(position, CAST_LENGTH)), position: Math.max(position, CAST_LENGTH) };
  return { knownAt: text, position };
};

/** The questions that rounds are of a log. */
export const questionsOf = (events: readonly RecordedEvent[], rounds: readonly Round[]): readonly Asked[] => {
  const edges = edgesOf(events);
  return rounds.flatMap(({ known, questions }) => {
    const { knownAt, position } = knownOf(events, known);
    return questions.map(({ actor, issue, policy, when }) => ({
      actor,
      issue,
      policy,
      asOf: asOfOf(when, edges),
      knownAt,
      position,
    }));
  });
};

/** Every edge of a log, and a day or a millisecond to each side of it, as a question about all that is known. */
export const edgeQuestionsOf = (
  events: readonly RecordedEvent[],
  actor: string,
  issue: string,
  policy: Policy,
): readonly Asked[] => {
  const edges = edgesOf(events);
  const position = events.length;
  const whens = [true, false].flatMap((isDay) =>
    (isDay ? edges.days : edges.instants).flatMap((_edge, which) =>
      [-1, 0, 1].map((by): WhenWish => ({ isDay, which, shift: by })),
    ),
  );
  return whens.map((when) => ({
    actor,
    issue,
    policy,
    asOf: asOfOf(when, edges),
    knownAt: String(position),
    position,
  }));
};
