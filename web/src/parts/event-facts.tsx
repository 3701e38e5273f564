/** What an event holds, as facts with their names: the whole of it, in the reader’s language. */

import { Fragment, type ComponentChildren } from 'preact';
import type { ActData, CodingData, EventData, QuoteData, ReportData } from '../api/log.js';
import { inWords, saidInWords } from '../words/dates.js';
import { actorKindWords, eventWords, sourceKindWords } from '../words/events.js';
import { say } from '../words/language.js';
import { signs } from '../words/signs.js';
import { directnessWords } from '../words/stances.js';
import { ApiLink } from './api-link.js';
import { InPageLink } from './link.js';
import { ActorName, inLanguage, IssueTitle, nameOf, Text, Wording } from './names.js';
import { StanceWord } from './stance.js';

export type Fact = readonly [label: string, value: ComponentChildren];

const given = (label: string, value: string | undefined, shown?: ComponentChildren): readonly Fact[] =>
  value === undefined || value === '' ? [] : [[label, shown ?? value]];

export const Names = ({ ids }: { ids: readonly string[] }) => (
  <>
    {ids.map((id, at) => (
      <Fragment key={id}>
        {at > 0 && say(signs).comma}
        <ActorName id={id} />
      </Fragment>
    ))}
  </>
);

/** A statement’s id, leading to its page. */
export const StatementLink = ({ id }: { id: string }) => (
  <InPageLink to={{ view: 'enter', statement: id, card: '' }}>
    <code>{id}</code>
  </InPageLink>
);

const QuoteWords = ({ quote }: { quote: QuoteData }) => (
  <blockquote class="said-words" lang={quote.language}>
    {quote.prefix !== undefined && <span class="context">…{quote.prefix}</span>}
    <q>{quote.exact}</q>
    {quote.suffix !== undefined && <span class="context">{quote.suffix}…</span>}
  </blockquote>
);

const Coding = ({ coding }: { coding: CodingData }) => (
  <div class="said-coding">
    <p>
      <StanceWord of={coding.stance} /> <Wording issue={coding.issue} id={coding.proposition} />{' '}
      <span class="soft">
        (<IssueTitle id={coding.issue} />)
      </span>
    </p>
    {coding.condition !== undefined && (
      <p>
        {say(eventWords).condition}
        {say(signs).colon}
        {coding.condition}
      </p>
    )}
    {coding.evidence.map(({ quote }, at) => quote !== undefined && <QuoteWords key={at} quote={quote} />)}
    {coding.note !== undefined && <p class="soft">{coding.note}</p>}
  </div>
);

/** How a source gives the words, and by whom it was told them. */
const wayOf = ({ directness, attribution }: ReportData): string => {
  const way = (say(directnessWords) as Readonly<Record<string, string>>)[directness] ?? directness;
  const tellers = attribution.map(({ actor, name }) => (actor === undefined ? name : nameOf(actor).text));
  return tellers.length === 0
    ? way
    : way + say(signs).semicolon + [say(eventWords).tellers, tellers.join(' → ')].join(' ');
};

export const Report = ({ report }: { report: ReportData }) => (
  <>
    <ApiLink href={`/v1/sources/${encodeURIComponent(report.source)}`}>
      <code>{report.source}</code>
    </ApiLink>
    {say(signs).aside(wayOf(report))}
    {report.note !== undefined && <p class="soft">{report.note}</p>}
  </>
);

const Behalf = ({ ids }: { ids: readonly string[] | null }) => {
  if (ids === null) return <>{say(eventWords).byPosts}</>;
  return ids.length === 0 ? <>{say(eventWords).personally}</> : <Names ids={ids} />;
};

/** A part of an act that it can be without; that there is none, where a correction took it out. */
export const orNone = <Value extends string | readonly string[]>(
  label: string,
  value: Value | null | undefined,
  shown: (value: Value) => ComponentChildren,
): readonly Fact[] => {
  if (value === undefined || value?.length === 0) return [];
  return [[label, value === null ? say(eventWords).none : shown(value)]];
};

const actFacts = (act: ActData): readonly Fact[] => {
  const words = say(eventWords);
  const { channel, said, onBehalfOf, audience } = act;
  return [
    ...given(words.speaker, act.speaker, <ActorName id={act.speaker ?? ''} />),
    ...(onBehalfOf === undefined ? [] : [[words.onBehalfOf, <Behalf ids={onBehalfOf} />] as const]),
    ...given(words.channel, channel?.kind, [channel?.kind, channel?.venue].filter(Boolean).join(', ')),
    ...(said === undefined ? [] : [[words.said, saidInWords(said)] as const]),
    ...given(words.zone, said?.zone),
    ...orNone(words.audience, audience, (ids) => <Names ids={ids} />),
    ...orNone(words.askedBy, act.askedBy, (id) => <ActorName id={id} />),
    ...orNone(words.inReplyTo, act.inReplyTo, (id) => <StatementLink id={id} />),
  ];
};

