import fc from 'fast-check';
import type { RecordedEvent } from '../../events/index.js';
import { BACK, FOLLOWED, LARGE_FROM, read } from '../../projections/index.js';
import { askBoard, askHistory, askPosition } from '../../src/record/ask.js';
import {
  affirmed,
  any,
  CLAIM,
  coded,
  coding,
  corrected,
  corroborated,
  envelopes,
  given,
  NOW,
  OTHER_CLAIM,
  POLICY,
  post,
  postCorrected,
  readingsOf,
  retold,
  revised,
  saidOn,
  stated,
  voided,
  withdrawalVoided,
  withdrawn,
  Word,
} from '../support/given.js';

const day = fc.integer({ min: 1, max: 28 }).map((number) => `2025-11-${String(number).padStart(2, '0')}`);
const range = fc.oneof(
  day,
  day,
  day.map((date) => `${date}~`),
  fc.tuple(day, day).map(([one, other]) => (one <= other ? `${one}/${other}` : `${other}/${one}`)),
);
const zone = fc.constantFrom('Asia/Tokyo', 'America/New_York', null);
const proposition = fc.constantFrom(CLAIM, CLAIM, OTHER_CLAIM, POLICY);
const stance = fc.constantFrom('affirms', 'affirms', 'denies', 'conditional', 'declines');
const speaker = fc.constantFrom('ana-bright', 'bo-stone', 'cy-reed', 'norland');
const source = fc.constantFrom('daily', 'gazette', 'bulletin', 'digest');
const onBehalfOf = fc.constantFrom(undefined, undefined, [], ['norland'], ['sudland', 'reform']);

/** What a random event is made of: which statement it is about is settled when those there are known. */
type Choice = Readonly<{ kind: number; about: number; word: (id: string) => Word; change: (id: string) => Word }>;

const statement = fc.record({ range, zone, proposition, stance, speaker, source, onBehalfOf }).map(
  ({ range: edtf, onBehalfOf: bodies, ...rest }) =>
    (id: string): Word =>
      stated(edtf, rest.stance as 'affirms', {
        ...rest,
        id,
        ...(bodies === undefined ? {} : { onBehalfOf: bodies }),
      }),
);

const change = fc
  .record({ kind: fc.nat(11), range, proposition, stance, speaker, source, day })
  .map(({ kind, range: edtf, proposition: on, stance: as, speaker: who, source: from, day: date }) => {
    const further = coding(on, as as 'affirms', { id: 'further', source: from });
    const changes: readonly ((id: string) => Word)[] = [
      (id) => withdrawn(id, date, { source: from }),
      (id) => voided(id),
      (id) => corrected(id, { said: saidOn(edtf) }),
      (id) => corrected(id, { speaker: who }),
      (id) => coded(id, further),
      (id) => revised(id, { ...further, codingId: `${CLAIM}-affirms` }),
      (id) => corroborated(id, from, [`${CLAIM}-affirms`]),
      () => post('cy-reed', 'norland', { from: date }),
      () => postCorrected('cy-reed', 'norland', { until: date }),
      (id) => withdrawalVoided(id),
      (id) => retold(id, from, [{ actor: who }]),
      (id) => corrected(id, { onBehalfOf: null, audience: null, inReplyTo: null, askedBy: null }),
    ];
    return changes[kind] as (id: string) => Word;
  });

const choice: fc.Arbitrary<Choice> = fc.record({ kind: fc.nat(2), about: fc.nat(1000), word: statement, change });

/** Choices as a log that deciders would allow: nothing is said of a voided statement, nor taken back twice, nor not at all. */
const wordsOf = (choices: readonly Choice[]): readonly Word[] => {
  const standing: string[] = [];
  const done = new Set<string>();
  const posts = new Set<string>();
  return choices.flatMap(({ kind, about, word, change: make }, index): readonly Word[] => {
    if (kind > 0 || standing.length === 0) {
      standing.push(`statement-${index}`);
      return [word(`statement-${index}`)];
    }
    const id = standing[about % standing.length] as string;
    const made = make(id);
    const { type } = made.event;
    const key = `${type} ${type.startsWith('Membership') ? '' : id}`;
    const isOnce = ['StatementWithdrawn', 'StatementCoded', 'MembershipRecorded'].includes(type);
    if (isOnce && done.has(key)) return [];
    if (type === 'WithdrawalVoided' && !done.delete(`StatementWithdrawn ${id}`)) return [];
    if (type === 'MembershipCorrected' && !posts.has('recorded')) return [];
    if (type === 'MembershipRecorded') posts.add('recorded');
    done.add(key);
    if (type === 'StatementVoided') standing.splice(standing.indexOf(id), 1);
    return [made];
  });
};

const log = (minLength: number, maxLength: number): fc.Arbitrary<readonly RecordedEvent[]> =>
  fc.array(choice, { minLength, maxLength }).map((choices) => envelopes(...wordsOf(choices)));

