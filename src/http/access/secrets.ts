/** Keys and tokens that stand where none may stand: in an address or in a log. */

const SECRETS: readonly (readonly [pattern: RegExp, shown: string])[] = [
  [/ork_([0-9a-f]{10})_[A-Za-z0-9_-]+/g, 'ork_$1_[hidden]'],
  [/eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*){0,3}/g, '[token hidden]'],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, '$1 [hidden]'],
];

/** A text with every key and token in it hidden; of a key its id is left, which is no secret. */
export const withoutSecrets = (text: string): string =>
  SECRETS.reduce((told, [pattern, shown]) => told.replaceAll(pattern, shown), text);

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Names under which clients of other services put keys into addresses. */
const NAMES = /[?&](access_token|api[-_]?key|apikey|auth|authorization|bearer|key|token)=/i;

/** Whether an address holds a key or a token, however it is encoded, or names one. */
export const holdsSecret = (url: string): boolean => {
  const plain = decoded(url);
  return NAMES.test(plain) || withoutSecrets(plain) !== plain;
};
