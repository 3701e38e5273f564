/** The tables of a store, and how an older file becomes a newer one. `PRAGMA user_version` says how far a file is. */

import { Refusal } from '../../refusal.js';
import type { Database } from './database.js';

/** `OnRe` in ASCII: SQLite's application id of a store, so that no other program's file is taken for one. */
const APPLICATION_ID = 0x4f6e5265;

/** One step each, from an empty file on. A step that was released is never edited: the next one follows it. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE events (
     position INTEGER PRIMARY KEY,
     stream TEXT NOT NULL,
     revision INTEGER NOT NULL,
     id TEXT NOT NULL UNIQUE,
     type TEXT NOT NULL,
     time TEXT NOT NULL,
     line TEXT NOT NULL,
     UNIQUE (stream, revision)
   ) STRICT;
   CREATE TABLE texts (
     sha256 TEXT NOT NULL,
     chunk INTEGER NOT NULL,
     bytes BLOB NOT NULL,
     PRIMARY KEY (sha256, chunk)
   ) STRICT;
   PRAGMA application_id = ${APPLICATION_ID};`,
  `CREATE TABLE identity (id TEXT NOT NULL) STRICT;
   INSERT INTO identity VALUES (lower(hex(randomblob(16))));`,
];

/** The schema that this version writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** The file is a store of a newer version, of an older one that may not be changed now, or no store at all. */
export class StoreNotUsable extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'store-not-usable';
}

const pragma = (database: Database, name: string): unknown => database.rows<[unknown]>(`PRAGMA ${name}`)[0]?.[0];

const versionOf = (database: Database): number => Number(pragma(database, 'user_version'));

/** Refuses a file that another program made, or that a newer version wrote. */
const checkKnown = (database: Database, path: string): void => {
  const tables = database.rows<[number]>('SELECT count(*) FROM sqlite_schema')[0]?.[0] ?? 0;
  if (tables > 0 && pragma(database, 'application_id') !== APPLICATION_ID)
    throw new StoreNotUsable(`${path} is a database of another program. Name another store in ONRECORD_STORE.`);
  const version = versionOf(database);
  if (version > SCHEMA_VERSION)
    throw new StoreNotUsable(
      `${path} has schema ${version}, and this version of onrecord knows ${SCHEMA_VERSION} at most. Upgrade onrecord to read it.`,
    );
};

/** Brings the file to this version's schema, a step at a time, each whole or not at all. */
export const migrate = (database: Database, path: string): void => {
  checkKnown(database, path);
  for (let version = versionOf(database); version < SCHEMA_VERSION; version += 1)
    database.transaction(() => database.exec(`${MIGRATIONS[version]} PRAGMA user_version = ${version + 1};`));
};

/** Refuses a file whose schema is not this version's, where it may only be read. */
export const checkReadable = (database: Database, path: string): void => {
  checkKnown(database, path);
  const version = versionOf(database);
  if (version < SCHEMA_VERSION)
    throw new StoreNotUsable(
      `${path} has schema ${version}, and this version of onrecord reads ${SCHEMA_VERSION}. ` +
        'Open it for writing once, as `onrecord serve` does, and it is brought up to date.',
    );
};
