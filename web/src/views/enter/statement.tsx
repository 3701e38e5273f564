/** The page of a statement: what is on record of it, what became of it, and the forms that put it right. */

import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CodingRead, Statement } from '../../api/writing.js';
import { ApiLink } from '../../parts/api-link.js';
import { CitationShown } from '../../parts/evidence.js';
import { Names } from '../../parts/event-facts.js';
import { InPageLink } from '../../parts/link.js';
import { ActorName, IssueTitle, nameOf, Wording } from '../../parts/names.js';
import { StanceWord } from '../../parts/stance.js';
import { StatementHistory } from '../../parts/statement-history.js';
import { Failed, Loading } from '../../parts/states.js';
import { head } from '../../state/clocks.js';
import { useResource } from '../../state/resource.js';
import { saidInWords } from '../../words/dates.js';
import { eventWords } from '../../words/events.js';
import { say } from '../../words/language.js';
import { signs } from '../../words/signs.js';
import { type Amended, Correct, Revise, Void, VoidWithdrawal, Withdraw } from './amend.js';
import { revisable } from './amending.js';
import { statementAt } from './commands.js';
import { statementWords } from './statement-words.js';
import { enterWords } from './words.js';

const StatusShape = ({ of }: { of: Statement['status'] }) => (
  <svg class="shape" width="13" height="13" viewBox="0 0 16 16" aria-hidden="true">
    {of === 'standing' && <path d="M2.5 8.5 6.5 12.5 13.5 4" fill="none" stroke="currentColor" stroke-width="2" />}
    {of === 'withdrawn' && (
      <path d="M13.5 12.5v-4a3 3 0 0 0-3-3H3M6.5 2 3 5.5 6.5 9" fill="none" stroke="currentColor" stroke-width="1.8" />
    )}
    {of === 'voided' && <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" stroke="currentColor" stroke-width="2" />}
  </svg>
);

const Head = ({ statement: { status, speaker, holders, channel, said } }: { statement: Statement }) => {
  const words = say(eventWords);
  const bodies = holders.filter(({ id }) => id !== speaker.id);
  return (
    <>
      <p class={`status status-${status}`}>
        <StatusShape of={status} /> {say(statementWords)[status]}
      </p>
      <dl class="facts">
        <div>
          <dt>{words.speaker}</dt>
          <dd>
            <ActorName id={speaker.id} name={speaker.name} />
          </dd>
        </div>
        {bodies.length > 0 && (
          <div>
            <dt>{words.onBehalfOf}</dt>
            <dd>
              <Names ids={bodies.map(({ id }) => id)} />
            </dd>
          </div>
        )}
        <div>
          <dt>{words.channel}</dt>
          <dd>{[channel.kind, channel.venue].filter(Boolean).join(', ')}</dd>
        </div>
        <div>
          <dt>{words.said}</dt>
          <dd>
            {saidInWords(said)}
            {said.zone !== undefined && <span class="soft">{say(signs).aside(said.zone)}</span>}
          </dd>
        </div>
      </dl>
    </>
  );
};

const Coding = ({ coding, speaker }: { coding: CodingRead; speaker: string }) => (
  <article class="evidence">
    <p>
      <StanceWord of={coding.stance} /> <Wording issue={coding.issue} id={coding.proposition} />{' '}
      <InPageLink to={{ card: `${coding.holders[0]?.id ?? speaker}/${coding.issue}` }}>
        <IssueTitle id={coding.issue} />
      </InPageLink>
    </p>
    {coding.condition !== undefined && (
      <p>
        {say(eventWords).condition}
        {say(signs).colon}
        {coding.condition}
      </p>
    )}
    {coding.citations.map((citation) => (
      <CitationShown key={citation.source} citation={citation} />
    ))}
    <p class="soft basis">{say(statementWords).coderWas(coding.coder)}</p>
  </article>
);

const LEADS = {
  correct: 'correctLead',
  revise: 'reviseLead',
  withdraw: 'withdrawLead',
  notWithdrawn: 'notWithdrawnLead',
  void: 'voidLead',
} as const;

type Way = Readonly<{ id: keyof typeof LEADS; shown: ComponentType<Amended> }>;
const WAYS: readonly Way[] = [
  { id: 'correct', shown: Correct },
  { id: 'revise', shown: Revise },
  { id: 'withdraw', shown: Withdraw },
  { id: 'notWithdrawn', shown: VoidWithdrawal },
  { id: 'void', shown: Void },
];

/** Whether something can be done to a statement as it stands. */
const isOpen = (statement: Statement, id: Way['id']): boolean => {
  const { status } = statement;
  if (status === 'voided') return false;
  if (id === 'withdraw') return status === 'standing';
  if (id === 'notWithdrawn') return statement.withdrawal !== undefined;
  return id !== 'revise' || revisable(statement).length > 0;
};

const Amendments = ({ statement, onDone }: Amended) => {
  const words = say(statementWords);
  const [open, setOpen] = useState<Way['id'] | undefined>(undefined);
  const ways = WAYS.filter(({ id }) => isOpen(statement, id));
  return (
    <section class="part" aria-labelledby="amend">
      <h2 id="amend">{words.amend}</h2>
      <p class="soft">{ways.length === 0 ? words.noFurther : words.amendLead}</p>
      {ways.map(({ id, shown: Shown }) => (
        <div key={id} class="way">
          <button
            type="button"
            aria-expanded={open === id}
            aria-controls={`way-${id}`}
            onClick={() => setOpen(open === id ? undefined : id)}
          >
            <strong>{words[id]}</strong> <span class="soft">{words[LEADS[id]]}</span>
          </button>
          <div id={`way-${id}`} hidden={open !== id}>
            {open === id && (
              <Shown
                statement={statement}
                onDone={(position) => {
                  setOpen(undefined);
                  onDone(position);
                }}
              />
            )}
          </div>
        </div>
      ))}
    </section>
  );
};

const Title = ({ statement }: { statement: Statement }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement !== null && document.activeElement !== document.body) heading.current?.focus();
    scrollTo({ top: 0 });
  }, []);
  const { speaker, said } = statement;
  return (
    <h1 ref={heading} tabIndex={-1}>
      {say(statementWords).statement}
      {say(signs).colon}
      <span lang={nameOf(speaker.id).language}>{nameOf(speaker.id, speaker.name).text}</span>
      {say(signs).comma}
      {saidInWords(said, 'short')}
    </h1>
  );
};

