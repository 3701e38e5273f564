import type { Withheld } from '../../projections/index.js';

/** What stands in the place of words that are withheld, where an answer is a text. */
export const withheldText = ({ since, reason, by, authority }: Withheld): string =>
  `[withheld since ${since} by ${by}${authority === undefined ? '' : ` (${authority})`}: ${reason}]`;
