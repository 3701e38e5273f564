import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { AppModule } from '../app.module.js';
import type { Machine } from '../record/machine.js';
import type { Gate } from './access/gate.js';
import { NotLoopback } from './access/refusals.js';
import { DEFAULTS, GUARDED, Settings } from './access/settings.js';
import { corsOf } from './access/shield.js';
import { adapterOptions, Parts, prepare } from './fastify.js';
import { CannotListen, LOOPBACK } from './http-refusals.js';
import { Log, nestLogger, silentLog } from './logging.js';
import { Metrics } from './metrics.js';
import { openApiDocument } from './openapi.js';
import { servePage } from './page.js';
import { ProblemFilter } from './problem.filter.js';
import { Streams } from './streams.js';

/** `logger: false` tells nobody. `isEnding` says whether the service takes no more requests. */
export type AppOptions = Readonly<{ logger?: Log | false; settings?: Settings; isEnding?: () => boolean }>;

const partsOf = ({ logger, settings = DEFAULTS, isEnding = () => false }: AppOptions): Parts => ({
  settings,
  log: logger === undefined || logger === false ? silentLog() : logger,
  metrics: new Metrics(),
  isEnding,
});

/** Bound what streams take, and measure the machine as long as the app is there. */
const attach = (app: NestFastifyApplication, machine: Machine, { settings, metrics }: Parts, gate: Gate): void => {
  const streams = app.get(Streams);
  const most = (): number => settings.streamsEach ?? (gate.isOn() ? GUARDED.streamsEach : settings.streams);
  streams.limit({ all: settings.streams, each: most });
  const unwatch = metrics.watch(machine, streams);
  (app.getHttpAdapter() as FastifyAdapter).getInstance().addHook('onClose', (_instance, done) => {
    unwatch();
    gate.close();
    done();
  });
};

/** The doors of services, for `listen`. */
const gates = new WeakMap<NestFastifyApplication, Gate>();

/** The service over a machine, ready to be asked; it listens nowhere yet, and closing it leaves the machine open. */
export const createApp = async (machine: Machine, options: AppOptions = {}): Promise<NestFastifyApplication> => {
  const parts = partsOf(options);
  const adapter = new FastifyAdapter(adapterOptions(parts));
  const gate = await prepare(adapter.getInstance(), parts);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.on(machine), adapter, {
    bodyParser: false,
    logger: nestLogger(parts.log),
    abortOnError: false,
  });
  gates.set(app, gate);
  if (parts.settings.origins.length > 0) app.enableCors(corsOf(parts.settings));
  app.useGlobalFilters(new ProblemFilter());
  SwaggerModule.setup('docs', app, openApiDocument, { jsonDocumentUrl: 'openapi.json', raw: ['json'] });
  servePage(adapter.getInstance());
  attach(app, machine, parts, gate);
  await app.init();
  await adapter.getInstance().ready();
  return app;
};

/** The address that a service on this computer is reached at, by one that it listens on. */
const reachedAt = (host: string): string => {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
};

/**
 * Listen, and say at which URL this computer reaches it. Port 0 is any that is free. Where others can reach it too, somebody
 * must be able to show who they are.
 *
 * @throws NotLoopback, CannotListen
 */
export const listen = async (
  app: NestFastifyApplication,
  { host, port }: Readonly<{ host: string; port: number }>,
): Promise<string> => {
  if (!LOOPBACK.includes(host) && gates.get(app)?.hasLive() !== true) throw new NotLoopback(host);
  const server = (app.getHttpAdapter() as FastifyAdapter).getInstance();
  await server.listen({ port, host }).catch((error: unknown) => {
    throw new CannotListen(host, port, error as NodeJS.ErrnoException);
  });
  const address = app.getHttpServer().address() as { port: number };
  return `http://${reachedAt(host)}:${address.port}`;
};
