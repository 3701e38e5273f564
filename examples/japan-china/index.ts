/** The bundled record: the Japan-China dispute over Taiwan, from five public documents, in the order of recording. */

import { actors } from './actors.js';
import { articleOf22November } from './article-2025-11-22.js';
import { articleOf25November } from './article-2025-11-25/article.js';
import { codebook } from './codebook.js';
import { dietSpeech } from './diet-speech-2025-01-24.js';
import { Entry, recordedOn } from './entry.js';
import { posts } from './posts.js';
import { securityDialogue } from './security-dialogue-2023-02-22.js';
import { unLetterOfJapan } from './un-letter-2025-11-24.js';

const opened = recordedOn('2023-02-22', {
  'record-opened': {
    type: 'RecordOpened',
    data: {
      name: 'Japan-China dispute over Taiwan, 2023-2025',
      description:
        'What Japan, China and others publicly stated, read from five public documents. Recorded times are ' +
        'reconstructed: 00:00 UTC of the day after a document came out or a post began; the actors and the codebook, ' +
        'which was worded later, at 2023-02-22T00:00Z. Japanese wordings are the codebook’s own.',
    },
  },
});

const inOrderOfTime = (a: Entry, b: Entry): number => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0);

/** Every event of the bundled record, in log order. Of one instant, what others rest on comes first. */
export const record: readonly Entry[] = [
  ...opened,
  ...actors,
  ...codebook,
  ...posts,
  ...securityDialogue,
  ...dietSpeech,
  ...articleOf22November,
  ...unLetterOfJapan,
  ...articleOf25November,
].sort(inOrderOfTime);
