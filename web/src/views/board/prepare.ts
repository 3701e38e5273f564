/** Prepares the board for print: asks for the position of each cell that is shown, and numbers what they cite. */

import { ask, askAll } from '../../api/client.js';
import type { Citation, Position, Source, Sources } from '../../api/types.js';
import { citationsIn, sourceNumbers } from '../../parts/sources.js';
import { board, cells } from '../../state/board.js';
import { head } from '../../state/clocks.js';
import { issues } from '../../state/names.js';
import { type CitedSource, prepared } from './cited.js';
import { groups } from './rows.js';

/** How many positions are asked for at once. */
const AT_ONCE = 4;

/** The cells that are shown and rest on something, row by row. */
const told = (): readonly string[] =>
  groups
    .peek()
    .flatMap(({ rows }) => rows.flatMap(({ id }) => issues.peek().map((issue) => `${id}/${issue.id}`)))
    .filter((cell) => (cells.peek().get(cell)?.status ?? 'no statement on record') !== 'no statement on record');

/** What each of the cells cites. `tell` is given how many have come; where one does not, no more are asked for. */
const asked = async (
  wanted: readonly string[],
  tell: (done: number) => void,
): Promise<ReadonlyMap<string, readonly Citation[]>> => {
  const links = new Map(wanted.map((cell) => [cell, cells.peek().get(cell)?.permalink ?? '']));
  const found = new Map<string, readonly Citation[]>();
  const left = [...wanted];
  const work = async (): Promise<void> => {
    for (let cell = left.shift(); cell !== undefined; cell = left.shift()) {
      found.set(cell, citationsIn(await ask<Position>(links.get(cell) ?? '')));
      tell(found.size);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    left.length = 0;
  }
  return found;
};

const described = async (): Promise<ReadonlyMap<string, Source>> => {
  const found = new Map<string, Source>();
  await askAll<Sources>('/v1/sources', { knownAt: head.peek() }, ({ sources }) =>
    sources.forEach((source) => found.set(source.id, source)),
  );
  return found;
};

/** Number the sources of the board that is shown; `tell` is given how many cells have come, and of how many. */
export const prepare = async (tell: (done: number, of: number) => void): Promise<void> => {
  const { url } = board.peek();
  const rows = groups.peek();
  const wanted = told();
  const sources = await described();
  const citations = await asked(wanted, (done) => tell(done, wanted.length));
  const numbers = sourceNumbers(wanted.flatMap((cell) => citations.get(cell) ?? []));
  const listed = [...numbers.values()].map(({ number, citation }): CitedSource => {
    const { source: id, title, publisher, published } = citation;
    const about = sources.get(id)?.described;
    return { number, id, title, publisher, published, url: about?.url, language: about?.language };
  });
  const numbersOf = (cell: string): readonly number[] =>
    [...new Set((citations.get(cell) ?? []).map(({ source }) => numbers.get(source)?.number ?? 0))].sort(
      (a, b) => a - b,
    );
  prepared.value = { url, rows, sources: listed, cells: new Map(wanted.map((cell) => [cell, numbersOf(cell)])) };
};
