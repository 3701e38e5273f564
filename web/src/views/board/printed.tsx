/** The board on paper: the button that prepares it, and the numbered sources that follow it. */

import { useState } from 'preact/hooks';
import { board } from '../../state/board.js';
import { stopAfter } from '../../parts/sources.js';
import { inWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { signs } from '../../words/signs.js';
import { cited, type CitedSource } from './cited.js';
import { boardWords } from './words.js';

type Stage = 'ready' | 'failed' | Readonly<{ done: number; of: number }>;

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Prints the board with its sources, once they have come. */
export const Print = () => {
  const words = say(boardWords);
  const [stage, setStage] = useState<Stage>('ready');
  const print = async (): Promise<void> => {
    let over = false;
    const end = (became: Stage): void => {
      over = true;
      setStage(became);
    };
    setStage({ done: 0, of: 0 });
    try {
      const { prepare } = await import('./prepare.js');
      await prepare((done, of) => (over ? undefined : setStage({ done, of })));
    } catch {
      return end('failed');
    }
    end('ready');
    await frame();
    await frame();
    window.print();
  };
  const busy = typeof stage === 'object';
  return (
    <span class="print">
      <button type="button" aria-disabled={busy} onClick={() => (busy ? undefined : void print())}>
        {busy ? words.preparing(stage.done, stage.of) : words.print}
      </button>
      <span role="status">{stage === 'failed' ? words.notPrepared : ''}</span>
    </span>
  );
};

const Line = ({ number, title, publisher, published, url, language }: CitedSource) => (
  <li>
    <span class="source-number">[{number}]</span>
    <span>
      <cite lang={language}>{title}</cite>
      {stopAfter(title)} {publisher}
      {published !== undefined && say(signs).comma + inWords(published)}
      {say(signs).stop}
      {url}
    </span>
  </li>
);

/** The sources of what is shown; where they were not prepared, where they are. Seen on paper alone. */
export const PrintedSources = () => {
  const words = say(boardWords);
  const permalink = board.value.answer?.permalink;
  if (cited.value === undefined)
    return permalink === undefined ? null : (
      <p class="on-paper where-sources">{words.whereSources(new URL(permalink, location.href).href)}</p>
    );
  return (
    <section class="on-paper printed-sources">
      <h2>{words.sources}</h2>
      <ol class="sources">
        {cited.value.sources.map((one) => (
          <Line key={one.id} {...one} />
        ))}
      </ol>
    </section>
  );
};
