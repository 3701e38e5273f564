/** Signed notes (C2SP signed-note): a text, a blank line, and lines that sign the text with Ed25519 (RFC 8032). */

import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { KeyNotUsable, NotReadable } from './refusals.js';

/** A key that signatures are checked with. One that was given without a name goes by the name of whatever it signs. */
export type PublicKey = Readonly<{ name?: string; bytes: Buffer }>;

/** A key that signs, by the name it signs with. */
export type SigningKey = Readonly<{ name: string; bytes: Buffer; key: KeyObject }>;

/** One signature of a note: who says to have made it, with the first four bytes of the key’s hash, and the signature. */
export type Signature = Readonly<{ name: string; keyHash: Buffer; signature: Buffer }>;

/** A note as it reads: its text, whose last character is a line end, and its signatures, none of them checked. */
export type Note = Readonly<{ text: string; signatures: readonly Signature[] }>;

const ED25519 = 1;
const KEY_BYTES = 32;
const MOST_SIGNATURES = 100;
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** What a key’s name may be: no space and no plus, nor anything that a line could not hold. */
const NAME = /^[^\s+\p{Cc}]+$/u;

/** Base64 (RFC 4648, padded) that spells its bytes in the one canonical way. */
export const fromBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};

/** The first four bytes of SHA-256 over the name, a line end, the algorithm and the key. */
const keyHashOf = (name: string, bytes: Buffer): Buffer =>
  createHash('sha256')
    .update(name)
    .update(Buffer.from([0x0a, ED25519]))
    .update(bytes)
    .digest()
    .subarray(0, 4);

/** A public key as text, as other tools of this form take it: `name+hash+key`. */
export const publicKeyText = ({ name, bytes }: Readonly<{ name: string; bytes: Buffer }>): string =>
  [name, keyHashOf(name, bytes).toString('hex'), Buffer.concat([Buffer.of(ED25519), bytes]).toString('base64')].join(
    '+',
  );

/** A private key as text, in the form of Go’s note package: `PRIVATE+KEY+name+hash+seed`. */
export const privateKeyText = (name: string, seed: Buffer): string => {
  const { bytes } = signingKey(name, seed);
  const secret = Buffer.concat([Buffer.of(ED25519), seed]).toString('base64');
  return `PRIVATE+KEY+${name}+${keyHashOf(name, bytes).toString('hex')}+${secret}`;
};

const publicBytes = (key: KeyObject): Buffer => {
  const open = key.type === 'public' ? key : createPublicKey(key);
  const der = open.export({ type: 'spki', format: 'der' });
  return der.subarray(der.length - KEY_BYTES);
};

/** The key of a seed (32 bytes), by a name. */
export const signingKey = (name: string, seed: Buffer): SigningKey => {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  return { name, bytes: publicBytes(key), key };
};

/** The key’s bytes after the algorithm, where the name, the hash and the length are right. */
const keyBytes = (which: string, name: string, coded: string): Buffer => {
  const bytes = fromBase64(coded);
  if (!NAME.test(name)) throw new KeyNotUsable(which, 'its name is empty, or holds a space.');
  if (bytes?.[0] !== ED25519 || bytes.length !== KEY_BYTES + 1)
    throw new KeyNotUsable(which, 'it holds no Ed25519 key of 32 bytes in base64.');
  return bytes.subarray(1);
};

const checkHash = (which: string, name: string, bytes: Buffer, hash: string): void => {
  if (keyHashOf(name, bytes).toString('hex') !== hash)
    throw new KeyNotUsable(which, `its hash is not ${hash}: some of it is missing, or was changed.`);
};

