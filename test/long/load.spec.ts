/**
 * Five hundred readers of the stream and two hundred requests a second, reads and writes, through keys and limits, for five
 * minutes, with the young generation that docs/operations.md advises. `ONRECORD_TEST_LONG=1` runs all of it; else a short one of the same kind runs. `ONRECORD_LOAD_SECONDS`,
 * `ONRECORD_LOAD_STREAMS` and `ONRECORD_LOAD_RATE` say otherwise.
 */

import { Agent, get, type IncomingMessage, request } from 'node:http';
import { folder, onrecord, type Service, serve } from '../support/command-line.js';
import { bearing } from '../support/guarded.js';
import { madeUpActorLines } from '../support/made-up-actors.js';

const isLong = process.env['ONRECORD_TEST_LONG'] === '1';
const given = (name: string, usual: number): number => Number(process.env[name] ?? usual);
const SECONDS = given('ONRECORD_LOAD_SECONDS', isLong ? 300 : 4);
const STREAMS = given('ONRECORD_LOAD_STREAMS', isLong ? 500 : 40);
const RATE = given('ONRECORD_LOAD_RATE', isLong ? 200 : 50);
/** From when on memory is compared, in seconds: what a process takes to warm up is behind it. */
const WARM = SECONDS / 5;
const TICK_MS = 20;
/** One request in so many writes. */
const WRITES = 20;

const place = folder();
const store = place.store('load');
afterAll(() => place.remove());

const READS = [
  '/v1/positions/japan/taiwan?asOf=2025-11-25',
  '/v1/positions/japan/taiwan',
  '/v1/positions?knownAt=72',
  '/v1/positions/china/taiwan/history',
  '/v1/search?q=Taiwan',
  '/v1/changes?after=60&limit=20',
  '/v1/actors/takaichi-sanae',
  '/v1/statements?issue=taiwan&limit=10',
  '/v1/issues/taiwan',
  '/readyz',
];

/** The latencies of requests, in milliseconds, and what went wrong. */
type Tally = { latencies: number[]; errors: string[]; sent: number; done: number };

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
afterAll(() => agent.destroy());

const finished = (response: IncomingMessage): Promise<void> =>
  new Promise((resolve, reject) => response.resume().on('end', resolve).on('error', reject));

const ask = (service: Service, key: string, path: string, body?: object): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const headers = { ...bearing(key), ...(sent === undefined ? {} : { 'content-type': 'application/json' }) };
    const method = sent === undefined ? 'GET' : 'POST';
    request(`${service.url}${path}`, { agent, method, headers }, (response) => {
      finished(response).then(() => resolve(response.statusCode ?? 0), reject);
    })
      .on('error', reject)
      .end(sent);
  });

const remark = (at: number): object => ({
  statementId: `load-${at}`,
  speaker: ['avery-example', 'blake-example', 'casey-example'][at % 3],
  onBehalfOf: [],
  channel: { kind: 'remarks' },
  said: { edtf: '2025-11-25', zone: 'Asia/Tokyo' },
  reports: [{ source: 'arvia-gazette', directness: 'paraphrase', attribution: [] }],
  codings: [
    {
      codingId: 'c',
      issue: 'taiwan',
      proposition: 'strait-peace-matters',
      stance: at % 2 === 0 ? 'affirms' : 'denies',
      evidence: [{ source: 'arvia-gazette', directness: 'paraphrase' }],
      coder: 'load',
    },
  ],
});

const one = async (service: Service, key: string, tally: Tally, at: number): Promise<void> => {
  const begun = performance.now();
  const isWrite = at % WRITES === 0;
  const path = isWrite ? '/v1/statements' : (READS[at % READS.length] as string);
  tally.sent += 1;
  try {
    const status = await ask(service, key, path, isWrite ? remark(at) : undefined);
    if (status !== (isWrite ? 201 : 200)) tally.errors.push(`${path}: ${status}`);
    tally.latencies.push(performance.now() - begun);
  } catch (error) {
    tally.errors.push(`${path}: ${String(error)}`);
  }
  tally.done += 1;
};

/** A reader of the stream: how many messages it had, and whether it was cut. */
type Reader = { messages: number; isCut: boolean; close: () => void };

const reader = (service: Service, key: string): Promise<Reader> =>
  new Promise((resolve, reject) => {
    const headers = { ...bearing(key), accept: 'text/event-stream' };
    get(`${service.url}/v1/changes`, { headers, agent: false }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`a stream answered ${response.statusCode}`));
      const seen: Reader = { messages: 0, isCut: false, close: () => response.destroy() };
      response.on('data', (chunk: Buffer) => {
        for (let at = chunk.indexOf('\ndata: '); at >= 0; at = chunk.indexOf('\ndata: ', at + 1)) seen.messages += 1;
      });
      response.on('close', () => (seen.isCut = true)).on('error', () => undefined);
      resolve(seen);
    }).on('error', reject);
  });

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** What the service holds, in bytes: all that is resident, and what of it V8's old space uses; and how long it computed, in seconds. */
type Held = Readonly<{ resident: number; old: number; cpu: number }>;

