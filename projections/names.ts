import { ActorsView, namesAt } from './actors.js';

const SEPARATORS = /[\s·・,.'’\-‐]+/u;

/** The words of a name, without case, width or accents. */
const wordsOf = (name: string): readonly string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{Script=Latin}\p{Mn}+/gu, (letter) => letter.slice(0, 1))
    .normalize('NFKC')
    .toLowerCase()
    .split(SEPARATORS)
    .filter((word) => word !== '');

const keyOf = (name: string): string => [...wordsOf(name)].sort().join(' ');

/** A name run together, as it is written and with its words the other way round: scripts without spaces need both. */
const joined = (name: string): readonly string[] => {
  const words = wordsOf(name);
  return [words.join(''), [...words].reverse().join('')];
};

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Whether a name begins or ends with another, in a script that writes the words of one together or apart. */
const isPartOf = (way: string, name: string): boolean => {
  const part = joined(name)[0] ?? '';
  return UNSPACED.test(part) && joined(way).some((whole) => whole.startsWith(part) || whole.endsWith(part));
};

type IsShown = (name: string) => boolean;
const every: IsShown = () => true;

const isCalled = (way: string, name: string): boolean =>
  keyOf(way) === keyOf(name) || joined(way).some((one) => joined(name).includes(one));

/** Every id and name under which an actor is found, as known at a position. */
const waysToName = (actors: ActorsView, id: string, position: number, isShown = every): readonly string[] => {
  const row = actors.get(id);
  if (row === undefined || row.position > position) return [];
  const names = namesAt(row, position).map((name) => name.text);
  return [id, ...names.filter(isShown)];
};

/**
 * The actors called by an id or a name, in any order and script: those called exactly so, else those whose name holds it as
 * a word. Where a script writes names together too, they are all whose name begins or ends with it: none is taken for another.
 *
 * @param isShown whether a name may be shown: nobody is found by one that may not.
 */
export const actorsCalled = (
  actors: ActorsView,
  name: string,
  position: number,
  isShown: IsShown = every,
): readonly string[] => {
  if (waysToName(actors, name, position).length > 0) return [name];
  if (wordsOf(name).length === 0) return [];
  const ways = [...actors.keys()].map((id) => [id, waysToName(actors, id, position, isShown)] as const);
  const exactly = ways.filter(([, found]) => found.some((way) => isCalled(way, name)));
  if (exactly.length > 0) return exactly.map(([id]) => id);
  const words = wordsOf(name);
  const holds = (way: string): boolean => words.every((word) => wordsOf(way).includes(word));
  if (!ways.some(([, found]) => found.some(holds))) return [];
  return ways.filter(([, found]) => found.some((way) => holds(way) || isPartOf(way, name))).map(([id]) => id);
};

/** Every name an actor can be asked for by, for whoever offers the nearest. */
export const allActorNames = (
  actors: ActorsView,
  position: number,
): readonly Readonly<{ id: string; name: string }>[] =>
  [...actors.keys()].flatMap((id) => waysToName(actors, id, position).map((name) => ({ id, name })));
