/** Questions to the service. Pinned answers are kept; what was asked no longer can be aborted. */

import { signal } from '@preact/signals';
import { AnswerCache } from './cache.js';
import { heldKey, holdKey, keyHeld, noteRefused } from './key.js';
import { refusalOf, Refused, Unreachable } from './problem.js';

const POSITION_HEADER = 'x-on-record-position';
const MINIMUM_HEADER = 'x-on-record-min-position';

const cache = new AnswerCache();

/** The greatest log position that any answer rested on. Answers that are not pinned are asked to rest on it at least. */
export const seenPosition = signal(0);

export const sawPosition = (position: number): void => {
  if (position > seenPosition.peek()) seenPosition.value = position;
};

type Asked = string | number | boolean | undefined;

/** A path with its query; what is undefined or empty is left out. */
export const pathTo = (path: string, query: Readonly<Record<string, Asked>> = {}): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return text === '' ? path : `${path}?${text}`;
};

/** Whether an answer can never change: it names the log position, or a recorded day or instant that is over. */
export const isPinned = (url: string): boolean => {
  const query = new URLSearchParams(url.split('?')[1] ?? '');
  const known = query.get('knownAt') ?? query.get('knownTo') ?? '';
  if (/^\d+$/.test(known)) return true;
  return known !== '' && Date.parse(known) + (known.length === 10 ? 86_400_000 : 0) < Date.now();
};

const noted = (response: Response): Response => {
  sawPosition(Number(response.headers.get(POSITION_HEADER) ?? 0));
  return response;
};

/** What is asked with a key is left in no cache of the browser, where whoever comes next would find it. */
const withKey = (init: RequestInit, key: string | undefined): RequestInit => {
  if (key === undefined) return init;
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${key}`);
  return { ...init, headers, cache: 'no-store' };
};

const fetched = (url: string, init: RequestInit, key: string | undefined): Promise<Response> =>
  fetch(url, withKey(init, key)).catch((error: unknown) => {
    if ((error as Error).name === 'AbortError') throw error;
    throw new Unreachable(url);
  });

const reached = async (url: string, init: RequestInit): Promise<Response> => {
  const key = heldKey.peek();
  const response = noted(await fetched(url, init, key));
  if (response.ok) return response;
  const refused = await refusalOf(response);
  if (response.status === 401) noteRefused(refused, key);
  throw refused;
};

/**
 * Ask for what may be asked again. A question whose key lets nobody in is asked without, since reading may be open to all;
 * one that needs a key waits until there is one, so whoever asked notices nothing but the time.
 *
 * @throws Refused, Unreachable, or an AbortError
 */
export const answerTo = async (url: string, init: RequestInit): Promise<Response> => {
  for (;;) {
    const key = heldKey.peek();
    try {
      return await reached(url, init);
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.status !== 401) throw error;
    }
    if (key === undefined && heldKey.peek() === undefined) await keyHeld(init.signal);
  }
};

/**
 * Hold a key from now on, if it lets its holder read.
 *
 * @throws Refused, Unreachable
 */
export const tryKey = async (key: string): Promise<void> => {
  const response = await fetched(pathTo('/v1/actors', { limit: 1 }), {}, key);
  if (!response.ok) throw await refusalOf(response);
  holdKey(key);
};

/** The answer that is kept for a pinned URL, where there is one. */
export const kept = <T>(url: string): T | undefined => cache.get(url) as T | undefined;

/**
 * Ask. A pinned answer that was given before comes without asking.
 *
 * @throws Refused, Unreachable, or an AbortError
 */
export const ask = async <T>(
  url: string,
  signal?: AbortSignal,
  read: (text: string) => unknown = JSON.parse,
): Promise<T> => {
  const pinned = isPinned(url);
  const before = pinned ? kept<T>(url) : undefined;
  if (before !== undefined) return before;
  const headers = new Headers({ accept: read === JSON.parse ? 'application/json' : '*/*' });
  if (!pinned && seenPosition.peek() > 0) headers.set(MINIMUM_HEADER, String(seenPosition.peek()));
  const response = await answerTo(url, { headers, signal: signal ?? null });
  const text = await response.text();
  const answer = read(text) as T;
  if (pinned) cache.set(url, answer, text.length);
  return answer;
};

export type Sending = Readonly<{ dryRun?: boolean; key?: string; by?: string; signal?: AbortSignal }>;

/**
 * Send a command. `key` makes it repeatable, `by` says who records, `dryRun` records nothing.
 *
 * @throws Refused, Unreachable, or an AbortError
 */
export const send = async <T>(path: string, body: object, sending: Sending = {}): Promise<T> => {
  const response = await reached(pathTo(path, { dryRun: sending.dryRun }), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(sending.key === undefined ? {} : { 'idempotency-key': sending.key }),
      ...(sending.by === undefined || sending.by === '' ? {} : { 'x-recorded-by': sending.by }),
    },
    body: JSON.stringify(body),
    signal: sending.signal ?? null,
  });
  return (await response.json()) as T;
};

/** Every page of a list, one after the other; `take` is given each as it comes. */
export const askAll = async <T extends Readonly<{ next?: number }>>(
  path: string,
  query: Readonly<Record<string, Asked>>,
  take: (page: T) => void,
): Promise<void> => {
  for (let offset: number | undefined = 0; offset !== undefined;) {
    const page: T = await ask<T>(pathTo(path, { ...query, limit: 1000, offset: offset === 0 ? undefined : offset }));
    take(page);
    offset = page.next;
  }
};
