/** The two letters to the United Nations, known before: what the article tells of them. */

import { EventOf, parseSaidDate } from '../../../events/index.js';
import { coded, Entry, quoteAt } from '../entry.js';
import { article, retold, told } from './teller.js';

export const letterOfChina: Readonly<Record<string, Entry['event']>> = {
  'statement-china-un-letter-2025-told-by-article': {
    type: 'StatementCorroborated',
    data: {
      statementId: 'china-un-letter-2025',
      report: told,
      evidence: [],
      why: 'The article tells of the letter from China’s Permanent Representative to the Secretary-General on Takaichi’s remarks, and that Yamazaki’s letter of the 24th refuted it.',
    },
  },
  'statement-china-un-letter-2025-japan-threatens-intervention': {
    type: 'StatementCoded',
    data: {
      statementId: 'china-un-letter-2025',
      coding: coded(
        'taiwan',
        'affirms',
        'japan-threatens-intervention',
        retold(
          2993,
          'Guterres, stating that ',
          "Takaichi's remarks amounted to Japan attempting “military intervention” in the Taiwan issue",
          ', and called it “a threat of',
        ),
      ),
    },
  },
  'statement-china-un-letter-2025-dated': {
    type: 'StatementCorrected',
    data: {
      statementId: 'china-un-letter-2025',
      corrected: { speaker: 'fu-cong', said: parseSaidDate('2025-11-21', 'America/New_York') },
      reason: 'The article of 25 November 2025 names the writer, Fu Cong, and the day, the 21st of that month.',
    },
  },
};

export const letterOfJapan: EventOf<'StatementCorroborated'> = {
  type: 'StatementCorroborated',
  data: {
    statementId: 'yamazaki-un-letter-2025-11-24',
    report: told,
    evidence: [
      {
        codingId: 'without-armed-attack',
        evidence: article.words(
          'paraphrase',
          quoteAt(
            3332,
            'these accusations. He said, "',
            "China's claim that Japan exercises its right to self-defense without being attacked is a misconception.",
            " Japan's consistent position",
          ),
          'The article sets these words in quotation marks; they stand nowhere in the letter.',
        ),
      },
      {
        codingId: 'peaceful-resolution-through-dialogue',
        evidence: article.words(
          'paraphrase',
          quoteAt(
            3436,
            'attacked is a misconception. ',
            "Japan's consistent position is to resolve the Taiwan issue peacefully through dialogue.",
            '"\n\n\nTakaichi\'s remarks also',
          ),
          'The article sets these words in quotation marks; they stand nowhere in the letter.',
        ),
      },
    ],
    why: 'The same writer, addressee and day.',
  },
};
