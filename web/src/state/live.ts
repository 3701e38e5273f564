/** Following the record: the state of the connection, and what arrived since the page was brought up to date. */

import { computed, signal } from '@preact/signals';
import { type Connection, follow } from '../api/changes.js';
import { sawPosition, seenPosition } from '../api/client.js';
import { waiting } from '../api/key.js';
import type { Change } from '../api/types.js';
import { head, latestDay, today } from './clocks.js';
import { namesNow, readNames } from './names.js';
import { changes, readChanges } from './timeline.js';

const streaming = signal<Connection>('connecting');

/** The state of the connection; `locked` while it waits for a key. */
export const connection = computed<Connection | 'locked'>(() =>
  streaming.value !== 'live' && waiting.value > 0 ? 'locked' : streaming.value,
);

/** The changes that arrived and are not shown yet, the first first. */
export const arrived = computed(() => {
  const from = head.value;
  const all = changes.value;
  const first = all.findLastIndex(({ position }) => position <= from);
  return all.slice(first + 1);
});

/** Changes come in bursts; each burst is taken in at once, after this many milliseconds. */
const BURST_MS = 100;
let burst: Change[] = [];
let connect: (() => void) | undefined;

const takeIn = (): void => {
  changes.value = [...changes.value, ...burst];
  burst = [];
};

const onChange = (change: Change): void => {
  sawPosition(change.position);
  if (burst.length === 0) setTimeout(takeIn, BURST_MS);
  burst.push(change);
};

/** The latest day that anything was said on, and not after today. */
const latestSaid = (before: string, among: readonly Change[]): string => {
  const day = among.reduce((latest, { said }) => (said.day > latest ? said.day : latest), before);
  return day > today() ? today() : day;
};

/** Read what there is, then follow. Tried again by itself until it goes. */
export const startFollowing = async (): Promise<void> => {
  try {
    const last = await readChanges();
    latestDay.value = latestSaid(latestDay.peek(), changes.peek());
    connect = follow(last, { onChange, onState: (state) => (streaming.value = state) });
  } catch {
    changes.value = [];
    streaming.value = navigator.onLine ? 'reconnecting' : 'offline';
    setTimeout(() => void startFollowing(), 3_000);
  }
};

/** Connect anew, from the last change on. */
export const reconnect = (): void => connect?.();

/** Bring the page up to date: “now” is the newest there is. */
export const showNewest = async (): Promise<void> => {
  const fresh = arrived.peek();
  const { actors, issues } = namesNow.peek();
  if (fresh.some(({ actor, issue }) => !actors.has(actor) || issues.every(({ id }) => id !== issue))) await readNames();
  latestDay.value = latestSaid(latestDay.peek(), fresh);
  head.value = Math.max(head.peek(), seenPosition.peek(), ...fresh.slice(-1).map(({ position }) => position));
};
