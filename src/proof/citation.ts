/** Citations: the events of one statement, each with the proof that it stands in a log that was signed. */

import canonicalize from 'canonicalize';
import { type NotedCheckpoint, readCheckpoint, signatureOn } from './checkpoint.js';
import { HASH_BYTES, leafHash, verifyInclusion } from './merkle.js';
import { NotReadable } from './refusals.js';
import { type PublicKey, publicKeyText, readPublicKey } from './signed-note.js';

/**
 * An event as a citation gives it. Where words in it are withheld, `event` says so and has not all that was recorded; its
 * leaf hash is that of the whole.
 */
export type CitedEvent = Readonly<{
  position: number;
  leafHash: string;
  event: Readonly<Record<string, unknown>>;
  path: readonly string[];
}>;

/** A citation. Hashes are in lower-case hex; `key` is the public key that signed, as whoever made the citation names it. */
export type StatementCitation = Readonly<{
  citation: 1;
  statement: string;
  origin: string;
  checkpoint: string;
  key?: string;
  events: readonly CitedEvent[];
}>;

/** Whose signature a citation’s checkpoint has: of a key that was given, of the one it names itself, or of nobody known. */
export type SignedBy = 'a key that was given' | 'the key that it names itself' | 'nobody known';

/** What became of one event of a citation. `shown`: whether what it shows is what was recorded, or words are withheld. */
export type EventChecked = Readonly<{
  position: number;
  type: string;
  time: string;
  stands: boolean;
  withheld: boolean;
}>;

/** What checking a citation found. It holds where there are no findings. */
export type CitationChecked = Readonly<{
  statement: string;
  origin: string;
  size: number;
  signedBy: SignedBy;
  key?: string;
  events: readonly EventChecked[];
  findings: readonly string[];
}>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const isCited = (value: unknown): value is CitedEvent =>
  isObject(value) &&
  Number.isSafeInteger(value['position']) &&
  typeof value['leafHash'] === 'string' &&
  isObject(value['event']) &&
  isTexts(value['path']);

const isCitation = (value: unknown): value is StatementCitation =>
  isObject(value) &&
  value['citation'] === 1 &&
  ['statement', 'origin', 'checkpoint'].every((name) => typeof value[name] === 'string') &&
  (value['key'] === undefined || typeof value['key'] === 'string') &&
  Array.isArray(value['events']) &&
  value['events'].length > 0 &&
  value['events'].every(isCited);

/** JSON without the white space around its parts. */
const compact = (text: string): string => text.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/gs, '$1');

/**
 * A citation as its file says it. A member that stands twice, or another spelling of the same value, is refused: what a
 * person reads there has to be what is checked.
 *
 * @throws NotReadable
 */
export const readCitation = (text: string): StatementCitation => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new NotReadable(`This is no citation: it is no JSON (${(error as Error).message}).`, { cause: error });
  }
  if (compact(text) !== JSON.stringify(value))
    throw new NotReadable('This is no citation as one is made: a member stands twice, or is spelled another way.');
  if (!isCitation(value)) throw new NotReadable('This is no citation that this version can read.');
  return value;
};

const hashOf = (text: string): Buffer => (/^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, 'hex') : Buffer.alloc(0));

const isWithheld = ({ event }: CitedEvent): boolean =>
  event['withheld'] !== undefined || event['leafhash'] !== undefined;

const canonical = (value: unknown): string => {
  try {
    return canonicalize(value) ?? '';
  } catch {
    return '';
  }
};

const leafFault = (cited: CitedEvent): string | undefined => {
  if (isWithheld(cited))
    return cited.event['leafhash'] === cited.leafHash ? undefined : 'names another leaf hash than the event in it';
  return leafHash(canonical(cited.event)).equals(hashOf(cited.leafHash))
    ? undefined
    : 'is not what its leaf hash is of';
};

const faultsOf = (cited: CitedEvent, { size, root }: NotedCheckpoint, statement: string): readonly string[] => {
  const { position, event } = cited;
  const [leaf, path] = [hashOf(cited.leafHash), cited.path.map(hashOf)];
  const whole = leaf.length === HASH_BYTES && verifyInclusion(position - 1, size, leaf, path, root);
  const checks: readonly (string | undefined)[] = [
    leafFault(cited),
    whole ? undefined : 'is not in the log that was signed',
    event['subject'] === `statement-${statement}` ? undefined : `is not of the statement ${statement}`,
    Number(event['sequence']) === position ? undefined : `says it is at ${String(event['sequence'])}`,
  ];
  return checks.filter((fault) => fault !== undefined).map((fault) => `Event ${position} ${fault}.`);
};

type Signer = Readonly<{ signedBy: SignedBy; key?: string; findings: readonly string[] }>;

const signerOf = (checkpoint: NotedCheckpoint, named: string | undefined, keys: readonly PublicKey[]): Signer => {
  const given = keys.find((key) => signatureOn(checkpoint, [key]) === 'yes');
  if (given !== undefined)
    return {
      signedBy: 'a key that was given',
      key: publicKeyText({ name: checkpoint.origin, ...given }),
      findings: [],
    };
  if (keys.length > 0)
    return { signedBy: 'nobody known', findings: ['Its checkpoint is not signed by a key that was given.'] };
  const own = named === undefined ? undefined : readPublicKey('The key in the citation', named);
  if (own !== undefined && named !== undefined && signatureOn(checkpoint, [own]) === 'yes')
    return { signedBy: 'the key that it names itself', key: named, findings: [] };
  return own === undefined
    ? {
        signedBy: 'nobody known',
        findings: ['It names no key, and none was given: its signature cannot be checked. Give --key.'],
      }
    : { signedBy: 'nobody known', findings: ['Its checkpoint is not signed by the key that it names.'] };
};

/**
 * Check a citation by itself: that its checkpoint is signed, and that each event of it stands in the log that was signed.
 *
 * @param keys whose signature counts; where none is given, that of the key which the citation names itself.
 * @throws NotReadable, KeyNotUsable
 */
export const checkCitation = (citation: StatementCitation, keys: readonly PublicKey[]): CitationChecked => {
  const checkpoint = readCheckpoint(citation.checkpoint);
  const signer = signerOf(checkpoint, citation.key, keys);
  const faults = citation.events.map((cited) => faultsOf(cited, checkpoint, citation.statement));
  const positions = citation.events.map(({ position }) => position);
  const inOrder = positions.every((position, at) => at === 0 || position > (positions[at - 1] as number));
  return {
    statement: citation.statement,
    origin: checkpoint.origin,
    size: checkpoint.size,
    signedBy: signer.signedBy,
    ...(signer.key === undefined ? {} : { key: signer.key }),
    events: citation.events.map((cited, at) => ({
      position: cited.position,
      type: String(cited.event['type']),
      time: String(cited.event['time']),
      stands: faults[at]?.length === 0,
      withheld: isWithheld(cited),
    })),
    findings: [
      ...signer.findings,
      ...(citation.origin === checkpoint.origin
        ? []
        : [`It names the log ${citation.origin}, and its checkpoint another.`]),
      ...(inOrder ? [] : ['Its events are not in the order of the log.']),
      ...faults.flat(),
    ],
  };
};
