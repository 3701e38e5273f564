/** What commands print: data to stdout, everything else to stderr. */

export type Output = Readonly<{ json: boolean }>;

/** One line of data. Waits where the reader is slower, so that nothing piles up. */
export const line = async (text: string): Promise<void> => {
  if (process.stdout.write(`${text}\n`)) return;
  await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
};

/** Characters that a terminal would act on, and those that turn the direction of text, shown instead of done. */
const ACTING = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/gu;

const inert = (text: string): string =>
  text.replaceAll(ACTING, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** One line for people. */
export const tell = (text: string): Promise<void> => line(inert(text));

/** One JSON document, or the lines for people. */
export const print = async (answer: unknown, output: Output, text: () => readonly string[]): Promise<void> => {
  if (output.json) return line(JSON.stringify(answer, null, 2));
  for (const one of text()) await tell(one);
};

/** A remark beside the data. */
export const remark = (text: string): void => void process.stderr.write(`${inert(text)}\n`);

/** A count with what is counted, as `1 line`, `2 lines`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u;

/** How many columns of a terminal a text takes: East Asian characters take two. */
const width = (text: string): number => [...text].reduce((sum, char) => sum + (WIDE.test(char) ? 2 : 1), 0);

const padded = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)));

/** Rows under their headings, columns lined up. */
export const columns = (headings: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = headings.map((heading, at) => Math.max(width(heading), ...rows.map((row) => width(row[at] ?? ''))));
  const shown = (row: readonly string[]): string =>
    row
      .map((cell, at) => padded(cell, widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return [shown(headings), shown(widths.map((wide) => '-'.repeat(wide))), ...rows.map(shown)];
};

/** A text in lines of at most so many columns, all but the first indented. */
export const wrapped = (text: string, indent = 0, most = 100): readonly string[] => {
  const lines: string[] = [];
  let current = ' '.repeat(indent);
  for (const word of text.split(' ').filter((one) => one !== '')) {
    if (current.trim() !== '' && width(current) + 1 + width(word) > most) {
      lines.push(current);
      current = ' '.repeat(indent);
    }
    current += current.trim() === '' ? word : ` ${word}`;
  }
  return [...lines, current];
};
