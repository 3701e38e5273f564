/** The recorded clock: the switch that ties it to the date, any recorded time, and what was learned later. */

import { go } from '../../state/address.js';
import { resolvedKnownAt } from '../../state/board.js';
import { knowsAll, tied } from '../../state/clocks.js';
import { learnedLater } from '../../state/knowledge.js';
import type { Act } from '../../state/timeline.js';
import { instantInWords, inWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { signs } from '../../words/signs.js';
import { timeWords } from '../../words/time.js';
import { MarkShape } from '../mark.js';
import { ActorName } from '../names.js';
import { numberOf } from './scale.js';
import { knowledgeTold } from './track.js';

/** How many that were learned later are named. */
const NAMED = 12;

const LaterOne = ({ act }: { act: Act }) => {
  const days = numberOf(act.recorded) - numberOf(act.day);
  return (
    <li>
      <time dateTime={act.day}>{inWords(act.day, 'short')}</time>
      {say(signs).colon}
      {act.actors.map((id, at) => (
        <span key={id}>
          {at > 0 && say(signs).comma}
          <ActorName id={id} />
        </span>
      ))}
      <span class="soft"> — {say(timeWords).learned(instantInWords(act.recorded), days)}</span>
    </li>
  );
};

const Later = () => {
  const words = say(timeWords);
  const later = learnedLater.value;
  if (knowsAll.value) return null;
  if (later.length === 0) return <p class="later-note soft">{words.nothingLater}</p>;
  return (
    <details class="later-note">
      <summary>
        <MarkShape kind="later" /> {words.later(later.length)}
      </summary>
      <ul>
        {later.slice(0, NAMED).map((act) => (
          <LaterOne key={act.statement} act={act} />
        ))}
        {later.length > NAMED && <li class="soft">{words.more(later.length - NAMED)}</li>}
      </ul>
    </details>
  );
};

const Tie = () => (
  <label class="switch" title={say(timeWords).tieHelp}>
    <input
      type="checkbox"
      role="switch"
      checked={tied.value}
      onChange={(event) => go({ tie: event.currentTarget.checked ? '1' : '', knownAt: '' })}
    />
    <span>{say(timeWords).tie}</span>
  </label>
);

const pickedValue = (): string => {
  const time = knowsAll.value || tied.value ? undefined : resolvedKnownAt.value?.time;
  return time === undefined ? '' : time.slice(0, 16);
};

/** Any recorded time, to the minute, in UTC. What lies ahead is refused by the service, in its words. */
const Pick = () => {
  const words = say(timeWords);
  return (
    <label class="pick">
      <span class="soft">
        {words.pick}
        {say(signs).aside(words.pickHelp)}
      </span>{' '}
      <input
        type="datetime-local"
        value={pickedValue()}
        onChange={({ currentTarget: { value } }) => go({ tie: '', knownAt: value === '' ? '' : `${value}:00Z` })}
      />
    </label>
  );
};

export const Knowledge = () => (
  <div class="knowledge">
    <Tie />
    <p class="known-now">{knowledgeTold()}</p>
    {!knowsAll.value && (
      <button type="button" class="plain" onClick={() => go({ tie: '', knownAt: '' })}>
        {say(timeWords).backToNow}
      </button>
    )}
    <Pick />
    <Later />
  </div>
);
