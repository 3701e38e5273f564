/** The same as a table: for those who read rather than look, and for paper. */

import { useState } from 'preact/hooks';
import { ActorName, Wording } from '../../parts/names.js';
import { StanceWord } from '../../parts/stance.js';
import { instantInWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { contesterOf, dateTold, LaneShape, wordOf } from './marks.js';
import { type Lane, lanes, type Mark } from './model.js';
import { laneWords } from './words.js';

const Row = ({ lane, mark }: { lane: Lane; mark: Mark }) => {
  const { entry, change, kind } = mark;
  const quote = entry?.evidence.citations[0]?.quote;
  const recorded = kind === 'corrected' || entry === undefined ? change?.recorded : entry.evidence.recorded.time;
  const by = contesterOf(mark);
  return (
    <tr>
      <th scope="row">{dateTold(mark)}</th>
      <td>
        <ActorName id={lane.actor} />
      </td>
      <td>
        <Wording issue={lane.issue} id={lane.proposition} />
      </td>
      <td>
        <LaneShape kind={kind} size={12} />{' '}
        {kind === 'contested' && by !== undefined ? say(laneWords).contestedBy(by) : wordOf(kind)}
      </td>
      <td>{entry !== undefined && kind !== 'corrected' && <StanceWord of={entry.evidence.stance} />}</td>
      <td>
        {kind === 'corrected' || kind === 'later' ? (
          <span lang="en">{change?.why}</span>
        ) : (
          quote !== undefined && <q lang={quote.language}>{quote.exact}</q>
        )}
      </td>
      <td>{recorded !== undefined && instantInWords(recorded)}</td>
    </tr>
  );
};

const Rows = () => {
  const words = say(laneWords);
  const all = lanes.value.flatMap((lane) => lane.marks.map((mark) => ({ lane, mark })));
  const heads = [words.said, words.who, words.what, words.became, words.stance, words.words, words.recordedAt];
  return (
    <div class="lane-table" tabIndex={0} role="region" aria-label={words.caption}>
      <table>
        <caption class="unseen">{words.caption}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all
            .sort((a, b) => a.mark.at - b.mark.at)
            .map(({ lane, mark }) => (
              <Row key={lane.key + mark.key} lane={lane} mark={mark} />
            ))}
        </tbody>
      </table>
    </div>
  );
};

export const AsTable = () => {
  const [open, setOpen] = useState(false);
  return (
    <details class="as-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say(laneWords).table}</summary>
      {open && <Rows />}
    </details>
  );
};
