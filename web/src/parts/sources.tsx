/** Numbered sources: each document has one number on a card, wherever its words are quoted, and a list at the end. */

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Citation, Evidence, Position } from '../api/types.js';
import { inWords } from '../words/dates.js';
import { evidenceWords } from '../words/evidence.js';
import { say } from '../words/language.js';
import { signs } from '../words/signs.js';
import { useSource } from './use-source.js';

const inOrder = (position: Position): readonly Evidence[] => [
  ...position.propositions.flatMap(({ id, evidence }) => [
    ...evidence.slice(-1),
    ...evidence.slice(0, -1),
    ...position.contests
      .filter(({ proposition }) => proposition === id)
      .flatMap((contest) => contest.evidence.slice(-1)),
  ]),
  ...position.characterisations.map(({ evidence }) => evidence),
  ...[position.declined, position.uncertain, position.notCounted, position.withdrawn]
    .flat()
    .map(({ evidence }) => evidence),
];

/** What a position cites, in the order in which its card does. */
export const citationsIn = (position: Position): readonly Citation[] =>
  inOrder(position).flatMap(({ citations }) => citations);

type Numbered = Readonly<{ number: number; citation: Citation }>;
export type Numbers = ReadonlyMap<string, Numbered>;

/** The sources of citations, numbered from 1 in the order in which they are first cited. */
export const sourceNumbers = (citations: readonly Citation[]): Numbers => {
  const numbers = new Map<string, Numbered>();
  for (const citation of citations)
    if (!numbers.has(citation.source)) numbers.set(citation.source, { number: numbers.size + 1, citation });
  return numbers;
};

export const Sources = createContext<Numbers>(new Map());

/** The number of a source, where sources are numbered. */
export const SourceNumber = ({ of }: { of: string }) => {
  const found = useContext(Sources).get(of);
  return found === undefined ? null : <span class="source-number">[{found.number}]</span>;
};

/** What ends a title in a list: nothing where it ends itself. */
export const stopAfter = (title: string): string => (/[.。?？!！]$/.test(title) ? '' : '.');

const SourceLine = ({ number, citation }: Numbered) => {
  const url = useSource(citation.source)?.described.url;
  const published = citation.published === undefined ? '' : say(signs).comma + inWords(citation.published);
  return (
    <li>
      <span class="source-number">[{number}]</span>
      <span>
        {citation.title}
        {stopAfter(citation.title)} {citation.publisher}
        {published}
        {say(signs).stop}
        {url !== undefined && /^https?:/i.test(url) && (
          <a href={url} target="_blank" rel="noreferrer noopener">
            {url}
          </a>
        )}
      </span>
    </li>
  );
};

export const SourceList = ({ numbers }: { numbers: Numbers }) =>
  numbers.size === 0 ? null : (
    <section class="beside">
      <h3>{say(evidenceWords).sources}</h3>
      <ol class="sources">
        {[...numbers.values()].map((one) => (
          <SourceLine key={one.citation.source} {...one} />
        ))}
      </ol>
    </section>
  );
