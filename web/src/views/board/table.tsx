/** The board as a table: actors down, issues across; one cell takes the keyboard, and arrows move it. */

import { type ReadonlySignal, untracked, useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Issue } from '../../api/types.js';
import { InPageLink } from '../../parts/link.js';
import { ActorName, IssueTitle, issueTitle } from '../../parts/names.js';
import { openCard } from '../../state/address.js';
import { issues } from '../../state/names.js';
import { say } from '../../words/language.js';
import { CellShown, drawnAs, looksOf } from './cell.js';
import { cited } from './cited.js';
import { arrowsIn } from './grid.js';
import { groups, type Row } from './rows.js';
import { rests, useSight } from './sight.js';
import { boardWords } from './words.js';

/** With more issues than this a cell has room for fewer words. */
const ROOMY = 4;

type Across = { across: readonly Issue[]; roomy: boolean; first: string };
type BoardCell = { of: string; head: string; most: number; first: boolean; near: ReadonlySignal<boolean> };

/** What a cell out of sight looks like, as of when time last rested. */
const drawnAtRest = (of: string): string => {
  void [rests.value, cited.value];
  return untracked(() => drawnAs(of));
};

/** A cell is drawn again only when what is to be seen in it is something else. */
const BoardCell = ({ of, head, most, first, near }: BoardCell) => {
  const drawn = useComputed(() => (near.value ? drawnAs(of) : drawnAtRest(of)));
  const open = useComputed(() => openCard.value === of);
  return (
    <td role="gridcell" class={`cell${looksOf(of)}${open.value ? ' open' : ''}`}>
      <InPageLink
        to={{ card: of }}
        cell={of}
        head={head}
        tabIndex={first ? 0 : -1}
        current={open.value ? 'true' : undefined}
      >
        <CellShown of={of} most={most} drawn={drawn.value} />
      </InPageLink>
    </td>
  );
};

const RowShown = ({ row, across, roomy, first }: { row: Row } & Across) => {
  const sight = useSight(roomy);
  const most = roomy ? 3 : 1;
  return (
    <tr ref={sight.row} role="row" class={row.under === undefined ? 'body-row' : 'person-row'}>
      <th role="rowheader" scope="row">
        <span class="actor">
          <ActorName id={row.id} />
        </span>
        {row.post !== undefined && <span class="post">{row.post}</span>}
      </th>
      {across.map(({ id }) => {
        const of = `${row.id}/${id}`;
        const head = issueTitle(id).text;
        return <BoardCell key={id} of={of} head={head} most={most} first={first === of} near={sight.near} />;
      })}
    </tr>
  );
};

const Heads = ({ across }: { across: readonly Issue[] }) => (
  <thead role="rowgroup">
    <tr role="row">
      <th role="columnheader" scope="col" class="corner">
        {say(boardWords).actors}
      </th>
      {across.map(({ id }) => (
        <th key={id} role="columnheader" scope="col">
          <IssueTitle id={id} />
        </th>
      ))}
    </tr>
  </thead>
);

/** The cell that the keyboard comes to: that of the open card, else the first. */
const firstCell = (card: string): string => {
  const rows = groups.value.flatMap((group) => group.rows);
  const shown = rows.some(({ id }) => id === card.split('/')[0]);
  return shown ? card : `${rows[0]?.id ?? ''}/${issues.value[0]?.id ?? ''}`;
};

/** `labelledBy` is the id of what it is called by: it says the date, and the table is not drawn again for it. */
export const Table = ({ labelledBy }: { labelledBy: string }) => {
  const table = useRef<HTMLTableElement>(null);
  const across = issues.value;
  const first = firstCell(openCard.value);
  const roomy = across.length <= ROOMY;
  return (
    <div class={`board${roomy ? ' roomy' : ''}`}>
      <table ref={table} role="grid" aria-labelledby={labelledBy} onKeyDown={(event) => arrowsIn(table.current, event)}>
        <Heads across={across} />
        {groups.value.map((group) => (
          <tbody key={group.id} role="rowgroup">
            {group.rows.map((row) => (
              <RowShown key={row.id} row={row} across={across} roomy={roomy} first={first} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
};
