/** What is copied: links that pin both clocks, and citations that a footnote can take as they are. */

import type { Citation, Evidence, Position } from '../../api/types.js';
import { nameOf } from '../../parts/names.js';
import { parsed, written } from '../../state/address.js';
import { inWords, instantInWords, saidInWords } from '../../words/dates.js';
import { inBoth, say } from '../../words/language.js';
import { signs } from '../../words/signs.js';

const citeWords = inBoth(
  {
    position: (title: string, asOf: string, known: string) =>
      `${title}: stated position as of ${asOf}, as known at ${known}.`,
    at: (position: number, time: string) => `log position ${position}${time === '' ? '' : ` (${time})`}`,
    rules: (rules: string) => `On Record, rules version ${rules}.`,
    in: (title: string, publisher: string) => `In: ${title}. ${publisher}`,
    quoted: (text: string) => `“${text}”`,
  },
  {
    position: (title: string, asOf: string, known: string) =>
      `${title}：${asOf}時点で表明されていた立場（${known}までの記録による）。`,
    at: (position: number, time: string) => `記録位置 ${position}${time === '' ? '' : `、${time}`}`,
    rules: (rules: string) => `On Record、規則 第${rules}版。`,
    in: (title: string, publisher: string) => `出典：${title}、${publisher}`,
    quoted: (text: string) => `「${text}」`,
  },
);

/** The page’s own link to an answer, both clocks pinned: it shows the same for ever. */
export const permalinkOf = ({ actor, issue, asOf, knownAt, evidence }: Position): string => {
  const shown = { card: `${actor.id}/${issue.id}`, asOf, knownAt: String(knownAt.position), evidence };
  return `${location.origin}${location.pathname}${written({ ...parsed(''), ...shown })}`;
};

/** A citation of the answer. */
export const citationOf = (position: Position, title: string): string => {
  const words = say(citeWords);
  const { knownAt } = position;
  const known = words.at(knownAt.position, knownAt.time === undefined ? '' : instantInWords(knownAt.time));
  return `${words.position(title, inWords(position.asOf), known)} ${words.rules(position.rules)} ${permalinkOf(position)}`;
};

const sourceLine = ({ title, publisher, published }: Citation): string => {
  const { comma, stop } = say(signs);
  const day = published === undefined ? '' : comma + inWords(published);
  return say(citeWords).in(title, publisher) + day + stop.trimEnd();
};

/** A citation of words: who said them where and when, and in which source they stand. */
export const citationOfWords = (evidence: Evidence, link: string): string => {
  const { comma, colon, stop } = say(signs);
  const [citation] = evidence.citations;
  const who = [nameOf(evidence.speaker.id, evidence.speaker.name).text, evidence.post, evidence.channel.kind];
  const head = [...who, saidInWords(evidence.said)].filter((one) => one !== undefined).join(comma);
  const quote = citation?.quote === undefined ? '' : colon + say(citeWords).quoted(citation.quote.exact);
  return [head + quote + stop.trimEnd(), citation === undefined ? '' : sourceLine(citation), `On Record, ${link}`]
    .filter((one) => one !== '')
    .join(' ');
};
