/** A piece of evidence: the words, who said them, where, when, and from where they are known. */

import type { AttributionLink, Citation, Evidence } from '../api/types.js';
import { instantInWords, inWords, saidInWords } from '../words/dates.js';
import { evidenceWords } from '../words/evidence.js';
import { language, say } from '../words/language.js';
import { signs } from '../words/signs.js';
import { accountWords, directnessWords } from '../words/stances.js';
import { ActorName, nameOf } from './names.js';
import { SourceNumber } from './sources.js';
import { useSource } from './use-source.js';
import { sourceAt } from './source-link.js';
import { StanceWord } from './stance.js';

const Teller = ({ link }: { link: AttributionLink }) => (
  <>
    {link.actor !== undefined ? <ActorName id={link.actor} name={link.name ?? link.actor} /> : link.name}
    {link.directness !== undefined && say(signs).aside(say(directnessWords)[link.directness])}
    {link.note !== undefined && <span class="soft"> — {link.note}</span>}
  </>
);

const Tellers = ({ links }: { links: readonly AttributionLink[] }) => {
  if (links.length === 0) return null;
  return (
    <span class="tellers">
      {say(evidenceWords).via}{' '}
      {links.map((link, at) => (
        <span key={at}>
          {at > 0 && ' → '}
          <Teller link={link} />
        </span>
      ))}
    </span>
  );
};

const Where = ({ citation }: { citation: Citation }) => {
  const words = say(evidenceWords);
  const source = useSource(citation.source);
  const link = sourceAt(source?.described.url, citation.quote);
  const points = [
    citation.publisher,
    ...(citation.published === undefined ? [] : [words.published(inWords(citation.published, 'short'))]),
    ...(citation.notBefore === undefined ? [] : [words.notBefore(inWords(citation.notBefore, 'short'))]),
    say(accountWords)[citation.account],
    say(directnessWords)[citation.directness],
  ];
  return (
    <p class="source">
      <SourceNumber of={citation.source} /> <cite lang={source?.described.language}>{citation.title}</cite>
      <span class="points">{points.join(' · ')}</span>
      <Tellers links={citation.attribution} />
      {link !== undefined && (
        <a
          class="to-source"
          href={link.href}
          target="_blank"
          rel="noreferrer noopener"
          aria-label={words.openSourceOf(citation.title, link.atQuote)}
        >
          {words.openSource(link.atQuote)} <span aria-hidden="true">↗</span>
        </a>
      )}
    </p>
  );
};

/** What stands in the place of words that are withheld; the reason is in the words of whoever withheld them. */
const WithheldShown = ({ withheld }: { withheld: NonNullable<Citation['withheld']> }) => {
  const { since, by, reason, authority } = withheld;
  return (
    <p class="withheld">
      <strong>{say(evidenceWords).withheld(instantInWords(since), by)}</strong>{' '}
      <span lang="en">{[reason, ...(authority === undefined ? [] : [authority])].join(' ')}</span>
    </p>
  );
};

const Words = ({ citation: { quote, withheld } }: { citation: Citation }) => {
  if (withheld !== undefined) return <WithheldShown withheld={withheld} />;
  if (quote === undefined) return <p class="soft">{say(evidenceWords).noQuote}</p>;
  return (
    <blockquote lang={quote.language}>
      <p>
        {quote.prefix !== undefined && <span class="context">…{quote.prefix}</span>}
        <q>{quote.exact}</q>
        {quote.suffix !== undefined && <span class="context">{quote.suffix}…</span>}
      </p>
    </blockquote>
  );
};

/** A citation: the words in their context, and the source. */
export const CitationShown = ({ citation }: { citation: Citation }) => {
  return (
    <div class="citation">
      <Words citation={citation} />
      <Where citation={citation} />
      {citation.note !== undefined && (
        <p class="soft">
          {say(evidenceWords).note}
          {say(signs).colon}
          {citation.note}
        </p>
      )}
    </div>
  );
};

/** Who spoke, in what post, for whom. */
export const Speaker = ({ evidence }: { evidence: Evidence }) => {
  const words = say(evidenceWords);
  const { comma } = say(signs);
  const bodies = evidence.spokeFor.filter(({ id }) => id !== evidence.speaker.id);
  return (
    <span class="speaker">
      <strong>
        <ActorName id={evidence.speaker.id} name={evidence.speaker.name} />
      </strong>
      {evidence.post !== undefined && comma + evidence.post}
      {evidence.post === undefined && bodies.length > 0 && (
        <>{comma + words.forBody(bodies.map(({ id, name }) => nameOf(id, name).text).join(comma))}</>
      )}
      {evidence.personally && comma + words.personally}
    </span>
  );
};

/** Where and when: the channel with its venue, and the said date as precise as it is. */
export const Occasion = ({ evidence }: { evidence: Evidence }) => {
  const words = say(evidenceWords);
  const { kind, venue } = evidence.channel;
  return (
    <span class="occasion">
      {kind}
      {venue !== undefined && (language.value === 'ja' ? words.at(venue) : `, ${venue}`)}
      {say(signs).comma}
      <time dateTime={evidence.said.lastDay}>{saidInWords(evidence.said)}</time>
    </span>
  );
};

type Shown = { evidence: Evidence; stance?: boolean };

/** All of it. `stance` shows what stance the words were read as, and under what condition. */
export const EvidenceShown = ({ evidence, stance = false }: Shown) => {
  const words = say(evidenceWords);
  return (
    <article class="evidence">
      <p class="evidence-head">
        {stance && <StanceWord of={evidence.stance} />} <Speaker evidence={evidence} />
        <br />
        <Occasion evidence={evidence} />
        {evidence.askedBy !== undefined && say(signs).semicolon + words.askedBy(nameOf(evidence.askedBy).text)}
      </p>
      {stance && evidence.condition !== undefined && (
        <p class="condition">
          {words.condition}
          {say(signs).colon}
          {evidence.condition}
        </p>
      )}
      {evidence.citations.map((citation) => (
        <CitationShown key={citation.source} citation={citation} />
      ))}
      {evidence.note !== undefined && (
        <p class="soft">
          {words.note}
          {say(signs).colon}
          {evidence.note}
        </p>
      )}
      <p class="soft basis">
        {words.coder(evidence.coder)}
        {say(signs).semicolon}
        {words.recorded(evidence.recorded.position, instantInWords(evidence.recorded.time))}
        {evidence.recorded.timebasis !== undefined && say(signs).aside(words.reconstructed)}
      </p>
    </article>
  );
};
