/** Putting a statement right or taking it back: one form each, checked before it is recorded. */

import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CodingRead, Statement } from '../../api/writing.js';
import { showNewest } from '../../state/live.js';
import { say } from '../../words/language.js';
import { BehalfFields, directnessOptions, SaidField, ZoneField } from './act-section.js';
import { correction, revisable, revision, voiding, voidingWithdrawal, withdrawal } from './amending.js';
import { Checked, type Foreseen, useBusy } from './checked.js';
import { actorChoices, readSources, sourceChoices } from './choices.js';
import type { Command } from './commands.js';
import { FaultSummary, SelectField, TextField } from './fields.js';
import { attempt, forget, type Form, formOf, type Values } from './form.js';
import { Picker } from './picker.js';
import { wordingOf } from '../../parts/names.js';
import { handleFaults, recorded, tried } from './sending.js';
import { BySection, StanceFields } from './stances-section.js';
import { statementWords } from './statement-words.js';
import { enterWords } from './words.js';

type Amendment = {
  name: string;
  statement: Statement;
  defaults: Values;
  command: (values: Values) => Command;
  onDone: (position: number) => void;
  children: (form: Form) => ComponentChildren;
};

/** A form around a command that changes what is on record. */
const Amendment = ({ name, statement, defaults, command, onDone, children }: Amendment) => {
  const words = say(statementWords);
  const form = formOf(`amend-${name}-${statement.id}`, defaults);
  const [foreseen, setForeseen] = useState<Foreseen | undefined>(undefined);
  const [busy, run] = useBusy();
  const wish = command(form.values.value);
  const content = JSON.stringify(wish.body);
  const check = async (): Promise<void> => {
    const faults = handleFaults(form);
    if (faults.length > 0) return form.raise(faults);
    setForeseen(undefined);
    await attempt(form, wish.pointers, async () => setForeseen({ content, outcomes: [await tried(wish)] }));
  };
  const save = async (): Promise<void> => {
    await attempt(form, wish.pointers, async () => {
      const { position } = await recorded(form, wish);
      forget(form);
      await showNewest();
      onDone(position);
    });
  };
  return (
    <form class="enter amendment" onSubmit={(event) => event.preventDefault()}>
      {children(form)}
      <TextField
        form={form}
        field={name === 'withdraw' ? 'act.note' : 'reason'}
        label={name === 'withdraw' ? say(enterWords).actNote : words.reason}
        hint={name === 'withdraw' ? undefined : words.reasonHint}
        rows={2}
        optional={name === 'withdraw'}
      />
      <BySection form={form} />
      <FaultSummary form={form} />
      <Checked
        form={form}
        content={content}
        foreseen={foreseen}
        busy={busy}
        onCheck={() => run('checking', check)}
        onSave={() => run('saving', save)}
      />
    </form>
  );
};

export type Amended = { statement: Statement; onDone: (position: number) => void };

export const Correct = ({ statement, onDone }: Amended) => {
  const words = say(enterWords);
  const { speaker, channel, said } = statement;
  const defaults = {
    'act.speaker': speaker.id,
    'act.behalf': 'kept',
    'act.channel': channel.kind,
    'act.venue': channel.venue ?? '',
    'act.said': said.edtf,
    'act.zone': said.zone ?? '',
  };
  return (
    <Amendment
      name="correct"
      statement={statement}
      defaults={defaults}
      command={(values) => correction(statement, values)}
      onDone={onDone}
    >
      {(form) => (
        <>
          <Picker form={form} field="act.speaker" label={words.speaker} all={actorChoices()} />
          <BehalfFields form={form} kept />
          <div class="grid">
            <TextField form={form} field="act.channel" label={words.channel} />
            <TextField form={form} field="act.venue" label={words.venue} optional />
          </div>
          <SaidField form={form} field="act.said" label={words.said} />
          <ZoneField form={form} field="act.zone" />
        </>
      )}
    </Amendment>
  );
};

const readingOf = (coding: CodingRead | undefined): Values => ({
  which: coding?.codingId ?? '',
  'coding.issue': coding?.issue ?? '',
  'coding.proposition': coding?.proposition ?? '',
  'coding.stance': coding?.stance ?? '',
  'coding.condition': coding?.condition ?? '',
});

/** Choosing another stance fills in how that one is read now. */
const Which = ({ form, statement }: { form: Form; statement: Statement }) => {
  const which = form.get('which');
  useEffect(() => {
    const coding = statement.codings.find(({ codingId }) => codingId === which);
    if (coding !== undefined && form.values.peek()['coding.of'] !== which)
      form.set({ ...readingOf(coding), 'coding.of': which });
  }, [which]);
  const codings = revisable(statement);
  if (codings.length < 2) return null;
  return (
    <SelectField
      form={form}
      field="which"
      label={say(statementWords).which}
      options={codings.map(({ codingId, issue, proposition }) => ({
        value: codingId,
        label: wordingOf(issue, proposition).text,
      }))}
    />
  );
};

export const Revise = ({ statement, onDone }: Amended) => (
  <Amendment
    name="revise"
    statement={statement}
    defaults={{ ...readingOf(revisable(statement)[0]), 'coding.of': revisable(statement)[0]?.codingId ?? '' }}
    command={(values) => revision(statement, values)}
    onDone={onDone}
  >
    {(form) => (
      <>
        <Which form={form} statement={statement} />
        <StanceFields form={form} at="coding" />
      </>
    )}
  </Amendment>
);

/** A form of a reason alone. */
const reasonFor =
  (name: string, command: (statement: Statement, values: Values) => Command) =>
  ({ statement, onDone }: Amended) => (
    <Amendment
      name={name}
      statement={statement}
      defaults={{}}
      command={(values) => command(statement, values)}
      onDone={onDone}
    >
      {() => null}
    </Amendment>
  );

export const Void = reasonFor('void', voiding);
export const VoidWithdrawal = reasonFor('void-withdrawal', voidingWithdrawal);

export const Withdraw = ({ statement, onDone }: Amended) => {
  const words = say(enterWords);
  useEffect(() => {
    void readSources().catch(() => undefined);
  }, []);
  const own = say(statementWords);
  return (
    <Amendment
      name="withdraw"
      statement={statement}
      defaults={{ 'act.by': statement.speaker.id }}
      command={(values) => withdrawal(statement, values)}
      onDone={onDone}
    >
      {(form) => (
        <>
          <Picker form={form} field="act.by" label={own.withdrawnBy} all={actorChoices()} />
          <SaidField form={form} field="act.said" label={own.withdrawnOn} />
          <ZoneField form={form} field="act.zone" />
          <Picker
            form={form}
            field="source.known"
            label={own.withdrawalSource}
            hint={words.knownHint}
            all={sourceChoices()}
          />
          <SelectField
            form={form}
            field="report.directness"
            label={words.directness}
            options={directnessOptions()}
            none={words.choose}
          />
          <TextField form={form} field="exact" label={words.quote} hint={words.quoteAlone} rows={2} optional />
        </>
      )}
    </Amendment>
  );
};
