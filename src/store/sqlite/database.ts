/** A connection to one SQLite file, with statements that are prepared once and kept. */

import Libsql from 'libsql';
import { Refusal } from '../../refusal.js';
import { StoreDamaged, StoreUnreachable } from '../refusals.js';

export type Value = string | number | Buffer | null;

/** Rows come as arrays in the order of the selected columns. libsql's `get` is not used: it can keep old bindings. */
export type Database = Readonly<{
  /** The rows that a query gives, all of them. */
  rows: <Row extends readonly unknown[]>(sql: string, ...values: readonly Value[]) => readonly Row[];
  run: (sql: string, ...values: readonly Value[]) => void;
  exec: (sql: string) => void;
  /** Everything in it or nothing, durable at the end where the connection is; rolled back where it throws. */
  transaction: <Result>(work: () => Result) => Result;
  close: () => void;
}>;

type Prepared = Readonly<{
  reader: boolean;
  raw: () => unknown;
  all: (values: readonly Value[]) => unknown;
  run: (values: readonly Value[]) => void;
}>;
type Connection = InstanceType<typeof Libsql> & { readonly inTransaction: boolean };

/** The codes that libsql has no name for: the extended ones of a read-only file. */
const READONLY = /^UNKNOWN_SQLITE_ERROR_(264|520|776|1032|1288|1544)$/;

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  if (/^ConnectionFailed\(.*: 14"\)$/s.test(error.message)) return 'SQLITE_CANTOPEN';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return READONLY.test(code) ? 'SQLITE_READONLY' : code;
};

/** Whether what failed did so because the file, or the directory that it lies in, cannot be written to. */
export const isReadOnly = (error: unknown): boolean =>
  error instanceof StoreUnreachable && codeOf(error.cause) === 'SQLITE_READONLY';

const adviceOn = (code: string): string => {
  if (code === 'SQLITE_FULL') return ' Nothing of it was written. Make room on the disk and repeat it.';
  if (code.startsWith('SQLITE_IOERR')) return ' Whether it was kept is unknown: repeat it with the same ids.';
  if (code === 'SQLITE_BUSY') return ' Another process is writing to it.';
  if (code === 'SQLITE_READONLY') return ' The file or its directory is read-only here, or on a file system that is.';
  if (code === 'SQLITE_CANTOPEN')
    return ' See that it is a file, and that you may read and write it and its directory.';
  if (code === 'SQLITE_NOTADB') return ' It is no store, or its beginning is damaged: restore it from a backup.';
  if (code.startsWith('SQLITE_CORRUPT'))
    return ' It is damaged or was cut short. Restore a backup (`onrecord restore`); `onrecord verify` names what can still be read.';
  return '';
};

/** What SQLite could not do, as a refusal; a refusal stays what it is. */
export const unreachable = (path: string, error: unknown): Refusal => {
  if (error instanceof Refusal) return error;
  const code = codeOf(error);
  const message =
    code === 'SQLITE_CANTOPEN' ? 'cannot be opened' : error instanceof Error ? error.message : String(error);
  const said = `${path}: ${message}${code === '' ? '' : ` (${code})`}.${adviceOn(code)}`;
  return code.startsWith('SQLITE_CORRUPT')
    ? new StoreDamaged(said, { cause: error })
    : new StoreUnreachable(said, { cause: error });
};

const connect = (path: string): Connection => {
  try {
    return new Libsql(path, {}) as Connection;
  } catch (error) {
    throw unreachable(path, error);
  }
};

const preparedBy = (connection: Connection): ((sql: string) => Prepared) => {
  const kept = new Map<string, Prepared>();
  return (sql) => {
    const known = kept.get(sql);
    if (known !== undefined) return known;
    const prepared = connection.prepare(sql) as Prepared;
    if (prepared.reader) prepared.raw();
    kept.set(sql, prepared);
    return prepared;
  };
};

const rollBack = (connection: Connection): void => {
  try {
    if (connection.inTransaction) connection.exec('ROLLBACK');
  } catch {
    // SQLite rolls back by itself after some errors, and says so here.
  }
};

const transactionOn =
  (connection: Connection) =>
  <Result>(work: () => Result): Result => {
    connection.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      connection.exec('COMMIT');
      return result;
    } catch (error) {
      rollBack(connection);
      throw error;
    }
  };

/** Opens a connection. What fails later comes as `StoreUnreachable`, naming the file. */
export const openDatabase = (path: string): Database => {
  const connection = connect(path);
  const prepared = preparedBy(connection);
  const told = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw unreachable(path, error);
    }
  };
  return {
    rows: <Row extends readonly unknown[]>(sql: string, ...values: readonly Value[]) =>
      told(() => prepared(sql).all(values) as readonly Row[]),
    run: (sql, ...values) => told(() => prepared(sql).run(values)),
    exec: (sql) => told(() => connection.exec(sql)),
    transaction: (work) => told(() => transactionOn(connection)(work)),
    close: () => connection.close(),
  };
};
