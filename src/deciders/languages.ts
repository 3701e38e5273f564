import { isLanguageTag, noLanguageTag } from '../../events/index.js';
import { type Fault, inPointer } from '../refusal.js';

/** Faults of every `language` in what is given, however deep it stands: each is a well-formed tag of BCP 47. */
export const languageFaults = (given: unknown, at = ''): readonly Fault[] => {
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(given).flatMap(([key, value]: [string, unknown]): readonly Fault[] => {
    const pointer = `${at}/${inPointer(key)}`;
    if (key !== 'language' || typeof value !== 'string') return languageFaults(value, pointer);
    return isLanguageTag(value) ? [] : [{ pointer, detail: noLanguageTag(value) }];
  });
};
