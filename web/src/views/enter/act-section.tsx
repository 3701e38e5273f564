import { saidInWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { directnessWords } from '../../words/stances.js';
import { actorChoices, zones } from './choices.js';
import { statementIdOf } from './commands.js';
import { RadioField, SelectField, TextField } from './fields.js';
import type { Form } from './form.js';
import { Picker } from './picker.js';
import { enterWords } from './words.js';

const READABLE = /^\d{4}(-\d\d){0,2}~?(\/\d{4}(-\d\d){0,2}~?)?$/;

/** The date as it was written, its help, and how it reads. */
export const SaidField = ({ form, field, label }: { form: Form; field: string; label: string }) => {
  const words = say(enterWords);
  const written = form.get(field).trim();
  return (
    <>
      <TextField
        form={form}
        field={field}
        label={label}
        hint={READABLE.test(written) ? words.readAs(saidInWords({ edtf: written, lastDay: written })) : words.saidHint}
      />
      <details class="help">
        <summary>{words.saidHelp}</summary>
        <dl>
          {words.saidExamples.map(([date, meaning]) => (
            <div key={date}>
              <dt>
                <code>{date}</code>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <p>{words.saidRule}</p>
      </details>
    </>
  );
};

export const BehalfFields = ({ form, kept = false }: { form: Form; kept?: boolean }) => {
  const words = say(enterWords);
  return (
    <>
      <RadioField
        form={form}
        field="act.behalf"
        label={words.behalf}
        options={[
          ...(kept ? [{ value: 'kept', label: words.asOnRecord }] : []),
          { value: 'posts', label: words.posts },
          { value: 'personally', label: words.personally },
          { value: 'bodies', label: words.bodies },
        ]}
      />
      {form.get('act.behalf') === 'bodies' && (
        <Picker form={form} field="act.body" label={words.body} all={actorChoices(true)} />
      )}
    </>
  );
};

export const ZoneField = ({ form, field }: { form: Form; field: string }) => (
  <>
    <TextField
      form={form}
      field={field}
      label={say(enterWords).zone}
      hint={say(enterWords).zoneHint}
      list={`${form.name}-zones`}
      placeholder="Asia/Tokyo"
      optional
    />
    <datalist id={`${form.name}-zones`}>
      {zones().map((zone) => (
        <option key={zone} value={zone} />
      ))}
    </datalist>
  </>
);

const More = ({ form }: { form: Form }) => {
  const words = say(enterWords);
  const id = form.get('act.id') === '' ? statementIdOf(form.values.value) : '';
  return (
    <details class="more">
      <summary>{words.more}</summary>
      <div class="grid">
        <ZoneField form={form} field="act.zone" />
        <Picker form={form} field="act.askedBy" label={words.askedBy} all={actorChoices()} optional />
        <TextField form={form} field="act.inReplyTo" label={words.inReplyTo} optional />
        <TextField form={form} field="act.id" label={words.id} hint={words.idHint(id)} optional />
      </div>
      <TextField form={form} field="act.note" label={words.actNote} rows={2} optional />
    </details>
  );
};

/** Who said it, for whom, where and when. */
export const ActSection = ({ form }: { form: Form }) => {
  const words = say(enterWords);
  return (
    <section class="part" aria-labelledby="enter-act">
      <h2 id="enter-act">{words.act}</h2>
      <Picker form={form} field="act.speaker" label={words.speaker} hint={words.speakerHint} all={actorChoices()} />
      <BehalfFields form={form} />
      <div class="grid">
        <TextField form={form} field="act.channel" label={words.channel} hint={words.channelHint} />
        <TextField form={form} field="act.venue" label={words.venue} optional />
      </div>
      <SaidField form={form} field="act.said" label={words.said} />
      <More form={form} />
    </section>
  );
};

export const directnessOptions = () =>
  (['verbatim', 'translation', 'paraphrase', 'readout'] as const).map((value) => ({
    value,
    label: say(directnessWords)[value],
  }));

/** How the source gives the words, and who told it. */
export const ReportSection = ({ form }: { form: Form }) => {
  const words = say(enterWords);
  return (
    <section class="part" aria-labelledby="enter-report">
      <h2 id="enter-report">{words.report}</h2>
      <div class="grid">
        <SelectField
          form={form}
          field="report.directness"
          label={words.directness}
          options={directnessOptions()}
          none={words.choose}
        />
        <Picker
          form={form}
          field="report.teller"
          label={words.teller}
          hint={words.tellerHint}
          all={actorChoices()}
          optional
        />
      </div>
    </section>
  );
};
