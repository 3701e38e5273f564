import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

type Hole = Readonly<{ name: string; severity: string }>;
type Checked = Readonly<{ code: number | null; out: string; err: string }>;

const BULK = '/-/npm/v1/security/advisories/bulk';

/** npm keeps what it worked out of a hole: a folder of its own, so that nobody else meets these. */
const cache = mkdtempSync(join(tmpdir(), 'onrecord-audit-'));
let server: Server;
let answer: (response: ServerResponse) => void;
let names: readonly string[];

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const body = Buffer.concat(pieces);
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
};

/** A registry that has an audit endpoint and nothing else. */
const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = await bodyOf(request);
  if (request.method !== 'POST' || request.url !== BULK) return void response.writeHead(404).end('{}');
  names = Object.keys(JSON.parse(body.toString('utf8')) as object);
  answer(response);
};

let hole = 0;
const finding =
  (...holes: readonly Hole[]) =>
  (response: ServerResponse): void => {
    const told = holes.map(({ name, severity }) => [
      name,
      [{ id: (hole += 1), url: 'https://example.org/hole', title: 'A hole', severity, vulnerable_versions: '>=0' }],
    ]);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(Object.fromEntries(told)));
  };

const registry = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const check = (at = registry()): Promise<Checked> =>
  new Promise((resolve) => {
    const env = { ...process.env, npm_config_registry: at, npm_config_cache: cache };
    const child = spawn(process.execPath, ['.ci/audit.mjs'], { env });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('close', (code) => resolve({ code, out, err }));
  });

beforeAll(async () => {
  server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

beforeEach(() => {
  names = [];
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(cache, { recursive: true, force: true });
});

describe('the check of what ships for known holes', () => {
  it('says that there are none, where there are none', async () => {
    answer = finding();
    expect(await check()).toMatchObject({ code: 0, out: expect.stringMatching(/^Checked: no package that ships/) });
    expect(names).toEqual(expect.arrayContaining(['fastify', 'libsql', 'uuid']));
  });

  it.each(['high', 'critical'])('fails of a %s hole in a package that ships, and names it', async (severity) => {
    answer = finding({ name: 'fastify', severity });
    const { code, err } = await check();
    expect(code).toBe(1);
    expect(err).toContain(`${severity}: fastify >=0: A hole (https://example.org/hole)`);
  });

  it('fails of a hole in what a package that ships depends on', async () => {
    answer = finding({ name: 'google-protobuf', severity: 'high' });
    expect(await check()).toMatchObject({ code: 1, err: expect.stringContaining('google-protobuf') });
  });

  it('goes on where a hole is in what is only used to build and test it', async () => {
    answer = finding({ name: 'prettier', severity: 'critical' }, { name: 'playwright-core', severity: 'high' });
    const { code, out } = await check();
    expect([code, out]).toEqual([0, expect.stringMatching(/^Checked: no package that ships.*critical\.\n$/)]);
    expect(names).not.toContain('prettier');
  });

  it('goes on where a hole is a lesser one, and names it', async () => {
    answer = finding({ name: 'fastify', severity: 'moderate' });
    expect(await check()).toMatchObject({ code: 0, out: expect.stringContaining('moderate: fastify >=0: A hole') });
  });

  it.each([
    ['refuses the question', 405, 'it answered 405'],
    ['does not know the endpoint', 404, 'it answered 404'],
    ['fails', 503, 'it answered 503'],
  ])('says that nothing was checked where the registry %s', async (_what, status, why) => {
    answer = (response) => void response.writeHead(status).end();
    const { code, out } = await check();
    expect([code, out]).toEqual([0, expect.stringMatching(/^NOT CHECKED: whether a package that ships/)]);
    expect(out).toContain(why);
    expect(out).not.toContain('Checked:');
  });

  it('says that nothing was checked where the answer is no report', async () => {
    answer = (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Sign in</p>');
    expect(await check()).toMatchObject({ code: 0, out: expect.stringMatching(/^NOT CHECKED/) });
  });

  it('says that nothing was checked where no registry can be reached, and does not name it', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const { code, out, err } = await check(`http://127.0.0.1:${port}`);
    expect([code, out]).toEqual([0, expect.stringMatching(/^NOT CHECKED.*cannot be reached \(ECONNREFUSED\)/)]);
    expect(out + err).not.toContain('127.0.0.1');
  });
});
