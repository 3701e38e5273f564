/** The card: one actor’s position on one issue, with the words it rests on. It stands beside the view, and follows the clocks. */

import { useEffect, useMemo, useRef } from 'preact/hooks';
import { pathTo } from '../../api/client.js';
import type { Position } from '../../api/types.js';
import { ApiLink } from '../../parts/api-link.js';
import { Copy } from '../../parts/copy.js';
import { issueTitle, nameOf } from '../../parts/names.js';
import { citationsIn, SourceList, sourceNumbers, Sources } from '../../parts/sources.js';
import { Failed, Loading } from '../../parts/states.js';
import { go } from '../../state/address.js';
import { clocks } from '../../state/clocks.js';
import { issues } from '../../state/names.js';
import { useResource } from '../../state/resource.js';
import { instantInWords, inWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { signs } from '../../words/signs.js';
import { Asides, Characterisations } from './beside.js';
import { citationOf, permalinkOf } from './citation.js';
import { LaterShown } from './later.js';
import { PropositionShown } from './proposition.js';
import { cardWords } from './words.js';

/** Close it, and give the keyboard back to the cell it was opened from. */
const close = (cell: string): void => {
  go({ card: '' });
  requestAnimationFrame(() => {
    const opener = document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(cell)}"]`);
    (opener ?? document.getElementById('content'))?.focus();
  });
};

const Tools = ({ position, title }: { position: Position; title: string }) => {
  const words = say(cardWords);
  return (
    <div class="card-tools">
      <Copy label={words.copyLink} text={() => permalinkOf(position)} />
      <Copy label={words.copyCitation} text={() => citationOf(position, title)} />
      <ApiLink class="button" href={position.permalink}>
        {words.json}
      </ApiLink>
    </div>
  );
};

const Asked = ({ position }: { position: Position }) => {
  const words = say(cardWords);
  const { time } = position.knownAt;
  const known = words.knownAt(position.knownAt.position, time === undefined ? '' : instantInWords(time));
  return (
    <p class="asked">
      {words.asOf(inWords(position.asOf))}
      {say(signs).semicolon}
      {known}
    </p>
  );
};

const Answered = ({ position, title }: { position: Position; title: string }) => {
  const words = say(cardWords);
  const last = position.lastStatement;
  const numbers = useMemo(() => sourceNumbers(citationsIn(position)), [position]);
  const status = words.status[position.status];
  return (
    <Sources.Provider value={numbers}>
      <Asked position={position} />
      <Tools position={position} title={title} />
      <LaterShown position={position} />
      {status !== '' && <p class="card-status">{status}</p>}
      {position.propositions.map((answer) => (
        <PropositionShown key={answer.id} answer={answer} position={position} />
      ))}
      <Characterisations position={position} />
      <Asides position={position} />
      <p class="soft card-end">
        {last !== undefined && words.last(inWords(last.day), last.daysBefore)}{' '}
        <ApiLink href={position.history}>{words.history}</ApiLink>
      </p>
      <SourceList numbers={numbers} />
    </Sources.Provider>
  );
};

/** Takes the keyboard when a reader opens it, and not when the page opens with it. */
const useFocusOnOpening = (): { current: HTMLHeadingElement | null } => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const { activeElement } = document;
    if (activeElement !== null && activeElement !== document.body) heading.current?.focus();
  }, []);
  return heading;
};

export const Card = ({ actor, issue }: { actor: string; issue: string }) => {
  const words = say(cardWords);
  const cell = `${actor}/${issue}`;
  const heading = useFocusOnOpening();
  const path = `/v1/positions/${encodeURIComponent(actor)}/${encodeURIComponent(issue)}`;
  const { value, again } = useResource<Position>(
    () => (clocks.value === undefined ? undefined : pathTo(path, clocks.value)),
    [path],
  );
  const { answer, failure, loading } = value.value;
  const title = words.title(nameOf(actor).text, issueTitle(issue).text);
  return (
    <section
      class="card"
      aria-labelledby="card-title"
      aria-busy={loading}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close(cell);
      }}
    >
      <div class="card-head">
        <h2 id="card-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" class="card-close" onClick={() => close(cell)}>
          <span class="wide-only">{words.close}</span>
          <span class="narrow-only">{words.back}</span>
        </button>
      </div>
      {failure !== undefined ? (
        <Failed
          failure={failure}
          again={again}
          onPick={(id) => go({ card: issues.value.some((one) => one.id === id) ? `${actor}/${id}` : `${id}/${issue}` })}
        />
      ) : answer === undefined ? (
        <Loading />
      ) : (
        <Answered position={answer} title={title} />
      )}
    </section>
  );
};
