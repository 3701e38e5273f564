import { createPublicKey } from 'node:crypto';
import { generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { SPANS, Tokens } from '../../src/http/access/oidc.js';
import { bearing, type Guarded, guarded, keysFolder } from '../support/guarded.js';
import { Issuer } from '../support/issuer.js';

const issuer = new Issuer();
let service: Guarded;
const oidc = () => ({ issuer: issuer.url, audience: 'onrecord', scopes: 'scope', name: 'sub' });
beforeAll(async () => {
  await issuer.start();
  service = await guarded({ oidc: oidc(), rate: 0, writeRate: 0 });
});
afterAll(async () => {
  await service.close();
  await issuer.stop();
});

type Problem = Readonly<{ type: string; detail: string }>;

const asked = async (token: string): Promise<readonly [number, string]> => {
  const { status, body } = await service.ask.get('/v1/issues').set(bearing(token));
  return [status, (body as Problem).detail ?? ''];
};

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const soon = (): number => Math.floor(Date.now() / 1_000) + 300;
const claims = (): JWTPayload => ({ iss: issuer.url, aud: 'onrecord', sub: 'alice', scope: 'admin', exp: soon() });

describe('a token of the issuer', () => {
  it('lets its holder do what its scopes say, under a name that says whose word it is', async () => {
    const token = await issuer.token();
    expect((await asked(token))[0]).toBe(200);
    const actor = { actorId: 'by-token', kind: 'person', names: [{ language: 'en', text: 'By Token' }] };
    await service.ask.post('/v1/actors').set(bearing(token)).send(actor).expect(201);
    const { body } = await service.ask.get('/v1/events/73').set(bearing(token));
    expect(body).toMatchObject({ recordedby: `alice via ${new URL(issuer.url).host}` });
    await service.ask.post('/v1/statements/x/voids').set(bearing(token)).send({}).expect(403);
    expect(service.log.join('')).not.toContain(token.split('.')[2]);
  });

  it('may bring its scopes as a list, and those of this service by its name', async () => {
    expect((await asked(await issuer.token({ claims: { scope: ['onrecord:read'] } })))[0]).toBe(200);
    expect((await asked(await issuer.token({ claims: { scope: 'openid reader' } })))[0]).toBe(403);
    expect((await asked(await issuer.token({ claims: { scope: 7 } })))[0]).toBe(403);
  });
});

describe('a token that is not one', () => {
  it.each<readonly [string, string, () => Promise<string>]>([
    ['expired', 'expired', () => issuer.token({ expires: Math.floor(Date.now() / 1_000) - 60 })],
    ['of another audience', '(aud)', () => issuer.token({ audience: 'another-service' })],
    ['of another issuer', '(iss)', () => issuer.token({ issuer: 'https://elsewhere.example' })],
    ['not valid yet', '(nbf)', () => issuer.token({ claims: { nbf: soon() } })],
    ['of nobody', '(sub)', () => issuer.token({ claims: { sub: undefined } as unknown as JWTPayload })],
    ['of a name that no header holds', 'names nobody', () => issuer.token({ claims: { sub: 'Aliçe\n' } })],
    ['of a key the issuer does not have', 'no such key', () => issuer.token({ kid: 'other' })],
    ['unsigned (alg none)', 'not signed by a way', async () => `${part({ alg: 'none' })}.${part(claims())}.`],
    ['unsigned, as jose writes it', 'not signed by a way', async () => new UnsecuredJWT(claims()).encode()],
    [
      'signed with the published key as a secret (HS256)',
      'not signed by a way',
      () => {
        const pem = createPublicKey({ key: issuer.published as never, format: 'jwk' }).export({
          type: 'spki',
          format: 'pem',
        });
        return new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'first' }).sign(Buffer.from(pem));
      },
    ],
    [
      'signed by somebody else under the issuer’s key id',
      'signature',
      async () => {
        const { privateKey } = await generateKeyPair('RS256');
        return new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', kid: 'first' }).sign(privateKey);
      },
    ],
    [
      'that brings its own key',
      'signature',
      async () => {
        const { privateKey } = await generateKeyPair('RS256');
        const jwk = { kty: 'RSA', n: 'AQAB', e: 'AQAB' };
        return new SignJWT(claims())
          .setProtectedHeader({ alg: 'RS256', kid: 'first', jwk, jku: 'http://127.0.0.1:1/keys' })
          .sign(privateKey);
      },
    ],
    [
      'with another payload under its signature',
      'signature',
      async () => {
        const [header, , signature] = (await issuer.token()).split('.');
        return `${header}.${part(claims())}.${signature}`;
      },
    ],
    ['no token at all', 'no token of its issuer', async () => 'abc.def.ghi'],
  ])('is refused: %s', async (_name, why, made) => {
    const [status, detail] = await asked(await made());
    expect([status, detail]).toEqual([401, expect.stringContaining(why)]);
  });
});