const fromPem = (which: string, text: string, read: (pem: string) => KeyObject): KeyObject => {
  let key: KeyObject;
  try {
    key = read(text);
  } catch (error) {
    throw new KeyNotUsable(which, 'its PEM cannot be read. Give an Ed25519 key.', { cause: error });
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new KeyNotUsable(which, `it is ${key.asymmetricKeyType}, not Ed25519.`);
  return key;
};

/**
 * A public key as text: `name+hash+key`, or PEM, which has no name.
 *
 * @throws KeyNotUsable
 */
export const readPublicKey = (which: string, given: string): PublicKey => {
  const text = given.trim();
  if (text.startsWith('-----BEGIN')) return { bytes: publicBytes(fromPem(which, text, createPublicKey)) };
  const [name = '', hash = '', ...rest] = text.split('+');
  if (name === 'PRIVATE') throw new KeyNotUsable(which, 'it is a private key: give the public one.');
  const bytes = keyBytes(which, name, rest.join('+'));
  checkHash(which, name, bytes, hash);
  return { name, bytes };
};

/**
 * A signing key as text: `PRIVATE+KEY+name+hash+seed`, or PEM (PKCS #8), which has no name and takes the one given.
 *
 * @throws KeyNotUsable
 */
export const readSigningKey = (which: string, given: string, origin: string): SigningKey => {
  const text = given.trim();
  if (text.startsWith('-----BEGIN')) {
    const key = fromPem(which, text, createPrivateKey);
    return { name: origin, bytes: publicBytes(key), key };
  }
  const parts = /^PRIVATE\+KEY\+([^+]*)\+([^+]*)\+(.*)$/s.exec(text);
  if (parts === null)
    throw new KeyNotUsable(which, 'it is neither PEM nor of the form PRIVATE+KEY+name+hash+key. Is it the public one?');
  const [, name = '', hash = '', coded = ''] = parts;
  const key = signingKey(name, keyBytes(which, name, coded));
  checkHash(which, name, key.bytes, hash);
  if (name !== origin)
    throw new KeyNotUsable(which, `it signs for the log ${name}, and this one is ${origin}. Each log has its own.`);
  return key;
};

/** A text signed: the note. The text ends its last line. */
export const signedNote = (text: string, { name, bytes, key }: SigningKey): string => {
  const signature = Buffer.concat([keyHashOf(name, bytes), sign(null, Buffer.from(text), key)]);
  return `${text}\n— ${name} ${signature.toString('base64')}\n`;
};

const signatureOf = (line: string): Signature => {
  const [, name = '', coded = ''] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? [];
  const bytes = fromBase64(coded);
  if (!NAME.test(name) || bytes === undefined || bytes.length < 5)
    throw new NotReadable('This is no signed note: a line after its text is no signature.');
  return { name, keyHash: bytes.subarray(0, 4), signature: bytes.subarray(4) };
};

/**
 * A note taken apart; no signature is checked.
 *
 * @throws NotReadable
 */
export const readNote = (note: string): Note => {
  const end = note.lastIndexOf('\n\n');
  const lines = note.slice(end + 2).split('\n');
  if (end < 0 || lines.pop() !== '' || lines.length === 0 || lines.length > MOST_SIGNATURES)
    throw new NotReadable('This is no signed note: a text, an empty line, and lines of signatures.');
  if (/[\u0000-\u0009\u000b-\u001f]|\p{Surrogate}/u.test(note))
    throw new NotReadable('This is no signed note: it holds control characters.');
  return { text: note.slice(0, end + 1), signatures: lines.map(signatureOf) };
};

/**
 * Whether a note is signed by a key that goes by a name: yes; no signature says to be by it; or one says so and is not.
 */
export const signedBy = ({ text, signatures }: Note, name: string, { bytes }: PublicKey): 'yes' | 'no' | 'forged' => {
  const hash = keyHashOf(name, bytes);
  const claimed = signatures.filter((one) => one.name === name && one.keyHash.equals(hash));
  if (claimed.length === 0) return 'no';
  const key = createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' });
  return claimed.every(({ signature }) => verify(null, Buffer.from(text), key, signature)) ? 'yes' : 'forged';
};
