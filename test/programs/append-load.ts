/**
 * A process that appends until it is killed: `append-load.js PATH APPENDERS [SYNCHRONOUS]`. It prints `id position` of an event
 * only once the store has acknowledged it, and `refused KIND` before it tries the same again. SYNCHRONOUS weakens the store's pragma, to show what that loses.
 */

import { randomUUID } from 'node:crypto';
import Libsql from 'libsql';
import { Refusal } from '../../src/refusal.js';
import { SqliteEventStore } from '../../src/store/sqlite/sqlite-event-store.js';

const [path = '', appenders = '1', synchronous] = process.argv.slice(2);

const weaken = (level: string): void => {
  const exec = Libsql.prototype.exec;
  Libsql.prototype.exec = function (sql: string) {
    return exec.call(this, sql.replace('synchronous = FULL', `synchronous = ${level}`));
  };
};

/** Appends until it is acknowledged, always with the same id. */
const persist = async (
  append: () => ReturnType<SqliteEventStore['append']>,
): ReturnType<SqliteEventStore['append']> => {
  for (;;) {
    try {
      return await append();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      process.stdout.write(`refused ${error.kind}\n`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
};

const appendForEver = async (store: SqliteEventStore): Promise<never> => {
  const stream = `onrecord-actor-${randomUUID()}`;
  for (let revision = 0; ; revision += 1) {
    const note = 'x'.repeat((revision * 97) % 3000);
    const event = {
      id: randomUUID(),
      type: 'ActorNamed',
      data: { note },
      recordedby: 'a-clerk',
      commandid: randomUUID(),
    };
    const expected = revision === 0 ? 'no stream' : revision - 1;
    const [stored] = await persist(() => store.append(stream, expected, [event]));
    process.stdout.write(`${event.id} ${stored?.position}\n`);
  }
};

if (synchronous !== undefined) weaken(synchronous);
const store = SqliteEventStore.open(path);
process.stdout.write('ready\n');
await Promise.all(Array.from({ length: Number(appenders) }, () => appendForEver(store)));
