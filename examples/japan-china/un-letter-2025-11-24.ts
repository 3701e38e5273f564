/** What Japan's letter of 24 November 2025 added: Japan's answer, and its account of what China's letter says of it. */

import { parseSaidDate } from '../../events/index.js';
import { coded, Entry, quoteAt, recordedOn, teller } from './entry.js';

const SOURCE = 'japan-un-letter-2025-11-24';
const letter = teller(SOURCE);
const verbatim = (...quote: Parameters<typeof quoteAt>) => letter.words('verbatim', quoteAt(...quote));
const retold = (...quote: Parameters<typeof quoteAt>) => letter.words('paraphrase', quoteAt(...quote));

const codings = [
  coded(
    'collective-self-defense',
    'affirms',
    'exclusively-defense-oriented',
    verbatim(
      1398,
      'distances itself from them. ',
      "Japan's fundamental defense policy is the posture of passive defense strategy, which is exclusively defense-oriented",
      ', contrary to the Chinese',
    ),
  ),
  coded(
    'collective-self-defense',
    'affirms',
    'limited-by-domestic-law',
    verbatim(
      1575,
      'claims. Japan also defines, ',
      'through domestic law, situations in which the right of collective self-defense recognized under the UN Charter can be exercised, in a restrictive manner',
      '. The remarks by the Prime',
    ),
  ),
  coded(
    'collective-self-defense',
    'denies',
    'without-armed-attack',
    verbatim(
      1868,
      'in this position. Therefore, ',
      "China's assertion that Japan would exercise the right of self-defense even in the absence of an armed attack is erroneous.",
      "\n\u00a0\nJapan's basic position on",
    ),
  ),
  coded(
    'taiwan',
    'affirms',
    'communique-1972-is-the-basis',
    verbatim(
      1993,
      'armed attack is erroneous.\n\u00a0\n',
      'Japan\'s basic position on Taiwan is as articulated in the "Japan-China Joint Communiqué" of 1972.',
      ' Peace and stability in the',
    ),
  ),
  coded(
    'taiwan',
    'affirms',
    'strait-peace-matters',
    verbatim(
      2091,
      'Joint Communiqué" of 1972. ',
      'Peace and stability in the Taiwan Strait are extremely important',
      ' not only for Japan but also',
    ),
  ),
  coded(
    'taiwan',
    'affirms',
    'peaceful-resolution-through-dialogue',
    verbatim(
      2254,
      'community. We reiterate ',
      'our consistent position of expecting that issues concerning Taiwan will be resolved peacefully through dialogue',
      '.\n\u00a0\nRecently, China has been',
    ),
  ),
  coded(
    'dialogue',
    'affirms',
    'china-avoids-political-dialogue',
    verbatim(
      2540,
      'unrelated to this matter, ',
      'showing a negative attitude towards political-level dialogue with Japan',
      '. Such an approach of',
    ),
  ),
  coded(
    'dialogue',
    'affirms',
    'japan-china-dialogue-should-continue',
    verbatim(
      2969,
      'and cooperation, and ',
      'we will continue to respond calmly through dialogue',
      '.\n\u00a0\nJapan has actively',
    ),
  ),
];

const chinaSaysWithoutArmedAttack = coded(
  'collective-self-defense',
  'affirms',
  'without-armed-attack',
  retold(
    1868,
    'in this position. Therefore, ',
    "China's assertion that Japan would exercise the right of self-defense even in the absence of an armed attack",
    " is erroneous.\n\u00a0\nJapan's",
  ),
);

const chinaDeniesDefenseOriented = coded(
  'collective-self-defense',
  'denies',
  'exclusively-defense-oriented',
  retold(
    1486,
    'defense strategy, which is ',
    'exclusively defense-oriented, contrary to the Chinese side’s claims',
    '. Japan also defines,',
  ),
  { note: 'Read from Japan’s words that its policy is this, contrary to what the Chinese side claims.' },
);

const source: Readonly<Record<string, Entry['event']>> = {
  'source-japan-un-letter-2025-11-24': {
    type: 'SourceDescribed',
    data: {
      sourceId: SOURCE,
      kind: 'official',
      title: "Japan's position on China's statement against Japan",
      publisher: 'Permanent Mission of Japan to the United Nations',
      language: 'en',
      officialOf: 'japan',
      published: '2025-11-24',
      url: 'https://www.un.emb-japan.go.jp/itpr_en/pressreleases_112425.html',
    },
  },
  'source-japan-un-letter-2025-11-24-captured': {
    type: 'SourceCaptured',
    data: {
      sourceId: SOURCE,
      sha256: 'ee65cacea483db81a94e450a89d11a2ac25d48b10589f84e0099b8fbe8459373',
      length: 4027,
    },
  },
};

export const unLetterOfJapan: readonly Entry[] = recordedOn('2025-11-25', {
  ...source,
  'statement-china-un-letter-2025-told-by-japan': {
    type: 'StatementCorroborated',
    data: {
      statementId: 'china-un-letter-2025',
      report: letter.report('paraphrase', [{ actor: 'yamazaki-kazuyuki', directness: 'paraphrase' }]),
      evidence: [],
      why: 'Japan’s letter answers a recent letter regarding Japan from China’s Permanent Representative to the Secretary-General, which refers to Prime Minister Takaichi; these documents know of one.',
    },
  },
  'statement-china-un-letter-2025-without-armed-attack': {
    type: 'StatementCoded',
    data: { statementId: 'china-un-letter-2025', coding: chinaSaysWithoutArmedAttack },
  },
  'statement-china-un-letter-2025-exclusively-defense-oriented': {
    type: 'StatementCoded',
    data: { statementId: 'china-un-letter-2025', coding: chinaDeniesDefenseOriented },
  },
  'statement-yamazaki-un-letter-2025-11-24': {
    type: 'StatementRecorded',
    data: {
      statementId: 'yamazaki-un-letter-2025-11-24',
      speaker: 'yamazaki-kazuyuki',
      channel: { kind: 'UN letter', venue: 'United Nations, New York' },
      said: parseSaidDate('2025-11-24', 'America/New_York'),
      inReplyTo: 'china-un-letter-2025',
      reports: [letter.report('verbatim')],
      codings,
      note: 'That China’s assertions are “inconsistent with the facts” names no proposition and is not coded.',
    },
  },
});
