/** What the Foreign Minister's speech of 24 January 2025 added. */

import { parseSaidDate } from '../../events/index.js';
import { coded, Entry, quoteAt, recordedOn, teller } from './entry.js';

const SOURCE = 'mofa-diet-speech-2025-01-24';
const speech = teller(SOURCE);

const strait = quoteAt(
  5714,
  'around our country.\n\n',
  'Peace and stability across the Taiwan Strait are also important.',
  ' The Government of Japan',
);
const relationship = quoteAt(
  6054,
  'international community.\n\n',
  'Under the broad direction of comprehensively promoting a “Mutually Beneficial Relationship based on Common Strategic Interests”',
  ' and building a “constructive ',
);

export const dietSpeech: readonly Entry[] = recordedOn('2025-01-25', {
  'source-mofa-diet-speech-2025-01-24': {
    type: 'SourceDescribed',
    data: {
      sourceId: SOURCE,
      kind: 'official',
      title: 'Speeches by the Foreign Minister IWAYA Takeshi (foreign policy speech to the 217th session of the Diet)',
      publisher: 'Ministry of Foreign Affairs of Japan',
      language: 'en',
      officialOf: 'japan',
      published: '2025-01-24',
      url: 'https://www.mofa.go.jp/fp/pp/pageite_000001_00780.html',
      note: 'The Ministry’s English text of a speech given in Japanese.',
    },
  },
  'source-mofa-diet-speech-2025-01-24-captured': {
    type: 'SourceCaptured',
    data: {
      sourceId: SOURCE,
      sha256: 'd6d831879af9bc2dee7f2792b4a6918f128e8f3ea6e4439ecb246a6fbfed47d8',
      length: 16012,
    },
  },
  'statement-iwaya-diet-speech-2025-01-24': {
    type: 'StatementRecorded',
    data: {
      statementId: 'iwaya-diet-speech-2025-01-24',
      speaker: 'iwaya-takeshi',
      channel: { kind: 'Diet speech', venue: '217th session of the Diet' },
      said: parseSaidDate('2025-01-24', 'Asia/Tokyo'),
      reports: [speech.report('translation')],
      codings: [
        coded('taiwan', 'affirms', 'strait-peace-matters', speech.words('translation', strait)),
        coded('dialogue', 'affirms', 'mutually-beneficial-relationship', speech.words('translation', relationship), {
          note: 'What the sentence says was confirmed by Prime Minister Ishiba and President Xi is context, not coded.',
        }),
      ],
    },
  },
});
