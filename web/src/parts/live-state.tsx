/** Whether the page follows the record, by shape and word, and what arrived: shown when the reader wants it. */

import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { keyWanted } from '../api/key.js';
import { address } from '../state/address.js';
import { arrived, connection, reconnect, showNewest } from '../state/live.js';
import { opening } from '../state/record.js';
import { keyWords } from '../words/key.js';
import { say } from '../words/language.js';
import { shellWords } from '../words/shell.js';

/** How long a connection has to be otherwise before it is told aloud, and how long between two tellings of news, in milliseconds. */
const SETTLED_MS = 2_500;
const QUIET_MS = 15_000;

const told = signal('');
let toldState: string = 'connecting';
let toldCount = 0;
let toldAt = 0;

/** Says a lost or found connection once it lasted. The first connection is nothing to tell. */
const useTellConnection = (): void => {
  const state = connection.value;
  useEffect(() => {
    if (state === 'connecting' || state === toldState) return;
    const timer = setTimeout(() => {
      if (toldState !== 'connecting' || state !== 'live') told.value = say(shellWords)[state];
      toldState = state;
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [state]);
};

/** Says how many changes wait, seldom: once for all that came since the last time. */
const useTellArrivals = (): void => {
  const count = arrived.value.length;
  useEffect(() => {
    if (count === 0) toldCount = 0;
    if (count === toldCount) return;
    const timer = setTimeout(
      () => {
        toldCount = count;
        toldAt = Date.now();
        told.value = say(shellWords).newer(count);
      },
      Math.max(1_000, toldAt + QUIET_MS - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [count]);
};

export const LiveState = () => {
  const words = say(shellWords);
  const state = connection.value;
  const newer = arrived.value.length;
  useTellConnection();
  useTellArrivals();
  return (
    <div class="live">
      <span class={`connection connection-${state}`} title={words.connection}>
        <span class="dot" aria-hidden="true" />
        {words[state]}
      </span>
      {state === 'reconnecting' && (
        <button type="button" class="plain" onClick={reconnect}>
          {words.reconnect}
        </button>
      )}
      {state === 'locked' && opening.value.done && (
        <button type="button" class="plain" onClick={() => keyWanted.value++}>
          {say(keyWords).enter}
        </button>
      )}
      {newer > 0 && address.value.view !== 'live' && (
        <button type="button" class="newer" onClick={() => void showNewest()}>
          {words.newer(newer)} · {words.showNewer}
        </button>
      )}
      <span class="unseen" role="status">
        {told.value}
      </span>
    </div>
  );
};
