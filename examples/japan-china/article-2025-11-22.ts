/** What the article of 22 November 2025 added: China's letter without a date or a name, and an unnamed official's answer. */

import { parseSaidDate } from '../../events/index.js';
import { coded, Entry, quoteAt, recordedOn, teller } from './entry.js';

const SOURCE = 'article-2025-11-22';
const article = teller(SOURCE);
const report = article.report('paraphrase', [
  {
    name: 'Sakura Murakami',
    note: 'Whom the article names as its original author; it was edited with AI-assisted tools.',
  },
]);

const letterClaims = quoteAt(
  5603,
  'in 2025:\n- The Claim: ',
  'China reportedly sent a letter to the UN alleging that Japanese PM Sanae Takaichi altered Japan’s policy on a Taiwan crisis.',
  '\n- The Rebuttal: Japan',
);
const baseless = quoteAt(
  1466,
  'Position\nIn response, ',
  'a Japanese official speaking on the matter stated clearly that the claim was “entirely baseless.”',
  ' Tokyo maintains that its',
);
const desire = quoteAt(
  4311,
  'rebuke of China’s claims, ',
  'the Japanese official reiterated Tokyo’s desire for dialogue to stabilize the relationship',
  '. The official urged Beijing',
);

export const articleOf22November: readonly Entry[] = recordedOn('2025-11-23', {
  'source-article-2025-11-22': {
    type: 'SourceDescribed',
    data: {
      sourceId: SOURCE,
      kind: 'aggregator',
      title: 'Tokyo Rejects Beijing’s Diplomatic Offensive at the United Nations',
      publisher: '3cdn.net',
      language: 'en',
      author: 'Sakura Murakami',
      published: '2025-11-22',
      url: 'https://www.3cdn.net/japan-blasts-china-un-claim-taiwan-policy',
      note: 'Says of itself that it reviewed and enhanced another publisher’s report with AI-assisted tools.',
    },
  },
  'source-article-2025-11-22-captured': {
    type: 'SourceCaptured',
    data: {
      sourceId: SOURCE,
      sha256: '05b984da816887a97b624eaa42e4f75258c59e8260c6fa94805dbb0d0d3975ef',
      length: 7605,
    },
  },
  'statement-china-un-letter-2025': {
    type: 'StatementRecorded',
    data: {
      statementId: 'china-un-letter-2025',
      speaker: 'china',
      channel: { kind: 'UN letter', venue: 'United Nations' },
      said: parseSaidDate('2025-10-21/2025-11-22', 'America/New_York'),
      reports: [report],
      codings: [coded('taiwan', 'affirms', 'japans-taiwan-policy-changed', article.words('paraphrase', letterClaims))],
      note:
        'The article names no writer and gives no day. The letter speaks of Prime Minister Takaichi, in office since ' +
        '21 October 2025, and the article came out on 22 November.',
    },
  },
  'statement-japanese-official-briefing-2025-11': {
    type: 'StatementRecorded',
    data: {
      statementId: 'japanese-official-briefing-2025-11',
      speaker: 'japanese-official',
      onBehalfOf: ['japan'],
      channel: { kind: 'briefing' },
      said: parseSaidDate('2025-11-21/2025-11-22'),
      inReplyTo: 'china-un-letter-2025',
      reports: [report],
      codings: [
        coded('taiwan', 'denies', 'japans-taiwan-policy-changed', article.words('paraphrase', baseless)),
        coded('dialogue', 'affirms', 'japan-china-dialogue-should-continue', article.words('paraphrase', desire)),
      ],
      note:
        'The article gives no day: it is that of its publication or the day before. It gives no place. Its list of what ' +
        'the Ministry “often” says is no dated act and is not coded.',
    },
  },
});
