/** What one process proves of its log: the tree, the checkpoints it signs and keeps, and the proofs up to them. */

import type { EventStore } from '../store/event-store.js';
import { type NotedCheckpoint, originOf, readCheckpoint, signatureOn, signedCheckpoint } from './checkpoint.js';
import { compare } from './compare.js';
import { LogTree } from './log-tree.js';
import type { MerkleTree } from './merkle.js';
import { LogDiffers, NoSigningKey, NotInLog } from './refusals.js';
import { lastSaved, readPlace, saveCheckpoint, type Saved, savedCovering } from './saved.js';
import { checkpointsPath, configuredKey, configuredPublicKey, leavesPath } from './settings.js';
import { publicKeyText, type SigningKey } from './signed-note.js';
import { signRegularly } from './signing.js';

/** A checkpoint that the log agrees with, and the public key that signed it, where that is known here. */
export type Shown = NotedCheckpoint & Readonly<{ key?: string }>;

/** A checkpoint that was made or found, and the file that keeps it, where one does. */
export type Made = Shown & Readonly<{ file?: string; made: boolean }>;

/** That an event stands in the log of a size: its leaf, and the audit path to the root (RFC 9162, 2.1.3). */
export type Inclusion = Readonly<{
  position: number;
  size: number;
  leaf: Buffer;
  path: readonly Buffer[];
  root: Buffer;
}>;

/** That the log of one size begins as that of a smaller one (RFC 9162, 2.1.4). */
export type Consistency = Readonly<{ from: number; to: number; older: Buffer; newer: Buffer; path: readonly Buffer[] }>;

const inLog = (tree: MerkleTree, what: string, number: number, least: number): void => {
  if (number < least || number > tree.size)
    throw new NotInLog(
      tree.size === 0
        ? 'The log is empty: there is nothing to prove yet.'
        : `There is no ${what} ${number}: the log goes from ${least} to ${tree.size}.`,
    );
};

/** The proofs of one store’s log. Nothing is read or opened before it is asked for. */
export class Proofs {
  #opened: Promise<LogTree> | undefined;
  #making: Promise<unknown> = Promise.resolve();
  #ending: (() => Promise<void>) | undefined;

  /** @param directory where checkpoints are kept; nothing for a store without one, whose checkpoints are not kept. */
  constructor(
    private readonly store: EventStore,
    private readonly url: string,
    readonly directory: string | undefined = checkpointsPath(url),
  ) {}

