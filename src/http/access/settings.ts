/** How the service guards itself, as its environment says it; each setting is told of in docs/operations.md. */

import { isIP } from 'node:net';
import { Refusal } from '../../refusal.js';

/** OpenID Connect: whose tokens are taken, for whom they must be made out, and which claim says what they may do. */
export type OidcSettings = Readonly<{ issuer: string; audience: string; scopes: string; name: string }>;

export type Settings = Readonly<{
  /** The file that keeps the keys. */
  keys?: string;
  oidc?: OidcSettings;
  /** Whether anybody may ask, without a key, though access is on. */
  publicRead: boolean;
  /** Whether everybody is asked for a key even where there is none yet: so where others can reach the service. */
  mustAsk: boolean;
  /** The names it answers to, beside those of this computer. */
  hosts: readonly string[];
  /** The origins (RFC 6454) whose pages may read answers. */
  origins: readonly string[];
  /** The proxies whose word on a client's address is taken: addresses or CIDR ranges. */
  proxies: readonly string[];
  /** Requests a minute for each key or address, 0 for any number; where nothing is said, only while access is on. */
  rate?: number;
  writeRate?: number;
  /** Streams at once, in all and for each key or address. */
  streams: number;
  streamsEach?: number;
  /** How long a whole request may take to arrive, in milliseconds; 20 seconds of it for its headers. */
  arrivalMs: number;
  /** How long requests under way are waited for when the service ends, in milliseconds. */
  drainMs: number;
}>;

/** What holds where nothing is said. */
export const DEFAULTS: Settings = {
  publicRead: false,
  mustAsk: false,
  hosts: [],
  origins: [],
  proxies: [],
  streams: 1_000,
  arrivalMs: 300_000,
  drainMs: 8_000,
};

/** The rates and the streams for each client, where access is on and nothing else is said. */
export const GUARDED = { rate: 1_200, writeRate: 300, streamsEach: 100 } as const;

/** A setting that cannot be meant. */
export class BadSetting extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'bad-setting';
  constructor(name: string, value: string, todo: string) {
    super(`${name} is “${value}”, which will not do: ${todo}.`);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const listed = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

const numbered = (name: string, text: string | undefined, least: number): number | undefined => {
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
  throw new BadSetting(name, text, `give a whole number from ${least}`);
};

const hostsIn = (text: string | undefined): readonly string[] =>
  listed(text).map((host) => {
    if (/^[a-z0-9.-]+$|^[0-9a-f:]+$/i.test(host)) return host.toLowerCase();
    throw new BadSetting(
      'ONRECORD_HOSTS',
      host,
      'give names or addresses without port or scheme, as record.example.org',
    );
  });

const proxiesIn = (text: string | undefined): readonly string[] =>
  listed(text).map((proxy) => {
    const [address = '', bits] = proxy.split('/');
    const most = isIP(address) === 4 ? 32 : 128;
    if (isIP(address) !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))) return proxy;
    throw new BadSetting('ONRECORD_PROXIES', proxy, 'give addresses or ranges, as 10.0.0.0/8');
  });

const originsIn = (text: string | undefined): readonly string[] =>
  listed(text).map((origin) => {
    if (URL.canParse(origin) && /^https?:/.test(origin) && new URL(origin).origin === origin) return origin;
    throw new BadSetting('ONRECORD_CORS_ORIGINS', origin, 'give origins, as https://example.org');
  });

const isLoopback = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

/** Whether what is fetched from an address cannot be changed on the way: TLS, or this computer. */
export const isSafe = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.username + url.password === '' && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))
  );
};

const oidcIn = (env: Environment): Readonly<{ oidc?: OidcSettings }> => {
  const { ONRECORD_OIDC_ISSUER: issuer = '', ONRECORD_OIDC_AUDIENCE: audience = '' } = env;
  if (issuer === '' && audience === '') return {};
  if (!isSafe(issuer))
    throw new BadSetting('ONRECORD_OIDC_ISSUER', issuer, 'give the https address that tokens carry as iss');
  if (audience === '')
    throw new BadSetting('ONRECORD_OIDC_AUDIENCE', audience, 'give the aud that tokens for this service carry');
  const scopes = env['ONRECORD_OIDC_SCOPES'] ?? 'scope';
  return { oidc: { issuer, audience, scopes, name: env['ONRECORD_OIDC_NAME'] ?? 'sub' } };
};

const publicIn = (text = ''): boolean => {
  if (text === '' || text === 'read') return text === 'read';
  throw new BadSetting('ONRECORD_PUBLIC', text, 'say read, or leave it out');
};

/** Settings where they are given. */
const given = <Name extends string>(name: Name, value: number | undefined): Partial<Record<Name, number>> =>
  value === undefined ? {} : ({ [name]: value } as Record<Name, number>);

/** The settings of an environment. @throws BadSetting */
export const settingsIn = (env: Environment): Settings => {
  const drain = numbered('ONRECORD_DRAIN', env['ONRECORD_DRAIN'], 0);
  const arrival = numbered('ONRECORD_ARRIVAL', env['ONRECORD_ARRIVAL'], 1);
  return {
    ...oidcIn(env),
    publicRead: publicIn(env['ONRECORD_PUBLIC']),
    mustAsk: false,
    hosts: hostsIn(env['ONRECORD_HOSTS']),
    origins: originsIn(env['ONRECORD_CORS_ORIGINS']),
    proxies: proxiesIn(env['ONRECORD_PROXIES']),
    ...given('rate', numbered('ONRECORD_RATE', env['ONRECORD_RATE'], 0)),
    ...given('writeRate', numbered('ONRECORD_RATE_WRITES', env['ONRECORD_RATE_WRITES'], 0)),
    streams: numbered('ONRECORD_STREAMS', env['ONRECORD_STREAMS'], 1) ?? DEFAULTS.streams,
    ...given('streamsEach', numbered('ONRECORD_STREAMS_EACH', env['ONRECORD_STREAMS_EACH'], 1)),
    arrivalMs: arrival === undefined ? DEFAULTS.arrivalMs : arrival * 1_000,
    drainMs: drain === undefined ? DEFAULTS.drainMs : drain * 1_000,
  };
};
