/** What the Ministry's press release of 22 February 2023 added: a meeting, as one of its two sides summed it up. */

import { parseSaidDate } from '../../events/index.js';
import { coded, Entry, quoteAt, recordedOn, teller } from './entry.js';

const SOURCE = 'mofa-press-release-2023-02-22';
const release = teller(SOURCE);
const said = parseSaidDate('2023-02-22', 'Asia/Tokyo');
const channel = { kind: 'bilateral meeting', venue: '17th Japan-China Security Dialogue, Ministry of Foreign Affairs' };

const strait = quoteAt(
  1391,
  'in Japanese airspace. ',
  'Japan also reconfirmed its position in regard to the importance of peace and stability across the Taiwan Strait.',
  '\n  2. Communications on',
);
const hotline = quoteAt(
  1560,
  'and defense matters\n    ',
  'Both parties concurred to continue coordination to commence operations of the “Hotline between Japanese and Chinese Defense Authorities”',
  ' under the “Maritime and',
);
const communications = quoteAt(
  1845,
  'this year.\n    In addition, ',
  'both parties agreed to continue and strengthen communications on security and defense matters between Japan and China',
  ' utilizing various',
);

const concurred = [
  coded('dialogue', 'affirms', 'defense-hotline-should-operate', release.words('readout', hotline)),
  coded('dialogue', 'affirms', 'japan-china-dialogue-should-continue', release.words('readout', communications)),
];

export const securityDialogue: readonly Entry[] = recordedOn('2023-02-23', {
  'source-mofa-press-release-2023-02-22': {
    type: 'SourceDescribed',
    data: {
      sourceId: SOURCE,
      kind: 'official',
      title: 'The 17th Japan-China Security Dialogue (Overview)',
      publisher: 'Ministry of Foreign Affairs of Japan',
      language: 'en',
      officialOf: 'japan',
      published: '2023-02-22',
      url: 'https://www.mofa.go.jp/press/release/press1e_000381.html',
    },
  },
  'source-mofa-press-release-2023-02-22-captured': {
    type: 'SourceCaptured',
    data: {
      sourceId: SOURCE,
      sha256: '095c0cf42004b895a018e2f6cf4199a98f9747118e2c0d368141ebceb66f8971',
      length: 2660,
    },
  },
  'statement-japan-security-dialogue-2023-02-22': {
    type: 'StatementRecorded',
    data: {
      statementId: 'japan-security-dialogue-2023-02-22',
      speaker: 'japan',
      channel,
      audience: ['china'],
      said,
      reports: [release.report('readout')],
      codings: [coded('taiwan', 'affirms', 'strait-peace-matters', release.words('readout', strait)), ...concurred],
      note: 'The release names officials who took part and attributes no words to any of them: the governments speak.',
    },
  },
  'statement-china-security-dialogue-2023-02-22': {
    type: 'StatementRecorded',
    data: {
      statementId: 'china-security-dialogue-2023-02-22',
      speaker: 'china',
      channel,
      audience: ['japan'],
      said,
      reports: [release.report('readout', [{ actor: 'japan', directness: 'readout' }])],
      codings: concurred,
      note: 'Known only from what Japan says that both parties agreed.',
    },
  },
});