const heldBy = async (service: Service): Promise<Held> => {
  const text = await (await fetch(`${service.url}/metrics`)).text();
  const [, resident] = /^process_resident_memory_bytes (\S+)$/m.exec(text) ?? [];
  const [, old] = /^nodejs_heap_space_size_used_bytes\{space="old"\} (\S+)$/m.exec(text) ?? [];
  const [, cpu] = /^process_cpu_seconds_total (\S+)$/m.exec(text) ?? [];
  return { resident: Number(resident), old: Number(old), cpu: Number(cpu) };
};

/** Send so many requests a second, evenly, whatever becomes of those before: late answers do not slow the load down. */
const load = async (service: Service, key: string, tally: Tally, memory: Map<number, Held>): Promise<void> => {
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1_000;
  for (let minute = -1; seconds() < SECONDS; await pause(TICK_MS)) {
    while (tally.sent < Math.min(seconds(), SECONDS) * RATE) void one(service, key, tally, tally.sent);
    const slice = Math.floor(seconds() / (SECONDS / 30));
    if (slice === minute) continue;
    minute = slice;
    memory.set(seconds(), await heldBy(service));
  }
  for (let waited = 0; tally.done < tally.sent && waited < 20_000; waited += 50) await pause(50);
};

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** What memory was around a moment, in MiB: the mean of what was resident, the least of the old space, which saws up and down. */
const around = (memory: ReadonlyMap<number, Held>, second: number): Held => {
  const near = [...memory].filter(([at]) => Math.abs(at - second) <= SECONDS / 15).map(([, held]) => held);
  const [resident, old] = [near.map((held) => held.resident), near.map((held) => held.old)];
  const cpu = Math.max(...near.map((held) => held.cpu));
  return { resident: mean(resident) / 1_048_576, old: Math.min(...old) / 1_048_576, cpu };
};

let service: Service | undefined;
let ended: number | null | undefined;
afterEach(async () => {
  if (ended === undefined) await service?.stop('SIGKILL');
});

describe('a service under load', () => {
  it(
    `serves ${STREAMS} streams and ${RATE} requests a second for ${SECONDS} s without an error, in the memory it had`,
    async () => {
      onrecord(store, ['import', 'examples/japan-china.jsonl', '--trust-recorded-at']);
      onrecord(store, ['import', '-'], madeUpActorLines.join('\n'));
      const key = onrecord(store, ['key', 'create', '--name', 'load', '--scopes', 'admin']).out.trim();
      const running = await serve(store, undefined, {
        ONRECORD_LOG: 'warn',
        NODE_OPTIONS: '--max-semi-space-size=64',
        ONRECORD_RATE: String(RATE * 120),
        ONRECORD_RATE_WRITES: String(RATE * 120),
        ONRECORD_STREAMS_EACH: String(STREAMS + 10),
      });
      service = running;
      const readers: Reader[] = [];
      for (let at = 0; at < STREAMS; at += 20)
        readers.push(
          ...(await Promise.all(Array.from({ length: Math.min(20, STREAMS - at) }, () => reader(running, key)))),
        );
      const tally: Tally = { latencies: [], errors: [], sent: 0, done: 0 };
      const memory = new Map<number, Held>();
      await load(running, key, tally, memory);
      await pause(1_500);
      const sorted = [...tally.latencies].sort((one, other) => one - other);
      const [first, last] = [around(memory, WARM), around(memory, SECONDS)];
      const told = readers.reduce((sum, { messages }) => sum + messages, 0);
      process.stderr.write(
        `load: ${tally.done} requests (${(tally.done / SECONDS).toFixed(0)}/s), ${STREAMS} streams, ${told} messages; ` +
          `p50 ${quantile(sorted, 0.5).toFixed(1)} ms, p99 ${quantile(sorted, 0.99).toFixed(1)} ms, longest ` +
          `${quantile(sorted, 1).toFixed(1)} ms; resident ${first.resident.toFixed(0)} MiB at ${WARM} s, ` +
          `${last.resident.toFixed(0)} MiB at ${SECONDS} s (${((last.resident / first.resident - 1) * 100).toFixed(1)} %), ` +
          `of it ${first.old.toFixed(0)} and ${last.old.toFixed(0)} MiB in the old space; ${last.cpu.toFixed(0)} s of computing\n`,
      );
      expect(tally.errors).toEqual([]);
      expect(tally.done).toBeGreaterThanOrEqual(Math.floor(SECONDS * RATE * 0.99));
      const written = Math.floor((tally.sent - 1) / WRITES) + 1;
      expect(readers.filter(({ isCut }) => isCut)).toEqual([]);
      expect(new Set(readers.map(({ messages }) => messages)).size).toBe(1);
      expect(readers[0]!.messages).toBeGreaterThanOrEqual(written);
      if (SECONDS >= 60) expect(last.resident / first.resident).toBeLessThan(1.1);
      for (const { close } of readers) close();
      ended = await running.stop();
      expect(ended).toBe(0);
    },
    (SECONDS + 120) * 1_000,
  );
});
