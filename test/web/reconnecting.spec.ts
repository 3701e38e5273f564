/** How the page comes back to the stream of changes: its own module against a small HTTP server, without a browser. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';

type Change = Readonly<{ id: string; position: number; index: number }>;
type Told = Readonly<{ onChange: (change: Change) => void; onState: (state: string) => void }>;
type Changes = Readonly<{
  follow: (after: string, told: Told) => () => void;
  delay: (retry: number, failures: number, error: unknown) => number;
}>;

/** A request as the server saw it. `closed` resolves once the page let go of it. */
type Seen = Readonly<{ at: number; id: string | undefined; request: IncomingMessage; closed: Promise<unknown> }>;
type Answer = (response: ServerResponse) => void;

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** What the service answers, one request after the other; the last answer is given again and again. */
const held = { answers: [] as Answer[], seen: [] as Seen[], waiting: [] as (() => void)[] };

const answer = (request: IncomingMessage, response: ServerResponse): void => {
  const id = request.headers['last-event-id'];
  const seen = { at: performance.now(), id: id as string | undefined, request, closed: once(response, 'close') };
  held.seen.push(seen);
  const [next] = held.answers.length > 1 ? held.answers.splice(0, 1) : held.answers;
  next?.(response);
  for (const go of held.waiting.splice(0)) go();
};

/** The request of a number, from 0, when it has come. */
const requestOf = async (number: number): Promise<Seen> => {
  while (held.seen.length <= number) await new Promise<void>((go) => held.waiting.push(go));
  return held.seen[number] as Seen;
};

/** How long the page waited before each of so many requests after the first, in milliseconds. */
const waits = async (count: number): Promise<readonly number[]> => {
  await requestOf(count);
  return held.seen.slice(1, count + 1).map(({ at }, before) => at - (held.seen[before] as Seen).at);
};

const change = (id: string): string => {
  const [position, index] = id.split('.').map(Number);
  return `id: ${id}\ndata: ${JSON.stringify({ id, position, index })}\n\n`;
};

const opened = (response: ServerResponse, text: string): ServerResponse => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  if (text !== '') response.write(text);
  return response;
};
/** A stream that ends after what it says, one that stays, and one that breaks off. */
const ended =
  (text: string): Answer =>
  (response) =>
    void opened(response, text).end();
const staying =
  (text: string): Answer =>
  (response) =>
    void opened(response, text);
const broken =
  (text: string): Answer =>
  (response) => {
    opened(response, text);
    setTimeout(() => response.destroy(), 20);
  };
const refused =
  (status: number, retryAfter?: string): Answer =>
  (response) => {
    const headers = { 'content-type': 'application/problem+json' };
    response.writeHead(status, retryAfter === undefined ? headers : { ...headers, 'retry-after': retryAfter });
    response.end(JSON.stringify({ type: 'about:blank', title: 'Not now', status, detail: 'Not now.' }));
  };

/** The parts of a browser that the module stands on: a page with its events, a document, and an address to be relative to. */
const browser = { page: new EventTarget(), document: new EventTarget(), navigator: { onLine: true } };
const intervals: NodeJS.Timeout[] = [];
const globals = { fetch: globalThis.fetch, setInterval: globalThis.setInterval };
let server: Server;

const define = (name: string, value: unknown): void =>
  void Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });

const inNode = (url: string): void => {
  browser.page = new EventTarget();
  browser.document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  browser.navigator = { onLine: true };
  define('navigator', browser.navigator);
  define('document', browser.document);
  define('addEventListener', browser.page.addEventListener.bind(browser.page));
  define('fetch', (path: string, init: RequestInit) => globals.fetch(new URL(path, url), init));
  define('setInterval', (work: () => void, ms: number) => {
    const timer = globals.setInterval(work, ms);
    intervals.push(timer);
    return timer;
  });
};

const happens = (name: string, more: object = {}): void =>
  void browser.page.dispatchEvent(Object.assign(new Event(name), more));

/** The page’s module is written for a browser, so its types are not known here. */
const MODULE = '../../web/src/api/changes.js';

