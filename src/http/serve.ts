import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { requirePlace, signingKeyFile } from '../proof/settings.js';
import { keysPath, readKeys } from '../record/keys-file.js';
import { Machine, openMachine, storeUrl } from '../record/machine.js';
import { Settings, settingsIn } from './access/settings.js';
import { createApp, listen } from './create-app.js';
import { LOOPBACK } from './http-refusals.js';
import { levelIn, Log, newLog, stdout } from './logging.js';

/** Where the service listens where nothing is said. */
export const DEFAULT_HOST = '127.0.0.1';
export const DEFAULT_PORT = 8360;

/** `quiet`: only what goes wrong is logged, where nothing else is said. */
export type ServeOptions = Readonly<{
  store?: string;
  host?: string;
  port?: number;
  logger?: Log | false;
  quiet?: boolean;
}>;

/** A running service: where it listens, and how to end it. */
export type Service = Readonly<{
  url: string;
  machine: Machine;
  app: NestFastifyApplication;
  close: () => Promise<void>;
}>;

/** How often a running service looks whether what it read is worth keeping, in milliseconds. */
const KEEP_MS = 60_000;

/** The same ending, however often it is asked for. */
const once = (end: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined;
  return () => (running ??= end());
};

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM'];
/** How long it may take after that to close the store, in milliseconds, before the process goes without. */
const CLOSING_MS = 10_000;

/** A service on its way up and down: what it counts as under way, and whether it ends. */
type Life = { ending: boolean; writing: number; flush: () => void };

const remark = (text: string): void => void process.stderr.write(`${text}\n`);

/** Count the writes under way, so that it can be told whether one was cut. */
const countWrites = (app: NestFastifyApplication, life: Life): void => {
  app.getHttpServer().on('request', ({ method = '' }: IncomingMessage, response: ServerResponse) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return;
    life.writing += 1;
    response.once('close', () => (life.writing -= 1));
  });
};

/** Take no more, end the streams, and let what is under way finish, for so long; then cut what is left. */
const drained = async (app: NestFastifyApplication, life: Life, drainMs: number): Promise<void> => {
  life.ending = true;
  const cut = setTimeout(() => {
    if (life.writing > 0) {
      remark(
        `Cut ${life.writing} writes that took longer than ${drainMs / 1_000} s: send them again, nothing is twice.`,
      );
      process.exitCode = 1;
    }
    app.getHttpServer().closeAllConnections();
  }, drainMs);
  await app.close().finally(() => clearTimeout(cut));
};

const ended = async (app: NestFastifyApplication, machine: Machine, life: Life, drainMs: number): Promise<void> => {
  try {
    await drained(app, life, drainMs);
  } finally {
    await machine.close();
    life.flush();
  }
};

/** A way to end the service, which the signals take too. A second signal cuts what the first one waits for. */
const ending = (app: NestFastifyApplication, machine: Machine, life: Life, drainMs: number): (() => Promise<void>) => {
  const onSignal = (signal: NodeJS.Signals): void => {
    if (life.ending) return app.getHttpServer().closeAllConnections();
    remark(`${signal}: ending. Requests under way have ${drainMs / 1_000} s.`);
    setTimeout(() => process.exit(1), drainMs + CLOSING_MS).unref();
    void close().catch(() => (process.exitCode = 1));
  };
  const keeping = setInterval(() => void machine.keep(), KEEP_MS);
  const following = new AbortController();
  const followed = Promise.all([machine.follow(following.signal), machine.warm(following.signal)]);
  const close = once(async () => {
    clearInterval(keeping);
    following.abort();
    await followed;
    await ended(app, machine, life, drainMs);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  });
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return close;
};

/** The settings of this process for one address: it answers to that address's own name. Broken keys are told at once. */
const settingsFor = (store: string, host: string): Settings => {
  const settings = settingsIn(process.env);
  const keys = keysPath(store);
  readKeys(keys);
  const isOpen = !LOOPBACK.includes(host);
  const own = isOpen && host !== '0.0.0.0' && host !== '::' ? [host] : [];
  return {
    ...settings,
    mustAsk: isOpen,
    hosts: [...settings.hosts, ...own],
    ...(keys === undefined ? {} : { keys }),
  };
};

const logOf = ({ logger, quiet }: ServeOptions): Readonly<{ log: Log | false; flush: () => void }> => {
  if (logger !== undefined) return { log: logger, flush: () => undefined };
  const destination = stdout();
  return {
    log: newLog(levelIn(process.env, quiet === true ? 'warn' : 'info'), destination),
    flush: () => destination.flushSync(),
  };
};

const tell = (url: string, host: string, { hosts }: Settings): void => {
  remark(`On Record listens on ${url}; what it answers is at ${url}/docs.`);
  if (LOOPBACK.includes(host)) return;
  const names = hosts.length === 0 ? 'no name but this computer’s: name others in ONRECORD_HOSTS' : hosts.join(', ');
  remark(`Others reach it on ${host}, with a key, and over plain HTTP: put TLS in front. It answers to ${names}.`);
};

const started = async (machine: Machine, options: ServeOptions): Promise<Service> => {
  const host = options.host ?? DEFAULT_HOST;
  const settings = settingsFor(machine.url, host);
  const { log, flush } = logOf(options);
  const life: Life = { ending: false, writing: 0, flush };
  const app = await createApp(machine, { logger: log, settings, isEnding: () => life.ending });
  try {
    countWrites(app, life);
    const url = await listen(app, { host, port: options.port ?? DEFAULT_PORT });
    machine.announce(url);
    tell(url, host, settings);
    return { url, machine, app, close: ending(app, machine, life, settings.drainMs) };
  } catch (error) {
    await app.close();
    throw error;
  }
};

/**
 * Open a store, listen, and say to others on this computer where. SIGINT and SIGTERM end the streams, the server and
 * the store, in that order.
 *
 * @throws NotLoopback, StoreHeld, StoreUnreachable, BadSetting, KeyRefused, KeyNotUsable,
 *   NoCheckpointPlace
 */
export const serve = async (options: ServeOptions = {}): Promise<Service> => {
  const url = storeUrl(options.store);
  if (signingKeyFile() !== undefined) requirePlace(url);
  const machine = await openMachine(url);
  try {
    machine.proofs.signRegularly(remark);
    return await started(machine, options);
  } catch (error) {
    await machine.close();
    throw error;
  }
};
