/** One proposition of a position: the stance, the words, who contests it, and why this is the answer. */

import type { Contest, Position, PropositionAnswer } from '../../api/types.js';
import { ActorName, inLanguage, nameOf, Text } from '../../parts/names.js';
import { StanceWord } from '../../parts/stance.js';
import { inWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { signs } from '../../words/signs.js';
import { permalinkOf } from './citation.js';
import { cardWords } from './words.js';
import { WordsShown } from './words-shown.js';

const Why = ({ answer, position }: { answer: PropositionAnswer; position: Position }) => {
  const words = say(cardWords);
  return (
    <details class="why">
      <summary>{words.why}</summary>
      <ul>
        <li>{answer.stance === 'mixed' ? words.whyMixed : words.whyRun(inWords(answer.since), answer.timesStated)}</li>
        {answer.sinceWithdrawal && <li>{words.whyWithdrawn}</li>}
        <li>{words.whyPolicy[position.evidence]}</li>
        <li>{words.whyKnown(position.knownAt.position, position.rules)}</li>
      </ul>
    </details>
  );
};

const Run = ({ answer }: { answer: PropositionAnswer }) => {
  const words = say(cardWords);
  const told = [
    answer.policyOf === undefined ? words.claim : words.policyOf(nameOf(answer.policyOf).text),
    words.since(inWords(answer.since)),
    ...(answer.sinceWithdrawal ? [words.sinceWithdrawal] : []),
    words.stated(answer.timesStated, inWords(answer.lastStated)),
  ];
  return <p class="run">{told.join(say(signs).semicolon)}</p>;
};

/** What one side of a contest holds. Both sides have the same form. */
const Side = ({
  actor,
  name,
  stance,
  since,
}: {
  actor: string;
  name: string;
  stance: Contest['stance'];
  since: string;
}) => (
  <div class="side">
    <p>
      <strong>
        <ActorName id={actor} name={name} />
      </strong>
    </p>
    <p>
      <StanceWord of={stance} /> <span class="soft">{say(cardWords).bySince(inWords(since))}</span>
    </p>
  </div>
);

const ContestShown = ({
  contest,
  answer,
  position,
}: {
  contest: Contest;
  answer: PropositionAnswer;
  position: Position;
}) => {
  const { actor } = position;
  return (
    <section class="contest" aria-label={say(cardWords).contestOf(inLanguage(answer.wording)?.text ?? answer.id)}>
      <h4>{say(cardWords).contested}</h4>
      <div class="sides">
        <Side actor={actor.id} name={actor.name} stance={contest.stance} since={answer.since} />
        <Side actor={contest.by.id} name={contest.by.name} stance={contest.byStance} since={contest.since} />
      </div>
      {contest.evidence.slice(-1).map((evidence) => (
        <WordsShown key={evidence.coding} evidence={evidence} link={permalinkOf(position)} />
      ))}
    </section>
  );
};

const Words = ({ answer, position }: { answer: PropositionAnswer; position: Position }) => {
  const words = say(cardWords);
  const link = permalinkOf(position);
  const latest = answer.evidence.at(-1);
  const [first] = answer.evidence;
  if (answer.stance === 'mixed')
    return (
      <>
        {answer.evidence.map((evidence) => (
          <WordsShown key={evidence.statement} evidence={evidence} link={link} stance />
        ))}
      </>
    );
  return (
    <>
      {latest !== undefined && <WordsShown evidence={latest} link={link} />}
      {first !== undefined && first !== latest && (
        <details class="first-words">
          <summary>
            {words.first}
            {say(signs).colon}
            {inWords(first.said.lastDay)}
          </summary>
          <WordsShown evidence={first} link={link} stance />
        </details>
      )}
    </>
  );
};

export const PropositionShown = ({ answer, position }: { answer: PropositionAnswer; position: Position }) => {
  const wording = inLanguage(answer.wording) ?? { language: 'en', text: answer.id };
  const contests = position.contests.filter(({ proposition }) => proposition === answer.id);
  return (
    <section class="proposition">
      <h3>
        <StanceWord of={answer.stance} /> <Text of={wording} />
      </h3>
      {answer.condition !== undefined && (
        <p class="condition">
          {say(cardWords).condition}
          {say(signs).colon}
          {answer.condition}
        </p>
      )}
      <Run answer={answer} />
      <Words answer={answer} position={position} />
      {contests.map((contest) => (
        <ContestShown key={contest.by.id} contest={contest} answer={answer} position={position} />
      ))}
      <Why answer={answer} position={position} />
    </section>
  );
};
