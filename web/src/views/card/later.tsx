/** What the record did not know yet at the time asked of: corrections, and statements it learned later. */

import type { Position } from '../../api/types.js';
import { CorrectedSince } from '../../parts/corrected.js';
import { MarkShape } from '../../parts/mark.js';
import { go } from '../../state/address.js';
import { head, knowsAll } from '../../state/clocks.js';
import { ghostsIn } from '../../state/knowledge.js';
import { instantInWords, inWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { cardWords } from './words.js';

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

export const LaterShown = ({ position }: { position: Position }) => {
  if (knowsAll.value || position.knownAt.position >= head.value) return null;
  const [actor, issue] = [position.actor.id, position.issue.id];
  return (
    <>
      <CorrectedSince answer={{ ...position, actor, issue }} />
      <Learned of={`${actor}/${issue}`} />
      <p class="later-end">
        <button type="button" onClick={() => go({ knownAt: '', tie: '' })}>
          {say(cardWords).showNow}
        </button>
      </p>
    </>
  );
};
