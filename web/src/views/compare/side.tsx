/** One side of a proposition: a stance with its words, in the same form whoever holds it. */

import type { ComponentChildren } from 'preact';
import type { Evidence, StanceInForce } from '../../api/types.js';
import { EvidenceShown } from '../../parts/evidence.js';
import { StanceWord } from '../../parts/stance.js';
import { Loading } from '../../parts/states.js';
import { inWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { signs } from '../../words/signs.js';
import { compareWords } from './words.js';

export type Held = Readonly<{
  stance: StanceInForce;
  since: string;
  condition?: string;
  sinceWithdrawal?: true;
  timesStated?: number;
  lastStated?: string;
  evidence: readonly Evidence[];
}>;

const Facts = ({ held }: { held: Held }) => {
  const words = say(compareWords);
  const { timesStated, lastStated } = held;
  return (
    <p class="held">
      <StanceWord of={held.stance} />{' '}
      <span class="soft">
        {words.since(inWords(held.since))}
        {held.sinceWithdrawal && say(signs).aside(words.sinceWithdrawal)}
        {timesStated !== undefined &&
          lastStated !== undefined &&
          say(signs).semicolon + words.stated(timesStated, inWords(lastStated))}
      </span>
    </p>
  );
};

const Words = ({ held }: { held: Held }) => {
  const words = say(compareWords);
  const all = held.evidence;
  if (held.stance === 'mixed')
    return (
      <>
        {all.map((one) => (
          <EvidenceShown key={one.coding + one.statement} evidence={one} stance />
        ))}
      </>
    );
  const latest = all.at(-1);
  const [first] = all;
  return (
    <>
      {latest !== undefined && <EvidenceShown evidence={latest} />}
      {first !== undefined && first !== latest && (
        <details>
          <summary>{words.firstWords(inWords(first.said.lastDay))}</summary>
          <EvidenceShown evidence={first} />
        </details>
      )}
    </>
  );
};

/** `loading`: what is held is not known yet, which is another thing than nothing. */
type SideShown = { label: ComponentChildren; held: Held | undefined | 'loading'; folded?: boolean };

export const SideShown = ({ label, held, folded = false }: SideShown) => {
  const words = say(compareWords);
  return (
    <div class="compare-side">
      <p class="side-label">{label}</p>
      {held === 'loading' && <Loading />}
      {held === undefined && <p class="held soft">{words.noStance}</p>}
      {held !== undefined && held !== 'loading' && (
        <>
          <Facts held={held} />
          {held.condition !== undefined && (
            <p class="condition">
              {words.condition}
              {say(signs).colon}
              {held.condition}
            </p>
          )}
          {folded ? (
            <details>
              <summary>{words.theWords}</summary>
              <Words held={held} />
            </details>
          ) : (
            <Words held={held} />
          )}
        </>
      )}
    </div>
  );
};
