import { statSync } from 'node:fs';
import { entryOf, KeyEntry, stateOf } from '../../record/keys.js';
import { keepUsed, readKeys } from '../../record/keys-file.js';
import type { Principal } from './principal.js';
import { KeysUnreadable, NotLetIn } from './refusals.js';

/** How often it is kept when keys were last used, in milliseconds. */
const KEEP_MS = 60_000;

/** What tells one state of a file from the next: it is never changed in place. */
const stampOf = (path: string | undefined): string => {
  const found = path === undefined ? undefined : statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? '' : `${found.ino}-${found.mtimeNs}-${found.ctimeNs}-${found.size}`;
};

/** The keys as a service checks them: as their file has them at that moment, so that a revoked one ends at once. */
export class Keyring {
  private entries: ReadonlyMap<string, KeyEntry> = new Map();
  private stamp: string | undefined;
  private hasBeenOn = false;
  private readonly used = new Map<string, string>();
  private readonly keeping: NodeJS.Timeout;

  constructor(
    private readonly path: string | undefined,
    private readonly now: () => string = () => new Date().toISOString(),
  ) {
    this.keeping = setInterval(() => this.keep(), KEEP_MS).unref();
  }

  /** Whether there are keys, or were since this began: taking the last one away opens nothing. */
  isOn(): boolean {
    this.hasBeenOn ||= this.current().size > 0;
    return this.hasBeenOn;
  }

  /** Whether any key lets anybody in. */
  hasLive(): boolean {
    return [...this.current().values()].some((entry) => stateOf(entry, this.now()) === 'live');
  }

  /**
   * Who a key lets in.
   *
   * @throws NotLetIn, KeysUnreadable
   */
  principal(key: string): Principal {
    const entry = entryOf(this.current(), key);
    if (entry === undefined) throw new NotLetIn('bad-key', 'No such key is known here. It may have been cut short.');
    const state = stateOf(entry, this.now());
    if (state !== 'live')
      throw new NotLetIn('bad-key', `Key ${entry.id} (“${entry.name}”) is ${state}: ask for a new one.`);
    this.used.set(entry.id, this.now());
    const { id, name, scopes } = entry;
    return { id, name, scopes, isLive: () => this.isLive(id) };
  }

  /** Keep when keys were last used. What cannot be kept is tried again later, and no request fails of it. */
  keep(): void {
    if (this.path === undefined || this.used.size === 0) return;
    try {
      keepUsed(this.path, this.used);
      this.used.clear();
    } catch {
      return;
    }
  }

  close(): void {
    clearInterval(this.keeping);
    this.keep();
  }

  private isLive(id: string): boolean {
    const entry = this.current().get(id);
    return entry !== undefined && stateOf(entry, this.now()) === 'live';
  }

  private current(): ReadonlyMap<string, KeyEntry> {
    const stamp = stampOf(this.path);
    if (stamp !== this.stamp) {
      this.entries = this.read();
      this.stamp = stamp;
    }
    return this.entries;
  }

  private read(): ReadonlyMap<string, KeyEntry> {
    try {
      return readKeys(this.path);
    } catch (error) {
      throw new KeysUnreadable(error);
    }
  }
}
