/** What is wrong with a store’s file that its events, as they are read, do not show. */

import type { Database } from './database.js';

/** What SQLite finds first, and how many rows of a kind are named. */
const MOST = 20;

/** The columns that the store finds events by: each has to say what the event itself says. */
const STRAY_COLUMNS = `SELECT position FROM events WHERE json_valid(line) AND (
    id IS NOT line ->> '$.id' OR type IS NOT line ->> '$.type' OR time IS NOT line ->> '$.time'
  ) ORDER BY position LIMIT ?`;
const BEFORE_THE_FIRST = 'SELECT position FROM events WHERE position < 1 ORDER BY position LIMIT ?';

/** Whatever may act on the tables, or stand in their place. Names that begin with sqlite_ or libsql_ are the engine’s own. */
const STRANGERS = `SELECT CAST(type || ' ' || name AS BLOB) FROM sqlite_schema WHERE NOT (type = 'table' AND name IN ('events', 'texts', 'identity'))
  AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'libsql\\_%' ESCAPE '\\' ORDER BY name LIMIT ?`;

/** SQLite’s own check of the file. Its words can hold what the file holds, which need not be text. */
const INTEGRITY = `SELECT CAST(integrity_check AS BLOB) FROM pragma_integrity_check(${MOST})`;

const listed = (positions: readonly (readonly [number])[]): string =>
  positions.map(([position]) => position).join(', ');

const textsOf = (database: Database, sql: string, ...values: readonly number[]): readonly string[] =>
  database.rows<[Buffer]>(sql, ...values).map(([bytes]) => bytes.toString());

const structureOf = (database: Database): readonly string[] =>
  textsOf(database, INTEGRITY)
    .filter((said) => said !== 'ok')
    .map((said) => `SQLite finds the file damaged: ${said.trim()}.`);

/** The findings, in sentences. A check that cannot be made is one too. */
export const auditOf = (database: Database): readonly string[] => {
  const checks: readonly (() => readonly string[])[] = [
    () => structureOf(database),
    () => textsOf(database, STRANGERS, MOST).map((name) => `The file has a ${name} that onrecord did not make.`),
    () => {
      const rows = database.rows<[number]>(BEFORE_THE_FIRST, MOST);
      return rows.length === 0 ? [] : [`There are events before position 1, at ${listed(rows)}.`];
    },
    () => {
      const rows = database.rows<[number]>(STRAY_COLUMNS, MOST);
      return rows.length === 0
        ? []
        : [
            `The columns of the events at ${listed(rows)} do not say what the events say: id, type and time must be theirs.`,
          ];
    },
  ];
  const found = checks.flatMap((check) => {
    try {
      return check();
    } catch (error) {
      return [`A check of the file cannot be made: ${(error as Error).message}`];
    }
  });
  return [...new Set(found)];
};
