/** The page for people: what `npm run build` made of web/, served from memory at `/` under a strict policy. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  vary: 'accept-encoding',
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};

/** Names under assets/ hold a hash of what is in them. */
const FOR_EVER = 'public, max-age=31536000, immutable';

const NOT_BUILT =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>On Record</title>' +
  '<p>The page is not built yet: run <code>npm run build</code>, then start the service again.</p></html>';

type Coding = 'br' | 'gzip' | 'identity';
type Asset = Readonly<{ type: string; cache: string; body: (coding: Coding) => Buffer }>;

/** Compressed once for each way of compressing, when it is first asked for so. */
const compressedOnce = (plain: Buffer): Asset['body'] => {
  const made = new Map<Coding, Buffer>([['identity', plain]]);
  return (coding) => {
    const body = made.get(coding) ?? (coding === 'br' ? brotliCompressSync(plain) : gzipSync(plain, { level: 9 }));
    made.set(coding, body);
    return body;
  };
};

/** The directory above this file that holds package.json: this file stands in src/ or in dist/src/. */
const rootAbove = (directory: string): string =>
  existsSync(join(directory, 'package.json')) ? directory : rootAbove(join(directory, '..'));

const builtPage = (): string => join(rootAbove(fileURLToPath(new URL('.', import.meta.url))), 'dist', 'web');

const assetsIn = (directory: string): ReadonlyMap<string, Asset> => {
  const names = existsSync(directory) ? readdirSync(directory, { recursive: true, encoding: 'utf8' }) : [];
  const files = names.map((name) => join(directory, name)).filter((file) => statSync(file).isFile());
  return new Map(
    files.map((file) => {
      const path = `/${relative(directory, file).split(sep).join('/')}`;
      const asset: Asset = {
        type: TYPES[extname(file)] ?? 'application/octet-stream',
        cache: path.startsWith('/assets/') ? FOR_EVER : 'no-cache',
        body: compressedOnce(readFileSync(file)),
      };
      return [path === '/index.html' ? '/' : path, asset];
    }),
  );
};

const codingFor = ({ headers }: FastifyRequest): Coding => {
  const accepted = String(headers['accept-encoding'] ?? '')
    .split(',')
    .map((range) => range.trim().toLowerCase())
    .filter((range) => !/;\s*q=0(\.0*)?$/.test(range))
    .map((range) => range.split(';')[0]);
  return accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : 'identity';
};

const send = (asset: Asset, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const coding = codingFor(request);
  if (coding !== 'identity') void reply.header('content-encoding', coding);
  return reply.headers(HEADERS).header('cache-control', asset.cache).type(asset.type).send(asset.body(coding));
};

/** Serve the built page, each of its files at its own path; where it was not built, `/` says how to. */
export const servePage = (instance: FastifyInstance, directory: string = builtPage()): void => {
  const assets = assetsIn(directory);
  for (const [path, asset] of assets) instance.get(path, (request, reply) => send(asset, request, reply));
  if (assets.has('/')) return;
  instance.get('/', (_request, reply) =>
    reply.headers(HEADERS).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(NOT_BUILT),
  );
};
