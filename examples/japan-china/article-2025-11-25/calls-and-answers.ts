/** Two phone calls between leaders, and the cabinet's and a party leader's words after them. */

import { AttributionLink, EventOf, parseSaidDate } from '../../../events/index.js';
import { coded } from '../entry.js';
import { article, retold, told, translated } from './teller.js';

const chainOfTheCall: readonly AttributionLink[] = [
  { name: 'Chinese reports', directness: 'readout', note: 'Of the call; the article does not say whose.' },
  { name: 'Japanese mainstream media', note: 'On Tuesday, 25 November 2025, citing the Chinese reports.' },
];

export const xiToTrump: EventOf<'StatementRecorded'> = {
  type: 'StatementRecorded',
  data: {
    statementId: 'xi-call-with-trump-2025-11-24',
    speaker: 'xi-jinping',
    channel: { kind: 'phone call' },
    audience: ['trump-donald'],
    said: parseSaidDate('2025-11-24', 'Asia/Shanghai'),
    reports: [article.report('translation', chainOfTheCall)],
    codings: [
      coded(
        'taiwan',
        'affirms',
        'taiwans-return-is-postwar-order',
        translated(
          1553,
          'issue, and pointed out that "',
          "Taiwan's return to China is an important part of the post-war international order.",
          '"\n\n\nFurther Reading\n\nSino-Japa',
        ),
      ),
    ],
  },
};

export const declined: EventOf<'StatementRecorded'> = {
  type: 'StatementRecorded',
  data: {
    statementId: 'takaichi-press-conference-2025-11-25',
    speaker: 'takaichi-sanae',
    channel: { kind: 'press conference' },
    said: parseSaidDate('2025-11-25', 'Asia/Tokyo'),
    reports: [told],
    codings: [
      coded(
        'taiwan',
        'declines',
        'us-president-raised-the-remark',
        translated(
          827,
          'declined to answer, saying, "',
          'Because this was a diplomatic conversation, I cannot disclose it.',
          '"\n\n\nOn November 7th,',
        ),
        { note: 'Reporters asked.' },
      ),
    ],
    note: 'On her phone call with President Trump of the same day.',
  },
};

export const writtenReply: EventOf<'StatementRecorded'> = {
  type: 'StatementRecorded',
  data: {
    statementId: 'cabinet-written-reply-2025-11-25',
    speaker: 'japan',
    channel: { kind: 'written reply', venue: 'Cabinet of Japan' },
    audience: ['komeito'],
    said: parseSaidDate('2025-11-25', 'Asia/Tokyo'),
    askedBy: 'komeito',
    reports: [told],
    codings: [
      coded(
        'taiwan',
        'denies',
        'remark-should-be-retracted',
        retold(
          3712,
          'threat," to which ',
          'the Japanese cabinet replied in writing on Tuesday that it was "unnecessary."',
          ' The written reply also',
        ),
        { note: 'Asked whether the government would retract the remark, it replied that this was unnecessary.' },
      ),
      coded(
        'taiwan',
        'affirms',
        'strait-peace-matters',
        translated(
          3826,
          'reply also emphasized, "',
          "Peace and stability across the Taiwan Strait are crucial not only to Japan's security",
          ' but also to the stability',
        ),
      ),
    ],
  },
};

export const saito: EventOf<'StatementRecorded'> = {
  type: 'StatementRecorded',
  data: {
    statementId: 'saito-remarks-2025-11-25',
    speaker: 'saito-tetsuo',
    channel: { kind: 'remarks' },
    said: parseSaidDate('2025-11-25', 'Asia/Tokyo'),
    reports: [told],
    codings: [
      coded(
        'dialogue',
        'affirms',
        'friction-comes-of-misunderstandings',
        translated(
          4203,
          'Saito said on Tuesday that ',
          'the deterioration of Japan-China relations "is due to friction caused by misunderstandings."',
          ' He also suggested to',
        ),
      ),
      coded(
        'dialogue',
        'affirms',
        'party-channels-can-repair-relations',
        translated(
          4331,
          'suggested to Takaichi that ',
          '"Komeito\'s various connections" could be used to repair the rift',
          '.\n\n\nDisclaimer: This article',
        ),
        { note: 'A suggestion to Prime Minister Takaichi.' },
      ),
    ],
  },
};
