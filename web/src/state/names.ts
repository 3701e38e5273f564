/** Who and what there is, by id: as known now, and as known at the recorded time that an old view is of. */

import { computed, effect, signal } from '@preact/signals';
import { askAll } from '../api/client.js';
import { Refused } from '../api/problem.js';
import type { Actor, Actors, Issue, Issues } from '../api/types.js';
import { address } from './address.js';
import { head, knownAt } from './clocks.js';

export type Names = Readonly<{ actors: ReadonlyMap<string, Actor>; issues: readonly Issue[] }>;

export const namesNow = signal<Names>({ actors: new Map(), issues: [] });

/** The names as known at a recorded time, as it was asked for. */
const namesThen = signal<Readonly<{ known: string; names: Names }> | undefined>(undefined);

/** The views that are of what is known now, whatever recorded time is asked of. */
const OF_NOW: readonly string[] = ['live', 'events', 'enter'];

/** Whether a view is of a time: the scrubber stands above it, and it shows what was known then. */
export const isTimed = (view: string): boolean => !OF_NOW.includes(view);

/** A comparison of two recorded times is read with the names of the later. */
const laterCompared = computed(() => {
  const { view, with: other, knownFrom, knownTo } = address.value;
  const isOfKnown = view === 'compare' && other === '' && (knownFrom !== '' || knownTo !== '');
  return isOfKnown ? knownTo || String(head.value) : undefined;
});

/** The recorded time whose names the open view takes; nothing where it takes those of now. */
const wanted = computed(() => {
  if (head.value < 0 || !isTimed(address.value.view)) return undefined;
  const known = laterCompared.value ?? knownAt.value;
  return known === String(head.value) ? undefined : known;
});

/** Whether the names of the time asked of are on their way; those before them stand until then. */
export const namesComing = computed(() => wanted.value !== undefined && namesThen.value?.known !== wanted.value);

/** The names that the open view shows. */
const names = computed(() =>
  wanted.value === undefined ? namesNow.value : (namesThen.value?.names ?? namesNow.value),
);
export const actors = computed(() => names.value.actors);
export const issues = computed(() => names.value.issues);

const readAt = async (known?: string): Promise<Names> => {
  const [found, read]: [Map<string, Actor>, Issue[]] = [new Map(), []];
  await Promise.all([
    askAll<Actors>('/v1/actors', { knownAt: known }, (page) => page.actors.forEach((one) => found.set(one.id, one))),
    askAll<Issues>('/v1/issues', { knownAt: known }, (page) => read.push(...page.issues)),
  ]);
  return { actors: found, issues: read };
};

const textOf = (value: Names[keyof Names]): string => JSON.stringify([...value]);

/** The same actors or issues as before where nothing in them changed: then nothing is drawn again. */
const settled = (fresh: Names): Names => {
  const before = [namesThen.peek()?.names, namesNow.peek()];
  const same = <Of extends keyof Names>(of: Of): Names[Of] => {
    const text = textOf(fresh[of]);
    return before.find((one) => one !== undefined && textOf(one[of]) === text)?.[of] ?? fresh[of];
  };
  return { actors: same('actors'), issues: same('issues') };
};

/** Read again who and what there is: names, posts and wordings change by events too. */
export const readNames = async (): Promise<void> => {
  namesNow.value = await readAt();
};

/** A time that the service refuses has no names: the view says why. Otherwise they are asked for again. */
const isFinal = (error: unknown): boolean => error instanceof Refused && error.problem.status < 500;

const AGAIN_MS = 3_000;

let flying: Promise<void> | undefined;

const fly = async (known: string): Promise<void> => {
  try {
    namesThen.value = { known, names: settled(await readAt(known)) };
  } catch (error) {
    if (!isFinal(error)) throw error;
    namesThen.value = { known, names: names.peek() };
  } finally {
    flying = undefined;
  }
};

/** Read the names of the time asked of, where they are not there: one time after the other, and the last one asked of last. */
export const readNamesThen = async (): Promise<void> => {
  while (namesComing.peek()) {
    flying ??= fly(wanted.peek() ?? '');
    await flying;
  }
};

const keepReading = (): void => void readNamesThen().catch(() => setTimeout(keepReading, AGAIN_MS));

effect(() => {
  if (namesComing.value) keepReading();
});
