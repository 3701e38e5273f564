/** What is shown and how near: the subject, the zoom, and the span to compare. */

import { Choice } from '../../parts/choice.js';
import { issueTitle, nameOf } from '../../parts/names.js';
import { InPageLink } from '../../parts/link.js';
import { address, go } from '../../state/address.js';
import { actors, issues } from '../../state/names.js';
import { speakers } from '../../state/timeline.js';
import { say } from '../../words/language.js';
import { subject } from './asked.js';
import { panBy, rangeTold, type Zoom, zoomBy, zoomNow, zoomTo } from './range.js';
import { clear, select, selected } from './selection.js';
import { laneWords } from './words.js';

type Picked = {
  label: string;
  value: string;
  all: string;
  options: readonly string[];
  named: (id: string) => string;
  onPick: (value: string) => void;
};

const Picked = ({ label, value, all, options, named, onPick }: Picked) => (
  <label class="picked">
    <span>{label}</span>
    <select value={value} onChange={(event) => onPick(event.currentTarget.value)}>
      <option value="">{all}</option>
      {options.map((id) => (
        <option key={id} value={id}>
          {named(id)}
        </option>
      ))}
    </select>
  </label>
);

/** Those who spoke, in the order of the record. */
const spoke = (): readonly string[] => {
  const known = [...actors.value.keys()].filter((id) => speakers.value.has(id));
  const { actor } = subject.value;
  return actor === '' || known.includes(actor) ? known : [...known, actor];
};

export const Subject = () => {
  const words = say(laneWords);
  const { actor, issue } = subject.value;
  return (
    <>
      <Picked
        label={words.issue}
        value={issue}
        all={words.allIssues}
        options={issues.value.map(({ id }) => id)}
        named={(id) => issueTitle(id).text}
        onPick={(id) => go({ issue: id, actor, range: '' })}
      />
      <Picked
        label={words.actor}
        value={actor}
        all={words.allActors}
        options={spoke()}
        named={(id) => nameOf(id).text}
        onPick={(id) => go({ actor: id, issue, range: '' })}
      />
      {actor === '' && (
        <Choice
          name="lane-rows"
          legend={words.rows}
          options={(['all', 'bodies'] as const).map((value) => ({ value, label: words[value] }))}
          value={address.value.rows === 'bodies' ? 'bodies' : 'all'}
          onChange={(rows) => go({ rows }, 'replace')}
        />
      )}
    </>
  );
};

const STEPS: readonly Zoom[] = ['all', 'year', 'month', 'day'];

const Sign = ({ label, sign, onClick }: { label: string; sign: string; onClick: () => void }) => (
  <button type="button" class="icon" aria-label={label} title={label} onClick={onClick}>
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <path d={sign} fill="none" stroke="currentColor" stroke-width="2" />
    </svg>
  </button>
);

export const Zooming = () => {
  const words = say(laneWords);
  const [from, to] = rangeTold.value;
  return (
    <div class="zooming" role="group" aria-label={words.zoom}>
      <Choice
        name="lane-zoom"
        legend={words.zoom}
        options={STEPS.map((value) => ({ value, label: words.zooms[value] }))}
        value={zoomNow.value as Zoom}
        onChange={(zoom) => zoomTo(zoom)}
      />
      <span class="signs">
        <Sign label={words.earlier} sign="M9 2 4 7l5 5" onClick={() => panBy(-0.5)} />
        <Sign label={words.later} sign="M5 2l5 5-5 5" onClick={() => panBy(0.5)} />
        <Sign label={words.nearer} sign="M7 2v10M2 7h10" onClick={() => zoomBy(0.5)} />
        <Sign label={words.farther} sign="M2 7h10" onClick={() => zoomBy(2)} />
      </span>
      <span class="range-told" aria-live="polite">
        {words.between(from, to)}
      </span>
    </div>
  );
};

export const Span = () => {
  const words = say(laneWords);
  const { from, to } = address.value;
  const field = (label: string, value: string, onPick: (day: string) => void) => (
    <label>
      <span>{label}</span>
      <input type="date" value={value.slice(0, 10)} onChange={(event) => onPick(event.currentTarget.value)} />
    </label>
  );
  return (
    <fieldset class="span-picked">
      <legend>{words.span}</legend>
      {field(words.from, from, (day) => (to === '' ? go({ from: day }, 'replace') : select(day, to)))}
      {field(words.to, to, (day) => (from === '' ? go({ to: day }, 'replace') : select(from, day)))}
      {selected.value !== undefined && (
        <>
          <InPageLink class="button" to={{ view: 'compare', ...subject.value, with: '', knownFrom: '', knownTo: '' }}>
            {words.compare}
          </InPageLink>
          <button type="button" class="plain" onClick={clear}>
            {words.clear}
          </button>
        </>
      )}
    </fieldset>
  );
};
