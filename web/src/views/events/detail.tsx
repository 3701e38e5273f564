/** One event, opened: what it says, what it changed, what it corrects, and where it can be read as it is. */

import { useEffect, useRef } from 'preact/hooks';
import { pathTo } from '../../api/client.js';
import { type EventData, type EventType, type LogEvent, positionOf } from '../../api/log.js';
import type { Change, Changes } from '../../api/types.js';
import type { Statement } from '../../api/writing.js';
import { ApiLink } from '../../parts/api-link.js';
import { ChangeShown } from '../../parts/change-shown.js';
import { FactsShown, Names, orNone, Report, StatementLink } from '../../parts/event-facts.js';
import { InPageLink } from '../../parts/link.js';
import { ActorName } from '../../parts/names.js';
import { StanceWord } from '../../parts/stance.js';
import { StatementHistory, useVersions } from '../../parts/statement-history.js';
import { Failed, Loading } from '../../parts/states.js';
import { useResource } from '../../state/resource.js';
import { saidInWords } from '../../words/dates.js';
import { eventWords } from '../../words/events.js';
import { say } from '../../words/language.js';
import { signs } from '../../words/signs.js';
import { logWords } from './words.js';

/** The changes that an event made: pinned to its position, so that what came later is no part of them. */
const changesOf = (position: number): string =>
  pathTo('/v1/changes', { after: position - 1, knownAt: position, limit: 1000 });

const Changed = ({ position }: { position: number }) => {
  const url = changesOf(position);
  const { value, again } = useResource<Changes>(() => url, [url]);
  const { answer, failure } = value.value;
  if (failure !== undefined) return <Failed failure={failure} again={again} />;
  if (answer === undefined) return <Loading />;
  if (answer.changes.length === 0) return <p class="soft">{say(logWords).noChanges}</p>;
  return (
    <div class="changes">
      {answer.changes.map((change) => (
        <ChangeShown key={change.id} change={change} />
      ))}
      <Revised changes={answer.changes} />
    </div>
  );
};

/** The events whose changes these take back or put right. */
const Revised = ({ changes }: { changes: readonly Change[] }) => {
  const words = say(logWords);
  const positions = [...new Set(changes.flatMap(({ revises }) => revises.map((id) => id.split('.')[0] ?? '')))];
  if (positions.length === 0) return null;
  return (
    <p>
      {words.corrects}
      {say(signs).colon}
      {positions.map((position, at) => (
        <span key={position}>
          {at > 0 && say(signs).comma}
          <InPageLink to={{ position, before: '', type: '', stream: '', actor: '' }}>
            {words.open(Number(position))}
          </InPageLink>
        </span>
      ))}
    </p>
  );
};

/** What of the statement was known otherwise before a correction. */
const WasKnown = ({ data: { corrected, coding, report }, was }: { data: EventData; was: Statement }) => {
  const words = say(eventWords);
  const before = was.codings.find(({ codingId }) => codingId === coding?.codingId);
  const told = was.reports.find(({ source }) => source === report?.source);
  const { audience = null, askedBy = null, inReplyTo = null } = was;
  const parts = [
    ...(corrected?.audience === undefined ? [] : orNone(words.audience, audience, (ids) => <Names ids={ids} />)),
    ...(corrected?.askedBy === undefined ? [] : orNone(words.askedBy, askedBy, (id) => <ActorName id={id} />)),
    ...(corrected?.inReplyTo === undefined
      ? []
      : orNone(words.inReplyTo, inReplyTo, (id) => <StatementLink id={id} />)),
    ...(told === undefined ? [] : [[words.reports, <Report key="report" report={told} />] as const]),
  ];
  return (
    <dl class="facts">
      {corrected?.speaker !== undefined && (
        <div>
          <dt>{words.speaker}</dt>
          <dd>
            <ActorName id={was.speaker.id} name={was.speaker.name} />
          </dd>
        </div>
      )}
      {corrected?.onBehalfOf !== undefined && (
        <div>
          <dt>{words.onBehalfOf}</dt>
          <dd>
            <Names ids={was.holders.map(({ id }) => id).filter((id) => id !== was.speaker.id)} />
          </dd>
        </div>
      )}
      {corrected?.channel !== undefined && (
        <div>
          <dt>{words.channel}</dt>
          <dd>{[was.channel.kind, was.channel.venue].filter(Boolean).join(', ')}</dd>
        </div>
      )}
      {corrected?.said !== undefined && (
        <div>
          <dt>{words.said}</dt>
          <dd>{saidInWords(was.said)}</dd>
        </div>
      )}
      {parts.map(([label, value], at) => (
        <div key={at}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {before !== undefined && (
        <div>
          <dt>{words.stance}</dt>
          <dd>
            <StanceWord of={before.stance} /> {before.condition}
          </dd>
        </div>
      )}
    </dl>
  );
};

/** The types of event whose statement was known otherwise before. */
const CORRECTING: readonly EventType[] = ['StatementCorrected', 'CodingRevised', 'ReportCorrected'];

const Corrected = ({ event }: { event: LogEvent }) => {
  const position = positionOf(event);
  const { value } = useVersions(event.data.statementId);
  const versions = value.value.answer?.versions ?? [];
  const was = versions.findLast((version) => version.position < position);
  if (was === undefined) return null;
  return (
    <>
      <h3>{say(logWords).before}</h3>
      <WasKnown data={event.data} was={was.statement} />
    </>
  );
};

const Links = ({ event }: { event: LogEvent }) => {
  const words = say(logWords);
  const position = positionOf(event);
  return (
    <p class="log-links">
      <ApiLink href={`/v1/events/${position}`}>{words.raw}</ApiLink>
      <ApiLink href={changesOf(position)}>{words.rawChanges}</ApiLink>
      <InPageLink to={{ stream: event.subject, before: '', type: '', actor: '', position: String(position) }}>
        {words.rawStream}
      </InPageLink>
    </p>
  );
};

/** Brings an event that a link leads to into sight, without taking the keyboard. */
const useInSight = (position: number) => {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    const top = section.current?.closest('li')?.getBoundingClientRect().top ?? 0;
    if (top < 0 || top > innerHeight * 0.7) section.current?.closest('li')?.scrollIntoView({ block: 'start' });
  }, [position]);
  return section;
};

export const EventDetail = ({ event, id }: { event: LogEvent; id: string }) => {
  const words = say(logWords);
  const position = positionOf(event);
  const { statementId } = event.data;
  const section = useInSight(position);
  const corrects = CORRECTING.includes(event.type);
  return (
    <section class="log-detail" id={id} ref={section} aria-label={words.open(position)}>
      <h3>{words.says}</h3>
      <FactsShown data={event.data} />
      {corrects && <Corrected event={event} />}
      <h3>{words.changes}</h3>
      <Changed position={position} />
      {statementId !== undefined && (
        <>
          <h3>{words.same}</h3>
          <StatementHistory statement={statementId} at={position} />
        </>
      )}
      <Links event={event} />
    </section>
  );
};
