import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyReply } from 'fastify';
import type { Coding } from '../../events/index.js';
import type { Change } from '../../projections/index.js';
import { commandFrom } from '../../src/commands/check.js';
import type { AnyCommand } from '../../src/commands/list.js';
import { listen } from '../../src/http/create-app.js';
import { message, Streams } from '../../src/http/streams.js';
import { opened, readUntil, type Seen } from '../support/subscriber.js';
import { type TestService, withBundledRecord } from '../support/service.js';

let service: TestService;
let url: string;
beforeEach(async () => {
  service = await withBundledRecord();
  url = await listen(service.app, { host: '127.0.0.1', port: 0 });
});
afterEach(() => service.close());

const REPLY = 'cabinet-written-reply-2025-11-25';

/** The cabinet's coding on the retraction, read the other way each time: several changes of one event. */
const revised = (coding: Coding, round: number): AnyCommand =>
  commandFrom(
    'ReviseCoding',
    {
      statementId: REPLY,
      coding: { ...coding, stance: round % 2 === 0 ? 'affirms' : 'denies' },
      reason: `Read again, ${round}.`,
    },
    { commandId: `round-${round}`, recordedBy: 'spec' },
  ) as AnyCommand;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const correct = async (rounds: number, milliseconds: number): Promise<void> => {
  const { statements } = await service.machine.runner.caughtUp();
  const { codings } = statements.rows.get(REPLY)!.versions.at(-1)!.state;
  const coding = codings.find(({ proposition }) => proposition === 'remark-should-be-retracted')!;
  for (let round = 0; round < rounds; round += 1) {
    await service.machine.ledger.execute(revised(coding, round));
    await pause(milliseconds);
  }
};

/** A generator of numbers from 0 to 1 that is the same each time (mulberry32). */
const chance = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};

const CUTS = 100;

/** Read a feed from the beginning, cut at random a hundred times, then to its end. */
const readCutUp = async (query: string, seed: number): Promise<readonly Seen[]> => {
  const random = chance(seed);
  const all: Seen[] = [];
  let lastId: string | undefined;
  const from = `${url}/v1/changes?after=0${query}`;
  for (let cut = 0; cut < CUTS; cut += 1) {
    const stretch = await readUntil(from, lastId, { messages: Math.floor(random() * 4), milliseconds: 30 });
    all.push(...stretch.seen);
    lastId = stretch.lastId;
  }
  return [...all, ...(await readUntil(from, lastId, { messages: Infinity, milliseconds: 300 })).seen];
};

const ofJapan = ({ actor }: Change): boolean =>
  ['japan', 'takaichi-sanae', 'iwaya-takeshi', 'yamazaki-kazuyuki', 'japanese-official'].includes(actor);

