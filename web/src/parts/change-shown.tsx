/** A change of a position: its mark, whose position on what, from what to what, and why. */

import type { Change, StanceShown } from '../api/types.js';
import { saidInWords } from '../words/dates.js';
import { inBoth, say } from '../words/language.js';
import { signs } from '../words/signs.js';
import { MARK_OF } from '../words/stances.js';
import { InPageLink } from './link.js';
import { Mark } from './mark.js';
import { ActorName, IssueTitle, nameOf, Wording } from './names.js';
import { Points } from './points.js';
import { StanceWord } from './stance.js';

export const changeWords = inBoth(
  {
    before: 'before',
    after: 'after',
    none: 'no stance',
    said: (date: string) => `said ${date}`,
    late: 'learned late',
    by: (name: string) => `by ${name}`,
  },
  {
    before: '以前',
    after: '以後',
    none: '立場なし',
    said: (date: string) => `${date}の発言`,
    late: '後から判明',
    by: (name: string) => `${name}による`,
  },
);

const Side = ({ of }: { of: StanceShown | undefined }) =>
  of === undefined ? (
    <span class="soft">{say(changeWords).none}</span>
  ) : (
    <>
      <StanceWord of={of.stance} />
      {of.condition !== undefined && <span class="soft">{say(signs).aside(of.condition)}</span>}
    </>
  );

const isSame = (a: StanceShown | undefined, b: StanceShown | undefined): boolean =>
  a?.stance === b?.stance && a?.condition === b?.condition;

const Move = ({ change: { before, after } }: { change: Change }) => {
  const words = say(changeWords);
  if (isSame(before, after)) return after === undefined ? null : <Side of={after} />;
  return (
    <>
      {before !== undefined && (
        <>
          <span class="unseen">{words.before + say(signs).colon}</span>
          <Side of={before} /> <span aria-hidden="true">→</span>{' '}
        </>
      )}
      <span class="unseen">{words.after + say(signs).colon}</span>
      <Side of={after} />
    </>
  );
};

/** One change, the same wherever changes are listed: what kind, whose, and what it says. */
export const ChangeShown = ({ change }: { change: Change }) => {
  const words = say(changeWords);
  const { actor, issue, proposition, said, by, why, learned } = change;
  return (
    <div class="change">
      <p class="change-kind">
        <Mark kind={MARK_OF[change.kind]} />
      </p>
      <div class="change-whose">
        <p>
          <InPageLink to={{ card: `${actor}/${issue}` }}>
            <ActorName id={actor} />
            {' · '}
            <IssueTitle id={issue} />
          </InPageLink>
        </p>
        <p>
          <Points>
            <span>{words.said(saidInWords({ edtf: said.edtf, lastDay: said.day }, 'short'))}</span>
            {by !== undefined && <span>{words.by(nameOf(by).text)}</span>}
            {learned === 'late' && <span>{words.late}</span>}
          </Points>
        </p>
      </div>
      <div class="change-what">
        <p>
          <Move change={change} /> <Wording issue={issue} id={proposition} />
        </p>
        <p class="change-why soft" lang="en">
          {why}
        </p>
      </div>
    </div>
  );
};