const registered = (data: EventData): readonly Fact[] => {
  const words = say(eventWords);
  const names = data.names ?? (typeof data.name === 'object' ? [data.name] : []);
  const period = [
    ...(data.from === undefined ? [] : [words.from(inWords(data.from, 'short'))]),
    ...(data.until === undefined ? [] : [words.until(inWords(data.until, 'short'))]),
  ];
  return [
    ...given(words.actor, data.actorId, <ActorName id={data.actorId ?? ''} />),
    ...given(words.kind, data.actorId === undefined ? undefined : data.kind, say(actorKindWords)[data.kind ?? '']),
    ...(names.length === 0
      ? []
      : [[words.names, names.map((name, at) => [at > 0 && say(signs).comma, <Text key={at} of={name} />])] as const]),
    ...given(words.post, data.post),
    ...given(words.body, data.body, <ActorName id={data.body ?? ''} />),
    ...(data.speaksFor === undefined ? [] : [[words.speaksFor, data.speaksFor ? words.yes : words.no] as const]),
    ...(period.length === 0 ? [] : [[words.period, period.join(', ')] as const]),
  ];
};

const codebook = (data: EventData): readonly Fact[] => {
  const words = say(eventWords);
  const wording = inLanguage(data.wording ?? []);
  const policyOf = data.policyOf === undefined ? words.claim : words.policyOf(nameOf(data.policyOf).text);
  return [
    ...given(words.issue, data.issueId, <IssueTitle id={data.issueId ?? ''} />),
    ...given(words.proposition, data.propositionId, <code>{data.propositionId}</code>),
    ...(wording === undefined ? [] : [[words.wording, <Text of={wording} />] as const]),
    ...given(words.kind, data.propositionId === undefined ? undefined : data.kind, policyOf),
  ];
};

const sourced = (data: EventData): readonly Fact[] => {
  const words = say(eventWords);
  const title = typeof data.title === 'string' ? data.title : undefined;
  return [
    ...given(words.source, data.sourceId, <code>{data.sourceId}</code>),
    ...given(words.title, title, <cite lang={data.language}>{title}</cite>),
    ...given(words.kind, data.sourceId === undefined ? undefined : data.kind, say(sourceKindWords)[data.kind ?? '']),
    ...given(words.publisher, data.publisher),
    ...given(words.author, data.author),
    ...given(words.published, data.published, inWords(data.published ?? '')),
    ...given(words.officialOf, data.officialOf, <ActorName id={data.officialOf ?? ''} />),
    ...given(words.address, data.url, <span class="breaks">{data.url}</span>),
    ...given(words.scope, data.scope, (words.scopes as Readonly<Record<string, string>>)[data.scope ?? '']),
    ...given(words.decidedBy, data.sourceId === undefined ? undefined : data.by),
    ...given(words.authority, data.authority),
    ...(data.length === undefined ? [] : [[words.text, words.characters(data.length)] as const]),
    ...given(words.fingerprint, data.sha256, <code class="breaks">{data.sha256}</code>),
  ];
};

const stated = (data: EventData): readonly Fact[] => {
  const words = say(eventWords);
  const codings = [...(data.codings ?? []), ...(data.coding === undefined ? [] : [data.coding])];
  const reports = [...(data.reports ?? []), ...(data.report === undefined ? [] : [data.report])];
  const quotes = [
    ...(data.quote === undefined ? [] : [data.quote]),
    ...(data.evidence ?? []).flatMap(({ evidence }) => (evidence.quote === undefined ? [] : [evidence.quote])),
  ];
  return [
    ...given(words.statement, data.statementId, <StatementLink id={data.statementId ?? ''} />),
    ...given(words.by, data.statementId === undefined ? undefined : data.by, <ActorName id={data.by ?? ''} />),
    ...actFacts(data.corrected ?? data),
    ...reports.map((report) => [words.reports, <Report key={report.source} report={report} />] as const),
    ...codings.map((coding) => [words.stance, <Coding key={coding.codingId} coding={coding} />] as const),
    ...quotes.map((quote, at) => [words.words, <QuoteWords key={at} quote={quote} />] as const),
    ...given(words.why, data.why),
  ];
};

/** Every fact of an event, in the order in which people ask. */
export const factsOf = (data: EventData): readonly Fact[] => {
  const words = say(eventWords);
  return [
    ...given(words.record, typeof data.name === 'string' ? data.name : undefined),
    ...given(words.description, data.description),
    ...registered(data),
    ...codebook(data),
    ...sourced(data),
    ...stated(data),
    ...given(words.reason, data.reason),
    ...given(words.note, data.note),
  ];
};

export const FactsShown = ({ data }: { data: EventData }) => (
  <dl class="facts">
    {factsOf(data).map(([label, value], at) => (
      <div key={at}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
