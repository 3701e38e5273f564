/** The key that this page shows to the service: kept in the tab alone, in no address, and asked for where the service asks. */

import { signal } from '@preact/signals';
import type { Refused } from './problem.js';
import { keepText, keptText } from './tab.js';

const NAME = 'key';

/** The key or token in what was typed or pasted, also after “Bearer”; nothing where no header could carry it. */
export const keyIn = (text: string): string | undefined => /^(?:Bearer\s+)?([!-~]+)$/i.exec(text.trim())?.[1];

/** The key, or the token of an issuer; nothing where there is none. */
export const heldKey = signal(keyIn(keptText(NAME) ?? ''));

/** What the service said when it wanted a key, or another one; nothing while none is asked for. */
export const keyAsked = signal<Refused | undefined>(undefined);

/** Counts the times that the reader asked for the place where a key is entered. */
export const keyWanted = signal(0);

/** How many questions wait for a key. */
export const waiting = signal(0);

/** Use a key that the service took. */
export const holdKey = (key: string): void => {
  keepText(NAME, key);
  heldKey.value = key;
  keyAsked.value = undefined;
};

/** Forget the key: nothing of it is left in the tab. */
export const forgetKey = (): void => {
  keepText(NAME, undefined);
  heldKey.value = undefined;
};

/** Ask the reader for a key, and take them there. */
export const askForKey = (why: Refused): void => {
  keyAsked.value = why;
  keyWanted.value += 1;
};

/** Leave the key out for now. Questions that wait go on waiting, and ask again. */
export const putOffKey = (): void => {
  if (waiting.peek() === 0) keyAsked.value = undefined;
};

/**
 * What was sent with a key, or with none, was refused for it. A key that lets nobody in is forgotten; what came of one that
 * was replaced meanwhile is passed over. The first reason stands until there is a key: that none was sent says less.
 */
export const noteRefused = (refused: Refused, sent: string | undefined): void => {
  if (sent !== heldKey.peek()) return;
  if (sent !== undefined) forgetKey();
  if (sent !== undefined || keyAsked.peek() === undefined) keyAsked.value = refused;
};

/** Resolves once there is a key; rejects when the question is given up. */
export const keyHeld = async (given: AbortSignal | null = null): Promise<void> => {
  given?.throwIfAborted();
  waiting.value += 1;
  const done = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => {
      const stop = heldKey.subscribe((key) => key !== undefined && resolve());
      done.signal.addEventListener('abort', stop);
      given?.addEventListener('abort', () => reject(given.reason as Error), { signal: done.signal });
    });
  } finally {
    done.abort();
    waiting.value -= 1;
  }
};
