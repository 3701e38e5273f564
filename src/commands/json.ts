/** JSON as it is taken: UTF-8 (RFC 8259, 8.1), each name of an object once (RFC 8259, 4), and no deeper than anything needs. */

/** Why bytes or a text are no JSON that is taken, in a sentence. */
export class NotTaken extends Error {}

/** It is nested deeper than anything is. */
export class NestedTooDeep extends NotTaken {}

/** How deep it may be nested; the deepest command needs eight. */
export const DEEPEST = 32;

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Bytes as text.
 *
 * @throws NotTaken
 */
export const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new NotTaken('is no UTF-8: JSON is sent in UTF-8.');
  }
};

/** Where a text of JSON goes on after a string that begins at a place. */
const afterString = (text: string, start: number): number => {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
};

const WHITE = ' \t\n\r';

/** How many names stand in a text of JSON, the same one twice counted twice. */
const namesWritten = (text: string): number => {
  let names = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== '"') continue;
    at = afterString(text, at);
    while (at < text.length && WHITE.includes(text[at] as string)) at += 1;
    if (text[at] === ':') names += 1;
    else at -= 1;
  }
  return names;
};

/** How many names a value has in it, level by level: what is nested too deeply is no matter of the stack. */
const namesRead = (value: unknown): number => {
  let names = 0;
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST)
      throw new NestedTooDeep(`is nested deeper than ${DEEPEST} levels: nothing that can be recorded is.`);
    const next: unknown[] = [];
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue;
      const inner = Object.values(one);
      if (!Array.isArray(one)) names += inner.length;
      for (const each of inner) if (typeof each === 'object') next.push(each);
    }
    level = next;
  }
  return names;
};

/**
 * The value of a text of JSON.
 *
 * @throws NotTaken
 */
export const valueOf = (text: string): unknown => {
  if (text.startsWith(BYTE_ORDER_MARK)) throw new NotTaken('begins with a byte order mark: send JSON without one.');
  const value = ((): unknown => {
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw new NotTaken(`is no JSON (${(error as Error).message}).`);
    }
  })();
  if (namesRead(value) < namesWritten(text))
    throw new NotTaken('gives a name twice in one object: nobody can tell which of the two is meant.');
  return value;
};
