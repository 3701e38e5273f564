/** What can be done to the keys of a store. Each change is audited before it is made: what cannot be audited is not done. */

import { audit, type Audited, auditSync } from './keys-audit.js';
import { changeKeys, readKeys, readUsed } from './keys-file.js';
import { KeyEntry, KeyRefused, KeyState, KeyWish, newKey, stateOf } from './keys.js';

/** Where the keys are, who changes them, and when (ISO 8601). */
export type Desk = Readonly<{ path: string; who: string; now: string }>;

/** A new key, told once. */
export type Issued = Readonly<{ key: string; entry: KeyEntry }>;

/** A key as a list shows it: never its hash. */
export type Listed = Readonly<Omit<KeyEntry, 'sha256'> & { state: KeyState; lastUsed?: string }>;

const shown = (entry: KeyEntry, now: string, lastUsed: string | undefined): Listed => {
  const listed: Partial<KeyEntry> = { ...entry };
  delete (listed as { sha256?: string }).sha256;
  const used = lastUsed === undefined ? {} : { lastUsed };
  return { ...(listed as Omit<KeyEntry, 'sha256'>), state: stateOf(entry, now), ...used };
};

const entryFor = ({ who, now }: Desk, what: string, about: Readonly<Record<string, unknown>>): Audited => ({
  time: now,
  who,
  what,
  outcome: 'done',
  about,
});

const audited = (desk: Desk, what: string, about: Readonly<Record<string, unknown>>): void =>
  auditSync(desk.path, entryFor(desk, what, about));

const about = ({ id, name, scopes, expires, replaces }: KeyEntry): Readonly<Record<string, unknown>> => ({
  key: id,
  name,
  scopes,
  ...(expires === undefined ? {} : { expires }),
  ...(replaces === undefined ? {} : { replaces }),
});

const found = (keys: ReadonlyMap<string, KeyEntry>, id: string): KeyEntry => {
  const entry = keys.get(id);
  if (entry !== undefined) return entry;
  throw new KeyRefused('missing', 'unknown-key', `No key has the id ${id}: \`onrecord key list\` shows the ids.`);
};

const checkNameFree = (keys: ReadonlyMap<string, KeyEntry>, name: string, now: string): void => {
  const other = [...keys.values()].find((entry) => entry.name === name && stateOf(entry, now) === 'live');
  if (other === undefined) return;
  const instead = `Give another name, or run: onrecord key rotate ${other.id}`;
  throw new KeyRefused('conflict', 'key-name-taken', `Key ${other.id} records as “${name}” already. ${instead}`);
};

/** Make a key. */
export const createKey = (desk: Desk, wish: KeyWish): Promise<Issued> =>
  changeKeys(
    desk.path,
    (keys) => {
      checkNameFree(keys, wish.name, desk.now);
      const made = newKey(wish, desk.now);
      return { keys: [...keys.values(), made.entry], told: made };
    },
    ({ entry }) => audited(desk, 'key create', about(entry)),
  );

/** Make a key in the place of another, of the same name and scopes; the old one ends at an instant, or when it would have anyway. */
export const rotateKey = (
  desk: Desk,
  id: string,
  { until, expires }: Readonly<{ until: string; expires?: string }>,
): Promise<Issued> =>
  changeKeys(
    desk.path,
    (keys) => {
      const old = found(keys, id);
      if (stateOf(old, desk.now) !== 'live')
        throw new KeyRefused('invalid', 'key-not-live', `Key ${id} is ${stateOf(old, desk.now)}: make a new one.`);
      const { name, scopes } = old;
      const made = newKey({ name, scopes, replaces: id, ...(expires === undefined ? {} : { expires }) }, desk.now);
      const ending = old.expires !== undefined && old.expires < until ? old : { ...old, expires: until };
      return { keys: [...[...keys.values()].map((key) => (key === old ? ending : key)), made.entry], told: made };
    },
    ({ entry }) => audited(desk, 'key rotate', { ...about(entry), until }),
  );

/** End a key at once. One that is revoked already stays as it is. */
export const revokeKey = async (desk: Desk, id: string): Promise<Listed> => {
  const entry = await changeKeys(
    desk.path,
    (keys) => {
      const old = found(keys, id);
      const revoked: KeyEntry = { ...old, revoked: old.revoked ?? desk.now };
      return { keys: [...keys.values()].map((key) => (key === old ? revoked : key)), told: revoked };
    },
    ({ name }) => audited(desk, 'key revoke', { key: id, name }),
  );
  return shown(entry, desk.now, readUsed(desk.path)[id]);
};

/** Every key there is or was. */
export const listKeys = async (desk: Desk): Promise<readonly Listed[]> => {
  const keys = readKeys(desk.path);
  const used = readUsed(desk.path);
  if (keys.size > 0) await audit(desk.path, entryFor(desk, 'key list', {}));
  return [...keys.values()].map((entry) => shown(entry, desk.now, used[entry.id]));
};
