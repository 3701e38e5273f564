import fc from 'fast-check';
import { addDays, AsOf, RecordedEvent } from '../../events/index.js';
import { canHaveBeenSaidBy, Held, heldBy, read, readingsOn, saidBy } from '../../projections/index.js';
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
  revised,
  saidOn,
  stated,
  voided,
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
  .record({ kind: fc.nat(8), range, proposition, stance, speaker, source, day })
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
    ];
    return changes[kind] as (id: string) => Word;
  });

const choice: fc.Arbitrary<Choice> = fc.record({ kind: fc.nat(2), about: fc.nat(1000), word: statement, change });

/** Choices as a log that deciders would allow: nothing is said of a voided statement, nor taken back twice. */
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

/** The stance in force by the letter of the rule, worked out anew for one day, with no history. */
const stanceByTheLetter = (held: readonly Held[], asOf: AsOf): string | undefined => {
  const standing = held.filter(({ version: { state }, stance: as }) => {
    const taken = state.withdrawal !== undefined && saidBy(state.withdrawal.said, asOf);
    return as !== 'declines' && saidBy(state.said, asOf) && !taken;
  });
  const first =
    standing
      .map(({ version }) => version.state.said.earliest)
      .sort()
      .at(-1) ?? '';
  const together = standing.filter(({ version }) => version.state.said.latest >= first);
  const last = together.filter(
    (one) =>
      !together.some(
        (other) => other.version.state.statementId === one.version.state.statementId && other.order > one.order,
      ),
  );
  const stances = new Set(last.map((one) => one.stance));
  return stances.size > 1 ? 'mixed' : [...stances][0];
};

/** The first of the unbroken days up to this one on which the stance was what it is on this one. */
const openedOn = (held: readonly Held[], asOf: string): string => {
  const now = stanceByTheLetter(held, { date: asOf });
  let first = asOf;
  while (first > '2025-10-01' && stanceByTheLetter(held, { date: addDays(first, -1) }) === now)
    first = addDays(first, -1);
  return first;
};

describe('any position', () => {
  it('is by the letter of the rule, on every day', () =>
    fc.assert(
      fc.property(
        log(1, 30),
        day,
        fc.constantFrom('norland', 'sudland', 'cy-reed', 'reform'),
        (events, asOf, actor) => {
          const readings = readingsOf(events);
          const clocks = { asOf, evidence: 'all' };
          const position = askPosition(readings, actor, 'harbour', clocks, NOW);
          const held = heldBy(readingsOn(readings, 'harbour', events.length), actor);
          for (const id of [CLAIM, OTHER_CLAIM, POLICY]) {
            const on = held.filter(({ coding: { proposition: of } }) => of === id);
            const answer = position.propositions.find((found) => found.id === id);
            expect(answer?.stance).toBe(stanceByTheLetter(on, { date: asOf }));
            if (answer === undefined) continue;
            expect(answer.since).toBe(openedOn(on, asOf));
            expect(answer.lastStated <= asOf).toBe(true);
            expect(answer.timesStated).toBeGreaterThan(0);
            expect(answer.evidence.length).toBeGreaterThan(0);
          }
          const listed = new Set(position.uncertain.map(({ evidence }) => evidence.statement));
          for (const { version } of held) {
            const { said, statementId } = version.state;
            const isTaken =
              version.state.withdrawal !== undefined && saidBy(version.state.withdrawal.said, { date: asOf });
            const isOpen = !saidBy(said, { date: asOf }) && canHaveBeenSaidBy(said, { date: asOf });
            expect(listed.has(statementId)).toBe(isOpen && !isTaken);
          }
        },
      ),
      { numRuns: 80 },
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
