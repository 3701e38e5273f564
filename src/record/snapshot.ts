/**
 * What was read of a log, kept beside it so that a start need not read it all again. The first line says what it is of
 * (rules, position, last event) and the SHA-256 of the second, which holds the readings. It is never the truth: one that
 * does not fit its log, its rules or its own hash is left aside, and `rebuild --check` compares it with a replay.
 */

import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { EVENT_TYPES, typeName, versionOf } from '../../events/index.js';
import { Readings, readPosition, RULES_VERSION } from '../../projections/index.js';
import type { EventStore } from '../store/event-store.js';
import { storedAt } from '../store/stored-at.js';

export type SnapshotHead = Readonly<{
  rules: string;
  /** The shapes of events that whoever read it knew: one who knew fewer has passed over the rest. */
  shapes?: string;
  /** The identity of the store it is of. */
  store: string;
  position: number;
  lastId: string;
  lastTime: string;
  sha256: string;
}>;

const packed = (_key: string, value: unknown): unknown => {
  if (value instanceof Map) return { $map: [...(value as Map<unknown, unknown>)] };
  if (value instanceof Set) return { $set: [...(value as Set<unknown>)] };
  return value;
};

const unpacked = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if ('$map' in value) return new Map(value.$map as [unknown, unknown][]);
  return '$set' in value ? new Set(value.$set as unknown[]) : value;
};

/** The readings as text: the same log under the same rules gives the same text. */
export const readingsText = (readings: Readings): string => {
  const read: Partial<Readings> = { ...readings };
  delete (read as { indexes?: unknown }).indexes;
  return JSON.stringify(read, packed);
};

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The shapes of events that this version reads, in short. */
const SHAPES = sha256(EVENT_TYPES.map((type) => typeName({ type, version: versionOf(type) })).join(' ')).slice(0, 16);

/** The hash of readings: equal where the log and the rules are. */
export const readingsHash = (readings: Readings): string => sha256(readingsText(readings));

/** A snapshot as its file holds it; nothing where there is none or it cannot be read as one. */
export const readSnapshot = (path: string): Readonly<{ head: SnapshotHead; body: string }> | undefined => {
  try {
    const text = readFileSync(path, 'utf8');
    const end = text.indexOf('\n');
    const head = JSON.parse(text.slice(0, end)) as SnapshotHead | null;
    return head === null || typeof head !== 'object' ? undefined : { head, body: text.slice(end + 1) };
  } catch {
    return undefined;
  }
};

/** Whether a snapshot is whole, of these rules, and of a log that has the event it ends with. */
const fits = async (head: SnapshotHead, body: string, store: EventStore): Promise<boolean> => {
  if (head.rules !== RULES_VERSION || head.shapes !== SHAPES || sha256(body) !== head.sha256) return false;
  if (head.store !== (await store.identity())) return false;
  if (!Number.isSafeInteger(head.position) || head.position < 1) return false;
  const last = (await storedAt(store, head.position))?.event;
  return last?.id === head.lastId && last.time === head.lastTime;
};

/** The readings that a snapshot keeps, or nothing where there is none that fits. */
export const loadSnapshot = async (path: string | undefined, store: EventStore): Promise<Readings | undefined> => {
  const snapshot = path === undefined ? undefined : readSnapshot(path);
  if (snapshot === undefined || !(await fits(snapshot.head, snapshot.body, store))) return undefined;
  return { ...(JSON.parse(snapshot.body, unpacked) as Omit<Readings, 'indexes'>), indexes: new Map() };
};

/** Keep readings beside their log: written whole and synced before they take the place of the ones before, whoever else does. */
export const saveSnapshot = async (path: string | undefined, readings: Readings, store: EventStore): Promise<void> => {
  const position = readPosition(readings);
  if (path === undefined || position === 0) return;
  const body = readingsText(readings);
  const { times, lastId } = readings.log;
  const lastTime = times.at(-1) ?? '';
  const head: SnapshotHead = {
    rules: RULES_VERSION,
    shapes: SHAPES,
    store: await store.identity(),
    position,
    lastId,
    lastTime,
    sha256: sha256(body),
  };
  const draft = `${path}.${process.pid}.new`;
  const file = openSync(draft, 'w');
  try {
    writeSync(file, `${JSON.stringify(head)}\n${body}`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
};