/** Follow from an id on, over a service that answers so. */
const following = async (
  after: string,
  answers: readonly Answer[],
): Promise<Readonly<{ changes: string[]; states: string[]; again: () => void }>> => {
  held.answers = [...answers];
  const { follow } = (await import(MODULE)) as Changes;
  const [changes, states]: [string[], string[]] = [[], []];
  const again = follow(after, { onChange: ({ id }) => changes.push(id), onState: (state) => states.push(state) });
  return { changes, states, again };
};

const until = async (is: () => boolean): Promise<void> => {
  while (!is()) await wait(5);
};

beforeEach(async () => {
  [held.answers, held.seen, held.waiting] = [[], [], []];
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  inNode(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

afterEach(async () => {
  jest.restoreAllMocks();
  happens('pagehide');
  intervals.splice(0).forEach(clearInterval);
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  for (const [name, value] of Object.entries(globals)) define(name, value);
});

/** A timer may fire a millisecond early. */
const EARLY = 2;

describe('a stream that ended', () => {
  it('is taken up again after the time it told, from the last id, each change once', async () => {
    const first = ended(`retry: 60\n\n${change('5.1')}${change('5.2')}`);
    const { changes, states } = await following('4.3', [first, staying(change('5.2') + change('6.1'))]);
    await until(() => changes.includes('6.1'));
    expect([changes, states]).toEqual([
      ['5.1', '5.2', '6.1'],
      ['connecting', 'live', 'reconnecting', 'live'],
    ]);
    expect(held.seen.map(({ id, request }) => [id, request.url, request.headers.accept])).toEqual([
      ['4.3', '/v1/changes', 'text/event-stream'],
      ['5.2', '/v1/changes', 'text/event-stream'],
    ]);
    expect((await waits(1))[0]).toBeGreaterThanOrEqual(60 - EARLY);
  });

  it('is taken up again where it broke in the middle, from the last change that came whole', async () => {
    const cut = broken(`retry: 20\n\n${change('5.1')}id: 5.2\ndata: {"half`);
    const { changes } = await following('4.3', [cut, staying(change('5.2'))]);
    await until(() => changes.includes('5.2'));
    expect([changes, (await requestOf(1)).id]).toEqual([['5.1', '5.2'], '5.1']);
  });

  it('comes back after 3 seconds where the service never said when', async () => {
    await following('4.3', [ended(change('5.1')), staying('')]);
    const [waited = 0] = await waits(1);
    expect(waited).toBeGreaterThanOrEqual(3_000 - EARLY);
    expect(waited).toBeLessThan(5_500);
  });
});

describe('a service that does not answer', () => {
  it('is asked less and less often, and as soon as ever once it was there again', async () => {
    const RETRY = 40;
    const gone = Array.from({ length: 5 }, (_, at) =>
      at % 2 === 0 ? refused(503) : (r: ServerResponse) => r.destroy(),
    );
    const back = ended(change('6.1'));
    const { states } = await following('4.3', [ended(`retry: ${RETRY}\n\n`), ...gone, back, staying('')]);
    const [first = 0, ...waited] = await waits(7);
    expect(first).toBeGreaterThanOrEqual(RETRY - EARLY);
    const last = waited.pop();
    for (const [at, ms] of waited.entries()) expect(ms).toBeGreaterThanOrEqual((RETRY * 2 ** (at + 1)) / 2 - EARLY);
    expect(waited).toHaveLength(5);
    expect(last).toBeGreaterThanOrEqual(RETRY - EARLY);
    expect(last).toBeLessThan((RETRY * 2 ** 6) / 2);
    await until(() => states.at(-1) === 'live');
    expect(states).toEqual(['connecting', 'live', ...Array(6).fill('reconnecting'), 'live', 'reconnecting', 'live']);
  });

  it.each([503, 429])('is not asked before its Retry-After is over (%i)', async (status) => {
    const { changes } = await following('4.3', [
      ended('retry: 10\n\n'),
      refused(status, '1'),
      refused(status, 'Wed, 21 Oct 2026 07:28:00 GMT'),
      staying(change('5.1')),
    ]);
    const [, asked = 0, undated = 0] = await waits(3);
    expect(asked).toBeGreaterThanOrEqual(1_000 - EARLY);
    expect(undated).toBeLessThan(1_000);
    await until(() => changes.length > 0);
  });

  it('does not come back sooner for a Retry-After that is shorter than the wait', async () => {
    const three = Array.from({ length: 3 }, () => refused(503, '0'));
    await following('4.3', [ended('retry: 80\n\n'), ...three, staying('')]);
    const waited = await waits(4);
    expect(waited[3]).toBeGreaterThanOrEqual(320 - EARLY);
  });
});

describe('the wait before a try', () => {
  /** The shortest and the longest that it can be after so many failures in a row, where the service said to come back after so long. */
  const bounds = async (retry: number, failures: number): Promise<readonly number[]> => {
    const { delay } = (await import(MODULE)) as Changes;
    const among = jest.spyOn(Math, 'random');
    return [0, 1 - 2 ** -53].map((chance) => {
      among.mockReturnValue(chance);
      return Math.round(delay(retry, failures, new Error('gone')));
    });
  };

  it.each([
    [2_000, 0, [2_000, 2_000]],
    [2_000, 1, [2_000, 4_000]],
    [2_000, 4, [16_000, 32_000]],
    [2_000, 5, [30_000, 60_000]],
    [2_000, 6, [30_000, 60_000]],
    [2_000, 2_000, [30_000, 60_000]],
    [300_000, 0, [60_000, 60_000]],
    [300_000, 1, [30_000, 60_000]],
  ])(
    'is a minute at the most, however often nothing answered (retry %i, failure %i)',
    async (retry, failures, told) => {
      expect(await bounds(retry, failures)).toEqual(told);
    },
  );
});

describe('a page', () => {
  it('lets go of the stream when it is hidden, and takes it up where it was when it is shown again', async () => {
    const { changes } = await following('4.3', [staying(`retry: 10\n\n${change('5.1')}`), staying(change('5.2'))]);
    await until(() => changes.length === 1);
    happens('pagehide');
    await (
      await requestOf(0)
    ).closed;
    happens('pageshow', { persisted: false });
    await wait(150);
    expect(held.seen).toHaveLength(1);
    happens('pageshow', { persisted: true });
    expect((await requestOf(1)).id).toBe('5.1');
    await until(() => changes.length === 2);
  });

  it('that is hidden while it waits asks no more', async () => {
    const { states } = await following('4.3', [ended('retry: 60\n\n'), staying('')]);
    await until(() => states.includes('reconnecting'));
    happens('pagehide');
    await wait(200);
    expect(held.seen).toHaveLength(1);
  });

  it('comes back at once when the network does, whatever it was waiting for', async () => {
    const { states } = await following('4.3', [ended('retry: 10\n\n'), refused(503, '60'), staying('')]);
    await requestOf(1);
    browser.navigator.onLine = false;
    happens('offline');
    expect(states.at(-1)).toBe('offline');
    browser.navigator.onLine = true;
    const at = performance.now();
    happens('online');
    expect((await requestOf(2)).at - at).toBeLessThan(3_000);
    await until(() => states.at(-1) === 'live');
  });

  it('says that it is offline where a stream ends and there is no network', async () => {
    browser.navigator.onLine = false;
    const { states } = await following('4.3', [ended('retry: 20\n\n'), staying('')]);
    await until(() => states.length >= 3);
    expect(states.slice(0, 3)).toEqual(['connecting', 'live', 'offline']);
  });

  it('has one connection: one that is made anew takes the place of the other', async () => {
    const { changes, states, again } = await following('4.3', [
      staying(`retry: 10\n\n${change('5.1')}`),
      staying(change('5.2')),
    ]);
    await until(() => changes.length === 1);
    again();
    await (
      await requestOf(0)
    ).closed;
    await until(() => changes.length === 2);
    expect([changes, states]).toEqual([
      ['5.1', '5.2'],
      ['connecting', 'live', 'live'],
    ]);
    await wait(100);
    expect(held.seen).toHaveLength(2);
  });

  it.each([
    ['that said something', change('5.1')],
    ['that never said anything', ''],
  ])('connects anew when it is looked at and a stream %s was silent for long', async (_what, text) => {
    const { states } = await following('4.3', [staying(text), staying('')]);
    await until(() => states.at(-1) === 'live');
    await wait(50);
    const look = (): unknown => browser.document.dispatchEvent(new Event('visibilitychange'));
    look();
    await wait(50);
    expect(held.seen).toHaveLength(1);
    const now = Date.now.bind(Date);
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 46_000);
    look();
    await requestOf(1);
    await (
      await requestOf(0)
    ).closed;
  });
});
