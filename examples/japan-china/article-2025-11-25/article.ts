/** What the article of 25 November 2025 added: it tells of eight acts, two of which were known. */

import { Entry, recordedOn } from '../entry.js';
import { declined, saito, writtenReply, xiToTrump } from './calls-and-answers.js';
import { letterOfChina, letterOfJapan } from './letters.js';
import { demand, remark } from './remark-and-demand.js';
import { source } from './teller.js';

export const articleOf25November: readonly Entry[] = recordedOn('2025-11-26', {
  ...source,
  'statement-takaichi-diet-remark-2025-11-07': remark,
  'statement-china-demands-retraction-2025-11': demand,
  ...letterOfChina,
  'statement-yamazaki-un-letter-2025-11-24-told-by-article': letterOfJapan,
  'statement-xi-call-with-trump-2025-11-24': xiToTrump,
  'statement-takaichi-press-conference-2025-11-25': declined,
  'statement-cabinet-written-reply-2025-11-25': writtenReply,
  'statement-saito-remarks-2025-11-25': saito,
});
