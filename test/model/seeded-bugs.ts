/**
 * Bugs put into a copy of the readings, to show that the model test would find each: one change of text in one file.
 * A text that is no longer there, or there twice, fails: then the bug has to be put anew.
 */

import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** In a file, named from the root, put one text for another. */
export type Bug = Readonly<{ name: string; file: string; from: string; to: string }>;

/** Specs run in the checkout's root. */
const ROOT = resolve('.');
/** What a question needs besides the readings. */
const BESIDE = ['events', 'src/refusal.ts', 'src/record'];

export const BUGS: readonly Bug[] = [
  {
    name: 'a run that is read back goes on where the stance was another',
    file: 'projections/run-back.ts',
    from: 'earlier.stance !== now.stance',
    to: 'earlier.count === 0',
  },
  {
    name: 'the last day of a post is in it',
    file: 'projections/actors.ts',
    from: 'lastDay < membership.until',
    to: 'lastDay <= membership.until',
  },
  {
    name: 'a day alone counts at its last instant',
    file: 'projections/moment.ts',
    from: 'said.latest < asOf.instant',
    to: 'said.latest <= asOf.instant',
  },
  {
    name: 'a news house that tells of it is another side',
    file: 'projections/account.ts',
    from: "row.kind === 'organisation'",
    to: 'false',
  },
  {
    name: 'a post that may not commit the body speaks for it',
    file: 'projections/holders.ts',
    from: 'membership.speaksFor && ',
    to: '',
  },
  {
    name: 'a time and a day alone that end at one instant are one point',
    file: 'projections/points.ts',
    from: "(said.precision === 'time' ? 0 : 1)",
    to: '0',
  },
  {
    name: 'the source that decides the order in the text need not quote every coding',
    file: 'projections/coded.ts',
    from: 'codings.every(({ coding }) => startIn',
    to: 'codings.some(({ coding }) => startIn',
  },
  {
    name: 'anybody takes back what another said',
    file: 'projections/coded.ts',
    from: 'withdrawal === undefined || !takesBack(state, spoke)',
    to: 'withdrawal === undefined',
  },
  {
    name: 'a withdrawal that was voided still takes back',
    file: 'projections/statements.ts',
    from: 'return withoutWithdrawal(state);',
    to: 'return state;',
  },
  {
    name: 'an account that was corrected is told as it was',
    file: 'projections/statements.ts',
    from: 'known.source === report.source ? report : known',
    to: 'known',
  },
  {
    name: 'what is taken back still stands at the point of its withdrawal',
    file: 'projections/holding.ts',
    from: 'closed === undefined || closed > point',
    to: 'closed === undefined || closed >= point',
  },
  {
    name: 'a late arrival moves a line no further than words that overlap it by an instant',
    file: 'projections/line.ts',
    from: 'now.inForce.greatest > reached',
    to: 'now.inForce.greatest >= reached',
  },
  {
    name: 'what a run took back is still counted as stated where it opened the run',
    file: 'projections/run.ts',
    from: 'opening(coded, view.clock) >= begins;',
    to: 'opening(coded, view.clock) > begins;',
  },
  {
    name: 'what an event ends is known as it was for one position more',
    file: 'projections/shelf.ts',
    from: 'leaf.cells[leaf.width * at + 1] = position;\n      return stepOf(shelf, value, position, -1);',
    to: 'leaf.cells[leaf.width * at + 1] = position + 1;\n      return stepOf(shelf, value, position, -1);',
  },
  {
    name: 'an answer given on the day of a characterisation is from before it',
    file: 'projections/characterisations.ts',
    from: 'lastStated < version.state.said.firstDay',
    to: 'lastStated <= version.state.said.firstDay',
  },
  {
    name: 'what is uncertain for long is not looked for far enough',
    file: 'projections/asides-open.ts',
    from: "2 ** (Number(name.slice('range '.length)) + 1)",
    to: "2 ** Number(name.slice('range '.length)) - 3",
  },
  {
    name: 'a corrected date is not cut where the correction was recorded',
    file: 'projections/statements.ts',
    from: 'state.said : boundedBy(said, recorded)',
    to: 'state.said : said',
  },
  {
    name: 'what was recorded can have been said at that very instant',
    file: 'events/said-date.ts',
    from: 'Date.parse(recorded) - 1',
    to: 'Date.parse(recorded)',
  },
];

const mutated = (text: string, { name, file, from, to }: Bug): string => {
  const times = text.split(from).length - 1;
  if (times === 1) return text.replace(from, () => to);
  throw new Error(`“${name}” cannot be seeded: its text is in ${file} ${times} times and has to be there once.`);
};

/** A copy of the readings, and of what questions to them need, in a directory; with a bug, if one is given. */
export const copyInto = (directory: string, bug?: Bug): void => {
  mkdirSync(join(directory, 'src/record'), { recursive: true });
  for (const part of ['projections', 'package.json', 'src/record/question-refusals.ts', ...BESIDE]) {
    cpSync(join(ROOT, part), join(directory, part), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  if (bug === undefined) return;
  const path = join(directory, bug.file);
  writeFileSync(path, mutated(readFileSync(path, 'utf8'), bug));
};
