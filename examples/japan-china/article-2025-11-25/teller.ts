/** The article of 25 November 2025 as a document, and as a teller of what others said. */

import { Entry, quoteAt, teller } from '../entry.js';

const SOURCE = 'article-2025-11-25';

export const article = teller(SOURCE);

/** Told in the article's own words. */
export const told = article.report('paraphrase');
export const retold = (...quote: Parameters<typeof quoteAt>) => article.words('paraphrase', quoteAt(...quote));

/** Set in quotation marks by the article, in its translation. */
export const translated = (...quote: Parameters<typeof quoteAt>) => article.words('translation', quoteAt(...quote));

export const source: Readonly<Record<string, Entry['event']>> = {
  'source-article-2025-11-25': {
    type: 'SourceDescribed',
    data: {
      sourceId: SOURCE,
      kind: 'aggregator',
      title:
        'Sino-Japanese relations are at a low point Sanae Takaichi speaks with Trump by phone, following Xi Jinping.',
      publisher: 'WE2USATTV',
      language: 'en',
      author: 'Stephanie Thomas',
      published: '2025-11-24',
      stampedTime: '15:40',
      notBefore: { date: '2025-11-25', reason: 'It tells as past what happened on Tuesday, 25 November 2025.' },
      url: 'https://we2usattv.com/blog/news/2398',
      note: 'A translated “Internet Report” stamped without a zone. The one of its quotations that can be checked here, from Japan’s letter, does not stand there.',
    },
  },
  'source-article-2025-11-25-captured': {
    type: 'SourceCaptured',
    data: {
      sourceId: SOURCE,
      sha256: '3c4a5d43de488de7a64d83ad753c270494a9e39eead6f42fdc3bd565ccbe69ca',
      length: 4613,
    },
  },
};
