/** Compare: two dates, two actors or two recorded times, side by side. */

import './compare.css';
import type { Diff } from '../../api/types.js';
import { ApiLink } from '../../parts/api-link.js';
import { Choice } from '../../parts/choice.js';
import { Copy } from '../../parts/copy.js';
import { issueTitle, nameOf } from '../../parts/names.js';
import { Empty, Failed, Loading } from '../../parts/states.js';
import { address, go } from '../../state/address.js';
import { issues, namesComing } from '../../state/names.js';
import { say } from '../../words/language.js';
import { actor, asked, changedTo, diff, issue, left, mode, permalink, right, spokeOn } from './asked.js';
import { Contests } from './contests.js';
import { Differences, Unchanged } from './differences.js';
import { Heads, Swap } from './heads.js';
import { Overview } from './overview.js';
import { compareWords } from './words.js';

type Picked = {
  label: string;
  value: string;
  options: readonly string[];
  named: (id: string) => string;
  onPick: (id: string) => void;
};

const Picked = ({ label, value, options, named, onPick }: Picked) => (
  <label class="picked">
    <span>{label}</span>
    <select value={value} onChange={(event) => onPick(event.currentTarget.value)}>
      {(options.includes(value) ? options : [value, ...options]).map((id) => (
        <option key={id} value={id}>
          {named(id)}
        </option>
      ))}
    </select>
  </label>
);

const Subject = () => {
  const words = say(compareWords);
  return (
    <>
      <Picked
        label={words.issue}
        value={issue.value}
        options={issues.value.map(({ id }) => id)}
        named={(id) => issueTitle(id).text}
        onPick={(id) => go({ ...asked(), issue: id })}
      />
      {mode.value !== 'actors' && (
        <Picked
          label={words.actor}
          value={actor.value}
          options={spokeOn(issue.value)}
          named={(id) => nameOf(id).text}
          onPick={(id) => go({ ...asked(), actor: id })}
        />
      )}
    </>
  );
};

const MODES = ['dates', 'actors', 'known'] as const;

const Tools = () => {
  const words = say(compareWords);
  const { answer, url } = diff.value.value;
  return (
    <div class="compare-tools">
      <Subject />
      <Choice
        name="compare-mode"
        legend={words.mode}
        options={MODES.map((value) => ({ value, label: words.modes[value] }))}
        value={mode.value}
        onChange={(wanted) => go(changedTo(wanted))}
      />
      <Choice
        name="compare-every"
        legend={words.shown}
        options={[
          { value: '', label: words.changes },
          { value: '1', label: words.all },
        ]}
        value={address.value.every === '1' ? '1' : ''}
        onChange={(every) => go({ every }, 'replace')}
      />
      {answer !== undefined && url !== undefined && (
        <span class="compare-links">
          <Copy label={words.copyLink} text={() => permalink(answer)} />
          <ApiLink href={url}>{words.json}</ApiLink>
          <ApiLink href={`${url}&format=csv`}>{words.csv}</ApiLink>
        </span>
      )}
    </div>
  );
};

const Same = ({ answer }: { answer: Diff }) => {
  const words = say(compareWords);
  if (answer.differences.length > 0) return null;
  if (answer.unchanged.length === 0) return <Empty title={words.neither} />;
  if (address.value.every === '1') return null;
  return (
    <Empty title={words.same}>
      <p>{words.sameHelp(answer.unchanged.length)}</p>
      <p class="state-actions">
        <button type="button" onClick={() => go({ every: '1' }, 'replace')}>
          {words.showAll}
        </button>
      </p>
    </Empty>
  );
};

/** Two dates or recorded times the wrong way round, which a reader mends with one step. */
const Backwards = () => {
  const words = say(compareWords);
  return (
    <div class="state state-failed" role="alert">
      <p class="state-title">{words.backwards}</p>
      <p>{words.backwardsHelp}</p>
      <p class="state-actions">
        <Swap />
      </p>
    </div>
  );
};

const Body = () => {
  const { answer, failure } = diff.value.value;
  if (failure?.kind === 'refused' && failure.isBackwards) return <Backwards />;
  if (failure !== undefined) return <Failed failure={failure} again={diff.again} onPick={(id) => go({ actor: id })} />;
  if (answer === undefined) return <Loading />;
  return (
    <>
      <Same answer={answer} />
      <Overview answer={answer} />
      {mode.value === 'actors' && <Contests answer={answer} />}
      <Differences answer={answer} />
      {mode.value !== 'actors' && <Contests answer={answer} />}
      {address.value.every === '1' && <Unchanged answer={answer} />}
    </>
  );
};

const CompareView = () => {
  const title = issueTitle(issue.value);
  const busy = namesComing.value || [diff, left, right].some(({ value }) => value.value.loading);
  return (
    <div class="compare-view" aria-busy={busy}>
      <h1 class="compare-title">{say(compareWords).title(title.text)}</h1>
      <Tools />
      <Heads />
      <Body />
    </div>
  );
};

export default CompareView;
