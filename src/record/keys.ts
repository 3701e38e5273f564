/**
 * API keys: what they look like, what may be done with them, and how they are checked. Only the SHA-256 of a key is kept.
 * A key holds 256 random bits, so nobody can try its hash: a slow hash, which protects guessable passwords, would only
 * slow down each request.
 */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { PRINTABLE } from '../commands/meta.js';
import { Refusal, RefusalKind } from '../refusal.js';

/** What a key lets its holder do: ask, record, correct what is recorded, and everything (`admin`, which holds the others). */
export const SCOPES = ['read', 'record', 'correct', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** A key as its file holds it. Times are ISO 8601 in UTC; `sha256` is that of the whole key, in lower-case hex. */
export type KeyEntry = Readonly<{
  id: string;
  /** Who records with it: what events carry as `recordedby`. */
  name: string;
  scopes: readonly Scope[];
  sha256: string;
  created: string;
  expires?: string;
  revoked?: string;
  /** The key that this one took the place of. */
  replaces?: string;
}>;

/** What stands between a token's name and its issuer, and so in no key's name. */
export const VIA = ' via ';

/** A wish about keys that cannot be granted. */
export class KeyRefused extends Refusal {
  constructor(
    readonly kind: RefusalKind,
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

/** A key: `ork_`, its id, and 32 random bytes in base64url. */
const SHAPE = /^ork_([0-9a-f]{10})_[A-Za-z0-9_-]{43}$/;

/** Whether a text means to be a key, well formed or not. */
export const looksLikeKey = (text: string): boolean => text.startsWith('ork_');

const hashOf = (key: string): Buffer => createHash('sha256').update(key, 'utf8').digest();

const checkedScopes = (scopes: readonly string[]): readonly Scope[] => {
  const stray = scopes.find((scope) => !(SCOPES as readonly string[]).includes(scope));
  if (stray === undefined && scopes.length > 0) return SCOPES.filter((scope) => scopes.includes(scope));
  const said = stray === undefined ? 'No scope is given' : `“${stray}” is no scope`;
  throw new KeyRefused('malformed', 'no-such-scope', `${said}: name some of ${SCOPES.join(', ')}.`);
};

const checkName = (name: string): void => {
  if (PRINTABLE.test(name) && name.trim() === name && name !== '' && !name.includes(VIA)) return;
  throw new KeyRefused(
    'malformed',
    'bad-key-name',
    `“${name}” cannot name a key: give 1 to 200 printable ASCII characters without “${VIA.trim()}” as a word; events carry them as recordedby.`,
  );
};

/** A wish for a new key. */
export type KeyWish = Readonly<{ name: string; scopes: readonly string[]; expires?: string; replaces?: string }>;

/** A new key and its entry. The key itself is told here, once, and never again. */
export const newKey = (wish: KeyWish, now: string): Readonly<{ key: string; entry: KeyEntry }> => {
  checkName(wish.name);
  const scopes = checkedScopes(wish.scopes);
  const id = randomBytes(5).toString('hex');
  const key = `ork_${id}_${randomBytes(32).toString('base64url')}`;
  const { name, expires, replaces } = wish;
  const until = { ...(expires === undefined ? {} : { expires }), ...(replaces === undefined ? {} : { replaces }) };
  return { key, entry: { id, name, scopes, sha256: hashOf(key).toString('hex'), created: now, ...until } };
};

export type KeyState = 'live' | 'expired' | 'revoked';

/** What a key is worth at an instant. */
export const stateOf = ({ revoked, expires }: KeyEntry, now: string): KeyState => {
  if (revoked !== undefined && revoked <= now) return 'revoked';
  return expires !== undefined && expires <= now ? 'expired' : 'live';
};

const NOBODY = Buffer.alloc(32);

/** The entry that a key belongs to, whatever its state; compared in a time that says nothing of how near a guess came. */
export const entryOf = (entries: ReadonlyMap<string, KeyEntry>, key: string): KeyEntry | undefined => {
  const entry = entries.get(SHAPE.exec(key)?.[1] ?? '');
  const kept = entry === undefined ? NOBODY : Buffer.from(entry.sha256, 'hex');
  return timingSafeEqual(hashOf(key), kept) ? entry : undefined;
};

const isTime = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));

const isOptional = (value: unknown, holds: (value: unknown) => boolean): boolean => value === undefined || holds(value);

const isId = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{10}$/.test(value);

/** Whether a value read from a file is a key's entry; a field too many is let be. */
export const isKeyEntry = (value: unknown): value is KeyEntry => {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, scopes, sha256, created, expires, revoked, replaces } = value as Record<string, unknown>;
  return (
    isId(id) &&
    typeof name === 'string' &&
    PRINTABLE.test(name) &&
    Array.isArray(scopes) &&
    scopes.every((scope) => (SCOPES as readonly unknown[]).includes(scope)) &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    isTime(created) &&
    isOptional(expires, isTime) &&
    isOptional(revoked, isTime) &&
    isOptional(replaces, isId)
  );
};
