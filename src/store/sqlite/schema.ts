/** The tables of a file, and how an older one becomes a newer one. `PRAGMA user_version` says how far a file is. */

import { Refusal } from '../../refusal.js';
import type { Database } from './database.js';

/** `OnRe` in ASCII: SQLite's application id of a store, so that no other program's file is taken for one. */
const APPLICATION_ID = 0x4f6e5265;

/** The events of a log, the same in every file that holds one. */
export const EVENTS_TABLE = `CREATE TABLE events (
     position INTEGER PRIMARY KEY,
     stream TEXT NOT NULL,
     revision INTEGER NOT NULL,
     id TEXT NOT NULL UNIQUE,
     type TEXT NOT NULL,
     time TEXT NOT NULL,
     line TEXT NOT NULL,
     UNIQUE (stream, revision)
   ) STRICT;`;

/** What files of one kind are: their application id, and a step from each version to the next, from an empty file on. */
export type Schema = Readonly<{ applicationId: number; migrations: readonly string[] }>;

/** A store's. A step that was released is never edited: the next one follows it. */
export const STORE_SCHEMA: Schema = {
  applicationId: APPLICATION_ID,
  migrations: [
    `${EVENTS_TABLE}
   CREATE TABLE texts (
     sha256 TEXT NOT NULL,
     chunk INTEGER NOT NULL,
     bytes BLOB NOT NULL,
     PRIMARY KEY (sha256, chunk)
   ) STRICT;`,
    `CREATE TABLE identity (id TEXT NOT NULL) STRICT;
   INSERT INTO identity VALUES (lower(hex(randomblob(16))));`,
  ],
};

/** The file is a store of a newer version, of an older one that may not be changed now, or no store at all. */
export class StoreNotUsable extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'store-not-usable';
}

const pragma = (database: Database, name: string): unknown => database.rows<[unknown]>(`PRAGMA ${name}`)[0]?.[0];

const versionOf = (database: Database): number => Number(pragma(database, 'user_version'));

/** Refuses a file that another program made, or that a newer version wrote. */
const checkKnown = (database: Database, path: string, { applicationId, migrations }: Schema): void => {
  const tables = database.rows<[number]>('SELECT count(*) FROM sqlite_schema')[0]?.[0] ?? 0;
  if (tables > 0 && pragma(database, 'application_id') !== applicationId)
    throw new StoreNotUsable(`${path} is a database of another program. Name another store in ONRECORD_STORE.`);
  const version = versionOf(database);
  if (version > migrations.length)
    throw new StoreNotUsable(
      `${path} has schema ${version}, and this version of onrecord knows ${migrations.length} at most. Upgrade onrecord to read it.`,
    );
};

/** Brings the file to this version's schema, a step at a time, each whole or not at all. */
export const migrate = (database: Database, path: string, schema: Schema): void => {
  checkKnown(database, path, schema);
  const { applicationId, migrations } = schema;
  for (let version = versionOf(database); version < migrations.length; version += 1)
    database.transaction(() => {
      if (versionOf(database) > version) return;
      database.exec(
        `${migrations[version]} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${version + 1};`,
      );
    });
};

/** Refuses a file whose schema is not this version's, where it may only be read. */
export const checkReadable = (database: Database, path: string, schema: Schema): void => {
  checkKnown(database, path, schema);
  const version = versionOf(database);
  if (version < schema.migrations.length)
    throw new StoreNotUsable(
      `${path} has schema ${version}, and this version of onrecord reads ${schema.migrations.length}. ` +
        'Open it for writing once, as `onrecord serve` does, and it is brought up to date.',
    );
};
