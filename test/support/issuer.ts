/** A small OpenID Connect issuer on a port of its own: discovery, keys that can be changed, and tokens of every kind. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

type Pair = Readonly<{ kid: string; jwk: JWK; privateKey: CryptoKey }>;

const newPair = async (kid: string, alg: string): Promise<Pair> => {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
};

export type TokenWish = Readonly<{
  claims?: JWTPayload;
  issuer?: string;
  audience?: string;
  expires?: string | number;
  kid?: string;
}>;

export class Issuer {
  asked = { discovery: 0, keys: 0 };
  /** What discovery says, where it is not the truth. */
  lies: Record<string, unknown> = {};
  private pairs: Pair[] = [];
  private server: Server | undefined;
  private port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    if (this.pairs.length === 0) this.pairs = [await newPair('first', 'RS256')];
    this.server = createServer((request, response) => {
      const isKeys = request.url === '/keys';
      this.asked[isKeys ? 'keys' : 'discovery'] += 1;
      const keys = { keys: this.pairs.map(({ jwk }) => jwk) };
      const discovery = { issuer: this.url, jwks_uri: `${this.url}/keys`, ...this.lies };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(isKeys ? keys : discovery));
    });
    await new Promise<void>((done) => this.server!.listen(this.port, '127.0.0.1', done));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((done) => this.server?.close(done));
  }

  /** Sign with a new key from now on; the old one is published no more. */
  async rotate(kid: string, alg = 'ES256'): Promise<void> {
    this.pairs = [await newPair(kid, alg)];
  }

  /** The public key, as anybody can have it. */
  get published(): JWK {
    return this.pairs[0]!.jwk;
  }

  token({ claims = {}, issuer, audience = 'onrecord', expires = '5m', kid }: TokenWish = {}): Promise<string> {
    const { privateKey, jwk, kid: own } = this.pairs[0]!;
    return new SignJWT({ scope: 'openid read record', sub: 'alice', ...claims })
      .setProtectedHeader({ alg: jwk.alg!, kid: kid ?? own })
      .setIssuer(issuer ?? this.url)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(privateKey);
  }
}