const Shown = ({ statement }: { statement: Statement }) => {
  const words = say(statementWords);
  const [done, setDone] = useState<number | undefined>(undefined);
  const notice = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    notice.current?.focus();
    notice.current?.scrollIntoView({ block: 'center' });
  }, [done]);
  return (
    <div class="statement">
      <div class="view-head">
        <Title statement={statement} />
      </div>
      {done !== undefined && (
        <p class="notice" ref={notice} tabIndex={-1} role="status">
          {say(enterWords).done(done)}
        </p>
      )}
      <Head statement={statement} />
      <section class="part" aria-labelledby="stances-read">
        <h2 id="stances-read">{words.stancesRead}</h2>
        {statement.codings.map((coding) => (
          <Coding key={coding.codingId} coding={coding} speaker={statement.speaker.id} />
        ))}
        {statement.warnings.map((warning, at) => (
          <p key={at} class="warning">
            <strong>{say(enterWords).note}:</strong> <span lang="en">{warning}</span>
          </p>
        ))}
      </section>
      <section class="part" aria-labelledby="became">
        <h2 id="became">{words.history}</h2>
        <StatementHistory statement={statement.id} />
      </section>
      <Amendments statement={statement} onDone={setDone} />
      <p class="log-links">
        <InPageLink to={{ statement: '' }}>{words.another}</InPageLink>
        <ApiLink href={statementAt(statement.id)}>{words.json}</ApiLink>
      </p>
    </div>
  );
};

export const StatementPage = ({ id }: { id: string }) => {
  const { value, again } = useResource<Statement>(() => statementAt(id, '', { knownAt: head.value }), [id]);
  const { answer, failure } = value.value;
  if (failure !== undefined) return <Failed failure={failure} again={again} />;
  return answer === undefined ? <Loading /> : <Shown statement={answer} />;
};
