/** Contested claims: both sides in equal form, each with its words, and no verdict. */

import type { Contest, Diff, DifferenceKind, Position } from '../../api/types.js';
import { ActorName, Wording } from '../../parts/names.js';
import { address } from '../../state/address.js';
import { say } from '../../words/language.js';
import { actor, issue, left, mode, right, wholeOf } from './asked.js';
import { Became, isOfContest } from './differences.js';
import { SideShown } from './side.js';
import { compareWords } from './words.js';

/** A contest, and the position of the other side of it. */
type Pair = Readonly<{ contest: Contest; own: Position | undefined; change?: DifferenceKind }>;

const keyOf = ({ proposition, by }: Contest): string => `${proposition}/${by.id}`;

/** The contests that the comparison tells of; and where all is asked for, those that stand on the right as they stood. */
const pairsOf = (answer: Diff): readonly Pair[] => {
  const [a, b] = [wholeOf(left, answer.from), wholeOf(right, answer.to)];
  const told = answer.differences.filter(isOfContest).flatMap(({ contest, change }): readonly Pair[] => {
    if (contest === undefined) return [];
    const own = mode.value === 'actors' || change === 'no longer contested' ? a : b;
    return [{ contest, own, change }];
  });
  if (address.value.every !== '1' || mode.value === 'actors') return told;
  const keys = told.map(({ contest }) => keyOf(contest));
  const standing = (b?.contests ?? []).filter((contest) => !keys.includes(keyOf(contest)));
  return [...told, ...standing.map((contest) => ({ contest, own: b }))];
};

const PairShown = ({ contest, own, change }: Pair) => {
  const held = own?.propositions.find(({ id }) => id === contest.proposition);
  const { by, byStance: stance, since, evidence } = contest;
  const condition = evidence.at(-1)?.condition;
  return (
    <section class="difference contest-pair" id={`contest-${contest.proposition}`}>
      <h3>
        <Wording issue={issue.value} id={contest.proposition} />
      </h3>
      {change !== undefined && (
        <p class="became-line">
          <Became kind={change} />
        </p>
      )}
      <div class="compare-sides">
        <SideShown
          label={<ActorName id={own?.actor.id ?? actor.value} />}
          held={
            own === undefined
              ? 'loading'
              : held && {
                  stance: held.stance,
                  since: held.since,
                  ...conditionOf(held.condition),
                  evidence: held.evidence,
                }
          }
        />
        <SideShown
          label={<ActorName id={by.id} name={by.name} />}
          held={{ stance, since, ...(stance === 'conditional' ? conditionOf(condition) : {}), evidence }}
        />
      </div>
    </section>
  );
};

const conditionOf = (condition: string | undefined): Readonly<{ condition?: string }> =>
  condition === undefined ? {} : { condition };

export const Contests = ({ answer }: { answer: Diff }) => {
  const pairs = pairsOf(answer);
  const words = say(compareWords);
  if (pairs.length === 0) return null;
  return (
    <>
      <h2 class="compare-part">{words.contests}</h2>
      <p class="soft">{words.contestsHelp}</p>
      {pairs.map((pair) => (
        <PairShown key={keyOf(pair.contest)} {...pair} />
      ))}
    </>
  );
};
