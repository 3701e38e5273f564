import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { readCheckpoint, signatureOn, signedCheckpoint } from '../../src/proof/checkpoint.js';
import {
  privateKeyText,
  publicKeyText,
  readNote,
  readPublicKey,
  readSigningKey,
  signedBy,
  signedNote,
  signingKey,
} from '../../src/proof/signed-note.js';

/** The example that the documentation of Go's note package gives: a key pair, and a note signed by it. */
const PETER = {
  name: 'PeterNeumann',
  secret: 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  text: 'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n'.replace(
    '’',
    "'",
  ),
  signature:
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};

const KEY = signingKey('onrecord/a', Buffer.alloc(32, 7));
const CHECKPOINT = { origin: 'onrecord/a', size: 72, root: Buffer.alloc(32, 3) };

describe('a signed note', () => {
  it('is the one that Go’s note package makes, byte for byte', () => {
    const key = readSigningKey('the key', PETER.secret, PETER.name);
    expect(publicKeyText(key)).toBe(PETER.key);
    expect(signedNote(PETER.text, key)).toBe(`${PETER.text}\n${PETER.signature}`);
    const note = readNote(`${PETER.text}\n${PETER.signature}`);
    expect(signedBy(note, PETER.name, readPublicKey('the key', PETER.key))).toBe('yes');
  });

  it('is signed by its own key alone, whatever others sign it too', () => {
    const text = `${CHECKPOINT.origin}\nhello\n`;
    const other = signingKey('onrecord/b', Buffer.alloc(32, 8));
    const both = signedNote(text, KEY) + signedNote(text, other).slice(text.length + 1);
    expect(signedBy(readNote(both), KEY.name, KEY)).toBe('yes');
    expect(signedBy(readNote(both), other.name, other)).toBe('yes');
    expect(signedBy(readNote(signedNote(text, other)), KEY.name, KEY)).toBe('no');
    const namesake = signingKey('onrecord/a', Buffer.alloc(32, 9));
    expect(signedBy(readNote(signedNote(text, namesake)), KEY.name, KEY)).toBe('no');
  });

  it('with any byte changed is signed by nobody, or is no note', () =>
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = Buffer.from(signedNote('onrecord/a\n72\nroot\n', KEY));
        bytes[at % bytes.length] = bytes[at % bytes.length]! ^ by;
        const signed = (): unknown => signedBy(readNote(bytes.toString('utf8')), KEY.name, KEY);
        expect(refusedOr(signed)).not.toBe('yes');
      }),
      { numRuns: 500 },
    ));

  it.each([
    ['', 'nothing'],
    ['text\n', 'no signatures'],
    ['text\n\n', 'no signatures after the line'],
    ['text\n\n— name AAAAAAAA', 'no end of its last line'],
    ['text\n\nname AAAAAAAA\n', 'a line without a dash'],
    ['text\n\n— name AAA\n', 'base64 that is none'],
    ['te\u0001xt\n\n— name AAAAAAAA\n', 'a control character'],
  ])('cannot be read from %j: %s', (note) => expect(() => readNote(note)).toThrow(/no signed note/));
});

const refusedOr = (work: () => unknown): unknown => {
  try {
    return work();
  } catch {
    return 'refused';
  }
};

describe('a key', () => {
  it('is read as PEM too, and goes by the name of what it signs', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const secret = readSigningKey('k', privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, 'onrecord/a');
    const open = readPublicKey('k', publicKey.export({ type: 'spki', format: 'pem' }) as string);
    const checkpoint = readCheckpoint(signedCheckpoint(CHECKPOINT, secret));
    expect(open.name).toBeUndefined();
    expect(signatureOn(checkpoint, [open])).toBe('yes');
    expect(signatureOn(checkpoint, [KEY])).toBe('no');
  });

  it('that cannot be used says why', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const secret = privateKeyText('onrecord/a', Buffer.alloc(32, 7));
    expect(() => readSigningKey('k', pem, 'onrecord/a')).toThrow(/it is ec, not Ed25519/);
    expect(() => readSigningKey('k', '-----BEGIN nothing', 'onrecord/a')).toThrow(/its PEM cannot be read/);
    expect(() => readSigningKey('k', publicKeyText(KEY), 'onrecord/a')).toThrow(/Is it the public one\?/);
    expect(() => readSigningKey('k', secret, 'onrecord/b')).toThrow(
      /it signs for the log onrecord\/a, and this one is/,
    );
    expect(() => readSigningKey('k', secret.slice(0, -4), 'onrecord/a')).toThrow(/no Ed25519 key/);
    expect(() => readSigningKey('k', secret.replace(/\+[0-9a-f]{8}\+/, '+00000000+'), 'onrecord/a')).toThrow(
      /its hash/,
    );
    expect(() => readPublicKey('k', secret)).toThrow(/it is a private key/);
    expect(() => readPublicKey('k', 'hello')).toThrow(/no key that can be used/);
  });
});

describe('a checkpoint', () => {
  it('says what it was made of', () => {
    const note = signedCheckpoint(CHECKPOINT, KEY);
    expect(note.split('\n').slice(0, 4)).toEqual(['onrecord/a', '72', CHECKPOINT.root.toString('base64'), '']);
    expect(readCheckpoint(note)).toMatchObject({ ...CHECKPOINT, note });
    expect(signatureOn(readCheckpoint(note), [KEY])).toBe('yes');
  });

  it('may have lines of others after its root, which are signed with it', () => {
    const note = signedNote(`onrecord/a\n72\n${CHECKPOINT.root.toString('base64')}\nmore of others\n`, KEY);
    expect(readCheckpoint(note)).toMatchObject(CHECKPOINT);
    expect(signatureOn(readCheckpoint(note), [KEY])).toBe('yes');
    expect(signatureOn(readCheckpoint(note.replace('more', 'less')), [KEY])).toBe('forged');
  });

  it.each(['072', '-1', '1.5', '', '1e3', '9999999999999999'])('of size %j is none', (size) =>
    expect(() =>
      readCheckpoint(signedNote(`onrecord/a\n${size}\n${Buffer.alloc(32).toString('base64')}\n`, KEY)),
    ).toThrow(/no checkpoint/),
  );
});
