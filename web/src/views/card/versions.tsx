/** What a statement was known as, and why that changed: asked for when it is opened. */

import { useState } from 'preact/hooks';
import { pathTo } from '../../api/client.js';
import type { Versions } from '../../api/types.js';
import { Failed, Loading } from '../../parts/states.js';
import { head } from '../../state/clocks.js';
import { knownPosition } from '../../state/knowledge.js';
import { useResource } from '../../state/resource.js';
import { eventWords } from '../../words/corrections.js';
import { instantInWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { signs } from '../../words/signs.js';
import { cardWords } from './words.js';

const VersionsRead = ({ statement }: { statement: string }) => {
  const url = pathTo(`/v1/statements/${encodeURIComponent(statement)}/versions`, { knownAt: head.value });
  const { value, again } = useResource<Versions>(() => url, [url]);
  const { answer, failure } = value.value;
  if (failure !== undefined) return <Failed failure={failure} again={again} />;
  if (answer === undefined) return <Loading />;
  return (
    <ol>
      {answer.versions.map(({ position, time, event, reason, recordedby }) => (
        <li key={position} class={position > knownPosition.value ? 'after' : undefined}>
          <strong>{say(eventWords)[event] ?? event}</strong>
          {say(signs).comma}
          {say(cardWords).correctedOn(instantInWords(time), position)}
          {say(signs).comma}
          {recordedby}
          {position > knownPosition.value && <span class="soft">{say(signs).aside(say(cardWords).laterThan)}</span>}
          {reason !== undefined && <p class="reason">{reason}</p>}
        </li>
      ))}
    </ol>
  );
};

export const VersionsOf = ({ statement }: { statement: string }) => {
  const [open, setOpen] = useState(false);
  return (
    <details class="versions" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say(cardWords).versions}</summary>
      {open && <VersionsRead statement={statement} />}
    </details>
  );
};
