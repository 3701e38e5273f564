/** What was corrected since an old answer: it stands beside the answer, and never in it. */

import { pathTo } from '../api/client.js';
import type { Side } from '../api/types.js';
import type { Correction, CorrectionsSince } from '../api/types-corrections.js';
import { head } from '../state/clocks.js';
import { useResource } from '../state/resource.js';
import { correctionWords, eventWords } from '../words/corrections.js';
import { instantInWords } from '../words/dates.js';
import { say } from '../words/language.js';
import { signs } from '../words/signs.js';
import { InPageLink } from './link.js';
import { MarkShape } from './mark.js';
import { ActorName, Wording } from './names.js';
import { Failed } from './states.js';

/** What was corrected: a statement or a membership by its id, a proposition by its wording then. */
const Corrected = ({ statement, actor, membership, issue, proposition }: Correction) => {
  if (issue !== undefined && proposition !== undefined) return <Wording issue={issue} id={proposition} />;
  if (actor === undefined) return <span class="id">{statement}</span>;
  return (
    <>
      <ActorName id={actor} /> <span class="id">{membership}</span>
    </>
  );
};

const Line = ({ of }: { of: Correction }) => {
  const words = say(correctionWords);
  const { comma, colon } = say(signs);
  return (
    <li>
      <strong>{say(eventWords)[of.event] ?? of.event}</strong>
      {colon}
      <Corrected {...of} />
      {' · '}
      <span class="soft">
        {instantInWords(of.time) + comma}
        <InPageLink to={{ view: 'events', position: String(of.position) }}>{words.at(of.position)}</InPageLink>
        {comma + words.by(of.recordedby)}
      </span>
      {of.reason !== undefined && (
        <p class="reason" lang="en">
          {of.reason}
        </p>
      )}
    </li>
  );
};

export const CorrectedList = ({ all }: { all: readonly Correction[] }) => (
  <section class="later-box corrected-since">
    <h3>
      <MarkShape kind="corrected" /> {say(correctionWords).since}
    </h3>
    <p class="soft">{say(correctionWords).help}</p>
    <ul>
      {all.map((one) => (
        <Line key={one.position} of={one} />
      ))}
    </ul>
  </section>
);

export type OldAnswer = Pick<Side, 'actor' | 'issue' | 'asOf' | 'evidence' | 'knownAt'>;

/** Where the corrections of an answer are; nothing where it knows all that the page does. */
const correctionsOf = ({ actor, issue, asOf, evidence, knownAt }: OldAnswer): string | undefined => {
  if (knownAt.position >= head.value) return undefined;
  const path = `/v1/positions/${encodeURIComponent(actor)}/${encodeURIComponent(issue)}/corrections`;
  const policy = evidence === 'press' ? '' : evidence;
  return pathTo(path, { asOf, knownFrom: knownAt.position, knownTo: head.value, evidence: policy });
};

/** What was corrected since of a position as it was once known; nothing where nothing was. */
export const CorrectedSince = ({ answer: of }: { answer: OldAnswer }) => {
  const url = correctionsOf(of);
  const { value, again } = useResource<CorrectionsSince>(() => url, [url]);
  const { answer, failure } = value.value;
  if (url === undefined) return null;
  if (failure !== undefined) return <Failed failure={failure} again={again} />;
  return answer === undefined || answer.corrections.length === 0 ? null : <CorrectedList all={answer.corrections} />;
};
