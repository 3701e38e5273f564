import { jest } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseSaidDate, type RecordEvent, streamOf, subjectOf } from '../../events/index.js';
import type { Change } from '../../projections/index.js';
import { listen } from '../../src/http/create-app.js';
import { eventIdOf } from '../../src/record/event-id.js';
import { opened } from '../support/subscriber.js';
import { type TestService, withBundledRecord } from '../support/service.js';

/** Thousands of writes take a slow machine more than the minute that specs have. */
jest.setTimeout(240_000);

const STATEMENTS = 2_000;
/** So long that thousands of changes are more than the operating system's buffers between two sockets hold. */
const CONDITION = 'if the harbour freezes '.repeat(350);
/** What a stream may hold in memory: the response's own buffer and the message that filled it. */
const BOUND = 256 * 1024;

let service: TestService;
let url: string;
let raw: ServerResponse | undefined;
let response: IncomingMessage | undefined;
beforeEach(async () => {
  service = await withBundledRecord();
  url = await listen(service.app, { host: '127.0.0.1', port: 0 });
  service.app.getHttpServer().on('request', (_request: unknown, response: ServerResponse) => (raw = response));
});
afterEach(async () => {
  response?.destroy();
  await service.close();
});

const SPEAKERS = ['saito-tetsuo', 'takaichi-sanae', 'iwaya-takeshi', 'fu-cong', 'xi-jinping', 'trump-donald'];
const CLAIMS = [
  'strait-peace-matters',
  'peaceful-resolution-through-dialogue',
  'taiwans-return-is-postwar-order',
  'japans-taiwan-policy-changed',
  'japan-threatens-intervention',
  'remark-should-be-retracted',
];

/** One of many personal remarks, each on another condition: a change of one stance each. */
const remark = (at: number): RecordEvent => ({
  type: 'StatementRecorded',
  data: {
    statementId: `remark-${at}`,
    speaker: SPEAKERS[at % 6] as string,
    onBehalfOf: [],
    channel: { kind: 'remarks' },
    said: parseSaidDate('2025-11-25', 'Asia/Tokyo'),
    reports: [{ source: 'article-2025-11-25', directness: 'paraphrase', attribution: [] }],
    codings: [
      {
        codingId: 'c',
        issue: 'taiwan',
        proposition: CLAIMS[Math.floor(at / 6) % 6] as string,
        stance: 'conditional',
        condition: `${CONDITION}${at}`,
        evidence: [{ source: 'article-2025-11-25', directness: 'paraphrase' }],
        coder: 'spec',
      },
    ],
  },
});

const append = async (at: number): Promise<void> => {
  const event = remark(at);
  const [id, stream] = [eventIdOf(`slow-${at}`, 0), streamOf(subjectOf(event))];
  await service.machine.store.append(stream, 'no stream', [
    { id, type: event.type, data: event.data, recordedby: 'spec', commandid: `slow-${at}` },
  ]);
  service.machine.bell.ring();
};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Resolves when the service writes nothing more to the stream, though there is more to write. */
const stalled = async (): Promise<number> => {
  for (let before = -1; ;) {
    const written = raw?.socket?.bytesWritten ?? 0;
    if (written === before) return written;
    before = written;
    await pause(200);
  }
};

/** The ids of the messages that come until the last one does. */
const readTo = (response: IncomingMessage, last: string): Promise<readonly string[]> =>
  new Promise((resolve) => {
    const ids: string[] = [];
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      const blocks = (text + chunk).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const id = /^id: (\S+)\ndata: /.exec(block)?.[1];
        if (id !== undefined) ids.push(id);
      }
      if (ids.at(-1) === last) resolve(ids);
    });
    response.resume();
  });

describe('a reader on a real socket that stops reading while thousands of changes are written', () => {
  it('is waited for with a bounded memory, and then gets every change once and in order', async () => {
    const known = (await service.machine.runner.caughtUp()).changes.length;
    const start = (await service.machine.runner.caughtUp()).changes.at(-1)!.id;
    response = await opened(`${url}/v1/changes`, start);
    response.pause();
    let most = 0;
    for (let at = 0; at < STATEMENTS; at += 1) {
      await append(at);
      most = Math.max(most, raw?.writableLength ?? 0);
    }
    const { changes } = await service.machine.runner.toHead();
    const wanted = changes.slice(known);
    const size = wanted.reduce((sum: number, change: Change) => sum + JSON.stringify(change).length, 0);
    const written = await stalled();
    expect(wanted.length).toBeGreaterThanOrEqual(STATEMENTS);
    expect(written).toBeLessThan(size / 2);
    expect(Math.max(most, raw!.writableLength)).toBeLessThan(BOUND);
    expect(raw!.writableNeedDrain).toBe(true);
    const ids = await readTo(response, wanted.at(-1)!.id);
    expect(ids).toEqual(wanted.map(({ id }) => id));
  }, 60_000);
});
