/** The sources of the board, numbered, where it was prepared for print: which stand for which cell. */

import { computed, signal } from '@preact/signals';
import { board } from '../../state/board.js';
import { type Group, groups } from './rows.js';

export type CitedSource = Readonly<{
  number: number;
  id: string;
  title: string;
  publisher: string;
  language?: string | undefined;
  published?: string | undefined;
  url?: string | undefined;
}>;

/** `url` and `rows` are what it was prepared for. */
export type Prepared = Readonly<{
  url: string | undefined;
  rows: readonly Group[];
  sources: readonly CitedSource[];
  cells: ReadonlyMap<string, readonly number[]>;
}>;

export const prepared = signal<Prepared | undefined>(undefined);

/** What was prepared, as long as the same board with the same rows is shown. */
export const cited = computed(() => {
  const { value } = prepared;
  return value !== undefined && value.url === board.value.url && value.rows === groups.value ? value : undefined;
});

const NONE: readonly number[] = [];

export const citedIn = (cell: string): readonly number[] => cited.value?.cells.get(cell) ?? NONE;
