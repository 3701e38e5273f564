/** What a statement was known as, event by event; each leads to the event. */

import { pathTo } from '../api/client.js';
import type { StatementVersions } from '../api/writing.js';
import { head } from '../state/clocks.js';
import { useResource } from '../state/resource.js';
import { instantInWords } from '../words/dates.js';
import { happened } from '../words/events.js';
import { inBoth, say } from '../words/language.js';
import { signs } from '../words/signs.js';
import { InPageLink } from './link.js';
import { Failed, Loading } from './states.js';

const historyWords = inBoth(
  { position: (n: number) => `Position ${n}`, here: 'this event', by: (name: string) => `by ${name}` },
  { position: (n: number) => `記録位置 ${n}`, here: 'この出来事', by: (name: string) => `記録者：${name}` },
);

/** The versions of a statement, as they are known at the page’s head. */
export const useVersions = (statement: string | undefined) =>
  useResource<StatementVersions>(
    () =>
      statement === undefined
        ? undefined
        : pathTo(`/v1/statements/${encodeURIComponent(statement)}/versions`, { knownAt: head.value }),
    [statement],
  );

export const StatementHistory = ({ statement, at }: { statement: string; at?: number }) => {
  const words = say(historyWords);
  const { value, again } = useVersions(statement);
  const { answer, failure } = value.value;
  if (failure !== undefined) return <Failed failure={failure} again={again} />;
  if (answer === undefined) return <Loading />;
  return (
    <ol class="history">
      {answer.versions.map(({ position, time, event, reason, recordedby }) => (
        <li key={position} aria-current={position === at ? 'true' : undefined}>
          <InPageLink to={{ view: 'events', position: String(position), before: '', type: '', stream: '', actor: '' }}>
            {words.position(position)}
          </InPageLink>{' '}
          <span>
            {say(happened)[event]}
            {position === at && <strong> — {words.here}</strong>}
            <span class="soft">
              {' '}
              {instantInWords(time)}
              {say(signs).comma}
              {words.by(recordedby)}
            </span>
            {reason !== undefined && <span class="history-reason">{reason}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
};
