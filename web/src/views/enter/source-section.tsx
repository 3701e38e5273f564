import { useEffect } from 'preact/hooks';
import { Points } from '../../parts/points.js';
import { inWords } from '../../words/dates.js';
import { sourceKindWords } from '../../words/events.js';
import { say } from '../../words/language.js';
import { actorChoices, sourceChoices, sources } from './choices.js';
import { isNewSource, sourceIdOf } from './commands.js';
import { CheckField, RadioField, SelectField, TextField } from './fields.js';
import type { Form } from './form.js';
import { Picker } from './picker.js';
import { enterWords } from './words.js';

const KINDS = ['press', 'official', 'transcript', 'aggregator'] as const;

const KnownSource = ({ form }: { form: Form }) => {
  const words = say(enterWords);
  return (
    <Picker
      form={form}
      field="source.known"
      label={words.knownSource}
      hint={words.knownHint}
      all={sourceChoices()}
      chosen={({ id }) => {
        const described = sources.value.find((source) => source.id === id)?.described;
        return (
          <Points>
            <span>{described?.publisher}</span>
            {described?.published !== undefined && <span>{inWords(described.published)}</span>}
            <span>
              <code>{id}</code>
            </span>
          </Points>
        );
      }}
    />
  );
};

const NewSource = ({ form }: { form: Form }) => {
  const words = say(enterWords);
  const kind = form.get('source.kind');
  const id = form.get('source.id') === '' ? (sourceIdOf(form.values.value) ?? '') : '';
  return (
    <>
      <div class="grid">
        <TextField form={form} field="source.title" label={words.sourceTitle} lang={form.get('source.language')} />
        <TextField form={form} field="source.publisher" label={words.publisher} />
        <SelectField
          form={form}
          field="source.kind"
          label={words.kind}
          options={KINDS.map((value) => ({ value, label: say(sourceKindWords)[value] ?? value }))}
        />
        {(kind === 'official' || kind === 'transcript') && (
          <Picker
            form={form}
            field="source.officialOf"
            label={words.officialOf}
            hint={words.officialHint}
            all={actorChoices()}
          />
        )}
        <TextField form={form} field="source.language" label={words.language} hint={words.languageHint} />
        <TextField form={form} field="source.published" label={words.published} hint={words.publishedHint} optional />
        <TextField form={form} field="source.url" label={words.url} type="url" optional />
      </div>
      <details class="more">
        <summary>{words.moreOfSource}</summary>
        <div class="grid">
          <TextField form={form} field="source.author" label={words.author} optional />
          <TextField form={form} field="source.id" label={words.sourceId} hint={words.idHint(id)} optional />
        </div>
      </details>
    </>
  );
};

/** Quotes are in the language of the source that was chosen. */
const useLanguageOf = (form: Form): void => {
  const known = isNewSource(form.values.value) ? '' : form.get('source.known');
  const language = sources.value.find(({ id }) => id === known)?.described.language;
  useEffect(() => {
    if (language !== undefined) form.set({ 'source.language': language });
  }, [language]);
};

/** The source: its text, in which the quote is marked, and what it is. */
export const SourceSection = ({ form }: { form: Form }) => {
  const words = say(enterWords);
  const fresh = isNewSource(form.values.value);
  useLanguageOf(form);
  return (
    <section class="part" aria-labelledby="enter-source">
      <h2 id="enter-source">{words.source}</h2>
      <RadioField
        form={form}
        field="source.mode"
        label={words.sourceMode}
        options={[
          { value: 'known', label: words.known },
          { value: 'new', label: words.fresh },
        ]}
      />
      {!fresh && <KnownSource form={form} />}
      <TextField
        form={form}
        field="source.text"
        label={words.text}
        hint={fresh ? words.textHint : words.textHintKnown}
        rows={6}
        lang={form.get('source.language')}
        optional
      />
      {fresh && form.get('source.text').trim() !== '' && (
        <CheckField form={form} field="source.keep" label={words.keep} hint={words.keepHint} />
      )}
      {fresh && <NewSource form={form} />}
    </section>
  );
};
