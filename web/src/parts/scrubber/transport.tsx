/** The buttons that move through time, the date in words and a field for any day. */

import { go } from '../../state/address.js';
import { asOf, dayOf, latestDay, today } from '../../state/clocks.js';
import { leap, pause, play, playing, speed, SPEEDS, step } from '../../state/play.js';
import { neighbour, perDay, stops } from '../../state/timeline.js';
import { inWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { timeWords } from '../../words/time.js';
import { Choice } from '../choice.js';
import { span } from './scale.js';

const ICONS = {
  first: 'M3 3v10M13 3 6 8l7 5Z',
  back: 'M11.5 3 4.5 8l7 5Z',
  play: 'M4 2.5 13.5 8 4 13.5Z',
  pause: 'M4 3h3v10H4ZM9 3h3v10H9Z',
  forward: 'M4.5 3l7 5-7 5Z',
  last: 'M13 3v10M3 3l7 5-7 5Z',
} as const;

type IconButton = {
  icon: keyof typeof ICONS;
  label: string;
  onClick: () => void;
  disabled?: boolean;
  strong?: boolean;
};

const IconButton = ({ icon, label, onClick, disabled, strong }: IconButton) => (
  <button
    type="button"
    class={strong ? 'icon strong' : 'icon'}
    aria-label={label}
    title={label}
    aria-disabled={disabled ? 'true' : undefined}
    onClick={disabled ? undefined : onClick}
  >
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={ICONS[icon]} fill="currentColor" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" />
    </svg>
  </button>
);

export const Buttons = () => {
  const words = say(timeWords);
  const day = dayOf(asOf.value);
  const isFirst = neighbour(stops.value, day, -1) === undefined;
  const isLast = neighbour(stops.value, day, 1) === undefined;
  return (
    <div class="transport" role="group" aria-label={words.time}>
      <IconButton icon="first" label={words.first} onClick={() => leap('first')} disabled={isFirst} />
      <IconButton icon="back" label={words.back} onClick={() => step(-1)} disabled={isFirst} />
      {playing.value ? (
        <IconButton icon="pause" label={words.pause} onClick={pause} strong />
      ) : (
        <IconButton icon="play" label={words.play} onClick={play} strong />
      )}
      <IconButton icon="forward" label={words.forward} onClick={() => step(1)} disabled={isLast} />
      <IconButton icon="last" label={words.last} onClick={() => leap('last')} disabled={isLast} />
      <label class="speed">
        <span class="unseen">{words.speed}</span>
        <select value={String(speed.value)} onChange={(event) => (speed.value = Number(event.currentTarget.value))}>
          {SPEEDS.map((one) => (
            <option key={one} value={String(one)}>
              {words.perSecond(one)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
};

/** The date asked of, large, with what is special about it; written with the field beside it. */
export const DateShown = () => {
  const words = say(timeWords);
  const day = dayOf(asOf.value);
  const count = perDay.value.get(day) ?? 0;
  const which = count > 0 && day === latestDay.value ? words.latest : day === today() ? words.today : '';
  const told = count > 0 ? words.statements(count) : words.noStatement;
  return (
    <div class="date-shown">
      <p class="date">
        <span class="soft">{words.asOf}</span> <time dateTime={day}>{inWords(day)}</time>
      </p>
      <p class="date-note">{[told, which].filter((one) => one !== '').join(' · ')}</p>
    </div>
  );
};

export const AnyDay = () => (
  <label class="any-day">
    <span class="unseen">{say(timeWords).anyDay}</span>
    <input
      type="date"
      value={dayOf(asOf.value)}
      onChange={(event) => {
        pause();
        go({ asOf: event.currentTarget.value });
      }}
    />
  </label>
);

export const Span = () => {
  const words = say(timeWords);
  const options = (['all', 'year', 'quarter', 'month'] as const).map((value) => ({ value, label: words[value] }));
  return (
    <Choice
      name="span"
      legend={words.span}
      options={options}
      value={span.value as 'all'}
      onChange={(wanted) => go({ span: wanted }, 'replace')}
    />
  );
};
