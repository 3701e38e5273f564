/** Names, titles and wordings, each marked with the language it is in. */

import type { LanguageText } from '../api/types.js';
import { actors } from '../state/names.js';
import { issueOf, propositionOf } from '../state/record.js';
import { language } from '../words/language.js';

/** The text in the interface’s language, else in English, else the first there is. */
export const inLanguage = <T extends LanguageText>(
  texts: readonly T[],
  wanted: string = language.value,
): T | undefined =>
  texts.find((one) => one.language.startsWith(wanted)) ??
  texts.find((one) => one.language.startsWith('en')) ??
  texts[0];

const SPAN_ONLY_IF_OTHER = (text: LanguageText): { lang?: string } =>
  text.language === language.value ? {} : { lang: text.language };

export const Text = ({ of }: { of: LanguageText }) => <span {...SPAN_ONLY_IF_OTHER(of)}>{of.text}</span>;

/** The name to show for an actor; what the answer called it where the names are not read yet. */
export const nameOf = (id: string, otherwise = id): LanguageText => {
  const actor = actors.value.get(id);
  const found = actor === undefined ? undefined : inLanguage(actor.names);
  return found ?? { language: 'en', text: otherwise };
};

export const ActorName = ({ id, name }: { id: string; name?: string }) => <Text of={nameOf(id, name)} />;

export const issueTitle = (id: string): LanguageText =>
  inLanguage(issueOf(id)?.title ?? []) ?? { language: 'en', text: id };

export const IssueTitle = ({ id }: { id: string }) => <Text of={issueTitle(id)} />;

/** A proposition’s wording; its id while the codebook is not read. */
export const wordingOf = (issue: string, id: string): LanguageText =>
  inLanguage(propositionOf(issue, id)?.wording ?? []) ?? { language: 'en', text: id };

export const Wording = ({ issue, id }: { issue: string; id: string }) => <Text of={wordingOf(issue, id)} />;

/** Whether any name of an actor, in any language and order, holds the words. */
export const isNamed = (id: string, words: string): boolean => {
  const wanted = words.trim().toLocaleLowerCase().normalize('NFKC');
  if (wanted === '') return true;
  const names = [id, ...(actors.value.get(id)?.names ?? []).map(({ text }) => text)];
  return names.some((name) => name.toLocaleLowerCase().normalize('NFKC').includes(wanted));
};
