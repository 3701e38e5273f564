/** The door: who comes in, for what, and how often. Every operation says itself which scope it needs. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { looksLikeKey, Scope } from '../../record/keys.js';
import { audit, Audited } from '../../record/keys-audit.js';
import { allOperations } from '../operations.js';
import { Keyring } from './keyring.js';
import { Tokens } from './oidc.js';
import { admit, may, Principal } from './principal.js';
import { Rates } from './rates.js';
import { AuditHomeless, KeyNeeded, NotLetIn, ScopeMissing } from './refusals.js';
import type { Settings } from './settings.js';

/** The scopes of routes, by method and path as they are routed. */
const SCOPES_BY_ROUTE = new Map(
  allOperations().map(([, { method, path, scope }]) => [
    `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    scope,
  ]),
);

const METRICS = '/metrics';
const LOOPBACK_ADDRESSES: readonly string[] = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
const FORWARDED: readonly string[] = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** Whether it comes from this computer, and through no proxy that says so. */
const isLocal = ({ raw }: FastifyRequest): boolean =>
  LOOPBACK_ADDRESSES.includes(raw.socket.remoteAddress ?? '') && FORWARDED.every((name) => !(name in raw.headers));

/**
 * What a request needs; nothing for what holds nothing of the record: the page, the API's description, whether the service
 * runs. What is not routed is told as such to those who may ask, so that nobody else learns what there is; what is routed
 * beside the table of operations is an admin's, unless it only asks.
 */
const scopeNeeded = (request: FastifyRequest): Scope | undefined => {
  const { url: route } = request.routeOptions;
  if (route === METRICS) return isLocal(request) ? undefined : 'admin';
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const scope = SCOPES_BY_ROUTE.get(`${method} ${route}`);
  if (scope !== undefined) return scope === 'none' ? undefined : scope;
  if (!(route ?? request.url).startsWith('/v1')) return undefined;
  return route === undefined || method === 'GET' ? 'read' : 'admin';
};

const bearerOf = (authorization: string): string => {
  const [, token] = /^Bearer +([!-~]+)$/i.exec(authorization) ?? [];
  if (token !== undefined) return token;
  throw new NotLetIn('bad-authorization', 'The Authorization header will not do: send “Bearer KEY”.');
};

export class Gate {
  readonly rates: Rates;
  private readonly keyring: Keyring;
  private readonly tokens: Tokens | undefined;

  constructor(
    instance: FastifyInstance,
    private readonly settings: Settings,
  ) {
    this.keyring = new Keyring(settings.keys);
    this.tokens = settings.oidc === undefined ? undefined : new Tokens(settings.oidc);
    this.rates = new Rates(instance, settings, () => this.isOn());
  }

  /** Whether anybody is asked for a key. */
  isOn(): boolean {
    return this.settings.mustAsk || this.tokens !== undefined || this.keyring.isOn();
  }

  /** Whether anybody can be let in. */
  hasLive(): boolean {
    return this.tokens !== undefined || this.keyring.hasLive();
  }

  /** Let a request pass, counted, or refuse it. @throws Denied, IssuerUnreachable, KeysUnreadable, StoreUnreachable */
  async pass(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const scope = scopeNeeded(request);
    const needed = this.isOn() ? scope : undefined;
    const principal = this.isOn() ? await this.recognised(request) : undefined;
    if (principal !== undefined) admit(request, principal);
    if (request.routeOptions.url !== '/healthz') await this.rates.count(request, reply);
    try {
      if (needed !== undefined) this.check(principal, needed);
    } finally {
      if (scope === 'admin' && request.routeOptions.url !== METRICS)
        await this.audited(
          request,
          principal,
          needed === undefined || (principal !== undefined && may(principal, 'admin')),
        );
    }
  }

  close(): void {
    this.keyring.close();
  }

  private check(principal: Principal | undefined, scope: Scope): void {
    if (scope === 'read' && this.settings.publicRead) return;
    if (principal === undefined) throw new KeyNeeded(scope);
    if (!may(principal, scope)) throw new ScopeMissing(principal.name, principal.scopes, scope);
  }

  /** Who a request comes from; nobody where it says nothing. A bad key is refused even where none is needed. */
  private async recognised(request: FastifyRequest): Promise<Principal | undefined> {
    const { authorization } = request.headers;
    if (authorization === undefined) return undefined;
    await this.rates.checkBadKeys(request);
    try {
      return await this.principalOf(bearerOf(authorization));
    } catch (error) {
      if (error instanceof NotLetIn) await this.rates.noteBadKey(request);
      throw error;
    }
  }

  private async principalOf(token: string): Promise<Principal> {
    if (looksLikeKey(token)) return this.keyring.principal(token);
    if (this.tokens !== undefined) return this.tokens.principal(token);
    throw new NotLetIn('bad-key', 'That is no key of this service, which begin with ork_, and it takes no tokens.');
  }

  /** @throws StoreUnreachable where it cannot be kept, AuditHomeless where there is no place for it. */
  private async audited(request: FastifyRequest, principal: Principal | undefined, isAdmitted: boolean): Promise<void> {
    if (this.settings.keys === undefined && this.isOn()) throw new AuditHomeless();
    const entry: Audited = {
      time: new Date().toISOString(),
      who: principal?.name ?? (this.isOn() ? 'nobody' : 'anonymous@local'),
      what: `${request.method} ${request.routeOptions.url}`,
      outcome: isAdmitted ? 'admitted' : 'refused',
      ...(principal === undefined ? {} : { keyId: principal.id }),
      requestId: request.id,
      address: request.ip,
    };
    return audit(this.settings.keys, entry);
  }
}
