/** What this process holds on to, once all that nobody needs any more was collected. */

import { readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * In bytes: objects, what lies outside the heap and belongs to objects in it, and all that the system gave the process;
 * and how many files are open (sockets and pipes are counted with them).
 */
export type Held = Readonly<{ heap: number; outside: number; resident: number; files: number }>;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is freed by a collection can free more in the next turn: finalizers run between turns. */
const COLLECTIONS = 4;
const TURN_MS = 25;

const openFiles = (): number => readdirSync('/dev/fd').length;

/** Collect all that can be, and say what is left. */
export const held = async (): Promise<Held> => {
  for (let times = 0; times < COLLECTIONS; times += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, TURN_MS));
  }
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed, outside: external, resident: rss, files: openFiles() };
};

const KIB = 1024;

/** A list of what was held, in whole KiB, as a test tells of it where it fails. */
export const toldOf = (all: readonly Held[]): string =>
  all
    .map(
      ({ heap, outside, resident, files }) =>
        `${Math.round(heap / KIB)}+${Math.round(outside / KIB)} KiB, ${Math.round(resident / KIB)} resident, ${files} files`,
    )
    .join('\n');

/** How much more was held at the end than at the beginning: bytes of objects and of what belongs to them, and files. */
export const growth = (
  all: readonly Held[],
): Readonly<{ heap: number; outside: number; resident: number; files: number }> => {
  const [first, last] = [all[0] as Held, all.at(-1) as Held];
  return {
    heap: last.heap - first.heap,
    outside: last.outside - first.outside,
    resident: last.resident - first.resident,
    files: last.files - first.files,
  };
};
