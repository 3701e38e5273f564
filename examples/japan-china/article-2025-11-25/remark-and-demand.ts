/** The remark in the Diet, and China's demand that it be retracted. */

import { EventOf, parseSaidDate } from '../../../events/index.js';
import { coded } from '../entry.js';
import { retold, told } from './teller.js';

export const remark: EventOf<'StatementRecorded'> = {
  type: 'StatementRecorded',
  data: {
    statementId: 'takaichi-diet-remark-2025-11-07',
    speaker: 'takaichi-sanae',
    channel: { kind: 'Diet remark', venue: 'National Diet of Japan' },
    said: parseSaidDate('2025-11-07', 'Asia/Tokyo'),
    reports: [told],
    codings: [
      coded(
        'taiwan',
        'conditional',
        'attack-on-taiwan-may-threaten-japans-survival',
        retold(
          961,
          'a parliamentary address that ',
          "if Taiwan were attacked and blockaded, it could escalate into a situation threatening Japan's survival",
          '. She argued that if such a',
        ),
        { condition: 'Taiwan is attacked and blockaded.' },
      ),
      coded(
        'collective-self-defense',
        'conditional',
        'may-follow-attack-on-us-over-taiwan',
        retold(
          1081,
          'survival. She argued that ',
          'if such a situation occurred, and the US was attacked while protecting Taiwan, Japan could exercise its right to collective self-defense',
          '. These remarks angered',
        ),
        { condition: 'Such a situation, threatening Japan’s survival, has occurred.' },
      ),
    ],
  },
};

export const demand: EventOf<'StatementRecorded'> = {
  type: 'StatementRecorded',
  data: {
    statementId: 'china-demands-retraction-2025-11',
    speaker: 'china',
    channel: { kind: 'not given' },
    audience: ['japan'],
    said: parseSaidDate('2025-11-07/2025-11-25', 'Asia/Shanghai'),
    inReplyTo: 'takaichi-diet-remark-2025-11-07',
    reports: [told],
    codings: [
      coded(
        'taiwan',
        'affirms',
        'remark-should-be-retracted',
        retold(
          1318,
          'insurmountable red line and ',
          'demanded that Japan retract its statements',
          '.\n\n\nJapanese mainstream',
        ),
      ),
    ],
    note: 'The article gives no day, place or person: after the remark, and before the article was written.',
  },
};