  /** The tree of the whole log as it is now. */
  async tree(): Promise<MerkleTree> {
    return (await this.#tree()).toHead();
  }

  /** That an event stands in the log: of a size that is asked for, of the last checkpoint’s, else of all there is. */
  async inclusion(position: number, asked?: number): Promise<Inclusion> {
    const tree = await this.tree();
    inLog(tree, 'log position', position, 1);
    const size = asked ?? this.#lastSize(tree, position);
    inLog(tree, 'log of size', size, 1);
    if (position > size)
      throw new NotInLog(`Event ${position} is not in the log of size ${size}: ask for a size from ${position} on.`);
    return {
      position,
      size,
      leaf: tree.leaf(position - 1),
      path: tree.inclusion(position - 1, size),
      root: tree.root(size),
    };
  }

  /** That the log of one size begins as that of another. */
  async consistency(from: number, asked?: number): Promise<Consistency> {
    const tree = await this.tree();
    const to = asked ?? tree.size;
    inLog(tree, 'log of size', to, 1);
    inLog(tree, 'log of size', from, 1);
    if (from > to)
      throw new NotInLog(`A log of ${to} events cannot begin as one of ${from}: give the smaller size first.`);
    return { from, to, older: tree.root(from), newer: tree.root(to), path: tree.consistency(from, to) };
  }

  /**
   * A checkpoint that covers a position: the smallest one kept that does and that the log agrees with, else a new one.
   *
   * @throws NoSigningKey, LogDiffers, ProofsUnreachable
   */
  async covering(position: number): Promise<Shown> {
    const tree = await this.tree();
    const key = this.#key(tree);
    const saved = this.directory === undefined ? undefined : savedCovering(this.directory, position);
    return this.#shown(saved, tree, key) ?? this.checkpoint();
  }

  /** The last checkpoint kept, where the log agrees with it; a new one where there is none. */
  async last(minimum = 0): Promise<Shown> {
    const tree = await this.tree();
    const saved = this.directory === undefined ? undefined : lastSaved(this.directory);
    const shown = this.#shown(saved, tree, this.#key(tree));
    return shown !== undefined && shown.size >= minimum ? shown : this.checkpoint();
  }

  /**
   * Sign the log as it is now and keep the checkpoint; where nothing was recorded since the last one, that one.
   *
   * @throws NoSigningKey, LogDiffers, ProofsUnreachable
   */
  checkpoint(): Promise<Made> {
    const made = this.#making.then(() => this.#make());
    this.#making = made.catch(() => undefined);
    return made;
  }

  /**
   * Sign the log regularly from now on, where a key is set. What goes wrong later is told and does not end it.
   *
   * @throws KeyNotUsable
   */
  signRegularly(say: (text: string) => void): void {
    if (configuredPublicKey() === undefined || this.#ending !== undefined) return;
    this.#ending = signRegularly({ head: () => this.store.head(), checkpoint: () => this.checkpoint(), say });
  }

  /** Sign what is new, where that is done regularly, and keep the leaf hashes beside the log for the next start. */
  async close(): Promise<void> {
    await this.#ending?.();
    if (this.#opened !== undefined) await (await this.#opened).keep();
  }

  async #tree(): Promise<LogTree> {
    this.#opened ??= LogTree.open(this.store, leavesPath(this.url));
    return this.#opened.catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
  }

  #key(tree: MerkleTree): SigningKey | undefined {
    return tree.size === 0 ? undefined : configuredKey(originOf(tree.leaf(0)));
  }

  #lastSize(tree: MerkleTree, position: number): number {
    const saved = this.directory === undefined ? undefined : lastSaved(this.directory);
    const size = this.#shown(saved, tree, this.#key(tree))?.size ?? 0;
    return size >= position ? size : tree.size;
  }

  /** A checkpoint that was kept, if the log agrees with it and the key, where there is one, signed it. */
  #shown(saved: Saved | undefined, tree: MerkleTree, key: SigningKey | undefined): Shown | undefined {
    const checkpoint = saved?.checkpoint;
    if (checkpoint === undefined || checkpoint.size > tree.size || checkpoint.size === 0) return undefined;
    if (!tree.root(checkpoint.size).equals(checkpoint.root)) return undefined;
    if (key === undefined) return checkpoint;
    return signatureOn(checkpoint, [key]) === 'yes' ? { ...checkpoint, key: publicKeyText(key) } : undefined;
  }

  async #make(): Promise<Made> {
    const opened = await this.#tree();
    const tree = await opened.toHead();
    if (tree.size === 0) throw new NotInLog('The log is empty: there is nothing to sign yet.');
    const key = this.#key(tree);
    if (key === undefined) throw new NoSigningKey('No checkpoint that is kept covers the log as it is now');
    const last = this.directory === undefined ? undefined : lastSaved(this.directory);
    this.#refuseOther(tree, last);
    const again = this.#shown(last, tree, key);
    if (last !== undefined && again?.size === tree.size) return { ...again, file: last.file, made: false };
    const { size } = tree;
    const note = signedCheckpoint({ origin: key.name, size, root: tree.root(size) }, key);
    const file = this.directory === undefined ? {} : { file: saveCheckpoint(this.directory, tree, size, note) };
    await opened.keep();
    return { ...readCheckpoint(note), key: publicKeyText(key), ...file, made: true };
  }

  /** Nothing is signed over a log that is not what was signed before. */
  #refuseOther(tree: MerkleTree, last: Saved | undefined): void {
    if (last === undefined || this.directory === undefined || this.#shown(last, tree, undefined) !== undefined) return;
    const { findings } = compare(tree, readPlace(this.directory), []);
    throw new LogDiffers(findings.length === 0 ? [`It does not agree with ${last.file}.`] : findings);
  }
}
