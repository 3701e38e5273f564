/** What stands beside a position, and is never mixed into it. */

import type { Aside, Characterisation, Position } from '../../api/types.js';
import { ActorName, nameOf, Wording } from '../../parts/names.js';
import { StanceWord } from '../../parts/stance.js';
import { inWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { signs } from '../../words/signs.js';
import { permalinkOf } from './citation.js';
import { cardWords } from './words.js';
import { WordsShown } from './words-shown.js';

const CharacterisationShown = ({ one, position }: { one: Characterisation; position: Position }) => (
  <div class="beside-one">
    <h4>
      <ActorName id={one.by.id} name={one.by.name} />
      {say(signs).colon}
      <StanceWord of={one.as} /> <Wording issue={position.issue.id} id={one.proposition} />
    </h4>
    <p class="answer-given">{say(cardWords).answer[one.answer.answer]}</p>
    <WordsShown evidence={one.evidence} link={permalinkOf(position)} />
  </div>
);

export const Characterisations = ({ position }: { position: Position }) => {
  const words = say(cardWords);
  if (position.characterisations.length === 0) return null;
  return (
    <section class="beside">
      <h3>{words.characterisations}</h3>
      <p class="soft">{words.characterisationsHelp(nameOf(position.actor.id, position.actor.name).text)}</p>
      {position.characterisations.map((one) => (
        <CharacterisationShown key={one.by.id + one.proposition} one={one} position={position} />
      ))}
    </section>
  );
};

const AsideShown = ({ aside, position, stance }: { aside: Aside; position: Position; stance: boolean }) => (
  <div class="beside-one">
    <h4>
      {stance && <StanceWord of={aside.evidence.stance} />} <Wording issue={position.issue.id} id={aside.proposition} />
    </h4>
    <p class="soft">
      {inWords(aside.evidence.said.lastDay)}
      {say(signs).stop}
      <span lang="en">{aside.why}</span>
    </p>
    <WordsShown evidence={aside.evidence} link={permalinkOf(position)} />
  </div>
);

const KINDS = ['declined', 'uncertain', 'notCounted', 'withdrawn'] as const;

/** What was declined, is uncertain, not counted or withdrawn: each list only where it holds something. */
export const Asides = ({ position }: { position: Position }) => {
  const words = say(cardWords);
  return (
    <>
      {KINDS.filter((kind) => position[kind].length > 0).map((kind) => (
        <section key={kind} class="beside">
          <h3>{words[kind]}</h3>
          {position[kind].map((aside) => (
            <AsideShown
              key={aside.proposition + aside.evidence.statement}
              aside={aside}
              position={position}
              stance={kind !== 'declined'}
            />
          ))}
          {position.more?.includes(kind) && <p class="soft">{words.more}</p>}
        </section>
      ))}
    </>
  );
};
