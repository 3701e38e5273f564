/** The two sides: which each is, and how to choose another. */

import type { ComponentChildren } from 'preact';
import type { Side } from '../../api/types.js';
import { CorrectedSince } from '../../parts/corrected.js';
import { InPageLink } from '../../parts/link.js';
import { ActorName, nameOf } from '../../parts/names.js';
import { type Address, address, go } from '../../state/address.js';
import { head } from '../../state/clocks.js';
import { neighbour, recordedTimes, stops } from '../../state/timeline.js';
import { instantInWords, inWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { signs } from '../../words/signs.js';
import { actor, asked, diff, from, issue, knownFrom, knownTo, mode, spokeOn, swapped, to } from './asked.js';
import { compareWords } from './words.js';

export type Which = 'from' | 'to';

const set = (change: Partial<Address>): void => void go({ ...asked(), ...change });

type Stepped = { all: readonly string[]; value: string; onPick: (value: string) => void; children: ComponentChildren };

/** A field with a step to the one before and the one after. */
const Stepped = ({ all, value, onPick, children }: Stepped) => {
  const words = say(compareWords);
  const step = (direction: 1 | -1, label: string, sign: string) => {
    const next = neighbour(all, value, direction);
    return (
      <button
        type="button"
        class="icon"
        aria-label={label}
        title={label}
        aria-disabled={next === undefined ? 'true' : undefined}
        onClick={() => next !== undefined && onPick(next)}
      >
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <path d={sign} fill="none" stroke="currentColor" stroke-width="2" />
        </svg>
      </button>
    );
  };
  return (
    <span class="stepped">
      {step(-1, words.back, 'M9 2 4 7l5 5')}
      {children}
      {step(1, words.forward, 'M5 2l5 5-5 5')}
    </span>
  );
};

const DateField = ({ which }: { which: Which }) => {
  const value = which === 'from' ? from.value : to.value;
  const pick = (day: string): void => set({ [which]: day });
  return (
    <Stepped all={stops.value} value={value} onPick={pick}>
      <label>
        <span class="unseen">{say(compareWords).date}</span>
        <input
          type="date"
          value={value}
          onChange={(event) => event.currentTarget.value && pick(event.currentTarget.value)}
        />
      </label>
    </Stepped>
  );
};

const ActorField = ({ which }: { which: Which }) => {
  const value = which === 'from' ? actor.value : address.value.with;
  const known = spokeOn(issue.value);
  return (
    <label>
      <span class="unseen">{say(compareWords).actor}</span>
      <select
        value={value}
        onChange={(event) => set({ [which === 'from' ? 'actor' : 'with']: event.currentTarget.value })}
      >
        {(known.includes(value) ? known : [value, ...known]).map((id) => (
          <option key={id} value={id}>
            {nameOf(id).text}
          </option>
        ))}
      </select>
    </label>
  );
};

const isInstant = (time: string): boolean => time.includes('T') && !Number.isNaN(Date.parse(time));

const KnownField = ({ which, side }: { which: Which; side: Side | undefined }) => {
  const asked = which === 'from' ? knownFrom.value : knownTo.value;
  const time = isInstant(asked) ? new Date(asked).toISOString() : (side?.knownAt.time ?? '');
  const pick = (instant: string): void => set({ [which === 'from' ? 'knownFrom' : 'knownTo']: instant });
  return (
    <Stepped all={recordedTimes.value} value={time} onPick={pick}>
      <label>
        <span class="unseen">{say(compareWords).knownTime}</span>
        <input
          type="datetime-local"
          step="1"
          value={time.slice(0, 19)}
          onChange={(event) =>
            event.currentTarget.value && pick(`${event.currentTarget.value.slice(0, 19).padEnd(19, ':00')}Z`)
          }
        />
      </label>
    </Stepped>
  );
};

const Field = ({ which, side }: { which: Which; side: Side | undefined }) => {
  if (mode.value === 'dates') return <DateField which={which} />;
  return mode.value === 'actors' ? <ActorField which={which} /> : <KnownField which={which} side={side} />;
};

const saidTold = (asOf: string): string => (isInstant(asOf) ? instantInWords(asOf) : inWords(asOf));

const timeTold = ({ knownAt: { time } }: Side): string => (time === undefined ? '' : instantInWords(time));

/** What tells a side from the other, in few words. Many events can be of one recorded time: then it is their positions. */
export const sideTold = (side: Side): string => {
  const words = say(compareWords);
  if (mode.value === 'dates') return words.asOf(saidTold(side.asOf));
  if (mode.value === 'actors') return nameOf(side.actor).text;
  const { answer } = diff.value.value;
  const isOneTime = answer !== undefined && timeTold(answer.from) === timeTold(answer.to);
  return isOneTime ? words.knownAtPosition(side.knownAt.position) : words.knownAs(timeTold(side));
};

const Clocks = ({ side }: { side: Side }) => {
  const words = say(compareWords);
  const { position, time } = side.knownAt;
  return (
    <p class="soft small">
      <ActorName id={side.actor} />
      {' · '}
      {words.asOf(inWords(side.asOf, 'short'))}
      {' · '}
      {words.known(position, time === undefined ? '' : instantInWords(time))}
      {side.recordedTimes !== undefined && say(signs).aside(words.reconstructed)}
    </p>
  );
};

const openOf = (side: Side): Partial<Address> => ({
  ...asked(),
  card: `${side.actor}/${side.issue}`,
  asOf: side.asOf,
  tie: '',
  knownAt: side.knownAt.position === head.value ? '' : String(side.knownAt.position),
});

const Free = ({ which }: { which: Which }) => {
  const words = say(compareWords);
  const field = mode.value === 'dates' ? 'to' : 'knownTo';
  if (which === 'from' || mode.value === 'actors' || address.value[field] === '') return null;
  if (mode.value === 'known' && knownTo.value === String(head.value)) return null;
  return (
    <button
      type="button"
      class="plain"
      onClick={() => go({ ...asked(), [field]: mode.value === 'known' ? String(head.value) : '' })}
    >
      {mode.value === 'known' ? words.followNow : words.follow}
    </button>
  );
};

const Head = ({ which }: { which: Which }) => {
  const words = say(compareWords);
  const side = diff.value.value.answer?.[which];
  return (
    <div class="compare-head" role="group" aria-label={which === 'from' ? words.first : words.second}>
      <h2>{side === undefined ? '…' : sideTold(side)}</h2>
      <div class="compare-field">
        <Field which={which} side={side} />
        <Free which={which} />
        {side !== undefined && <InPageLink to={openOf(side)}>{words.openCard}</InPageLink>}
      </div>
      {side !== undefined && <Clocks side={side} />}
      {side !== undefined && <CorrectedSince answer={side} />}
    </div>
  );
};

/** Turns the sides round. Two dates or recorded times have one way to stand: the earlier on the left. */
export const Swap = () => {
  const words = say(compareWords);
  return (
    <button type="button" class="swap" title={words.swapHelp} onClick={() => go(swapped())}>
      <svg width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">
        <path d="M1 4h14l-3-3M17 10H3l3 3" fill="none" stroke="currentColor" stroke-width="1.8" />
      </svg>
      {words.swap}
    </button>
  );
};

export const Heads = () => (
  <div class="compare-heads">
    <Head which="from" />
    {mode.value === 'actors' && <Swap />}
    <Head which="to" />
  </div>
);
