/** The service's log (pino): a line of JSON each, on stdout; what people are told stays on stderr. No secret is in it. */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { LoggerService } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import pino, { type DestinationStream, type Logger } from 'pino';
import { principalOf } from './access/principal.js';
import { withoutSecrets } from './access/secrets.js';
import { BadSetting } from './access/settings.js';
import { STREAM_TYPE } from './operation.js';

export type Log = Logger;

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
/** How much of the log waits in memory for whoever reads it, in bytes; more is dropped. */
const WAITING = 4 * 1_048_576;

/** The level of an environment: `ONRECORD_LOG`, or what is usual. @throws BadSetting */
export const levelIn = (env: Readonly<Record<string, string | undefined>>, usual = 'info'): string => {
  const level = env['ONRECORD_LOG'] ?? '';
  if (level === '' || LEVELS.includes(level)) return level === '' ? usual : level;
  throw new BadSetting('ONRECORD_LOG', level, `say one of ${LEVELS.join(', ')}`);
};

/** Fields that hold secrets, wherever they stand: nothing here logs them, and whoever comes to is kept from it. */
const SECRET_FIELDS = ['authorization', 'cookie', 'key', 'password', 'secret', 'token'];
const REDACTED = SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]);

/** Where lines go: stdout, which never holds the service up. */
export const stdout = (): DestinationStream & Readonly<{ flushSync: () => void }> =>
  pino.destination({ dest: 1, sync: false, maxLength: WAITING });

/** A log that goes to a destination. Each whole line is looked through for keys and tokens before it leaves. */
export const newLog = (level: string, destination: DestinationStream): Log =>
  pino(
    {
      level,
      base: { service: 'onrecord' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED, censor: '[hidden]' },
      hooks: { streamWrite: withoutSecrets },
    },
    destination,
  );

/** A log that tells nobody. */
export const silentLog = (): Log => pino({ level: 'silent' });

const REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
export const REQUEST_ID_HEADER = 'x-request-id';

/** The id of a request: the one it brings, where that is well formed and no secret; else a new UUID. */
export const requestIdOf = (request: IncomingMessage): string => {
  const given = request.headers[REQUEST_ID_HEADER];
  return typeof given === 'string' && REQUEST_ID.test(given) && withoutSecrets(given) === given ? given : randomUUID();
};

const problems = new WeakMap<FastifyRequest['raw'], string>();

/** Note which problem a request was answered with. */
export const noteProblem = (request: FastifyRequest, type: string): void => void problems.set(request.raw, type);

/** The slug of the problem that a request was answered with. */
export const problemIn = (request: FastifyRequest): string | undefined => problems.get(request.raw);

const LETTING_IN: readonly number[] = [401, 403, 429];

/** One line for a request that was answered: its route and never its address, which may hold what should not be kept. */
export const logRequest = (log: Log, request: FastifyRequest, reply: FastifyReply): void => {
  const { statusCode: status } = reply.raw;
  const problem = problemIn(request);
  const isStream = String(reply.raw.getHeader('content-type') ?? '').startsWith(STREAM_TYPE);
  log[status >= 500 ? 'error' : 'info'](
    {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      keyId: principalOf(request)?.id,
      problem,
      cut: reply.raw.writableFinished || isStream ? undefined : true,
      address: LETTING_IN.includes(status) ? request.ip : undefined,
    },
    isStream ? 'stream ended' : 'request',
  );
};

/** What Nest says, in the same log. */
export const nestLogger = (log: Log): LoggerService => {
  const at =
    (level: 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'fatal') =>
    (message: unknown, ...rest: readonly unknown[]): void => {
      const context = typeof rest.at(-1) === 'string' ? { context: rest.at(-1) } : {};
      if (message instanceof Error) log[level]({ err: message, ...context });
      else log[level](context, typeof message === 'string' ? message : JSON.stringify(message));
    };
  return {
    log: at('debug'),
    error: at('error'),
    warn: at('warn'),
    debug: at('debug'),
    verbose: at('trace'),
    fatal: at('fatal'),
  };
};
