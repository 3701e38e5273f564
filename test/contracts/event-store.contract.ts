/** What every event store does. An adapter's own spec runs it, and adds what only that adapter can show. */

import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { v4 as uuid } from 'uuid';
import type { Delivery, EventStore, NewEvent, StoredEvent, TextStore } from '../../src/store/event-store.js';
import { EventIdTaken, TimeRunsBackwards, WrongExpectedRevision } from '../../src/store/refusals.js';

export type Opened = Readonly<{
  store: EventStore & TextStore;
  /** The same log, opened anew; absent where a log does not outlive its store. */
  reopen?: () => Promise<EventStore & TextStore>;
  close: () => Promise<void>;
}>;

/** An event with an id of its own; its data need not be the record's. */
export const anEvent = (data: unknown = { note: 'a' }, given: Partial<NewEvent> = {}): NewEvent => ({
  id: uuid(),
  type: 'ActorRegistered',
  data,
  recordedby: 'a-clerk',
  commandid: uuid(),
  ...given,
});

/** So many events, numbered in their data. */
export const someEvents = (count: number, given: Partial<NewEvent> = {}): readonly NewEvent[] =>
  Array.from({ length: count }, (_, index) => anEvent({ index }, given));

/** All that an iterable yields. */
export const allOf = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

const idsOf = (stored: readonly StoredEvent[]): readonly string[] => stored.map(({ event }) => event.id);
const positionsOf = (stored: readonly StoredEvent[]): readonly number[] => stored.map(({ position }) => position);
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
const shortly = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Appends to a stream that others append to as well: reads where it is, and tries again when somebody was first. */
export const appendRetrying = async (store: EventStore, stream: string, event: NewEvent): Promise<StoredEvent> => {
  for (;;) {
    const [last] = await allOf(store.readStream(stream, { direction: 'backwards', limit: 1 }));
    try {
      const [stored] = await store.append(stream, last?.revision ?? 'no stream', [event]);
      if (stored !== undefined) return stored;
    } catch (refusal) {
      if (!(refusal instanceof WrongExpectedRevision)) throw refusal;
    }
  }
};

const eventsIn = (deliveries: readonly Delivery[]): readonly StoredEvent[] =>
  deliveries.flatMap((delivery) => (delivery.kind === 'event' ? [delivery.stored] : []));

/** Reads a subscription until enough has come. */
const until = async (
  deliveries: AsyncIterable<Delivery>,
  enough: (seen: readonly Delivery[]) => boolean,
): Promise<readonly Delivery[]> => {
  const seen: Delivery[] = [];
  for await (const delivery of deliveries) {
    seen.push(delivery);
    if (enough(seen)) break;
  }
  return seen;
};

const caughtUp = (seen: readonly Delivery[]): boolean => seen.at(-1)?.kind === 'caught-up';

