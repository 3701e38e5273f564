import { inBoth } from './language.js';

/** What stands between words and sentences, and round what is said by the way, with the space that each language leaves there. */
export const signs = inBoth(
  {
    comma: ', ',
    semicolon: '; ',
    colon: ': ',
    stop: '. ',
    aside: (text: string) => ` (${text})`,
  },
  {
    comma: '、',
    semicolon: '、',
    colon: '：',
    stop: '。',
    aside: (text) => `（${text}）`,
  },
);
