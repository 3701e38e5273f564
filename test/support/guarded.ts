/** A service that asks who comes, with keys made for a spec. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import supertest from 'supertest';
import { createApp } from '../../src/http/create-app.js';
import { DEFAULTS, type Settings } from '../../src/http/access/settings.js';
import { newLog } from '../../src/http/logging.js';
import { importLines } from '../../src/record/import.js';
import { createKey, type Issued } from '../../src/record/keys-changes.js';
import type { KeyWish } from '../../src/record/keys.js';
import { openMachine } from '../../src/record/machine.js';
import { bundledLines, type TestService } from './service.js';

/** A folder with a file of keys in it, that are made as they are needed. */
export type KeysFolder = Readonly<{
  path: string;
  make: (name: string, scopes: string, more?: Partial<KeyWish>) => Promise<Issued>;
  remove: () => void;
}>;

export const keysFolder = (): KeysFolder => {
  const folder = mkdtempSync(join(tmpdir(), 'onrecord-keys-'));
  const path = join(folder, 'keys.json');
  return {
    path,
    make: (name, scopes, more = {}) =>
      createKey({ path, who: 'spec', now: new Date().toISOString() }, { name, scopes: scopes.split(','), ...more }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

export type Guarded = TestService & Readonly<{ log: readonly string[] }>;

/** The service over the bundled record under some settings, with the lines that it logs. */
export const guarded = async (settings: Partial<Settings>): Promise<Guarded> => {
  const machine = await openMachine('memory:');
  await importLines(machine, bundledLines(), { trustRecordedAt: true });
  const log: string[] = [];
  const sink = new Writable({ write: (line: Buffer, _encoding, done) => (log.push(line.toString()), done()) });
  const app = await createApp(machine, { logger: newLog('info', sink), settings: { ...DEFAULTS, ...settings } });
  return {
    machine,
    app,
    log,
    ask: supertest(app.getHttpServer()),
    close: async () => {
      await app.close();
      await machine.close();
    },
  };
};

/** The header that a key goes in. */
export const bearing = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
