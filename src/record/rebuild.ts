import { existsSync } from 'node:fs';
import { emptyReadings, Readings, readPosition, RULES_VERSION } from '../../projections/index.js';
import type { EventStore } from '../store/event-store.js';
import { readStored } from './damaged.js';
import { hashOfSnapshot, readingsHash } from './snapshot.js';

/** The hash of readings at a position, whoever holds them. */
export type Hashed = Readonly<{ rules: string; position: number; sha256: string }>;

/** One thing that was compared with a replay of the log from zero. */
export type Comparison = Readonly<{ what: 'snapshot' | 'service'; held: Hashed; replayed: Hashed; same: boolean }>;

/** One thing that could not be compared, and why. */
export type NotCompared = Readonly<{ what: 'service'; on: string; why: string }>;

/** What a rebuild found. */
export type Rebuilt = Readonly<{
  replayed: Hashed;
  compared: readonly Comparison[];
  notCompared: readonly NotCompared[];
}>;

/** Replay the log from zero to a position, or to its end. */
export const replayed = async (
  store: EventStore,
  to: number,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Readings> => {
  let readings = emptyReadings();
  if (to === 0) return readings;
  for await (const stored of store.readAll({ limit: to })) {
    const { position } = stored;
    readings = readStored(readings, stored);
    if (position % 1000 === 0 || position === to) onProgress(position, to);
  }
  return readings;
};

/** The hash of readings, with what it is of. */
export const hashed = (readings: Readings): Hashed => ({
  rules: RULES_VERSION,
  position: readPosition(readings),
  sha256: readingsHash(readings),
});

/** What a snapshot really holds, whatever its first line says of it. */
const heldBySnapshot = async (path: string | undefined): Promise<Hashed | undefined> => {
  if (path === undefined || !existsSync(path)) return undefined;
  const snapshot = await hashOfSnapshot(path);
  if (snapshot === undefined) return { rules: 'unreadable', position: 0, sha256: '' };
  const { rules, position } = snapshot.head;
  return { rules, position, sha256: snapshot.sha256 };
};

/**
 * Replay the log from zero and compare, by hash, what the snapshot beside it and the running service hold at the
 * positions they have reached.
 *
 * @param service what the running service says it holds, or why it does not say; nothing where none runs.
 */
export const checkRebuild = async (
  store: EventStore,
  snapshot: string | undefined,
  service: Hashed | NotCompared | undefined,
  onProgress?: (done: number, total: number) => void,
): Promise<Rebuilt> => {
  const compared: Comparison[] = [];
  const kept = await heldBySnapshot(snapshot);
  const [told, notCompared] = service === undefined || 'sha256' in service ? [service, []] : [undefined, [service]];
  for (const [what, held] of [['snapshot', kept] as const, ['service', told] as const]) {
    if (held === undefined) continue;
    const to = Number.isSafeInteger(held.position) ? held.position : 0;
    const again = hashed(await replayed(store, to, onProgress));
    compared.push({
      what,
      held,
      replayed: again,
      same: held.rules === again.rules && held.position === again.position && held.sha256 === again.sha256,
    });
  }
  return { replayed: hashed(await replayed(store, await store.head(), onProgress)), compared, notCompared };
};
