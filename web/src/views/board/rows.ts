/** The board’s rows: each body, and under it those who speak for it. */

import { computed } from '@preact/signals';
import type { Actor, Membership } from '../../api/types.js';
import { isNamed } from '../../parts/names.js';
import { address } from '../../state/address.js';
import { board } from '../../state/board.js';
import { asOf, dayOf } from '../../state/clocks.js';
import { actors } from '../../state/names.js';
import { speakers } from '../../state/timeline.js';

export type Row = Readonly<{ id: string; under?: string | undefined; post?: string | undefined }>;
export type Group = Readonly<{ id: string; rows: readonly Row[] }>;

const covers = (day: string, { from, until }: Membership): boolean =>
  (from === undefined || from <= day) && (until === undefined || day < until);

/** The post that a person is shown with: the one held on the day, else the last one recorded. */
const postOf = (actor: Actor | undefined, day: string): Membership | undefined =>
  actor?.memberships.find((one) => covers(day, one)) ?? actor?.memberships.at(-1);

/**
 * Whoever spoke by now and is known, or does on the board, in the order of the record: rows stay where they are through what
 * was said, and an actor that the record learned of later has none in an old view.
 */
const named = computed(() => {
  const known = [...speakers.value].filter((id) => actors.value.has(id));
  const all = new Set([...known, ...(board.value.answer?.cells ?? []).map(({ actor }) => actor.id)]);
  const places = new Map([...actors.value.keys()].map((id, at) => [id, at] as const));
  const place = (id: string): number => places.get(id) ?? places.size;
  return [...all].sort((a, b) => place(a) - place(b));
});

const rowOf = (id: string, day: string, all: ReadonlySet<string>): Row => {
  const actor = actors.value.get(id);
  const membership = postOf(actor, day);
  const under = membership !== undefined && all.has(membership.body) ? membership.body : undefined;
  const held = membership !== undefined && covers(day, membership);
  return { id, under, post: held ? membership.post : undefined };
};

const isShown = ({ id, under }: Row): boolean =>
  isNamed(id, address.value.q) &&
  (address.value.rows !== 'bodies' || actors.value.get(id)?.kind !== 'person' || under === id);

/** The same groups as before where nothing in them changed: then no row is drawn again. */
let before: readonly Group[] = [];

const settled = (groups: readonly Group[]): readonly Group[] => {
  if (JSON.stringify(groups) !== JSON.stringify(before)) before = groups;
  return before;
};

/** The rows that are shown, in groups. A person whose body is not on the board stands alone. */
export const groups = computed<readonly Group[]>(() => {
  const day = dayOf(asOf.value);
  const all = new Set(named.value);
  const rows = named.value.map((id) => rowOf(id, day, all));
  const heads = rows.filter(({ under }) => under === undefined);
  const found = heads.map((head) => ({
    id: head.id,
    rows: [head, ...rows.filter(({ under }) => under === head.id)].filter(isShown),
  }));
  return settled(found.filter((group) => group.rows.length > 0));
});
