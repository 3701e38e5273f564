/** What the page shows, as it stands in the URL's query: whoever opens the same URL sees the same. */

import { computed, effect, signal } from '@preact/signals';

/**
 * Everything that can be linked, with the value that is left out of the URL. All are texts. A view that needs another adds
 * it here.
 */
const DEFAULTS = {
  /** Which view: one of views/index.ts. */
  view: 'board',
  /** The said date: a day or an instant; empty is the day of the latest statement. */
  asOf: '',
  /** The recorded time: a log position, a day or an instant; empty is all that is known now. */
  knownAt: '',
  /** `1` ties the recorded clock to the said clock: what we knew then. */
  tie: '',
  /** Whose accounts may move a position: own, press or all. */
  evidence: 'press',
  /** The interface’s language: en or ja; empty is the browser’s. */
  lang: '',
  /** The open card, `actor/issue`. */
  card: '',
  /** How much time the scrubber shows: all, year, quarter or month; empty is what most of the record lies in. */
  span: '',
  /** Lanes: the first and the last day in sight, `2025-11-01/2025-11-30`; empty is where most of them lie. */
  range: '',
  /** Which actors the board shows: all, or bodies (no persons). */
  rows: 'all',
  /** Words that names on the page are filtered by. */
  q: '',
  /** The subject of lanes, compare and live. */
  actor: '',
  issue: '',
  /** Compare: the second actor, the two dates, the two recorded times, and `1` for all instead of what differs. */
  with: '',
  from: '',
  to: '',
  knownFrom: '',
  knownTo: '',
  every: '',
  /** Live: kinds of change, with commas; the body whose changes, and those of whoever speaks for it. */
  kind: '',
  body: '',
  /** Events: the open event, the position that the page of the log lies before, the type and the stream of events. */
  position: '',
  before: '',
  type: '',
  stream: '',
  /** Enter: the statement that is open. */
  statement: '',
} as const;

export type Parameter = keyof typeof DEFAULTS;
export type Address = Readonly<Record<Parameter, string>>;

const NAMES = Object.keys(DEFAULTS) as readonly Parameter[];

/** The address that a query stands for. Parameters there are none of are passed over. */
export const parsed = (search: string): Address => {
  const query = new URLSearchParams(search);
  return Object.fromEntries(NAMES.map((name) => [name, query.get(name) ?? DEFAULTS[name]])) as Address;
};

/** The query of an address, in a fixed order; empty where all is as it is by default. */
export const written = (address: Address): string => {
  const query = new URLSearchParams(NAMES.filter((n) => address[n] !== DEFAULTS[n]).map((n) => [n, address[n]]));
  const text = query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
};

/** What the page shows. Changed by `go` alone. */
export const address = signal<Address>(parsed(location.search));

/** How long the URL may lag behind what is dragged: browsers refuse a page that writes it for every frame. */
const LAG_MS = 300;

/** The open card, `actor/issue`; empty where none is. */
export const openCard = computed(() => address.value.card);

/** The address as it was when it last rested: what links are made from, so that hundreds are not written for each frame. */
const rested = signal<Address>(address.peek());
let resting: ReturnType<typeof setTimeout> | undefined;

effect(() => {
  const now = address.value;
  clearTimeout(resting);
  resting = setTimeout(() => (rested.value = now), LAG_MS);
});

let lagging: ReturnType<typeof setTimeout> | undefined;

const write = (how: 'push' | 'replace'): void => {
  clearTimeout(lagging);
  const url = `${location.pathname}${written(address.peek())}${location.hash}`;
  if (how === 'push') history.pushState(null, '', url);
  else history.replaceState(null, '', url);
};

/**
 * Show something else; whether it is something else. `push` is a step that Back undoes; `replace` takes the place of what is
 * shown; `drag` does too, and is one of many in a row, whose URL is written when they rest.
 */
export const go = (change: Partial<Address>, how: 'push' | 'replace' | 'drag' = 'push'): boolean => {
  const next = { ...address.peek(), ...change };
  if (written(next) === written(address.peek())) return false;
  if (how === 'push' && lagging !== undefined) write('replace');
  address.value = next;
  clearTimeout(lagging);
  if (how === 'drag') lagging = setTimeout(() => write('replace'), LAG_MS);
  else write(how);
  return true;
};

/** The link to what `go` would show, for anchors. */
export const linkTo = (change: Partial<Address>): string => written({ ...rested.value, ...change }) || '?';

addEventListener('popstate', () => {
  clearTimeout(lagging);
  address.value = parsed(location.search);
});
