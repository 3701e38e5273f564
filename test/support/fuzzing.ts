/** The service under fuzz: each case is sent, and what must hold of any answer is held. */

import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { Answer, Document, imports, Known, LONGEST_MS, requests, send, Sent, told } from './fuzz.js';
import { importLines } from '../../src/record/import.js';
import { type Held, held } from './memory.js';
import { type TestService, withNothing } from './service.js';

/** A made-up record: what is sent at random is put into nobody real’s mouth. */
const LINES: readonly string[] = readFileSync('test/events/logs/version-2.jsonl', 'utf8').trimEnd().split('\n');

/** Every text of a record, by the name that it stands under; ids under the names of what they can be of. */
const namedIn = (lines: readonly string[]): Readonly<Record<string, readonly string[]>> => {
  const found = new Map<string, Set<string>>();
  const walk = (value: unknown, name: string): void => {
    if (typeof value === 'string') found.set(name, (found.get(name) ?? new Set()).add(value));
    else if (Array.isArray(value)) for (const inner of value) walk(inner, name);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(inner, key);
  };
  for (const line of lines) walk((JSON.parse(line) as { data: unknown }).data, '');
  const all = Object.fromEntries([...found].map(([name, texts]) => [name, [...texts]]));
  const position = lines.map((_, at) => String(at + 1));
  return {
    ...all,
    position,
    by: all['speaker']!,
    with: all['actorId']!,
    holders: all['actorId']!,
    inReplyTo: all['statementId']!,
  };
};

const knownIn = (lines: readonly string[]): Known => {
  const named = namedIn(lines);
  const ids = Object.keys(named)
    .filter((name) => name.endsWith('Id'))
    .flatMap((name) => named[name]!);
  return { named, ids, texts: ['The harbour is open.', 'Prime Minister', '例田愛振'] };
};

/** Each case is one of these many; the seed is printed where one fails, and can be given in FUZZ_SEED. */
export const SEED = Number(process.env['FUZZ_SEED'] ?? 20_251_107);

const PROBLEM = 'application/problem+json';

/** What was wrong with an answer, if anything. */
const faultOf = (sent: Sent, { status, headers, text }: Answer, grown: number): string | undefined => {
  if (status >= 500) return `answered ${status}: ${text.slice(0, 500)}`;
  if (status < 200) return `answered ${status}`;
  if (status >= 400) {
    if (grown !== 0) return `refused with ${status}, and the log grew by ${grown}`;
    if (sent.method === 'HEAD') return undefined;
    if (!String(headers['content-type']).startsWith(PROBLEM))
      return `refused with ${status} as ${String(headers['content-type'])}`;
    const { detail } = JSON.parse(text) as Readonly<{ detail?: string }>;
    return typeof detail === 'string' && detail.length > 10
      ? undefined
      : `refused with ${status} and no sentence: ${text}`;
  }
  if (grown !== 0 && (sent.method === 'GET' || /[?&]dryRun=true/.test(sent.path)))
    return `only asked, and the log grew by ${grown}`;
  return undefined;
};

/** How many answers of each kind there were. */
export type Tally = ReadonlyMap<string, number>;

/** How many characters make a case unlike all others: what keeps something of each then keeps so much. */
const UNLIKE = 3_000;

/**
 * A case that asks what would be recorded where it wished to record: the log stays as it is, whatever is answered. No two are
 * alike: in a header, and every other one in its query.
 */
const onlyAsked = (sent: Sent, number: number): Sent => {
  const unlike = String(number).padStart(UNLIKE, '0');
  const [, path = '', query = ''] = /^([^?]*)\??(.*)$/s.exec(sent.path) ?? [];
  const dry = sent.method === 'GET' ? query : `dryRun=true&${query.replaceAll(/dryRun=[^&#]*/g, '')}`;
  return {
    ...sent,
    path: `${path}?${number % 2 === 0 ? `unlike=${unlike}&` : ''}${dry}`,
    headers: { ...sent.headers, 'user-agent': unlike },
  };
};

/** A service with a made-up record in it, and whoever sends it cases. */
class Fuzzed {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly tally = new Map<string, number>();
  /** The longest that an answer took, in milliseconds. */
  longest = 0;
  private sent = 0;
  private readonly unhandled: unknown[] = [];
  private readonly onUnhandled = (error: unknown): void => void this.unhandled.push(error);

  private constructor(
    private readonly service: TestService,
    private readonly port: number,
    private readonly cases: fc.Arbitrary<Sent>,
  ) {
    process.on('unhandledRejection', this.onUnhandled);
  }

