/** What differs, proposition by proposition, each side beside the other. */

import type { Because, Diff, Difference, DifferenceKind } from '../../api/types.js';
import { EvidenceShown } from '../../parts/evidence.js';
import { InPageLink } from '../../parts/link.js';
import { MarkShape } from '../../parts/mark.js';
import { nameOf, Wording } from '../../parts/names.js';
import { address } from '../../state/address.js';
import { instantInWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { signs } from '../../words/signs.js';
import type { MarkKind } from '../../words/stances.js';
import { actor, heldBy, issue, left, right } from './asked.js';
import { sideTold } from './heads.js';
import { SideShown } from './side.js';
import { becauseWords, compareWords, differenceWords } from './words.js';

const SHAPES: Readonly<Partial<Record<DifferenceKind, MarkKind>>> = {
  added: 'new',
  changed: 'shifted',
  restated: 'reaffirmed',
  withdrawn: 'withdrawn',
  gone: 'withdrawn',
  contested: 'contested',
  opposed: 'contested',
  differs: 'shifted',
  'fell silent': 'silent',
};

/** What became of it: a shape and a word. */
export const Became = ({ kind }: { kind: DifferenceKind }) => {
  const shape = SHAPES[kind];
  const only = kind === 'not held' ? actor.value : kind === 'held' ? address.value.with : undefined;
  return (
    <span class="mark became">
      {shape !== undefined && <MarkShape kind={shape} />}
      <span>{only === undefined ? say(differenceWords)[kind] : say(compareWords).only(nameOf(only).text)}</span>
    </span>
  );
};

const Causes = ({ because }: { because: readonly Because[] }) => {
  const words = say(compareWords);
  return (
    <div class="because">
      <h4>{words.because}</h4>
      <ul>
        {because.map(({ position, time, event, statement, actor, reason }) => (
          <li key={position}>
            <InPageLink to={{ view: 'events', position: String(position) }}>{words.atPosition(position)}</InPageLink>
            {say(signs).comma + instantInWords(time) + say(signs).colon}
            <span class="id">{statement ?? actor}</span> {say(becauseWords)[event] ?? event}
            {reason !== undefined && <span class="soft"> — {reason}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
};

/** What has no proposition is about the issue: a silence. */
const Silence = ({ of }: { of: Difference }) => (
  <section class="difference">
    <h3>
      <Became kind={of.change} />
    </h3>
    <p lang="en">{of.why}</p>
    {of.evidence?.map((one) => (
      <EvidenceShown key={one.statement} evidence={one} stance />
    ))}
  </section>
);

const DifferenceShown = ({ of, answer }: { of: Difference; answer: Diff }) => {
  if (of.proposition === '') return <Silence of={of} />;
  return (
    <section class="difference" id={`differs-${of.proposition}`}>
      <h3>
        <Wording issue={issue.value} id={of.proposition} />
      </h3>
      <p class="became-line">
        <Became kind={of.change} />
      </p>
      <div class="compare-sides">
        <SideShown label={sideTold(answer.from)} held={of.before} />
        <SideShown label={sideTold(answer.to)} held={of.after} />
      </div>
      {of.evidence !== undefined && of.evidence.length > 0 && (
        <div class="compare-side">
          {of.evidence.map((one) => (
            <EvidenceShown key={one.coding + one.statement} evidence={one} stance />
          ))}
        </div>
      )}
      {of.because !== undefined && of.because.length > 0 && <Causes because={of.because} />}
    </section>
  );
};

export const isOfContest = ({ change }: Difference): boolean =>
  change === 'contested' || change === 'no longer contested';

export const Differences = ({ answer }: { answer: Diff }) => (
  <>
    {answer.differences
      .filter((one) => !isOfContest(one))
      .map((one) => (
        <DifferenceShown key={one.proposition + one.change} of={one} answer={answer} />
      ))}
  </>
);

/** What stands on both sides as it is: shown where all is asked for. */
export const Unchanged = ({ answer }: { answer: Diff }) => {
  if (answer.unchanged.length === 0) return null;
  return (
    <>
      <h2 class="compare-part">{say(compareWords).unchanged}</h2>
      {answer.unchanged.map((id) => (
        <section key={id} class="difference">
          <h3>
            <Wording issue={issue.value} id={id} />
          </h3>
          <div class="compare-sides">
            <SideShown label={sideTold(answer.from)} held={heldBy(left, answer.from, id)} folded />
            <SideShown label={sideTold(answer.to)} held={heldBy(right, answer.to, id)} folded />
          </div>
        </section>
      ))}
    </>
  );
};
