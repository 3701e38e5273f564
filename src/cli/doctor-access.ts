/** What `doctor` says of access and of proofs: what would let somebody in, what is kept of it, and what was signed. */

import { accessSync, constants, closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { type OidcSettings, settingsIn } from '../http/access/settings.js';
import { lastSaved } from '../proof/saved.js';
import { checkpointsPath, configuredPublicKey, requirePlace } from '../proof/settings.js';
import { auditPath } from '../record/keys-audit.js';
import { keysPath, readKeys } from '../record/keys-file.js';
import { SCOPES, type Scope, stateOf } from '../record/keys.js';
import { Refusal } from '../refusal.js';
import { Refused } from './exit.js';

/** How many keys there are: those that live, by what they may do (`admin` is counted as itself), and those that ended. */
export type KeyCount = Readonly<{
  live: number;
  byScope: Readonly<Record<Scope, number>>;
  expired: number;
  revoked: number;
}>;

/** What is known of access. What is left out could not be read; a problem says why. */
export type Access = Readonly<{
  /** Whether everybody is asked who they are. */
  on?: boolean;
  keysFile: string | null;
  keys?: KeyCount;
  oidc?: Pick<OidcSettings, 'issuer' | 'audience'> | null;
  publicRead?: boolean;
  audit: Readonly<{ file: string; writable: boolean }> | null;
}>;

/** Where checkpoints are kept, and how many events the last one covers; nothing where there is none. */
export type Kept = Readonly<{ directory: string | null; latest?: number | null }>;

/** What was found, and what is wrong with it, as `serve` would refuse it. */
export type Guarding = Readonly<{ access: Access; checkpoints: Kept; problems: readonly Refusal[] }>;

/** Does it, or notes why not. */
const noted = async <Found>(problems: Refusal[], work: () => Found | Promise<Found>): Promise<Found | undefined> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    problems.push(error);
    return undefined;
  }
};

const counted = (path: string | undefined): KeyCount => {
  const now = new Date().toISOString();
  const entries = [...readKeys(path).values()].map((entry) => ({ ...entry, state: stateOf(entry, now) }));
  const [live, expired, revoked] = (['live', 'expired', 'revoked'] as const).map((state) =>
    entries.filter((entry) => entry.state === state),
  ) as [typeof entries, typeof entries, typeof entries];
  const byScope = Object.fromEntries(
    SCOPES.map((scope) => [scope, live.filter(({ scopes }) => scopes.includes(scope)).length]),
  ) as Record<Scope, number>;
  return { live: live.length, byScope, expired: expired.length, revoked: revoked.length };
};

/** The nearest directory above a file that is there. */
const above = (path: string): string => (existsSync(dirname(path)) ? dirname(path) : above(dirname(path)));

/** Why nothing can be added to a file; nothing is made or changed to find out. */
const whyNot = (path: string): string | undefined => {
  try {
    if (existsSync(path)) closeSync(openSync(path, constants.O_WRONLY | constants.O_APPEND));
    else accessSync(above(path), constants.W_OK);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

const auditIn = (keys: string | undefined, problems: Refusal[]): Access['audit'] => {
  if (keys === undefined) return null;
  const file = auditPath(keys);
  const why = whyNot(file);
  if (why !== undefined)
    problems.push(
      new Refused(
        'unreachable',
        `The audit ${file} cannot be written (${why}): what needs admin is refused, and keys cannot be changed, until it can.`,
      ),
    );
  return { file, writable: why === undefined };
};

/** What `serve` takes from its environment, checked as it does. */
const settingsNow = async () => {
  const { levelIn } = await import('../http/logging.js');
  levelIn(process.env);
  return settingsIn(process.env);
};

const accessTo = async (url: string, problems: Refusal[]): Promise<Access> => {
  const file = keysPath(url);
  const settings = await noted(problems, settingsNow);
  const keys = await noted(problems, () => counted(file));
  const { oidc, publicRead } = settings ?? {};
  return {
    ...(settings === undefined || keys === undefined
      ? {}
      : { on: oidc !== undefined || keys.live + keys.expired + keys.revoked > 0 }),
    keysFile: file ?? null,
    ...(keys === undefined ? {} : { keys }),
    ...(settings === undefined
      ? {}
      : {
          oidc: oidc === undefined ? null : { issuer: oidc.issuer, audience: oidc.audience },
          publicRead: publicRead === true,
        }),
    audit: auditIn(file, problems),
  };
};

const lastIn = (directory: string): number | null => {
  const saved = lastSaved(directory);
  if (saved?.fault !== undefined)
    throw new Refused('integrity', `The last checkpoint cannot be read: ${saved.fault} Run \`onrecord verify\`.`);
  return saved?.size ?? null;
};

const keptFor = async (url: string, problems: Refusal[]): Promise<Kept> => {
  const directory = checkpointsPath(url);
  await noted(problems, () => {
    if (configuredPublicKey() !== undefined) requirePlace(url);
  });
  if (directory === undefined) return { directory: null };
  const latest = await noted(problems, () => lastIn(directory));
  return { directory, ...(latest === undefined ? {} : { latest }) };
};

/** What there is to say of who is let in to a store, and of what was signed of it. Nothing is asked of anybody for it. */
export const guardingOf = async (url: string): Promise<Guarding> => {
  const problems: Refusal[] = [];
  const access = await accessTo(url, problems);
  const checkpoints = await keptFor(url, problems);
  return { access, checkpoints, problems };
};

const UNKNOWN = 'cannot be told';

const keysText = ({ keysFile, keys }: Access): string => {
  if (keysFile === null) return 'no place for any: name a file in ONRECORD_KEYS';
  if (keys === undefined) return `${UNKNOWN}: ${keysFile}`;
  const { live, byScope, expired, revoked } = keys;
  if (live + expired + revoked === 0) return `none in ${keysFile}`;
  const scopes = SCOPES.map((scope) => `${scope} ${byScope[scope]}`).join(', ');
  return `${live} live (${scopes}), ${expired} expired, ${revoked} revoked, in ${keysFile}`;
};

const onText = ({ on }: Access): string => {
  if (on === undefined) return UNKNOWN;
  return on ? 'on: everybody needs a key or a token' : 'off: nobody on this computer is asked for a key';
};

const tokensText = ({ oidc }: Access): string => {
  if (oidc === undefined) return UNKNOWN;
  return oidc === null ? 'none are taken (no OIDC)' : `of ${oidc.issuer}, made out for ${oidc.audience}`;
};

const readingText = ({ on, publicRead }: Access): string => {
  if (publicRead === undefined) return UNKNOWN;
  return publicRead ? 'anybody, without a key' : on === false ? 'anybody on this computer' : 'who has a key for it';
};

const auditText = ({ audit }: Access): string => {
  if (audit === null) return 'no place for it: name a file in ONRECORD_KEYS';
  return audit.writable ? audit.file : `${audit.file}, which cannot be written`;
};

const keptText = ({ directory, latest }: Kept): string => {
  if (directory === null) return 'no place for them: name one in ONRECORD_CHECKPOINTS';
  if (latest === undefined) return `${directory}, which cannot be read`;
  return latest === null ? `${directory}, none yet` : `${directory}, the last up to position ${latest}`;
};

/** The rows of a table, for people. */
export const guardingRows = ({ access, checkpoints }: Guarding): readonly (readonly [string, string])[] => [
  ['access', onText(access)],
  ['keys', keysText(access)],
  ['tokens', tokensText(access)],
  ['reading', readingText(access)],
  ['audit', auditText(access)],
  ['checkpoints', keptText(checkpoints)],
];
