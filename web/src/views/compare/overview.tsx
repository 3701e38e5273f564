/** All that differs at a glance: a line each, which leads to its words below. */

import type { Diff, Difference, PropositionAnswer } from '../../api/types.js';
import { Wording } from '../../parts/names.js';
import { StanceWord } from '../../parts/stance.js';
import { say } from '../../words/language.js';
import { heldBy, issue, left, right } from './asked.js';
import { Became, isOfContest } from './differences.js';
import { sideTold } from './heads.js';
import { compareWords } from './words.js';

/** From how many lines on it helps. */
const HELPS = 3;

const Stance = ({ of }: { of: PropositionAnswer | undefined | 'loading' }) => {
  if (of === 'loading') return <span class="soft">…</span>;
  return of === undefined ? <span class="soft">{say(compareWords).none}</span> : <StanceWord of={of.stance} />;
};

/** What a difference does not say of a side is in the side’s whole position. */
const Line = ({ of, answer }: { of: Difference; answer: Diff }) => (
  <tr>
    <th scope="row">
      <a href={`#${isOfContest(of) ? 'contest' : 'differs'}-${of.proposition}`}>
        <Wording issue={issue.value} id={of.proposition} />
      </a>
    </th>
    <td>
      <Became kind={of.change} />
    </td>
    <td>
      <Stance of={of.before ?? heldBy(left, answer.from, of.proposition)} />
    </td>
    <td>
      <Stance of={of.after ?? heldBy(right, answer.to, of.proposition)} />
    </td>
  </tr>
);

export const Overview = ({ answer }: { answer: Diff }) => {
  const words = say(compareWords);
  const lines = answer.differences.filter(({ proposition }) => proposition !== '');
  if (lines.length < HELPS) return null;
  return (
    <table class="compare-overview">
      <caption class="unseen">{words.overview}</caption>
      <thead>
        <tr>
          <th scope="col">{words.proposition}</th>
          <th scope="col">{words.became}</th>
          <th scope="col">{sideTold(answer.from)}</th>
          <th scope="col">{sideTold(answer.to)}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((one) => (
          <Line key={one.proposition + one.change} of={one} answer={answer} />
        ))}
      </tbody>
    </table>
  );
};
