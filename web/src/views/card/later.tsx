/** What the record did not know yet at the time asked of: statements it learned later, and corrections. */

import type { Change } from '../../api/types.js';
import { MarkShape } from '../../parts/mark.js';
import { Wording } from '../../parts/names.js';
import { go } from '../../state/address.js';
import { knowsAll } from '../../state/clocks.js';
import { ghostsIn, knownPosition } from '../../state/knowledge.js';
import { byCell } from '../../state/timeline.js';
import { instantInWords, inWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { cardWords } from './words.js';

/** The corrections after the time asked of that concern what was known then. */
const correctionsOf = (cell: string): readonly Change[] => {
  const known = knownPosition.value;
  const shown = (id: string): boolean => Number(id.split('.')[0]) <= known;
  return (byCell.value.get(cell) ?? []).filter(
    ({ kind, position, revises }) => kind === 'record-corrected' && position > known && revises.some(shown),
  );
};

const Corrections = ({ of }: { of: string }) => {
  const words = say(cardWords);
  const found = correctionsOf(of);
  if (found.length === 0) return null;
  return (
    <section class="later-box">
      <h3>
        <MarkShape kind="corrected" /> {words.corrected}
      </h3>
      <p class="soft">{words.correctedHelp}</p>
      <ul>
        {found.map(({ id, issue, proposition, recorded, position, why }) => (
          <li key={id}>
            <Wording issue={issue} id={proposition} />{' '}
            <span class="soft">({words.correctedOn(instantInWords(recorded), position)})</span>
            <p class="reason" lang="en">
              {why}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Learned = ({ of }: { of: string }) => {
  const words = say(cardWords);
  const ghosts = ghostsIn(of);
  if (ghosts.length === 0) return null;
  return (
    <section class="later-box">
      <h3>
        <MarkShape kind="later" /> {words.later}
      </h3>
      <p class="soft">{words.laterHelp}</p>
      <ul>
        {ghosts.map(({ statement, day, recorded }) => (
          <li key={statement}>{words.laterOne(inWords(day), instantInWords(recorded))}</li>
        ))}
      </ul>
    </section>
  );
};

export const LaterShown = ({ of }: { of: string }) => {
  if (knowsAll.value || (correctionsOf(of).length === 0 && ghostsIn(of).length === 0)) return null;
  return (
    <>
      <Corrections of={of} />
      <Learned of={of} />
      <p class="later-end">
        <button type="button" onClick={() => go({ knownAt: '', tie: '' })}>
          {say(cardWords).showNow}
        </button>
      </p>
    </>
  );
};
