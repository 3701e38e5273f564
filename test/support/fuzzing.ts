/** The service under fuzz: each case is sent, and what must hold of any answer is held. */

import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { Answer, Document, imports, Known, LONGEST_MS, requests, send, Sent, told } from './fuzz.js';
import { importLines } from '../../src/record/import.js';
import { type TestService, withNothing } from './service.js';

/** A made-up record: what is sent at random is put into nobody real’s mouth. */
const LINES: readonly string[] = readFileSync('test/events/logs/version-1.jsonl', 'utf8').trimEnd().split('\n');

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
export type Tally = Map<string, number>;

class Fuzzed {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly tally: Tally = new Map();
  readonly unhandled: unknown[] = [];
  private readonly onUnhandled = (error: unknown): void => void this.unhandled.push(error);

  constructor(
    private readonly service: TestService,
    private readonly port: number,
  ) {
    process.on('unhandledRejection', this.onUnhandled);
  }

  async one(sent: Sent): Promise<void> {
    const before = await this.service.machine.store.head();
    const answer = await send(this.port, this.agent, sent).catch((error: unknown) => {
      throw new Error(`${told(sent)}\n  was not answered: ${String(error)}`);
    });
    const grown = (await this.service.machine.store.head()) - before;
    const fault = faultOf(sent, answer, grown);
    if (fault !== undefined) throw new Error(`${told(sent)}\n  ${fault}`);
    await this.mustBeQuick(sent, answer);
    const kind = `${answer.status}`;
    this.tally.set(kind, (this.tally.get(kind) ?? 0) + 1);
  }

  /** A computer that had other work is asked again: what is slow is slow each time. */
  private async mustBeQuick(sent: Sent, { milliseconds }: Answer): Promise<void> {
    if (milliseconds < LONGEST_MS) return;
    const again = [await send(this.port, this.agent, sent), await send(this.port, this.agent, sent)];
    if (again.every((answer) => answer.milliseconds >= LONGEST_MS))
      throw new Error(`${told(sent)}\n  took ${Math.round(milliseconds)} ms, and as long again twice`);
  }

  async end(): Promise<void> {
    process.off('unhandledRejection', this.onUnhandled);
    this.agent.destroy();
    await this.service.close();
  }
}

/** So many cases over one service, with a made-up record in it. A long run takes several, so that no record grows large. */
const stretch = async (cases: number, seed: number, tally: Tally): Promise<void> => {
  const service = await withNothing();
  await importLines(service.machine, LINES, { trustRecordedAt: true });
  await service.app.listen(0, '127.0.0.1');
  const { port } = service.app.getHttpServer().address() as AddressInfo;
  const document = (await service.ask.get('/openapi.json').expect(200)).body as Document;
  const known = knownIn(LINES);
  const fuzzed = new Fuzzed(service, port);
  try {
    const any = fc.oneof({ weight: 5, arbitrary: requests(document, known) }, { weight: 2, arbitrary: imports(LINES) });
    const property = fc.asyncProperty(any, (sent) => fuzzed.one(sent));
    await fc.assert(property, { numRuns: cases, seed, endOnFailure: true });
    if (fuzzed.unhandled.length > 0) throw new Error(`unhandled: ${String(fuzzed.unhandled[0])}`);
  } finally {
    await fuzzed.end();
    for (const [kind, count] of fuzzed.tally) tally.set(kind, (tally.get(kind) ?? 0) + count);
  }
};

/** The most cases that one service takes. */
const STRETCH = 5_000;

/** Send so many cases. */
export const fuzz = async (cases: number, seed = SEED): Promise<Tally> => {
  const tally: Tally = new Map();
  for (let done = 0; done < cases; done += STRETCH) await stretch(Math.min(STRETCH, cases - done), seed + done, tally);
  return tally;
};
