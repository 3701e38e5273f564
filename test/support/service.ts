/** The service over a store in memory that holds the bundled record, for specs that ask it over HTTP. */

import { readFileSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import supertest from 'supertest';
import { createApp } from '../../src/http/create-app.js';
import { importLines } from '../../src/record/import.js';
import { type Machine, openMachine } from '../../src/record/machine.js';

export type Ask = ReturnType<typeof supertest>;
export type TestService = Readonly<{
  machine: Machine;
  app: NestFastifyApplication;
  ask: Ask;
  close: () => Promise<void>;
}>;

const BUNDLED = 'examples/japan-china.jsonl';

/** The bundled record's lines, as an export gives them. */
export const bundledLines = (): readonly string[] => readFileSync(BUNDLED, 'utf8').trimEnd().split('\n');

/** The service over an empty store in memory. */
export const withNothing = async (): Promise<TestService> => {
  const machine = await openMachine('memory:');
  const app = await createApp(machine, { logger: false });
  return {
    machine,
    app,
    ask: supertest(app.getHttpServer()),
    close: async () => {
      await app.close();
      await machine.close();
    },
  };
};

/** The service over the bundled record, with the recorded times it carries. */
export const withBundledRecord = async (): Promise<TestService> => {
  const service = await withNothing();
  await importLines(service.machine, bundledLines(), { trustRecordedAt: true });
  return service;
};