  static async begin(): Promise<Fuzzed> {
    const service = await withNothing();
    await importLines(service.machine, LINES, { trustRecordedAt: true });
    await service.app.listen(0, '127.0.0.1');
    const { port } = service.app.getHttpServer().address() as AddressInfo;
    const document = (await service.ask.get('/openapi.json').expect(200)).body as Document;
    const cases = fc.oneof(
      { weight: 5, arbitrary: requests(document, knownIn(LINES)) },
      { weight: 2, arbitrary: imports(LINES) },
    );
    return new Fuzzed(service, port, cases);
  }

  /** Send so many cases; the first that is answered as it must not be is thrown. */
  async send(count: number, seed: number, as: (sent: Sent, number: number) => Sent = (sent) => sent): Promise<void> {
    const property = fc.asyncProperty(this.cases, (sent) => this.one(as(sent, (this.sent += 1))));
    await fc.assert(property, { numRuns: count, seed, endOnFailure: true });
    if (this.unhandled.length > 0) throw new Error(`unhandled: ${String(this.unhandled[0])}`);
  }

  head(): Promise<number> {
    return this.service.machine.store.head();
  }

  async end(): Promise<void> {
    process.off('unhandledRejection', this.onUnhandled);
    this.agent.destroy();
    await this.service.close();
  }

  private async one(sent: Sent): Promise<void> {
    const before = await this.head();
    const answer = await send(this.port, this.agent, sent).catch((error: unknown) => {
      throw new Error(`${told(sent)}\n  was not answered: ${String(error)}`);
    });
    const fault = faultOf(sent, answer, (await this.head()) - before);
    if (fault !== undefined) throw new Error(`${told(sent)}\n  ${fault}`);
    await this.mustBeQuick(sent, answer);
    const kind = `${answer.status}`;
    this.tally.set(kind, (this.tally.get(kind) ?? 0) + 1);
    this.longest = Math.max(this.longest, answer.milliseconds);
  }

  /** A computer that had other work is asked again: what is slow is slow each time. */
  private async mustBeQuick(sent: Sent, { milliseconds }: Answer): Promise<void> {
    if (milliseconds < LONGEST_MS) return;
    const again = [await send(this.port, this.agent, sent), await send(this.port, this.agent, sent)];
    if (again.every((answer) => answer.milliseconds >= LONGEST_MS))
      throw new Error(`${told(sent)}\n  took ${Math.round(milliseconds)} ms, and as long again twice`);
  }
}

/** How many cases one service takes, so that no record grows large. */
const STRETCH = 5_000;

/** What became of cases: how they were answered, the longest that one took in milliseconds, and what was held after each service. */
export type Sending = Readonly<{ tally: Tally; longest: number; held: readonly Held[] }>;

/** Send so many cases, to one service after the other, each of which is closed after a stretch of them. */
export const fuzz = async (cases: number, seed = SEED, stretch = STRETCH): Promise<Sending> => {
  const tally = new Map<string, number>();
  const after: Held[] = [];
  let longest = 0;
  for (let done = 0; done < cases; done += stretch) {
    const fuzzed = await Fuzzed.begin();
    await fuzzed.send(Math.min(stretch, cases - done), seed + done).finally(() => fuzzed.end());
    for (const [kind, count] of fuzzed.tally) tally.set(kind, (tally.get(kind) ?? 0) + count);
    longest = Math.max(longest, fuzzed.longest);
    after.push(await held());
  }
  return { tally, longest, held: after };
};

/** Rounds of so many cases each, after so many that warm the service up. */
export type Rounds = Readonly<{ warmUp: number; rounds: number; cases: number }>;

/**
 * Send cases to one service, none of which records anything, and say what was held after the warm-up and after each round:
 * what grows then grows by being asked. The cases of no two rounds are the same.
 */
export const fuzzUnrecorded = async ({ warmUp, rounds, cases }: Rounds, seed = SEED): Promise<readonly Held[]> => {
  const fuzzed = await Fuzzed.begin();
  try {
    const before = await fuzzed.head();
    await fuzzed.send(warmUp, seed, onlyAsked);
    const after = [await held()];
    for (let round = 1; round <= rounds; round += 1) {
      await fuzzed.send(cases, seed + round, onlyAsked);
      after.push(await held());
    }
    if ((await fuzzed.head()) !== before) throw new Error('what only asked was recorded');
    return after;
  } finally {
    await fuzzed.end();
  }
};
