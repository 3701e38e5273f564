/** Entering a statement, or the page of one that was entered. */

import '../../style/log.css';
import './enter.css';
import { useEffect, useState } from 'preact/hooks';
import type { Outcome } from '../../api/writing.js';
import { address, go } from '../../state/address.js';
import { showNewest } from '../../state/live.js';
import { language, say } from '../../words/language.js';
import { ActSection, ReportSection } from './act-section.js';
import { Checked, type Foreseen, useBusy } from './checked.js';
import { readSources } from './choices.js';
import { describeSource, isNewSource, keepText, recordStatement, sourceOf, statementIdOf } from './commands.js';
import { FaultSummary } from './fields.js';
import { attempt, type Fault, forgetKeys, type Form, formOf, type Values } from './form.js';
import { handleFaults, recorded, triedOr } from './sending.js';
import { SourceSection } from './source-section.js';
import { BySection, StancesSection } from './stances-section.js';
import { StatementPage } from './statement.js';
import { enterWords } from './words.js';

const DEFAULTS: Values = {
  'source.mode': 'new',
  'source.kind': 'press',
  'source.language': language.peek(),
  'source.keep': '1',
  'act.behalf': 'posts',
  'codings.count': '1',
};

const contentOf = (values: Values): string =>
  JSON.stringify([isNewSource(values) ? describeSource(values).body : null, recordStatement(values).body]);

/** That the source is not on record is known where it is a new one: it is recorded first. */
const isOfSource = ({ field }: Fault): boolean => field === 'source.known';

const isFaults = (answer: Outcome | readonly Fault[]): answer is readonly Fault[] => Array.isArray(answer);
const isOutcome = (answer: Outcome | readonly Fault[]): answer is Outcome => !isFaults(answer);

/** Ask what everything on the form would do; what is wrong with any of it is shown at once. */
const check = async (form: Form): Promise<Foreseen | undefined> => {
  const values = form.values.peek();
  const fresh = isNewSource(values);
  let outcomes: readonly Outcome[] = [];
  const fine = await attempt(form, [], async () => {
    const source = fresh ? await triedOr(describeSource(values)) : [];
    const statement = await triedOr(recordStatement(values));
    outcomes = [source, statement].filter(isOutcome);
    return [
      ...(isFaults(source) ? source : []),
      ...(isFaults(statement) ? statement.filter((fault) => !fresh || !isOfSource(fault)) : []),
      ...handleFaults(form),
    ];
  });
  return fine ? { content: contentOf(values), outcomes, sourceFirst: fresh } : undefined;
};

/** Put the source on record, its text kept where that is wished; from then on the form goes on from a known source. */
const recordSource = async (form: Form): Promise<boolean> => {
  const values = form.values.peek();
  const source = describeSource(values);
  const text = keepText(values);
  const described = await attempt(form, source.pointers, async () => {
    await recorded(form, source);
  });
  if (!described) return false;
  form.set({ 'source.mode': 'known', 'source.known': sourceOf(values) ?? '', 'source.known.text': '' });
  if (values['source.keep'] === '1' && (values['source.text'] ?? '').trim() !== '') {
    const kept = await attempt(form, text.pointers, async () => {
      await recorded(form, text);
    });
    if (!kept) return false;
  }
  await showNewest();
  await readSources();
  return true;
};

/** Record the statement; the form keeps its source and its reader for the next one. */
const record = async (form: Form): Promise<void> => {
  const values = form.values.peek();
  const statement = recordStatement(values);
  await attempt(form, statement.pointers, async () => {
    await recorded(form, statement);
    await showNewest();
    const id = statementIdOf(values);
    form.reset((field) => field.startsWith('act.') || field.startsWith('codings.') || field.startsWith('report.'));
    forgetKeys(form);
    go({ statement: id });
  });
};

const useSources = (form: Form): void => {
  useEffect(() => {
    void attempt(form, [], readSources);
  }, [form]);
};

const EnterForm = () => {
  const words = say(enterWords);
  const form = formOf('enter', DEFAULTS);
  const [foreseen, setForeseen] = useState<Foreseen | undefined>(undefined);
  const [busy, run] = useBusy();
  useSources(form);
  const checkNow = async (): Promise<void> => setForeseen(await check(form));
  const saveNow = async (): Promise<void> => {
    if (foreseen?.sourceFirst !== true) return record(form);
    setForeseen(undefined);
    if (await recordSource(form)) await checkNow();
  };
  return (
    <form class="enter" onSubmit={(event) => event.preventDefault()} aria-labelledby="enter-title">
      <div class="view-head">
        <h1 id="enter-title">{words.title}</h1>
        <p>{words.lead}</p>
        <p>
          {words.keptHere}{' '}
          <button type="button" class="plain" onClick={() => form.reset((field) => !field.startsWith('by.'))}>
            {words.startOver}
          </button>
        </p>
      </div>
      <SourceSection form={form} />
      <ActSection form={form} />
      <ReportSection form={form} />
      <StancesSection form={form} />
      <BySection form={form} />
      <FaultSummary form={form} />
      <Checked
        form={form}
        content={contentOf(form.values.value)}
        foreseen={foreseen}
        busy={busy}
        onCheck={() => run('checking', checkNow)}
        onSave={() => run('saving', saveNow)}
      />
    </form>
  );
};

const EnterView = () => {
  const { statement } = address.value;
  return statement === '' ? <EnterForm /> : <StatementPage key={statement} id={statement} />;
};

export default EnterView;
