import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Machine, openMachine, storeUrl } from '../record/machine.js';
import { AppOptions, createApp, listen } from './create-app.js';

/** Where the service listens where nothing is said. */
export const DEFAULT_HOST = '127.0.0.1';
export const DEFAULT_PORT = 8360;

export type ServeOptions = Readonly<{ store?: string; host?: string; port?: number }> & AppOptions;

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

/** How long those that still read are waited for when the service ends, in milliseconds. */
const GRACE_MS = 3_000;

const ended = async (app: NestFastifyApplication, machine: Machine): Promise<void> => {
  const cut = setTimeout(() => app.getHttpServer().closeAllConnections(), GRACE_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
    await machine.close();
  }
};

/** A way to end the service, which the signals take too. */
const ending = (app: NestFastifyApplication, machine: Machine): (() => Promise<void>) => {
  const onSignal = (): void => void close().catch(() => (process.exitCode = 1));
  const keeping = setInterval(() => void machine.keep(), KEEP_MS);
  const following = new AbortController();
  const followed = machine.follow(following.signal);
  const close = once(async () => {
    clearInterval(keeping);
    following.abort();
    await followed;
    await ended(app, machine);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  });
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return close;
};

const started = async (machine: Machine, options: ServeOptions): Promise<Service> => {
  const app = await createApp(machine, options);
  try {
    const url = await listen(app, { host: options.host ?? DEFAULT_HOST, port: options.port ?? DEFAULT_PORT });
    machine.announce(url);
    process.stderr.write(`On Record listens on ${url}; what it answers is at ${url}/docs.\n`);
    return { url, machine, app, close: ending(app, machine) };
  } catch (error) {
    await app.close();
    throw error;
  }
};

/**
 * Open a store, listen, and say to others on this computer where. SIGINT and SIGTERM end the streams, the server and
 * the store, in that order.
 *
 * @throws NotLoopback, StoreHeld, StoreUnreachable
 */
export const serve = async (options: ServeOptions = {}): Promise<Service> => {
  const machine = await openMachine(storeUrl(options.store));
  try {
    return await started(machine, options);
  } catch (error) {
    await machine.close();
    throw error;
  }
};
