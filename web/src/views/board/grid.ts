/** Moving the keyboard’s place in a grid (WAI-ARIA): arrows by one, Home and End in the row, with Control to the corners. */

const rowsOf = (grid: HTMLElement): readonly (readonly HTMLElement[])[] =>
  [...grid.querySelectorAll<HTMLElement>('tbody tr')].map((row) => [
    ...row.querySelectorAll<HTMLElement>('[data-cell]'),
  ]);

type Place = Readonly<{ row: number; column: number }>;

const MOVES: Readonly<Record<string, (place: Place, rows: number, columns: number, far: boolean) => Place>> = {
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  Home: ({ row }, _rows, _columns, far) => ({ row: far ? 0 : row, column: 0 }),
  End: ({ row }, rows, columns, far) => ({ row: far ? rows - 1 : row, column: columns - 1 }),
};

/** Give the keyboard to one cell, and take it from the others. */
const focusOn = (grid: HTMLElement, cell: HTMLElement): void => {
  for (const other of grid.querySelectorAll<HTMLElement>('[data-cell][tabindex="0"]')) other.tabIndex = -1;
  cell.tabIndex = 0;
  cell.focus();
};

export const arrowsIn = (grid: HTMLElement | null, event: KeyboardEvent): void => {
  const move = MOVES[event.key];
  const from = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]');
  if (grid === null || from === null || move === undefined || event.altKey || event.metaKey) return;
  const rows = rowsOf(grid);
  const row = rows.findIndex((cells) => cells.includes(from));
  const place = { row, column: rows[row]?.indexOf(from) ?? 0 };
  const next = move(place, rows.length, rows[row]?.length ?? 0, event.ctrlKey);
  const cell = rows[next.row]?.[next.column];
  if (cell === undefined) return;
  event.preventDefault();
  focusOn(grid, cell);
};
