/** An answer that follows a URL: the last one stays while the next is on its way. */

import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { ask, kept } from '../api/client.js';
import type { Failure } from '../api/problem.js';

/** `url` is what `answer` answers; it is another than what is wanted while `loading`. */
export type Loaded<T> = Readonly<{
  url?: string | undefined;
  answer?: T | undefined;
  failure?: Failure;
  loading: boolean;
}>;
export type Resource<T> = Readonly<{ value: ReadonlySignal<Loaded<T>>; again: () => void; stop: () => void }>;

/**
 * Keeps the answer to whatever URL `wanted` gives; undefined asks for nothing. Pinned URLs come from the cache at once.
 * One request is on its way at a time, and the next is for what is wanted by then: what was dragged over is never asked
 * for, and the service is not left with work that nobody waits for.
 */
export const resource = <T>(wanted: () => string | undefined): Resource<T> => {
  const value = signal<Loaded<T>>({ loading: true });
  const turn = signal(0);
  let current: string | undefined;
  let flying: AbortController | undefined;
  const land = (url: string, loaded: Omit<Loaded<T>, 'url' | 'loading'>): void => {
    if (url === current) value.value = { ...loaded, url, loading: false };
    else if (loaded.answer !== undefined && value.peek().loading)
      value.value = { answer: loaded.answer, url, loading: true };
  };
  const fly = async (url: string): Promise<void> => {
    flying = new AbortController();
    try {
      land(url, { answer: await ask<T>(url, flying.signal) });
    } catch (error) {
      if ((error as Error).name !== 'AbortError') land(url, { failure: error as Failure });
    }
    flying = undefined;
    if (current !== undefined && current !== url) void fly(current);
  };
  const stop = effect(() => {
    void turn.value;
    const url = wanted();
    current = url;
    if (url === undefined) return;
    const before = kept<T>(url);
    if (before !== undefined) value.value = { answer: before, url, loading: false };
    else {
      const { answer, url: answered } = value.peek();
      value.value = { answer, url: answered, loading: true };
      if (flying === undefined) void fly(url);
    }
  });
  const end = (): void => {
    stop();
    current = undefined;
    flying?.abort();
  };
  return { value, again: () => turn.value++, stop: end };
};

/** A resource for as long as a component is shown. `wanted` may read signals; give what else it reads as `inputs`. */
export const useResource = <T>(wanted: () => string | undefined, inputs: readonly unknown[] = []): Resource<T> => {
  const made = useMemo(() => resource<T>(wanted), inputs as unknown[]);
  useEffect(() => made.stop, [made]);
  return made;
};
