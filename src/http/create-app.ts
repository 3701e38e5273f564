import type { LoggerService, LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { AppModule } from '../app.module.js';
import type { Machine } from '../record/machine.js';
import { adapterOptions, prepare } from './fastify.js';
import { CannotListen, LOOPBACK, NotLoopback } from './http-refusals.js';
import { openApiDocument } from './openapi.js';
import { servePage } from './page.js';
import { ProblemFilter } from './problem.filter.js';

export type AppOptions = Readonly<{ logger?: LoggerService | LogLevel[] | false }>;

/** The service over a machine, ready to be asked; it listens nowhere yet, and closing it leaves the machine open. */
export const createApp = async (machine: Machine, options: AppOptions = {}): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter(adapterOptions);
  prepare(adapter.getInstance());
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.on(machine), adapter, {
    bodyParser: false,
    logger: options.logger ?? ['error', 'warn'],
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter());
  SwaggerModule.setup('docs', app, openApiDocument, { jsonDocumentUrl: 'openapi.json', raw: ['json'] });
  servePage(adapter.getInstance());
  await app.init();
  await adapter.getInstance().ready();
  return app;
};

/**
 * Listen, on this computer alone, and say at which URL. Port 0 is any that is free.
 *
 * @throws NotLoopback, CannotListen
 */
export const listen = async (
  app: NestFastifyApplication,
  { host, port }: Readonly<{ host: string; port: number }>,
): Promise<string> => {
  if (!LOOPBACK.includes(host)) throw new NotLoopback(host);
  const server = (app.getHttpAdapter() as FastifyAdapter).getInstance();
  await server.listen({ port, host }).catch((error: unknown) => {
    throw new CannotListen(host, port, error as NodeJS.ErrnoException);
  });
  const address = app.getHttpServer().address() as { port: number };
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
};
