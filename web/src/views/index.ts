/** The views, in the order of the navigation. A view that is not here does not exist; all but the board come when opened. */

import type { ComponentType } from 'preact';
import { inBoth, type Words } from '../words/language.js';
import { BoardView } from './board/board.js';

export type View = Readonly<{
  id: string;
  title: Words<string>;
}> &
  (
    | Readonly<{ shown: ComponentType }>
    /** Fetched when it is first opened, with its styles and words: `() => import('./lanes/lanes.js')`. */
    | Readonly<{ load: () => Promise<Readonly<{ default: ComponentType }>> }>
  );

export const VIEWS: readonly [View, ...View[]] = [
  { id: 'board', title: inBoth('Board', '一覧'), shown: BoardView },
  { id: 'lanes', title: inBoth('Lanes', '推移'), load: () => import('./lanes/lanes.js') },
  { id: 'compare', title: inBoth('Compare', '比較'), load: () => import('./compare/compare.js') },
  { id: 'live', title: inBoth('Live', '速報'), load: () => import('./live/live.js') },
  { id: 'events', title: inBoth('Events', '出来事'), load: () => import('./events/events.js') },
  { id: 'enter', title: inBoth('Enter', '記入'), load: () => import('./enter/enter.js') },
];