describe('the issuer’s keys', () => {
  const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

  it('are asked for again when they turn, and the old ones let nobody in', async () => {
    const other = new Issuer();
    await other.start();
    const settings = { issuer: other.url, audience: 'onrecord', scopes: 'scope', name: 'sub' };
    const tokens = new Tokens(settings, { ...SPANS, fresh: 50, cooldown: 20 });
    const old = await other.token();
    await tokens.principal(old);
    await other.rotate('second');
    await pause(60);
    expect((await tokens.principal(await other.token())).name).toContain('alice via');
    await expect(tokens.principal(old)).rejects.toMatchObject({ statusCode: 401, type: 'bad-token' });
    await other.stop();
  });

  it('go on while the issuer is silent, for so long, and a token of a new key is told why it waits', async () => {
    const other = new Issuer();
    await other.start();
    const settings = { issuer: other.url, audience: 'onrecord', scopes: 'scope', name: 'sub' };
    const tokens = new Tokens(settings, { ...SPANS, fresh: 20, cooldown: 20, longest: 400 });
    const token = await other.token();
    await tokens.principal(token);
    await other.stop();
    for (let at = 0; at < 3; at += 1) {
      await pause(30);
      expect((await tokens.principal(token)).scopes).toEqual(['read', 'record']);
    }
    await expect(tokens.principal(await other.token({ kid: 'unseen' }))).rejects.toMatchObject({
      kind: 'unreachable',
      type: 'issuer-unreachable',
    });
    await pause(400);
    await expect(tokens.principal(token)).rejects.toMatchObject({ type: 'issuer-unreachable' });
    await other.start();
    await pause(40);
    await tokens.principal(token).catch(() => undefined);
    await pause(100);
    expect((await tokens.principal(token)).id).toContain('alice');
    await other.stop();
  });

  it('make a clear 503 where they never came, beside keys that go on', async () => {
    const folder = keysFolder();
    const { key } = await folder.make('Kay', 'read');
    const silent = new Issuer();
    await silent.start();
    const token = await silent.token();
    await silent.stop();
    const settings = { ...oidc(), issuer: silent.url };
    const other = await guarded({ oidc: settings, keys: folder.path });
    const answer = await other.ask.get('/v1/issues').set(bearing(token));
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '2']);
    expect((answer.body as Problem).detail).toContain(`The issuer ${silent.url} does not give its keys`);
    await other.ask.get('/v1/issues').set(bearing(key)).expect(200);
    await other.close();
    folder.remove();
  });

  it.each([
    ['another issuer', { issuer: 'https://elsewhere.example' }],
    ['keys over plain HTTP elsewhere', { jwks_uri: 'http://elsewhere.example/keys' }],
    ['no keys', { jwks_uri: undefined }],
  ])('are not taken from a discovery that names %s', async (_name, lies) => {
    const other = new Issuer();
    await other.start();
    other.lies = lies;
    const tokens = new Tokens({ issuer: other.url, audience: 'onrecord', scopes: 'scope', name: 'sub' });
    await expect(tokens.principal(await other.token())).rejects.toMatchObject({ type: 'issuer-unreachable' });
    expect(other.asked.keys).toBe(0);
    await other.stop();
  });
});