/** Everything that can be asked and pinned, as bytes. */
const answers = (readings: ReturnType<typeof readingsOf>, asOf: string, position: number): string => {
  const asked = (evidence: string): readonly unknown[] => {
    const clocks = { asOf, knownAt: String(position), evidence };
    return [
      askBoard(readings, clocks, NOW),
      ...['norland', 'sudland', 'cy-reed'].flatMap((actor) => [
        askPosition(readings, actor, 'harbour', clocks, NOW),
        askHistory(readings, actor, 'harbour', clocks, NOW),
      ]),
    ];
  };
  return JSON.stringify([asked('press'), asked('own'), asked('all')]);
};

describe('a pinned answer', () => {
  it('is the same bytes after 300 further events', () =>
    fc.assert(
      fc.property(log(1, 20), fc.array(choice, { minLength: 300, maxLength: 300 }), day, (before, further, asOf) => {
        const readings = readingsOf(before);
        const then = answers(readings, asOf, before.length);
        const first = before.length - envelopes().length;
        const after = envelopes(...wordsOf(further)).slice(envelopes().length);
        const last = before.at(-1)?.time ?? '';
        const renumbered = after.map((event, index) => ({
          ...event,
          time: event.time > last ? event.time : last,
          data:
            'statementId' in event.data
              ? {
                  ...event.data,
                  statementId: renamed(event.data.statementId, event.type === 'StatementRecorded' ? 0 : first),
                }
              : event.data,
          sequence: String(before.length + index + 1).padStart(10, '0'),
        })) as readonly RecordedEvent[];
        const later = renumbered.reduce(read, readings);
        expect(answers(later, asOf, before.length)).toBe(then);
      }),
      { numRuns: 2 },
    ));

  it('mentions nothing that was recorded after it', () => {
    const asked = given(
      affirmed('2025-11-01'),
      any({ type: 'ActorNamed', data: { actorId: 'norland', name: { language: 'en', text: 'Northland' } } }),
    );
    const { knownAt } = given(affirmed('2025-11-01')).position;
    expect(JSON.stringify(asked.knownAt(knownAt.position).position)).not.toContain('Northland');
  });
});

/** Some later events are about the statements there were, the others about statements of their own. */
const renamed = (id: string, known: number): string => {
  const number = Number(id.replace('statement-', ''));
  return number < known && number % 2 === 0 ? id : `later-${id}`;
};

/** How holdings are looked at: large from so many items on, read back in windows, followed back for so many points. */
type Ways = Readonly<{ items: number; points: number; windows: readonly number[] }>;

const inWays = <Answer>({ items, points, windows }: Ways, ask: () => Answer): Answer => {
  const [usual, followed, back] = [LARGE_FROM.items, FOLLOWED.points, BACK.windows];
  LARGE_FROM.items = items;
  FOLLOWED.points = points;
  BACK.windows = windows;
  try {
    return ask();
  } finally {
    LARGE_FROM.items = usual;
    FOLLOWED.points = followed;
    BACK.windows = back;
  }
};

describe('any position', () => {
  it('is the same looked up on lines, followed back, read back in windows and read through, and so are the changes', () =>
    fc.assert(
      fc.property(
        log(5, 60),
        fc.oneof(
          day,
          day.map((date) => `${date}T14:59:59.999Z`),
        ),
        fc.nat(60),
        (events, asOf, cut) => {
          const asked = (items: number, points: number, windows: readonly number[]): string =>
            inWays({ items, points, windows }, () => {
              const readings = readingsOf(events);
              const position = Math.min(events.length, 19 + cut);
              return JSON.stringify([
                answers(readings, asOf, position),
                answers(readings, asOf, events.length),
                readings.changes,
              ]);
            });
          const readThrough = asked(1000, 0, []);
          expect(asked(2, 0, [])).toBe(readThrough);
          expect(asked(2, 16, [])).toBe(readThrough);
          expect(asked(2, 0, [1, 3])).toBe(readThrough);
          expect(asked(2, 16, [5])).toBe(readThrough);
          expect(asked(1000, 0, [4])).toBe(readThrough);
        },
      ),
      { numRuns: 120 },
    ));

  it('does not change when the log is read twice', () =>
    fc.assert(
      fc.property(log(1, 20), day, (events, asOf) => {
        const again = events.reduce(read, readingsOf(events));
        expect(answers(again, asOf, events.length)).toBe(answers(readingsOf(events), asOf, events.length));
      }),
      { numRuns: 15 },
    ));
});

describe('the changes of a log', () => {
  it('after any prefix are a prefix of the changes of the whole', () =>
    fc.assert(
      fc.property(log(5, 40), fc.nat(60), (events, cut) => {
        const whole = readingsOf(events).changes;
        const prefix = readingsOf(events.slice(0, cut)).changes;
        expect(whole.slice(0, prefix.length)).toEqual(prefix);
        expect(whole.slice(prefix.length).every(({ position }) => position > cut)).toBe(true);
        expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length);
        const known = new Set<string>();
        for (const { id, revises } of whole) {
          expect(revises.filter((earlier) => !known.has(earlier))).toEqual([]);
          known.add(id);
        }
      }),
      { numRuns: 40 },
    ));
});
