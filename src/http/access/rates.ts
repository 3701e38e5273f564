/** How often one client may ask: by key, else by address, reads and writes apart. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from './principal.js';
import { TooMany } from './refusals.js';
import { GUARDED, Settings } from './settings.js';

const WINDOW_MS = 60_000;
/** How often one address may come with keys that let nobody in, in a minute. */
const BAD_KEYS = 60;

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;
type Reached = Exclude<Awaited<ReturnType<Limiter>>, { isAllowed: true }>;

/** Whose requests are counted together. */
export const clientOf = (request: FastifyRequest): string => principalOf(request)?.id ?? `address ${request.ip}`;

/**
 * What is left, as the IETF's draft has it: the three fields of its versions up to 07, which most clients read, and the two
 * structured ones that took their place (draft-ietf-httpapi-ratelimit-headers-10).
 */
const tell = ({ raw }: FastifyReply, policy: string, { max, remaining, ttlInSeconds }: Reached): void => {
  raw.setHeader('ratelimit-limit', max);
  raw.setHeader('ratelimit-remaining', remaining);
  raw.setHeader('ratelimit-reset', ttlInSeconds);
  raw.setHeader('ratelimit-policy', `"${policy}";q=${max};w=${WINDOW_MS / 1_000}`);
  raw.setHeader('ratelimit', `"${policy}";r=${remaining};t=${ttlInSeconds}`);
};

const IS_READ: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** The counters of one service. `isGuarded`: whether access is on, which brings limits where none were set. */
export class Rates {
  private readonly limiters = new Map<string, Readonly<{ count: Limiter; max: number }>>();

  constructor(
    private readonly instance: FastifyInstance,
    private readonly settings: Settings,
    private readonly isGuarded: () => boolean,
  ) {}

  /**
   * Count a request.
   *
   * @throws TooMany
   */
  async count(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const policy = IS_READ.includes(request.method) ? 'reads' : 'writes';
    const max = this.most(policy);
    if (max === 0) return;
    const reached = (await this.limiter(policy, max, clientOf)(request)) as Reached;
    tell(reply, policy, reached);
    if (reached.isExceeded) throw new TooMany(policy, max, Math.max(1, reached.ttlInSeconds));
  }

  /** Refuse an address that came with too many bad keys, before another of its keys is looked at. */
  async checkBadKeys(request: FastifyRequest): Promise<void> {
    const reached = (await this.badKeys(request, { increment: false })) as Reached;
    if (reached.max - reached.remaining >= BAD_KEYS)
      throw new TooMany('bad keys from one address', BAD_KEYS, Math.max(1, reached.ttlInSeconds));
  }

  async noteBadKey(request: FastifyRequest): Promise<void> {
    await this.badKeys(request);
  }

  private get badKeys(): Limiter {
    return this.limiter('bad keys', BAD_KEYS, (request) => request.ip);
  }

  private most(policy: 'reads' | 'writes'): number {
    const { rate, writeRate } = this.settings;
    const guarded = this.isGuarded() ? GUARDED : { rate: 0, writeRate: 0 };
    return policy === 'reads' ? (rate ?? guarded.rate) : (writeRate ?? guarded.writeRate);
  }

  /** Made when it is first needed: by then the plug-in is there. */
  private limiter(name: string, max: number, keyGenerator: (request: FastifyRequest) => string): Limiter {
    const made = this.limiters.get(name);
    if (made?.max === max) return made.count;
    const count = this.instance.createRateLimit({ max, timeWindow: WINDOW_MS, keyGenerator });
    this.limiters.set(name, { count, max });
    return count;
  }
}