/** Runs the contract; `open` gives an empty log each time. */
export const eventStoreContract = (name: string, open: () => Promise<Opened>): void => {
  describe(`the event store contract, kept by ${name}`, () => {
    let opened: Opened;
    let store: EventStore & TextStore;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });

    afterEach(() => opened.close());

    const fill = (count: number, stream = 'onrecord-actor-a'): Promise<readonly StoredEvent[]> =>
      store.append(stream, 'no stream', someEvents(count));

    describe('an append', () => {
      it('gives each event its place, its time and its envelope', async () => {
        const event = anEvent({ b: 1, a: ['x'] });
        const [stored] = await store.append('onrecord-actor-japan', 'no stream', [event]);
        expect(stored).toMatchObject({ position: 1, stream: 'onrecord-actor-japan', revision: 0 });
        expect(stored!.event).toEqual({
          specversion: '1.0',
          ...event,
          source: 'urn:onrecord',
          subject: 'actor-japan',
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
          sequence: '0000000001',
          datacontenttype: 'application/json',
        });
        expect(stored!.line).toBe(canonicalize(stored!.event));
        expect(await allOf(store.readAll())).toEqual([stored]);
      });

      it('follows the revision it expects', async () => {
        await fill(2);
        const [third] = await store.append('onrecord-actor-a', 1, [anEvent()]);
        expect(third!.revision).toBe(2);
      });

      it.each([
        ['no stream', 2],
        [0, 2],
        [1, 2],
        [3, 2],
      ] as const)(
        'to a stream at revision 2 that expects %s is refused, and says where the stream is',
        async (expected, actual) => {
          await fill(3);
          await expect(store.append('onrecord-actor-a', expected, [anEvent()])).rejects.toMatchObject({
            expected,
            actual,
          });
          await expect(store.append('onrecord-actor-a', expected, [anEvent()])).rejects.toThrow(WrongExpectedRevision);
          expect(await store.head()).toBe(3);
        },
      );

      it('that expects a revision of a stream that is not there is refused', async () => {
        await expect(store.append('onrecord-actor-a', 0, [anEvent()])).rejects.toMatchObject({ actual: 'no stream' });
      });

      it('of nothing changes nothing, and still checks the revision', async () => {
        expect(await store.append('onrecord-actor-a', 'no stream', [])).toEqual([]);
        await expect(store.append('onrecord-actor-a', 4, [])).rejects.toThrow(WrongExpectedRevision);
        expect(await store.head()).toBe(0);
      });

      it('of several events is all or nothing', async () => {
        const [taken] = someEvents(1);
        await store.append('onrecord-actor-a', 'no stream', [taken!]);
        const batch = [...someEvents(3), { ...taken!, data: { other: true } }];
        await expect(store.append('onrecord-actor-a', 0, batch)).rejects.toMatchObject({ kind: 'conflict' });
        expect(await store.head()).toBe(1);
        const stored = await store.append('onrecord-actor-a', 0, batch.slice(0, 3));
        expect(positionsOf(stored)).toEqual([2, 3, 4]);
      });

      it('is won by one of two writers that expect the same revision', async () => {
        await fill(1);
        const outcomes = await Promise.allSettled([1, 2].map(() => store.append('onrecord-actor-a', 0, [anEvent()])));
        expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
        const lost = outcomes.find((outcome) => outcome.status === 'rejected');
        expect(lost?.reason).toBeInstanceOf(WrongExpectedRevision);
        expect(await store.head()).toBe(2);
      });

      it.each([
        ['half a surrogate pair', { text: 'a\ud800b' }],
        ['half a surrogate pair in a name', { 'a\udc00': 1 }],
        ['a number that JSON has not', { value: Number.NaN }],
        ['a bigint', { value: 1n }],
        ['a function', { value: () => 1 }],
        ['nothing', undefined],
        ['a text alone', 'a'],
        ['a list', [1]],
      ])('whose data holds %s is refused before anything is written', async (_, data) => {
        await expect(
          store.append('onrecord-actor-a', 'no stream', [anEvent(), anEvent({}, { data })]),
        ).rejects.toMatchObject({
          kind: 'invalid',
        });
        expect(await store.head()).toBe(0);
      });

      it('that gives one id twice, or names a stream outside the record, is refused', async () => {
        const event = anEvent();
        await expect(store.append('onrecord-actor-a', 'no stream', [event, event])).rejects.toMatchObject({
          kind: 'invalid',
        });
        await expect(store.append('elsewhere', 'no stream', [event])).rejects.toMatchObject({ kind: 'invalid' });
      });
    });

    describe('appends of one chain', () => {
      it('go in in order up to one that is refused, and none after it', async () => {
        const chain = {};
        const [first, , third, fourth] = await Promise.allSettled([
          store.append('onrecord-actor-a', 'no stream', [anEvent()], undefined, chain),
          store.append('onrecord-actor-b', 7, [anEvent()], undefined, chain),
          store.append('onrecord-actor-c', 'no stream', [anEvent()], undefined, chain),
          store.append('onrecord-actor-d', 'no stream', [anEvent()]),
        ]);
        expect([first, third, fourth].map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
        const late = store.append('onrecord-actor-c', 'no stream', [anEvent()], undefined, chain);
        await expect(late).rejects.toBeInstanceOf(WrongExpectedRevision);
        const streams = (await allOf(store.readAll())).map(({ stream }) => stream);
        expect(streams.sort()).toEqual(['onrecord-actor-a', 'onrecord-actor-d']);
      });
    });

    describe('the same append again', () => {
      it('is no new event and resolves to those there are', async () => {
        const events = someEvents(3);
        const first = await store.append('onrecord-actor-a', 'no stream', events);
        expect(await store.append('onrecord-actor-a', 'no stream', events)).toEqual(first);
        expect(await store.head()).toBe(3);
      });

      it('is known after other appends, whatever the order of its members and whoever repeats it', async () => {
        const event = anEvent({ a: 1, b: 2 });
        const first = await store.append('onrecord-actor-a', 'no stream', [event]);
        await store.append('onrecord-actor-a', 0, someEvents(2));
        await fill(2, 'onrecord-actor-b');
        const again = { ...event, data: { b: 2, a: 1 }, recordedby: 'another-clerk' };
        expect(await store.append('onrecord-actor-a', 'no stream', [again])).toEqual(first);
        expect(await store.head()).toBe(5);
      });

      it('is known while the first is still under way', async () => {
        const events = someEvents(2);
        const both = await Promise.all([1, 2].map(() => store.append('onrecord-actor-a', 'no stream', events)));
        expect(both[0]).toEqual(both[1]);
        expect(await store.head()).toBe(2);
      });

      it('is known for the first part of what was appended', async () => {
        const events = someEvents(3);
        const first = await store.append('onrecord-actor-a', 'no stream', events);
        expect(await store.append('onrecord-actor-a', 'no stream', events.slice(0, 2))).toEqual(first.slice(0, 2));
      });

      it.each<readonly [string, (event: NewEvent) => NewEvent]>([
        ['data', (event) => ({ ...event, data: { index: 'other' } })],
        ['a type', (event) => ({ ...event, type: 'ActorNamed' })],
        ['a command', (event) => ({ ...event, commandid: uuid() })],
      ])('with %s of another kind is a conflict', async (_, change) => {
        const events = someEvents(2);
        await store.append('onrecord-actor-a', 'no stream', events);
        const changed = [events[0]!, change(events[1]!)];
        await expect(store.append('onrecord-actor-a', 'no stream', changed)).rejects.toThrow(EventIdTaken);
        expect(await store.head()).toBe(2);
      });

      it('in another order, from another revision or with more after it is a conflict', async () => {
        const events = someEvents(2);
        await store.append('onrecord-actor-a', 'no stream', events);
        const attempts = [
          store.append('onrecord-actor-a', 'no stream', [...events].reverse()),
          store.append('onrecord-actor-a', 1, events),
          store.append('onrecord-actor-a', 'no stream', [...events, anEvent()]),
          store.append('onrecord-actor-a', 0, [anEvent(), events[1]!]),
        ];
        for (const attempt of await Promise.allSettled(attempts))
          expect(attempt).toMatchObject({ status: 'rejected', reason: { kind: 'conflict' } });
        expect(await store.head()).toBe(2);
      });

      it('to another stream is a conflict that says where the id is', async () => {
        const [, second] = await store.append('onrecord-actor-a', 'no stream', someEvents(2));
        const event = anEvent({}, { id: second!.event.id });
        await expect(store.append('onrecord-actor-b', 'no stream', [event])).rejects.toMatchObject({
          id: event.id,
          position: 2,
        });
      });
    });

    describe('positions and times', () => {
      it('are dense and never run backwards, however many write', async () => {
        await Promise.all(Array.from({ length: 20 }, (_, writer) => fill(5, `onrecord-actor-${writer}`)));
        const all = await allOf(store.readAll());
        expect(positionsOf(all)).toEqual(upTo(100));
        const times = all.map(({ event }) => event.time);
        expect(times).toEqual([...times].sort());
        expect(all.map(({ event }) => Number(event.sequence))).toEqual(upTo(100));
      });

      it('follow one another on one stream that twenty writers contend for', async () => {
        const events = someEvents(60);
        const writers = Array.from({ length: 20 }, (_, writer) => events.slice(writer * 3, writer * 3 + 3));
        await Promise.all(
          writers.map(async (mine) => {
            for (const event of mine) await appendRetrying(store, 'onrecord-actor-a', event);
          }),
        );
        const stream = await allOf(store.readStream('onrecord-actor-a'));
        expect(stream.map(({ revision }) => revision)).toEqual(events.map((_, index) => index));
        expect([...idsOf(stream)].sort()).toEqual(events.map(({ id }) => id).sort());
      });
    });

    describe('a trusted time', () => {
      const time = '2023-02-22T00:00:00.000Z';

      it('is the recorded time, with what it rests on', async () => {
        const [stored] = await store.append('onrecord-actor-a', 'no stream', [anEvent()], {
          time,
          timebasis: 'reconstructed',
        });
        expect(stored!.event).toMatchObject({ time, timebasis: 'reconstructed' });
        expect(stored!.line).toBe(canonicalize(stored!.event));
        const [bare] = await store.append('onrecord-actor-a', 0, [anEvent()], { time });
        expect(bare!.event).not.toHaveProperty('timebasis');
      });

      it('may not lie before that of the last event', async () => {
        await store.append('onrecord-actor-a', 'no stream', [anEvent()], { time });
        const earlier = { time: '2023-02-21T23:59:59.999Z' };
        await expect(store.append('onrecord-actor-b', 'no stream', [anEvent()], earlier)).rejects.toThrow(
          TimeRunsBackwards,
        );
        expect(await store.head()).toBe(1);
      });

      it('does not stand in the way of the same append again', async () => {
        const event = anEvent();
        const trusted = { time, timebasis: 'reconstructed' } as const;
        const first = await store.append('onrecord-actor-a', 'no stream', [event], trusted);
        await fill(1, 'onrecord-actor-b');
        expect(await store.append('onrecord-actor-a', 'no stream', [event], trusted)).toEqual(first);
      });

      it.each(['2023-02-22', '2023-02-22T00:00:00Z', 'yesterday'])(
        'that is not UTC in milliseconds, as %s, is refused',
        (wrong) =>
          expect(store.append('onrecord-actor-a', 'no stream', [anEvent()], { time: wrong })).rejects.toMatchObject({
            kind: 'invalid',
          }),
      );
    });

    describe('a read', () => {
      it('of a stream that is not there, or of an empty log, gives nothing', async () => {
        expect(await allOf(store.readStream('onrecord-actor-a'))).toEqual([]);
        expect(await allOf(store.readAll())).toEqual([]);
        expect(await allOf(store.readAll({ direction: 'backwards' }))).toEqual([]);
        expect(await store.head()).toBe(0);
      });

      it.each([
        [{}, [0, 1, 2, 3, 4]],
        [{ from: 2 }, [2, 3, 4]],
        [{ from: 1, limit: 2 }, [1, 2]],
        [{ from: 9 }, []],
        [{ limit: 0 }, []],
        [{ direction: 'backwards' }, [4, 3, 2, 1, 0]],
        [{ direction: 'backwards', from: 2 }, [2, 1, 0]],
        [{ direction: 'backwards', from: 3, limit: 2 }, [3, 2]],
        [{ direction: 'backwards', from: 9, limit: 1 }, [4]],
      ] as const)('of a stream of five with %j gives revisions %j', async (options, revisions) => {
        await fill(3, 'onrecord-actor-b');
        await fill(5);
        const read = await allOf(store.readStream('onrecord-actor-a', options));
        expect(read.map(({ revision }) => revision)).toEqual(revisions);
      });

      it.each([
        [{}, [1, 2, 3, 4, 5]],
        [{ from: 0 }, [1, 2, 3, 4, 5]],
        [{ from: 4 }, [4, 5]],
        [{ from: 2, limit: 2 }, [2, 3]],
        [{ from: 6 }, []],
        [{ direction: 'backwards' }, [5, 4, 3, 2, 1]],
        [{ direction: 'backwards', from: 2 }, [2, 1]],
        [{ direction: 'backwards', limit: 2 }, [5, 4]],
      ] as const)('of a log of five with %j gives positions %j', async (options, positions) => {
        await fill(2, 'onrecord-actor-b');
        await fill(3);
        expect(positionsOf(await allOf(store.readAll(options)))).toEqual(positions);
      });

      it('of a long log gives every event once, in both directions', async () => {
        for (let round = 0; round < 5; round += 1) await fill(500, `onrecord-actor-${round}`);
        expect(positionsOf(await allOf(store.readAll()))).toEqual(upTo(2500));
        expect(positionsOf(await allOf(store.readAll({ direction: 'backwards' })))).toEqual([...upTo(2500)].reverse());
        expect(positionsOf(await allOf(store.readAll({ from: 700, limit: 1200 })))).toEqual(upTo(1899).slice(699));
      });

      it.each([
        [{ types: ['B'] }, [2, 4]],
        [{ types: ['A', 'C'] }, [1, 3, 5]],
        [{ types: [] }, []],
        [{ streamPrefix: 'onrecord-issue-' }, [3, 4, 5]],
        [{ streamPrefix: 'onrecord-issue-%' }, []],
        [{ types: ['B'], streamPrefix: 'onrecord-issue-' }, [4]],
        [{}, [1, 2, 3, 4, 5]],
      ])('filtered by %j gives positions %j', async (filter, positions) => {
        const typed = (...types: string[]): readonly NewEvent[] => types.map((type) => anEvent({}, { type }));
        await store.append('onrecord-actor-a', 'no stream', typed('A', 'B'));
        await store.append('onrecord-issue-a', 'no stream', typed('A', 'B', 'C'));
        expect(positionsOf(await allOf(store.readAll({ filter })))).toEqual(positions);
        const backwards = await allOf(store.readAll({ filter, direction: 'backwards', limit: 2 }));
        expect(positionsOf(backwards)).toEqual([...positions].reverse().slice(0, 2));
      });
    });

    describe('any text', () => {
      it.each([
        ['Japanese', '存立危機事態になり得る'],
        ['emoji', '🗾👩‍👩‍👧'],
        ['control characters', '\u0001\u001f\u007f\u0085\u2028\t\r\n"\\'],
        ['a NUL', 'a\u0000b'],
        ['combining marks', 'が é 각'],
        ['no end of numbers', '1e400'],
      ])('of %s comes back as it was', async (_, text) => {
        const data = { [text]: text, list: [text, 1e21, -0, 0.1, null] };
        const [stored] = await store.append('onrecord-actor-a', 'no stream', [anEvent(data)]);
        const [read] = await allOf(store.readAll());
        expect(read).toEqual(stored);
        expect(read!.event.data).toEqual(JSON.parse(JSON.stringify(data)));
        expect(read!.line).toBe(canonicalize(read!.event));
      });

      it('of 900 KB in one event is kept whole', async () => {
        const text = '立'.repeat(300_000);
        await store.append('onrecord-actor-a', 'no stream', [anEvent({ text })]);
        await store.append('onrecord-actor-a', 0, [anEvent()]);
        const [big, small] = await allOf(store.readStream('onrecord-actor-a'));
        expect(big!.event.data).toEqual({ text });
        expect(small!.revision).toBe(1);
      });
    });

    describe('a subscription', () => {
      it('marks the head of an empty log at once', async () => {
        expect(await until(store.subscribe(0), caughtUp)).toEqual([{ kind: 'caught-up', position: 0 }]);
      });

      it('gives what is there after a position, then a mark, then what comes, and a mark again', async () => {
        await fill(3);
        let marks = 0;
        const seen = await until(store.subscribe(1), (so) => {
          if (!caughtUp(so)) return false;
          marks += 1;
          if (marks === 1) void fill(2, 'onrecord-actor-b');
          return eventsIn(so).length === 4;
        });
        expect(positionsOf(eventsIn(seen))).toEqual([2, 3, 4, 5]);
        expect(seen.at(-1)).toEqual({ kind: 'caught-up', position: 5 });
        expect(seen.findIndex(({ kind }) => kind === 'caught-up')).toBe(2);
        expect(seen[2]).toEqual({ kind: 'caught-up', position: 3 });
      });

      it('gives each event once and in order while twenty writers append across the seam', async () => {
        await fill(100, 'onrecord-actor-before');
        const writing = Promise.all(
          Array.from({ length: 20 }, async (_, writer) => {
            for (let revision = 0; revision < 15; revision += 1)
              await store.append(
                `onrecord-actor-${writer}`,
                revision === 0 ? 'no stream' : revision - 1,
                someEvents(2).slice(1),
              );
          }),
        );
        const readers = [0, 50, 100].map((after) =>
          until(store.subscribe(after), (seen) => caughtUp(seen) && eventsIn(seen).length === 400 - after),
        );
        await writing;
        const [whole, half, late] = await Promise.all(readers);
        expect(positionsOf(eventsIn(whole!))).toEqual(upTo(400));
        expect(positionsOf(eventsIn(half!))).toEqual(upTo(400).slice(50));
        expect(positionsOf(eventsIn(late!))).toEqual(upTo(400).slice(100));
        expect(eventsIn(whole!)).toEqual(await allOf(store.readAll()));
      });

      it('that is slow misses nothing', async () => {
        const writing = (async () => {
          for (let round = 0; round < 10; round += 1) await fill(3, `onrecord-actor-${round}`);
        })();
        const seen: StoredEvent[] = [];
        for await (const delivery of store.subscribe(0)) {
          await shortly(1);
          if (delivery.kind === 'event') seen.push(delivery.stored);
          if (seen.length === 30) break;
        }
        await writing;
        expect(positionsOf(seen)).toEqual(upTo(30));
      });

      it('with a filter gives what passes it, and marks the head of the whole log', async () => {
        await fill(2);
        await fill(2, 'onrecord-issue-a');
        await fill(1, 'onrecord-actor-b');
        const filter = { streamPrefix: 'onrecord-issue-' };
        const seen = await until(store.subscribe(0, { filter }), caughtUp);
        expect(positionsOf(eventsIn(seen))).toEqual([3, 4]);
        expect(seen.at(-1)).toEqual({ kind: 'caught-up', position: 5 });
      });

      it('from beyond the head waits for what comes after it', async () => {
        await fill(2);
        const reading = until(store.subscribe(3), (seen) => eventsIn(seen).length === 1);
        await fill(2, 'onrecord-actor-b');
        expect(positionsOf(eventsIn(await reading))).toEqual([4]);
      });

      it('ends promptly when its signal aborts, also while it waits and before it began', async () => {
        await fill(2);
        const controller = new AbortController();
        const reading = allOf(store.subscribe(0, { signal: controller.signal }));
        await shortly(20);
        const began = Date.now();
        controller.abort();
        expect(eventsIn(await reading)).toHaveLength(2);
        expect(Date.now() - began).toBeLessThan(200);
        expect(await allOf(store.subscribe(0, { signal: controller.signal }))).toEqual([]);
      });

      it('gives nothing more once its signal has aborted in the middle of a page', async () => {
        await fill(10);
        const controller = new AbortController();
        const seen = [];
        for await (const delivery of store.subscribe(0, { signal: controller.signal })) {
          seen.push(delivery);
          if (seen.length === 3) controller.abort();
        }
        expect(seen).toHaveLength(3);
      });
    });

    describe('a source text', () => {
      it.each([
        ['short', 'Taiwan'],
        ['empty', ''],
        ['of several chunks', 'x'.repeat(600_000)],
        ['with characters across the borders of chunks', `x${'台湾🗾'.repeat(80_000)}`],
      ])('that is %s comes back by its hash', async (_, text) => {
        await store.putText(sha256(text), text);
        await store.putText(sha256(text), text);
        expect(await store.getText(sha256(text))).toBe(text);
      });

      it('that is erased is gone, and no other; it can be kept again', async () => {
        const [one, other] = ['erased '.repeat(50_000), 'kept'];
        for (const text of [one, other]) await store.putText(sha256(text), text);
        await store.eraseText(sha256(one));
        expect(await store.getText(sha256(one))).toBeUndefined();
        expect(await store.getText(sha256(other))).toBe(other);
        await store.eraseText(sha256(one));
        await store.eraseText(sha256('never there'));
        await store.putText(sha256(one), one);
        expect((await store.getText(sha256(one))) === one).toBe(true);
      });

      it('that is not there is nothing, and one that is not as hashed is refused', async () => {
        expect(await store.getText(sha256('none'))).toBeUndefined();
        await expect(store.putText(sha256('one'), 'another')).rejects.toMatchObject({ kind: 'invalid' });
        expect(await store.getText(sha256('one'))).toBeUndefined();
      });
    });

    it('outlives its closing, where it has somewhere to', async () => {
      if (opened.reopen === undefined) return;
      const event = anEvent({ text: '台湾' });
      const first = await store.append('onrecord-actor-a', 'no stream', [event]);
      await store.putText(sha256('台湾'), '台湾');
      const again = await opened.reopen();
      expect(await allOf(again.readAll())).toEqual(first);
      expect(await again.append('onrecord-actor-a', 'no stream', [event])).toEqual(first);
      expect(await again.getText(sha256('台湾'))).toBe('台湾');
      const [second] = await again.append('onrecord-actor-a', 0, [anEvent()]);
      expect(second).toMatchObject({ position: 2, revision: 1 });
    });

    it('says what it is', () => {
      expect(store.describe()).toMatch(/\d+\.\d+/);
    });

    describe('its standing', () => {
      it('is its engine, the version, the head it holds and since when it knows that', async () => {
        const before = new Date().toISOString();
        await fill(3);
        const standing = await store.standing();
        expect(standing).toEqual({
          engine: expect.stringMatching(/^(SQLite|KurrentDB|EventStoreDB)$/),
          version: expect.stringMatching(/^\d+\.\d+/),
          reachable: true,
          position: 3,
          asOf: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        });
        expect(standing.asOf >= before).toBe(true);
        expect(standing.asOf <= new Date().toISOString()).toBe(true);
      });

      it('of a store that is closed says so, and throws nothing', async () => {
        await store.close();
        expect(await store.standing()).toMatchObject({ reachable: false, problem: 'The store is closed.' });
      });
    });
  });
};
