import { heldKey } from '../../api/key.js';
import { StanceShape } from '../../parts/stance.js';
import { keyWords } from '../../words/key.js';
import { say } from '../../words/language.js';
import { issueOptions, propositionOptions } from './choices.js';
import { stancesIn } from './commands.js';
import { RadioField, SelectField, TextField } from './fields.js';
import type { Form } from './form.js';
import { QuoteField } from './quote-field.js';
import { enterWords } from './words.js';

const STANCES = ['affirms', 'denies', 'conditional', 'declines'] as const;

/** Issue, proposition, stance and condition, under a prefix. */
export const StanceFields = ({ form, at }: { form: Form; at: string }) => {
  const words = say(enterWords);
  const issue = form.get(`${at}.issue`);
  return (
    <>
      <div class="grid">
        <SelectField
          form={form}
          field={`${at}.issue`}
          label={words.issue}
          options={issueOptions()}
          none={words.choose}
        />
        <SelectField
          form={form}
          field={`${at}.proposition`}
          label={words.proposition}
          options={propositionOptions(issue)}
          none={words.choose}
        />
      </div>
      <RadioField
        form={form}
        field={`${at}.stance`}
        label={words.stance}
        options={STANCES.map((value) => ({ value, label: words[value], shape: <StanceShape of={value} /> }))}
      />
      {form.get(`${at}.stance`) === 'conditional' && (
        <TextField form={form} field={`${at}.condition`} label={words.condition} />
      )}
    </>
  );
};

const MOST = 20;

/** Takes a stance off the form; those after it move up. */
const remove = (form: Form, gone: number): void => {
  const count = stancesIn(form.values.peek()).length;
  const moved = Object.entries(form.values.peek()).flatMap(([field, value]): [string, string][] => {
    const [, number, rest] = /^codings\.(\d+)\.(.*)$/.exec(field) ?? [];
    if (number === undefined) return [[field, value]];
    if (Number(number) === gone) return [];
    return [[`codings.${Number(number) - (Number(number) > gone ? 1 : 0)}.${rest ?? ''}`, value]];
  });
  form.reset(() => true);
  form.set({ ...Object.fromEntries(moved), 'codings.count': String(count - 1) });
};

const One = ({ form, at, of }: { form: Form; at: number; of: number }) => {
  const words = say(enterWords);
  return (
    <fieldset class="stance-fields">
      <legend class={of === 1 ? 'unseen' : undefined}>{words.stanceNo(at + 1, of)}</legend>
      <QuoteField
        form={form}
        field={`codings.${at}.exact`}
        text={form.get('source.text')}
        language={form.get('source.language')}
      />
      <StanceFields form={form} at={`codings.${at}`} />
      {of > 1 && (
        <button type="button" onClick={() => remove(form, at)}>
          {words.removeStance(at + 1)}
        </button>
      )}
    </fieldset>
  );
};

/** What stances the statement takes, each on the evidence of a quote. */
export const StancesSection = ({ form }: { form: Form }) => {
  const words = say(enterWords);
  const all = stancesIn(form.values.value);
  return (
    <section class="part" aria-labelledby="enter-stances">
      <h2 id="enter-stances">{words.stances}</h2>
      {all.map((at) => (
        <One key={at} form={form} at={at} of={all.length} />
      ))}
      {all.length < MOST && (
        <button type="button" onClick={() => form.set({ 'codings.count': String(all.length + 1) })}>
          {words.addStance}
        </button>
      )}
    </section>
  );
};

/** Who reads the words so, and who records. */
export const BySection = ({ form }: { form: Form }) => {
  const words = say(enterWords);
  return (
    <section class="part" aria-labelledby={`${form.name}-by`}>
      <h2 id={`${form.name}-by`}>{words.by}</h2>
      <div class="grid">
        <TextField form={form} field="by.coder" label={words.coder} hint={words.coderHint} />
        {heldKey.value === undefined && (
          <TextField form={form} field="by.handle" label={words.handle} hint={words.handleHint} optional />
        )}
      </div>
      {heldKey.value !== undefined && <p class="soft">{say(keyWords).recordsAs}</p>}
    </section>
  );
};
