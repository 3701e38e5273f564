/** A cell: the stances in force in few words, what the latest statement did and how old it is. */

import { untracked, useComputed } from '@preact/signals';
import type { Cell, CellStance } from '../../api/types.js';
import { Mark, MarkShape } from '../../parts/mark.js';
import { Wording } from '../../parts/names.js';
import { StanceWord } from '../../parts/stance.js';
import { cells, shownDay } from '../../state/board.js';
import { ghostsIn } from '../../state/knowledge.js';
import { ageInWords, instantInWords, inWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { type Marks, marksOf } from './marks.js';
import { citedIn } from './cited.js';
import { boardWords } from './words.js';

const ASIDES = ['characterised', 'declined', 'uncertain', 'notCounted'] as const;

/** What was said anew on the day first, then the latest. */
const order =
  (day: string) =>
  (a: CellStance, b: CellStance): number => {
    if ((a.since === day) !== (b.since === day)) return a.since === day ? -1 : 1;
    return a.lastStated < b.lastStated ? 1 : a.lastStated > b.lastStated ? -1 : 0;
  };

const Stances = ({ cell, most }: { cell: Cell; most: number }) => {
  const day = shownDay.peek();
  const shown = [...cell.stances].sort(order(day)).slice(0, most);
  const hidden = cell.stances.length - shown.length;
  return (
    <ul class="stances">
      {shown.map(({ proposition, stance, since, lastStated }) => (
        <li key={proposition} class={since === day ? 'opened' : lastStated === day ? 'restated' : undefined}>
          <StanceWord of={stance} />{' '}
          <span class="wording">
            <Wording issue={cell.issue} id={proposition} />
          </span>
        </li>
      ))}
      {hidden > 0 && <li class="soft">{say(boardWords).more(hidden)}</li>}
    </ul>
  );
};

/** The age alone follows every date; the rest of a cell is drawn again only when it is another. */
const Age = ({ of }: { of: string }) => {
  const age = useComputed(() => {
    const days = cells.value.get(of)?.lastStatement?.daysBefore;
    return days === undefined ? '' : ageInWords(days);
  });
  return <span class="age">{age}</span>;
};

const Ghosts = ({ of }: { of: string }) => {
  const ghosts = untracked(() => ghostsIn(of));
  const [first] = ghosts;
  const last = ghosts.at(-1);
  if (first === undefined || last === undefined) return null;
  return (
    <p class="ghost">
      <MarkShape kind="later" />{' '}
      {say(boardWords).ghost(ghosts.length, inWords(first.day, 'short'), instantInWords(last.recorded))}
    </p>
  );
};

const Asides = ({ cell, but }: { cell: Cell; but?: string | undefined }) => {
  const words = say(boardWords).asides;
  const told = ASIDES.filter((aside) => cell[aside] > 0 && aside !== but).map((aside) => words[aside](cell[aside]));
  return told.length === 0 ? null : <p class="asides">{told.join(' · ')}</p>;
};

const Foot = ({ of, marks }: { of: string; marks: Marks }) => (
  <p class="cell-foot">
    {marks.moved !== undefined && (
      <span class="moved">
        <Mark kind={marks.moved} /> <Age of={of} />
      </span>
    )}
    {marks.beside.map((kind) => (
      <Mark key={kind} kind={kind} />
    ))}
  </p>
);

/** The numbers of its sources, where the board is prepared for print. */
const CitedNumbers = ({ of }: { of: string }) => {
  const numbers = untracked(() => citedIn(of));
  if (numbers.length === 0) return null;
  return <p class="on-paper cited">{numbers.map((number) => `[${number}]`).join(' ')}</p>;
};

/** What a cell looks like, in a text: it is drawn again when this is another. The age is not in it: it follows by itself. */
export const drawnAs = (of: string): string => {
  const ghosts = ghostsIn(of).map(({ statement }) => statement);
  const cell = cells.value.get(of);
  if (cell === undefined) return ghosts.join();
  const day = shownDay.value;
  const today = cell.stances
    .map(({ since, lastStated }) => (since === day ? 's' : lastStated === day ? 'l' : ''))
    .join();
  const counts = ASIDES.map((aside) => cell[aside]);
  const last = cell.lastStatement;
  const fresh = last?.daysBefore === 0;
  const cited = citedIn(of);
  return JSON.stringify([
    cell.status,
    cell.stances,
    marksOf(of, cell),
    counts,
    last?.statement,
    fresh,
    today,
    ghosts,
    cited,
  ]);
};

/** The classes of a cell: something was said that day, nothing was ever said. */
export const looksOf = (of: string): string => {
  const cell = cells.peek().get(of);
  if (cell === undefined || cell.status === 'no statement on record') return ' empty';
  return cell.lastStatement?.daysBefore === 0 ? ' fresh' : '';
};

/** What stands in a cell. `drawn` is what `drawnAs` gave: nothing else is read that would have it drawn again. */
export const CellShown = ({ of, most }: { of: string; most: number; drawn: string }) => {
  const words = say(boardWords);
  const cell = cells.peek().get(of);
  if (cell === undefined || cell.status === 'no statement on record')
    return (
      <>
        <p class="none">{words.none}</p>
        {cell !== undefined && <Asides cell={cell} />}
        <Ghosts of={of} />
        <CitedNumbers of={of} />
      </>
    );
  const marks = untracked(() => marksOf(of, cell));
  return (
    <>
      {cell.stances.length === 0 ? <p class="none">{words.noStance}</p> : <Stances cell={cell} most={most} />}
      <Foot of={of} marks={marks} />
      <Asides cell={cell} but={marks.moved} />
      <Ghosts of={of} />
      <CitedNumbers of={of} />
    </>
  );
};
