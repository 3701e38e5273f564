import fc from 'fast-check';
import { eventReader, type ServerSentEvent } from '../../web/src/api/server-sent-events.js';

type Read = Readonly<{ events: readonly ServerSentEvent[]; id: string; retry: number | undefined }>;

/** What comes of bytes that arrive in pieces. */
const readIn = (pieces: readonly Uint8Array[]): Read => {
  const reader = eventReader();
  const brought = pieces.map(reader);
  return {
    events: brought.flatMap(({ events }) => events),
    id: brought.at(-1)?.id ?? '',
    retry: brought.at(-1)?.retry,
  };
};

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const readText = (text: string): Read => readIn([bytesOf(text)]);
const dataIn = (text: string): readonly string[] => readText(text).events.map(({ data }) => data);

/** Bytes cut at some places, the same place more than once leaving an empty piece. */
const cutAt = (bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] => {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, at) => bytes.slice(places[at], end));
};

const cuts = fc.array(fc.nat(), { maxLength: 40 });

/** Text of a line: nothing in it ends a line, and half a character is none. */
const words = fc
  .string({ unit: fc.constantFrom('a', ':', ' ', 'é', '台', '湾', '🙂', '\u2028', '\u0085', '{"x":1}', '\uFEFF') })
  .filter((text) => !text.startsWith(' '));

type Block = Readonly<{
  comment?: string;
  data: readonly string[];
  type?: string;
  id?: string;
  retry?: number;
  end: string;
  space: string;
}>;

const block: fc.Arbitrary<Block> = fc.record(
  {
    comment: words,
    data: fc.array(words, { maxLength: 4 }),
    type: fc.constantFrom('message', 'change'),
    id: words.filter((id) => id !== ''),
    retry: fc.nat(),
    end: fc.constantFrom('\r\n', '\n', '\r'),
    space: fc.constantFrom(' ', ''),
  },
  { requiredKeys: ['data', 'end', 'space'] },
);

const written = ({ comment, data, type, id, retry, end, space }: Block): string =>
  [
    ...(comment === undefined ? [] : [`:${comment}`]),
    ...(id === undefined ? [] : [`id:${space}${id}`]),
    ...(type === undefined ? [] : [`event:${space}${type}`]),
    ...(retry === undefined ? [] : [`retry:${space}${retry}`]),
    ...data.map((line) => `data:${space}${line}`),
    'unknown: field',
    '',
    '',
  ].join(end);

/** What the standard makes of blocks. */
const meant = (blocks: readonly Block[]): Read => {
  let [id, retry] = ['', undefined as number | undefined];
  const events = blocks.flatMap((one) => {
    id = one.id ?? id;
    retry = one.retry ?? retry;
    return one.data.length === 0 ? [] : [{ type: one.type ?? 'message', data: one.data.join('\n'), id }];
  });
  return { events, id, retry };
};

describe('a reader of server-sent events', () => {
  it('reads what was written, wherever lines end and the network cuts', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 8 }), cuts, (blocks, places) => {
        expect(readIn(cutAt(bytesOf(blocks.map(written).join('')), places))).toEqual(meant(blocks));
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads any text the same in one piece and in many, byte by byte too', () => {
    const unit = fc.constantFrom(
      ...['\r', '\n', '\r\n', ':', ' ', 'data', 'data:', 'id', 'id: 7', 'event:', 'retry: 10'],
      ...['a', '台', '🙂', '\0', '\uFEFF'],
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), cuts, (text, places) => {
        const bytes = bytesOf(text);
        const whole = readIn([bytes]);
        expect(readIn(cutAt(bytes, places))).toEqual(whole);
        if (bytes.length > 0) expect(readIn([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes the examples of the standard as the standard does', () => {
    expect(dataIn('data: YHOO\ndata: +2\ndata: 10\n\n')).toEqual(['YHOO\n+2\n10']);
    expect(dataIn('data\n\ndata\ndata\n\ndata:')).toEqual(['', '\n']);
    expect(dataIn('data:test\n\ndata: test\n\n')).toEqual(['test', 'test']);
    const { events, id } = readText(
      ': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n',
    );
    expect(events).toEqual([
      { type: 'message', data: 'first event', id: '1' },
      { type: 'message', data: 'second event', id: '' },
      { type: 'message', data: ' third event', id: '' },
    ]);
    expect(id).toBe('');
  });

  it('leaves out a mark of byte order at the start, and ids and waits that may not be', () => {
    const { events, id, retry } = readText('\uFEFFdata: a\nid: 7\nretry: 20\n\nid: 8\0\nretry: soon\nretry: -1\n\n');
    expect(events).toEqual([{ type: 'message', data: 'a', id: '7' }]);
    expect([id, retry]).toEqual(['7', 20]);
  });

  it('tells the id of a block without data, and gives no event that was cut short', () => {
    expect(readText(': on record\nretry: 2000\nid: 72\n\ndata: never ended\n')).toEqual({
      events: [],
      id: '72',
      retry: 2000,
    });
  });

  it('ends a line at once where CR stands at the end of a piece', () => {
    const reader = eventReader();
    expect(reader(bytesOf('data: a\r\r')).events).toHaveLength(1);
    expect(reader(bytesOf('\ndata: b\r\n\r')).events).toHaveLength(1);
    expect(reader(bytesOf('\ndata: c\n\n')).events.map(({ data }) => data)).toEqual(['c']);
  });
});
