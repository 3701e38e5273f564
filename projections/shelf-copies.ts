/** Shelves as a whole: everything that ever stood on one, and copies. */

import { fromOf, Node, Shelf, STILL, untilOf } from './shelf.js';

/** Every item that ever stood, with the positions from which and until which it did: what a second index is made of. */
export const journalOf = <Value>(
  shelf: Shelf<Value>,
): readonly Readonly<{ position: number; value: Value; stands: boolean }>[] => {
  const found: { position: number; value: Value; stands: boolean }[] = [];
  const gather = (node: Node<Value>): void => {
    if (!node.leaf) return node.children.forEach(gather);
    node.values.forEach((value, at) => {
      found.push({ position: fromOf(node, at), value, stands: true });
      if (untilOf(node, at) !== STILL) found.push({ position: untilOf(node, at), value, stands: false });
    });
  };
  gather(shelf.root);
  return found.sort((a, b) => a.position - b.position);
};

const copyOf = <Value>(node: Node<Value>): Node<Value> =>
  node.leaf
    ? {
        leaf: true,
        keys: [...node.keys],
        values: [...node.values],
        width: node.width,
        cells: node.cells.slice(0, node.width * node.keys.length),
      }
    : {
        leaf: false,
        first: [...node.first],
        since: [...node.since],
        children: node.children.map(copyOf),
        ...(node.totals === undefined
          ? {}
          : { totals: { rows: node.totals.rows.slice(), length: node.totals.length } }),
      };

/** A shelf of its own with the same items. */
export const copiedShelf = <Value>(shelf: Shelf<Value>): Shelf<Value> => ({
  ...shelf,
  root: copyOf(shelf.root),
});
