import { connect, type Socket } from 'node:net';
import { listen } from '../../src/http/create-app.js';
import { settingsIn } from '../../src/http/access/settings.js';
import { bearing, type Guarded, guarded, type KeysFolder, keysFolder } from '../support/guarded.js';

/** How long a request may take to arrive here, and how much later than that it may be cut on a busy machine. */
const ARRIVAL_MS = 1_200;
const LEEWAY_MS = 6_000;

let keys: KeysFolder;
let key: string;
let service: Guarded;
let port: number;
beforeAll(async () => {
  keys = keysFolder();
  ({ key } = await keys.make('Ada Admin', 'admin'));
  service = await guarded({ keys: keys.path, rate: 0, writeRate: 0, arrivalMs: ARRIVAL_MS });
  port = Number(new URL(await listen(service.app, { host: '127.0.0.1', port: 0 })).port);
});
afterAll(async () => {
  await service.close();
  keys.remove();
});

type Drip = Readonly<{ answer: Promise<string>; after: () => number; socket: Socket }>;

/** Sends a beginning at once and what follows a byte at a time, for ever; gives what came back once it is cut. */
const dripping = (beginning: string, byte: string): Drip => {
  const socket = connect(port, '127.0.0.1');
  const begun = Date.now();
  let [told, ended] = ['', 0];
  const timer = setInterval(() => byte !== '' && socket.writable && socket.write(byte), 100);
  const answer = new Promise<string>((resolve) => {
    socket.setEncoding('latin1').on('data', (text: string) => (told += text));
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearInterval(timer);
      ended = Date.now();
      resolve(told);
    });
  });
  socket.once('end', () => socket.destroy());
  if (beginning !== '') socket.write(beginning);
  return { answer, socket, after: () => ended - begun };
};

const headersOf = (path: string, type: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\nContent-Type: ${type}\r\nContent-Length: 100000\r\n\r\n`;

const ATTACKS: readonly (readonly [string, () => Drip])[] = [
  ['says nothing at all', () => dripping('', '')],
  ['sends its headers a byte at a time', () => dripping('GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ', 'a')],
  ['sends its first line a byte at a time', () => dripping('GET /', 'a')],
  ['sends a body a byte at a time', () => dripping(headersOf('/v1/actors', 'application/json'), ' ')],
  ['sends an import a byte at a time', () => dripping(headersOf('/v1/import', 'application/jsonl'), '\n')],
  [
    'sends a body in chunks that never end',
    () =>
      dripping(
        headersOf('/v1/actors', 'application/json').replace('Content-Length: 100000', 'Transfer-Encoding: chunked'),
        '1\r\n \r\n',
      ),
  ],
];

describe('a client that', () => {
  it.each(ATTACKS)('%s is cut in time, and others are served meanwhile', async (_name, attack) => {
    const head = await service.machine.store.head();
    const drips = Array.from({ length: 20 }, attack);
    const waits: number[] = [];
    let over = false;
    const all = Promise.all(drips.map(({ answer }) => answer)).finally(() => (over = true));
    while (!over && waits.length < 200) {
      const asked = Date.now();
      const response = await fetch(`http://127.0.0.1:${port}/v1/issues`, { headers: bearing(key) });
      expect(response.status).toBe(200);
      await response.arrayBuffer();
      waits.push(Date.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const answers = await all;
    expect(answers.filter((answer) => answer !== '' && !answer.startsWith('HTTP/1.1 408 '))).toEqual([]);
    expect(answers.join('')).toContain('urn:onrecord:problem:');
    for (const { after } of drips) {
      expect(after()).toBeGreaterThan(ARRIVAL_MS / 2);
      expect(after()).toBeLessThan(ARRIVAL_MS + LEEWAY_MS);
    }
    expect(waits.length).toBeGreaterThan(3);
    expect(Math.max(...waits)).toBeLessThan(ARRIVAL_MS + LEEWAY_MS);
    expect(await service.machine.store.head()).toBe(head);
  });
});

describe('the time that a request may take to arrive', () => {
  it('is that of the setting, looked at often enough, and not without an end where nothing is said', async () => {
    expect(settingsIn({})).toMatchObject({ arrivalMs: 300_000 });
    expect(settingsIn({ ONRECORD_ARRIVAL: '30' })).toMatchObject({ arrivalMs: 30_000 });
    expect(() => settingsIn({ ONRECORD_ARRIVAL: '0' })).toThrow(/^ONRECORD_ARRIVAL is “0”/);
    const plain = await guarded({});
    expect(plain.app.getHttpServer()).toMatchObject({ headersTimeout: 20_000, requestTimeout: 300_000 });
    await plain.close();
  });
});
