/** What browsers are told (helmet, CORS), which names the service answers to, and what no address may hold. */

import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LOOPBACK, Misdirected } from '../http-refusals.js';
import { AddressTooLong, KeyInAddress } from './refusals.js';
import { holdsSecret } from './secrets.js';
import type { Settings } from './settings.js';

/** How long a path with its query may be. */
const LONGEST_ADDRESS = 8_192;

const NONE = ["'none'"];
const SELF = ["'self'"];

/** A page of this origin may load its own scripts, styles, fonts and answers, and nothing from elsewhere. */
const POLICY = {
  defaultSrc: NONE,
  scriptSrc: SELF,
  styleSrc: SELF,
  imgSrc: [...SELF, 'data:'],
  fontSrc: SELF,
  connectSrc: SELF,
  baseUri: NONE,
  formAction: SELF,
  frameAncestors: NONE,
};

/** The API's description is shown by a page with styles of its own in it. */
const DOCS_POLICY = { ...POLICY, styleSrc: [...SELF, "'unsafe-inline'"] };

/** Without upgrade-insecure-requests and Strict-Transport-Security: whether there is TLS is for whoever puts it in front. */
const HEADERS = {
  contentSecurityPolicy: { useDefaults: false, directives: POLICY },
  strictTransportSecurity: false,
  xFrameOptions: { action: 'deny' },
} as const;

const DOCS_HEADERS = { contentSecurityPolicy: { useDefaults: false, directives: DOCS_POLICY } };

const isOfDocs = (route: string): boolean => route === '/docs' || route.startsWith('/docs/');

/** Tell browsers what pages from here may do. */
export const shield = async (instance: FastifyInstance): Promise<void> => {
  instance.addHook('onRoute', (route) => {
    if (isOfDocs(route.url)) Object.assign(route, { config: { ...route.config, helmet: DOCS_HEADERS } });
  });
  await instance.register(helmet, HEADERS);
};

/** Which pages elsewhere may read answers, and what of them. Credentials of the browser are never taken. */
export const corsOf = ({ origins }: Settings) => ({
  origin: [...origins],
  methods: ['GET', 'HEAD', 'POST'],
  allowedHeaders: [
    ...['authorization', 'content-type', 'idempotency-key', 'last-event-id', 'x-recorded-by', 'x-request-id'],
    'x-on-record-min-position',
  ],
  exposedHeaders: [
    ...['location', 'retry-after', 'x-on-record-position', 'x-request-id', 'www-authenticate'],
    ...['ratelimit', 'ratelimit-policy', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'],
  ],
  credentials: false,
  maxAge: 600,
});

/** The name that a request was sent to (RFC 9110, Host), without port and brackets. */
const nameIn = (request: FastifyRequest): string =>
  (request.raw.headers.host ?? '').replace(/:\d*$/, '').replaceAll(/[[\]]/g, '').replace(/\.$/, '').toLowerCase();

/** Refuses what is sent to another name: a page elsewhere whose name was made to lead here (DNS rebinding). */
export const checkHost = (request: FastifyRequest, { hosts }: Settings): void => {
  const name = nameIn(request);
  if (name !== '' && !LOOPBACK.includes(name) && !hosts.includes(name)) throw new Misdirected(name, hosts);
};

/** Refuses an address that is too long or holds a key. */
export const checkAddress = ({ url }: FastifyRequest): void => {
  if (url.length > LONGEST_ADDRESS) throw new AddressTooLong(LONGEST_ADDRESS);
  if (holdsSecret(url)) throw new KeyInAddress();
};
