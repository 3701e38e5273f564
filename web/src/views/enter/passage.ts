/** Words in a text: where they stand, and the places at which words begin and end, in any script. */

/** A text as the record keeps it: NFC, LF line ends, no byte order mark. Places in quotes are places in this. */
export const canonical = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .normalize('NFC');

/** UTF-16 places in the canonical text, the end exclusive. */
export type Passage = Readonly<{ start: number; end: number }>;

/** How much of the text around a quote goes with it. */
const CONTEXT = 32;

export const placesOf = (text: string, exact: string): readonly number[] => {
  const found: number[] = [];
  if (exact === '') return found;
  for (let at = text.indexOf(exact); at >= 0 && found.length < 1000; at = text.indexOf(exact, at + 1)) found.push(at);
  return found;
};

/** A passage without the white space at its ends; nothing where it is all white space. */
export const trimmed = (text: string, { start, end }: Passage): Passage | undefined => {
  const words = text.slice(start, end);
  if (words.trim() === '') return undefined;
  return {
    start: start + (words.length - words.trimStart().length),
    end: end - (words.length - words.trimEnd().length),
  };
};

/** Where words begin and end. */
export type Words = Readonly<{ starts: readonly number[]; ends: readonly number[] }>;

export const wordsIn = (text: string, language: string): Words => {
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { segment, index } of segmenter(language).segment(text)) {
    if (segment.trim() === '') continue;
    starts.push(index);
    ends.push(index + segment.length);
  }
  return { starts, ends };
};

const segmenter = (language: string): Intl.Segmenter => {
  try {
    return new Intl.Segmenter(language === '' ? undefined : language, { granularity: 'word' });
  } catch {
    return new Intl.Segmenter(undefined, { granularity: 'word' });
  }
};

/** The index of the last of the sorted places that is not after one. */
export const indexAt = (places: readonly number[], place: number): number =>
  Math.max(
    0,
    places.findLastIndex((one) => one <= place),
  );

const isHalf = (text: string, at: number): boolean => /[\uDC00-\uDFFF]/.test(text.charAt(at));

/** The words before and after a passage, in whole characters. */
export const around = (text: string, { start, end }: Passage): Readonly<{ prefix?: string; suffix?: string }> => {
  const from = Math.max(0, start - CONTEXT);
  const to = Math.min(text.length, end + CONTEXT);
  const prefix = text.slice(isHalf(text, from) ? from + 1 : from, start);
  const suffix = text.slice(end, isHalf(text, to) ? to - 1 : to);
  return { ...(/\S/.test(prefix) ? { prefix } : {}), ...(/\S/.test(suffix) ? { suffix } : {}) };
};

/** The passage that is selected inside an element that shows the text and nothing else. */
export const selectedIn = (element: HTMLElement): Passage | undefined => {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.startContainer) || !element.contains(range.endContainer)) return undefined;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return { start, end: start + range.toString().length };
};
