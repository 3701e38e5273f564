/** What an event is about, in one line: who or what, and where and when where it has that. */

import type { ComponentChildren } from 'preact';
import type { EventData } from '../api/log.js';
import { type Act, acts } from '../state/timeline.js';
import { saidInWords, inWords } from '../words/dates.js';
import { say } from '../words/language.js';
import { signs } from '../words/signs.js';
import { computed } from '@preact/signals';
import { ActorName, inLanguage, IssueTitle, Text, Wording } from './names.js';
import { Points } from './points.js';
import { StanceWord } from './stance.js';

const actOf = computed<ReadonlyMap<string, Act>>(() => new Map(acts.value.map((act) => [act.statement, act])));

/** Who a statement that the page knows moved, and when it was said; its id where it knows of none. */
const OfStatement = ({ id }: { id: string }) => {
  const act = actOf.value.get(id);
  if (act === undefined || act.actors[0] === undefined) return <code>{id}</code>;
  return (
    <>
      <ActorName id={act.actors[0]} />
      {say(signs).comma}
      {inWords(act.day, 'short')}
    </>
  );
};

const ofAct = ({ speaker, channel, said }: EventData): readonly ComponentChildren[] => [
  ...(speaker === undefined ? [] : [<ActorName key="speaker" id={speaker} />]),
  ...(channel === undefined ? [] : [channel.kind]),
  ...(said === undefined ? [] : [saidInWords(said, 'short')]),
];

const ofPost = ({ actorId, post }: EventData): readonly ComponentChildren[] => [
  ...(actorId === undefined ? [] : [<ActorName key="actor" id={actorId} />]),
  ...(post === undefined ? [] : [post]),
];

const ofCodebook = ({ issueId = '', propositionId, wording = [] }: EventData): readonly ComponentChildren[] => {
  const found = inLanguage(wording);
  return propositionId === undefined || found === undefined
    ? [<IssueTitle key="issue" id={issueId} />]
    : [<Text key="wording" of={found} />];
};

const ofSource = ({ sourceId, title, publisher, language }: EventData): readonly ComponentChildren[] =>
  typeof title === 'string'
    ? [
        <cite key="title" lang={language}>
          {title}
        </cite>,
        publisher,
      ]
    : [<code key="source">{sourceId}</code>];

const ofChange = (data: EventData): readonly ComponentChildren[] => [
  <OfStatement key="statement" id={data.statementId ?? ''} />,
  ...(data.coding === undefined
    ? []
    : [
        <span key="stance">
          <StanceWord of={data.coding.stance} /> <Wording issue={data.coding.issue} id={data.coding.proposition} />
        </span>,
      ]),
  ...(data.reason === undefined ? [] : [data.reason]),
];

const partsOf = (data: EventData): readonly ComponentChildren[] => {
  if (data.speaker !== undefined) return ofAct(data);
  if (data.statementId !== undefined) return ofChange(data);
  if (data.actorId !== undefined) return ofPost(data);
  if (data.issueId !== undefined) return ofCodebook(data);
  if (data.sourceId !== undefined) return ofSource(data);
  return typeof data.name === 'string' ? [data.name] : [];
};

export const EventBrief = ({ data }: { data: EventData }) => (
  <Points>
    {partsOf(data).map((part, at) => (
      <span key={at}>{part}</span>
    ))}
  </Points>
);
