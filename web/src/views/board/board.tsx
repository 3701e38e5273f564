/** The board: every actor’s position on every issue, as of a date and as known at a time. */

import { computed } from '@preact/signals';
import { Choice } from '../../parts/choice.js';
import { Mark } from '../../parts/mark.js';
import { Empty, Failed, Loading } from '../../parts/states.js';
import { address, go } from '../../state/address.js';
import { askBoardAgain, board } from '../../state/board.js';
import { asOf, evidence } from '../../state/clocks.js';
import { namesComing } from '../../state/names.js';
import { speakers, timelineRead } from '../../state/timeline.js';
import { inWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { shellWords } from '../../words/shell.js';
import { type MarkKind, policyWords } from '../../words/stances.js';
import { Print, PrintedSources } from './printed.js';
import { groups } from './rows.js';
import { Table } from './table.js';
import { boardWords } from './words.js';

const Evidence = () => {
  const words = say(policyWords);
  const options = (['own', 'press', 'all'] as const).map((value) => ({ value, label: words[value] }));
  return (
    <Choice
      name="evidence"
      legend={words.label}
      quiet={false}
      options={options}
      value={evidence.value}
      onChange={(value) => go({ evidence: value })}
    />
  );
};

const Rows = () => {
  const words = say(boardWords);
  const options = (['all', 'bodies'] as const).map((value) => ({ value, label: words[value] }));
  const value = address.value.rows === 'bodies' ? 'bodies' : 'all';
  return (
    <Choice
      name="rows"
      legend={words.rows}
      options={options}
      value={value}
      onChange={(rows) => go({ rows }, 'replace')}
    />
  );
};

const Find = () => (
  <label class="find">
    <span class="unseen">{say(boardWords).find}</span>
    <input
      type="search"
      placeholder={say(boardWords).findHint}
      value={address.value.q}
      onInput={(event) => go({ q: event.currentTarget.value }, 'drag')}
    />
  </label>
);

const SHOWN: readonly MarkKind[] = [
  'new',
  'reaffirmed',
  'shifted',
  'withdrawn',
  'declined',
  'contested',
  'silent',
  'corrected',
  'later',
];

const Legend = () => {
  const words = say(boardWords);
  return (
    <details class="legend">
      <summary>{words.marks}</summary>
      <dl>
        {SHOWN.map((kind) => (
          <div key={kind}>
            <dt>
              <Mark kind={kind} />
            </dt>
            <dd>{words.legend[kind]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
};

/** What there is to show in place of the table, or that there is the table. */
const stage = computed(() => {
  const { answer, failure } = board.value;
  if (failure !== undefined) return 'failed';
  if (answer === undefined) return 'loading';
  if (answer.cells.length === 0 && speakers.value.size === 0) return timelineRead.value ? 'empty' : 'loading';
  return groups.value.length === 0 ? 'nobody' : 'table';
});

const busy = computed(() => (board.value.loading || namesComing.value ? 'true' : 'false'));

const TITLE = 'board-title';

const NoRows = () => (
  <Empty title={say(boardWords).noneFound}>
    <button type="button" onClick={() => go({ q: '', rows: 'all' }, 'replace')}>
      {say(boardWords).clear}
    </button>
  </Empty>
);

const Body = () => {
  if (stage.value === 'table') return <Table labelledBy={TITLE} />;
  if (stage.value === 'nobody') return <NoRows />;
  if (stage.value === 'loading') return <Loading />;
  const { failure } = board.value;
  if (failure !== undefined) return <Failed failure={failure} again={askBoardAgain} />;
  return (
    <Empty title={say(shellWords).empty}>
      <p>{say(shellWords).emptyHelp}</p>
    </Empty>
  );
};

const Title = () => (
  <h1 class="view-title" id={TITLE}>
    {say(boardWords).title(inWords(asOf.value))}
  </h1>
);

export const BoardView = () => (
  <>
    <Title />
    <div class="tools">
      <Find />
      <Rows />
      <Evidence />
      <Print />
      <Legend />
    </div>
    <div aria-busy={busy}>
      <Body />
    </div>
    <PrintedSources />
  </>
);
