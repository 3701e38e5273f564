/** What people choose from: actors by every name they have, sources, the codebook, and the words of the forms. */

import { signal } from '@preact/signals';
import { askAll } from '../../api/client.js';
import type { ListedSource, Sources } from '../../api/writing.js';
import { inLanguage } from '../../parts/names.js';
import { head } from '../../state/clocks.js';
import { actors, issues } from '../../state/names.js';
import { issueOf } from '../../state/record.js';
import { inWords } from '../../words/dates.js';
import { actorKindWords } from '../../words/events.js';
import { language, say } from '../../words/language.js';
import type { Option } from './fields.js';
import type { Choosable } from './picker.js';

/** The actors, or the bodies among them, with all their names beside the one that is shown. */
export const actorChoices = (bodiesOnly = false): readonly Choosable[] =>
  [...actors.value.values()]
    .filter(({ kind }) => !bodiesOnly || kind !== 'person')
    .map(({ id, kind, names, name }) => {
      const shown = inLanguage(names) ?? { language: 'en', text: name };
      const others = [...new Set(names.map(({ text }) => text))].filter((text) => text !== shown.text);
      return {
        id,
        name: shown.text,
        lang: shown.language,
        about: [say(actorKindWords)[kind] ?? kind, ...others].join(' · '),
        found: [shown.text, ...others],
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name, language.value));

export const sources = signal<readonly ListedSource[]>([]);

/** Read the sources there are, again where one was added. */
export const readSources = async (): Promise<void> => {
  const found: ListedSource[] = [];
  await askAll<Sources>('/v1/sources', { knownAt: head.peek() }, (page) => found.push(...page.sources));
  sources.value = found;
};

export const sourceChoices = (): readonly Choosable[] =>
  sources.value.map(({ id, described: { title, publisher, published, language: lang } }) => ({
    id,
    name: title,
    lang,
    about: [publisher, ...(published === undefined ? [] : [inWords(published, 'short')])].join(' · '),
    found: [title, publisher, published ?? ''],
  }));

export const issueOptions = (): readonly Option[] =>
  issues.value.map(({ id, title }) => {
    const found = inLanguage(title);
    return { value: id, label: found?.text ?? id, ...(found === undefined ? {} : { lang: found.language }) };
  });

export const propositionOptions = (issue: string): readonly Option[] =>
  (issueOf(issue)?.propositions ?? []).map(({ id, wording }) => {
    const found = inLanguage(wording);
    return { value: id, label: found?.text ?? id, ...(found === undefined ? {} : { lang: found.language }) };
  });

/** The IANA zones that the browser knows of. */
export const zones = (): readonly string[] => Intl.supportedValuesOf('timeZone');
