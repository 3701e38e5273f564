/** Bearer tokens of an OpenID Connect issuer: JWTs (RFC 7519) signed with a key that it publishes (RFC 7517). */

import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type RemoteJWKSet } from 'jose';
import { PRINTABLE } from '../../commands/meta.js';
import { Scope, SCOPES, VIA } from '../../record/keys.js';
import type { Principal } from './principal.js';
import { IssuerUnreachable, NotLetIn } from './refusals.js';
import { isSafe, OidcSettings } from './settings.js';

/** Asymmetric ones alone: with a symmetric one, the issuer's public key would be a secret to sign with. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
/** How far clocks may differ, in seconds. */
const TOLERANCE_S = 30;
const TIMEOUT_MS = 5_000;
/** How old the issuer's keys may be before they are asked for again, and how long they go on while it is silent. */
const FRESH_MS = 600_000;
const LONGEST_MS = 86_400_000;
/** How long an issuer that did not answer is let be, and how long a token of an unknown key asks for none. */
const COOLDOWN_MS = 10_000;

/** The spans of time of an issuer's keys, in milliseconds. */
export type Spans = Readonly<{ fresh: number; longest: number; cooldown: number; timeout: number }>;

export const SPANS: Spans = { fresh: FRESH_MS, longest: LONGEST_MS, cooldown: COOLDOWN_MS, timeout: TIMEOUT_MS };

const discovered = async (issuer: string, timeout: number): Promise<URL> => {
  const at = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(at, { redirect: 'error', signal: AbortSignal.timeout(timeout) });
  if (!response.ok) throw new Error(`${at} answered ${response.status}`);
  const { issuer: said, jwks_uri: keys } = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (said !== issuer) throw new Error(`${at} is of ${String(said)}`);
  if (typeof keys !== 'string' || !isSafe(keys)) throw new Error(`${at} names no https address of keys`);
  return new URL(keys);
};

/** The keys of an issuer, found when the first token comes, and asked for again while those there are go on. */
class IssuerKeys {
  private keys: RemoteJWKSet | undefined;
  private asked = 0;
  private learned = 0;
  private finding: Promise<RemoteJWKSet> | undefined;
  private silence: IssuerUnreachable | undefined;

  constructor(
    private readonly issuer: string,
    private readonly spans: Spans,
  ) {}

  /** @throws IssuerUnreachable where there are none, or none that are young enough. */
  async current(): Promise<RemoteJWKSet> {
    const keys = this.keys ?? (await (this.finding ??= this.found().finally(() => (this.finding = undefined))));
    if (Date.now() - this.learned > this.spans.fresh) this.refresh(keys);
    if (Date.now() - this.learned > this.spans.longest)
      throw this.silence ?? new IssuerUnreachable(this.issuer, 'its keys are too old');
    return keys;
  }

  private async found(): Promise<RemoteJWKSet> {
    if (this.silence !== undefined && Date.now() - this.asked < this.spans.cooldown) throw this.silence;
    this.asked = Date.now();
    try {
      const { timeout, cooldown } = this.spans;
      const keys = createRemoteJWKSet(await discovered(this.issuer, timeout), {
        timeoutDuration: timeout,
        cooldownDuration: cooldown,
        cacheMaxAge: Number.POSITIVE_INFINITY,
      });
      await keys.reload();
      this.learned = Date.now();
      this.silence = undefined;
      return (this.keys = keys);
    } catch (error) {
      throw (this.silence = new IssuerUnreachable(this.issuer, error));
    }
  }

  /** Ask again, beside the requests: none waits for an issuer whose keys are known. */
  private refresh(keys: RemoteJWKSet): void {
    if (Date.now() - this.asked < this.spans.cooldown) return;
    this.asked = Date.now();
    keys.reload().then(
      () => (this.learned = Date.now()),
      (error: unknown) => (this.silence = new IssuerUnreachable(this.issuer, error)),
    );
  }
}

const WHY: Readonly<Record<string, string>> = {
  ERR_JWT_EXPIRED: 'it has expired',
  ERR_JWT_CLAIM_VALIDATION_FAILED: 'it is not made out for this service by its issuer',
  ERR_JOSE_ALG_NOT_ALLOWED: 'it is not signed by a way that is taken here',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'its signature does not hold',
  ERR_JWKS_NO_MATCHING_KEY: 'its issuer has no such key',
};

const claimAt = (error: unknown): string =>
  error instanceof errors.JWTClaimValidationFailed ? ` (${error.claim})` : '';

const refused = (error: unknown, issuer: string): Error => {
  const code = error instanceof errors.JOSEError ? error.code : '';
  const isOfKeys =
    code === '' || code === 'ERR_JOSE_GENERIC' || code === 'ERR_JWKS_TIMEOUT' || code === 'ERR_JWKS_INVALID';
  if (isOfKeys) return new IssuerUnreachable(issuer, error);
  return new NotLetIn(
    'bad-token',
    `The token is refused: ${WHY[code] ?? 'it is no token of its issuer'}${claimAt(error)}.`,
  );
};

/** The scopes of a claim: a text with spaces between them, or a list; `onrecord:read` is `read`. */
const scopesIn = (claim: unknown): readonly Scope[] => {
  const words = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim.map(String) : [];
  const plain = words.map((word) => word.replace(/^onrecord:/, ''));
  return SCOPES.filter((scope) => plain.includes(scope));
};

/** An issuer's name for somebody, with the issuer's: two issuers may call two people the same. */
const nameIn = (payload: JWTPayload, { name, issuer }: OidcSettings): string => {
  const claim = payload[name];
  const told = typeof claim === 'string' ? `${claim}${VIA}${new URL(issuer).host}` : '';
  if (PRINTABLE.test(told) && claim !== '') return told;
  throw new NotLetIn('bad-token', `The token's claim ${name} names nobody in 1 to 200 printable ASCII characters.`);
};

/** Whoever brings a token of an issuer. */
export class Tokens {
  private readonly keys: IssuerKeys;

  constructor(
    private readonly settings: OidcSettings,
    spans: Spans = SPANS,
  ) {
    this.keys = new IssuerKeys(settings.issuer, spans);
  }

  /** @throws NotLetIn, IssuerUnreachable */
  async principal(token: string): Promise<Principal> {
    const payload = await this.verified(token);
    const name = nameIn(payload, this.settings);
    const until = (payload.exp ?? 0) + TOLERANCE_S;
    const scopes = scopesIn(payload[this.settings.scopes]);
    return { id: `oidc:${name}`, name, scopes, isLive: () => Date.now() < until * 1_000 };
  }

  private async verified(token: string): Promise<JWTPayload> {
    const { issuer, audience } = this.settings;
    const keys = await this.keys.current();
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: TOLERANCE_S,
      });
      return payload;
    } catch (error) {
      throw refused(error, issuer);
    }
  }
}
