import type { ComponentChildren } from 'preact';
import { type Address, go, linkTo } from '../state/address.js';

type Link = {
  to: Partial<Address>;
  current?: 'page' | 'true' | undefined;
  class?: string;
  tabIndex?: number;
  /** Which cell of a grid it is, where it is one. */
  cell?: string;
  /** What it stands under, where the head of a table is out of sight. */
  head?: string;
  children: ComponentChildren;
};

/** Whether a click means to go there, and not to open it elsewhere. */
export const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** A link to another state of the page: a real link, that opens without a reload. */
export const InPageLink = ({ to, current, class: className, tabIndex, cell, head, children }: Link) => (
  <a
    class={className}
    href={linkTo(to)}
    tabIndex={tabIndex}
    data-cell={cell}
    data-head={head}
    aria-current={current}
    onClick={(event) => {
      if (!isPlainClick(event)) return;
      event.preventDefault();
      go(to);
    }}
  >
    {children}
  </a>
);
