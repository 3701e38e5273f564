/** A KurrentDB URL taken apart: what its client is given, what people are shown, and where the replica lies. */

import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Refusal } from '../../refusal.js';
import { STREAM_PREFIX } from '../envelope.js';

export type KurrentUrl = Readonly<{
  /** What the client is given; it may hold credentials and is never shown. */
  connection: string;
  /** The URL for people: scheme and hosts, no user and no options. */
  shown: string;
  /** `host:port` of each, sorted. */
  hosts: readonly string[];
  /** What the server's names of the record's streams begin with: `streamPrefix=`, for a cluster that holds several records. */
  prefix: string;
}>;

/** The URL of a KurrentDB store cannot be used as it is written. It is not shown: it may hold a password. */
export class StoreUrlNotUsable extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'store-url-not-usable';
  constructor(why: string) {
    super(`The URL of the store cannot be used: ${why}. Write it as kurrentdb://USER:PASSWORD@HOST:PORT?tls=true.`);
  }
}

const SCHEMES: ReadonlyMap<string, string> = new Map([
  ['kurrentdb', 'esdb'],
  ['kurrentdb+discover', 'esdb+discover'],
  ['esdb', 'esdb'],
  ['esdb+discover', 'esdb+discover'],
]);

const DEFAULT_PORT = '2113';

/** The options that the client knows, as it compares them: no case, no `-` and no `_`. */
const OPTIONS: ReadonlySet<string> = new Set([
  'tls',
  'tlscafile',
  'usercertfile',
  'userkeyfile',
  'connectionname',
  'nodepreference',
  'maxdiscoverattempts',
  'discoveryinterval',
  'gossiptimeout',
  'defaultdeadline',
  'keepaliveinterval',
  'keepalivetimeout',
]);

const PARTS = /^([a-z+]+):\/\/(?:([^:@/?#\s]+:[^:@/?#\s]+)@)?([^@/?#\s]+)\/?(?:\?([^?#\s]*))?$/;

const flat = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');

/** Whether a URL names this engine. */
export const isKurrentUrl = (url: string): boolean => SCHEMES.has(/^([a-z+]+):\/\//.exec(url)?.[1] ?? '');

/** Not `onrecordtext-`, where the texts of sources are. */
const PREFIX = /^onrecord(?!text)[a-z0-9-]{0,100}-$/;
const PREFIX_OPTION = 'streamprefix';

const prefixIn = (query: string): string => {
  const given = query.split('&').find((part) => flat(part.split('=')[0] ?? '') === PREFIX_OPTION);
  const prefix = given === undefined ? STREAM_PREFIX : given.slice(given.indexOf('=') + 1);
  if (PREFIX.test(prefix)) return prefix;
  throw new StoreUrlNotUsable(
    'its streamPrefix has to begin with onrecord, not onrecordtext, end with - and have only a to z, 0 to 9 and - between',
  );
};

/** The client prints a URL whole, password and all, where it does not know an option: those are refused here. */
const optionsOf = (query: string): readonly string[] =>
  query
    .split('&')
    .filter((part) => part !== '')
    .filter((part) => {
      const [name = '', value = ''] = part.split('=');
      if (['throwonappendfailure', PREFIX_OPTION].includes(flat(name))) return false;
      if (flat(name) === 'tlsverifycert') {
        if (value === 'true') return false;
        throw new StoreUrlNotUsable('a certificate is always verified; name the authority to trust in tlsCAFile');
      }
      if (!OPTIONS.has(flat(name))) throw new StoreUrlNotUsable(`it has an option ${name}, which is not known`);
      if (value === '') throw new StoreUrlNotUsable(`its option ${name} has no value`);
      return true;
    });

const hostOf = (host: string): string => {
  const [name = '', port = DEFAULT_PORT, ...rest] = host.split(':');
  if (name === '' || rest.length > 0 || !/^\d{1,5}$/.test(port))
    throw new StoreUrlNotUsable('its hosts are not written HOST:PORT,HOST:PORT');
  return `${name}:${port}`;
};

/**
 * A URL's parts.
 *
 * @throws StoreUrlNotUsable
 */
export const kurrentUrlOf = (url: string): KurrentUrl => {
  const [, scheme = '', user, hostList = '', query = ''] = PARTS.exec(url.trim()) ?? [];
  const clientScheme = SCHEMES.get(scheme);
  if (clientScheme === undefined)
    throw new StoreUrlNotUsable('user, hosts and options cannot be told apart; percent-encode what is special in them');
  const hosts = hostList.split(',').map(hostOf);
  const options = optionsOf(query);
  return {
    connection: `${clientScheme}://${user === undefined ? '' : `${user}@`}${hosts.join(',')}${options.length === 0 ? '' : `?${options.join('&')}`}`,
    shown: `${scheme}://${hosts.join(',')}`,
    hosts: [...hosts].sort(),
    prefix: prefixIn(query),
  };
};

/** The replica's file: `ONRECORD_REPLICA`, else one in `data` by the cluster's hosts and the log on it; nothing for one in memory. */
export const replicaPathOf = (url: string): string | undefined => {
  const given = process.env['ONRECORD_REPLICA'];
  if (given === ':memory:') return undefined;
  if (given !== undefined && given !== '') return resolve(given);
  const { hosts, prefix } = kurrentUrlOf(url);
  const log = [...hosts, ...(prefix === STREAM_PREFIX ? [] : [prefix])].join(',');
  const hash = createHash('sha256').update(log).digest('hex');
  return resolve(join('data', `kurrentdb-${hash.slice(0, 12)}.db`));
};