describe('the feed of changes', () => {
  it('gives each change once, in order, however often it is cut while corrections are recorded', async () => {
    const [, everything, corrected, japans] = await Promise.all([
      correct(90, 25),
      readCutUp('', 1),
      readCutUp('&actor=日本政府&kind=record-corrected,contested&issue=taiwan', 2),
      readCutUp('&body=japan', 3),
    ]);
    const { changes } = await service.machine.runner.caughtUp();
    expect(changes.length).toBeGreaterThan(200);
    expect(changes.some((change) => change.index > 2)).toBe(true);
    const ids = (wanted: (change: Change) => boolean): readonly string[] => changes.filter(wanted).map(({ id }) => id);
    expect(everything.map(({ id }) => id)).toEqual(ids(() => true));
    expect(everything.map(({ data }) => JSON.parse(data) as Change)).toEqual(changes);
    expect(corrected.map(({ id }) => id)).toEqual(
      ids(
        ({ actor, kind, issue }) =>
          actor === 'japan' && issue === 'taiwan' && (kind === 'record-corrected' || kind === 'contested'),
      ),
    );
    expect(japans.map(({ id }) => id)).toEqual(ids(ofJapan));
  }, 40_000);

  it('goes on between two changes of one event', async () => {
    const { changes } = await service.machine.runner.caughtUp();
    const second = changes.findIndex((change) => change.index === 2);
    const { seen } = await readUntil(`${url}/v1/changes`, changes[second - 1]!.id, {
      messages: 2,
      milliseconds: 1_000,
    });
    expect(seen.map(({ id }) => id)).toEqual(changes.slice(second, second + 2).map(({ id }) => id));
  });

  it('begins with what comes where nothing is said, and says at once from where', async () => {
    const { lastId, seen } = await readUntil(`${url}/v1/changes`, undefined, { messages: 1, milliseconds: 50 });
    expect(seen).toEqual([]);
    await correct(1, 0);
    const { changes } = await service.machine.runner.caughtUp();
    const after = await readUntil(`${url}/v1/changes`, lastId, { messages: 1, milliseconds: 1_000 });
    expect(after.seen[0]!.id).toBe(changes.find(({ position }) => position === 73)!.id);
  });

  it.each(['soon', '1.2.3', '73.1', '-1', '1e3'])('refuses to come back after %s before it opens', async (id) => {
    const response = await opened(`${url}/v1/changes`, id);
    response.resume();
    expect([response.statusCode, response.headers['content-type']]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it('is had by the page too, with the place to go on from', async () => {
    const ids: string[] = [];
    let [after, more] = ['0', true];
    while (more) {
      const { body } = await service.ask.get(`/v1/changes?limit=7&actor=japan&after=${after}`).expect(200);
      const page = body as { changes: Change[]; last: string; more: boolean };
      ids.push(...page.changes.map(({ id }) => id));
      [after, more] = [page.last, page.more];
    }
    const { changes } = await service.machine.runner.caughtUp();
    expect(ids).toEqual(changes.filter(({ actor }) => actor === 'japan').map(({ id }) => id));
  });

  it('ends when the service does', async () => {
    const response = await opened(`${url}/v1/changes?after=0`);
    const ended = new Promise((resolve) => response.resume().on('end', resolve));
    await service.app.close();
    await ended;
  });
});

describe('the stream of events', () => {
  it('is the log’s lines, each with its position as id, then what comes', async () => {
    const first = await readUntil(`${url}/v1/events/stream?after=0`, undefined, { messages: 72, milliseconds: 2_000 });
    expect(first.seen.map(({ id }) => Number(id))).toEqual(Array.from({ length: 72 }, (_, at) => at + 1));
    const next = readUntil(`${url}/v1/events/stream`, first.lastId, { messages: 1, milliseconds: 2_000 });
    await correct(1, 0);
    const [event] = (await next).seen;
    expect([event!.id, (JSON.parse(event!.data) as { type: string }).type]).toEqual(['73', 'CodingRevised']);
  });
});

describe('a slow reader', () => {
  it('is waited for: neither dropped, nor written to without bound', async () => {
    let made = 0;
    const endless = async function* (): AsyncGenerator<Buffer> {
      for (;;) yield message(String((made += 1)), 'x'.repeat(10_000));
    };
    const streams = new Streams();
    const replyOf = (raw: ServerResponse): FastifyReply =>
      ({ raw, request: { method: 'GET' }, hijack: () => undefined }) as unknown as FastifyReply;
    let sending: Promise<void> | undefined;
    const server = createServer((_request, raw) => {
      sending = streams.send(replyOf(raw), '0', {}, endless);
    }).listen(0);
    const response = await opened(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    response.pause();
    await pause(150);
    const held = made;
    await pause(150);
    expect(made).toBe(held);
    expect(held).toBeLessThan(2_000);
    const more = new Promise<void>((resolve) => response.on('data', () => made > held + 100 && resolve()));
    response.resume();
    await more;
    streams.onModuleDestroy();
    await sending;
    response.destroy();
    server.close();
  });
});
