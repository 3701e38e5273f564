/** Evidence in a card: the words, then what can be done with them. */

import type { Evidence } from '../../api/types.js';
import { ApiLink } from '../../parts/api-link.js';
import { Copy } from '../../parts/copy.js';
import { EvidenceShown } from '../../parts/evidence.js';
import { evidenceWords } from '../../words/evidence.js';
import { say } from '../../words/language.js';
import { citationOfWords } from './citation.js';
import { VersionsOf } from './versions.js';

type Shown = { evidence: Evidence; link: string; stance?: boolean };

export const WordsShown = ({ evidence, link, stance = false }: Shown) => (
  <div class="words-shown">
    <EvidenceShown evidence={evidence} stance={stance} />
    <div class="words-tools">
      <Copy label={say(evidenceWords).copyCitation} text={() => citationOfWords(evidence, link)} />
      <ApiLink href={`/v1/statements/${encodeURIComponent(evidence.statement)}`}>
        {say(evidenceWords).statementJson}
      </ApiLink>
      <VersionsOf statement={evidence.statement} />
    </div>
  </div>
);
