import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type Compared, comparedText } from '../proof/compare.js';
import { checkpointsPath, configuredPublicKey, liesBeside, publicKeyGiven, requirePlace } from '../proof/settings.js';
import type { PublicKey } from '../proof/signed-note.js';
import { BadQuestion, NoSuchFile } from '../record/question-refusals.js';
import { isShared, openAnew } from '../record/reader.js';
import { differenceOf, NotWhole, type Verification, verify } from '../record/verify.js';
import { Refusal } from '../refusal.js';
import { openForReading, pathOf, type Store } from '../store/open-store.js';
import { verifyCitation } from './citation-text.js';
import { globalsOf } from './options.js';
import { print, remark } from './output.js';
import { progress } from './progress.js';

type VerifyFlags = Readonly<{
  source: readonly string[];
  checkpoints: readonly string[];
  key: readonly string[];
  citation?: string;
}>;

/** The texts of `--source id=FILE`. */
const broughtBy = (sources: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    sources.map((given): readonly [string, string] => {
      const at = given.indexOf('=');
      if (at < 1)
        throw new BadQuestion('source', `“${given}” will not do: write the source’s id and its file, as id=FILE.`);
      const [id, file] = [given.slice(0, at), given.slice(at + 1)];
      if (!existsSync(file)) throw new NoSuchFile(file);
      return [id, readFileSync(file, 'utf8')];
    }),
  );

/** The directories that are named, each of which has to be there; else the one that is set, whether it is there or not. */
const placesOf = (named: readonly string[], url: string): readonly string[] => {
  const missing = named.find((directory) => !existsSync(directory));
  if (missing !== undefined) throw new BadQuestion('checkpoints', `There is no directory ${missing}.`);
  const set = checkpointsPath(url);
  return named.length > 0 ? named.map((directory) => resolve(directory)) : set === undefined ? [] : [set];
};

/** The keys that are given, and the one that is set to sign with. */
const keysOf = (given: readonly string[]): readonly PublicKey[] => {
  const own = configuredPublicKey();
  return [...given.map(publicKeyGiven), ...(own === undefined ? [] : [own])];
};

const BESIDE =
  'It lies beside the store: who can change one can change both. Name another place in ONRECORD_CHECKPOINTS, out of the ' +
  'reach of whoever writes to the store, and keep a copy elsewhere.';

type Head = Readonly<{ head: number; keyed: boolean; url: string }>;

const placeText = (compared: Compared, { head, keyed, url }: Head): readonly string[] => [
  comparedText(compared, head, keyed),
  ...(compared.checkpoints > 0 && liesBeside(compared.directory, url) ? [BESIDE] : []),
];

const foundText = (found: Verification, about: Head): readonly string[] => {
  const { stand, unchecked, withheld, fail } = found.quotes;
  return [
    `${found.events} events read. ${found.findings.length === 0 ? 'They hold together.' : ''}`.trim(),
    `Quotes: ${stand} stand in their source’s text, ${unchecked} unchecked (no text kept or brought), ${withheld} withheld, ${fail.length} do not stand.`,
    ...found.checkpoints.flatMap((compared) => placeText(compared, about)),
    ...found.findings,
  ];
};

/** What is wrong with this computer's copy of a cluster's log, where there is one: it answers every question here. */
const replicaFindings = async (url: string, log: Store): Promise<readonly string[]> => {
  const path = isShared(url) ? pathOf(url) : undefined;
  if (path === undefined || !existsSync(path)) return [];
  try {
    const copy = await openForReading(url);
    const difference = await differenceOf(log, copy, `The replica ${path}`).finally(() => copy.close());
    return difference === undefined ? [] : [difference];
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'integrity') return [error.message];
    throw error;
  }
};

const UNPLACED =
  'No directory of checkpoints is known, so nothing is held against what was signed: name it in ONRECORD_CHECKPOINTS or --checkpoints.';

/** A log on a cluster may be read again without what was signed, but not where a key says that something was. */
const checkPlace = (named: readonly string[], keys: readonly PublicKey[], url: string): void => {
  if (named.length > 0) return;
  if (keys.length > 0) requirePlace(url);
  else if (isShared(url) && checkpointsPath(url) === undefined) remark(UNPLACED);
};

const verifyStore = async (flags: VerifyFlags, command: Command): Promise<void> => {
  const { store: url, ...output } = globalsOf(command);
  const keys = keysOf(flags.key);
  checkPlace(flags.checkpoints, keys, url);
  const store = await openAnew(url);
  try {
    const checked = await verify(store, {
      brought: broughtBy(flags.source),
      checkpoints: placesOf(flags.checkpoints, url),
      keys,
      onProgress: progress('verifying'),
    });
    const found = { ...checked, findings: [...checked.findings, ...(await replicaFindings(url, store))] };
    const about = { head: found.head, keyed: keys.length > 0, url };
    await print(found, output, () => foundText(found, about));
    if (found.findings.length > 0) throw new NotWhole(found.findings);
  } finally {
    await store.close();
  }
};

const run = async (given: Partial<VerifyFlags>, command: Command): Promise<void> => {
  const flags: VerifyFlags = { source: [], checkpoints: [], key: [], ...given };
  return flags.citation === undefined
    ? verifyStore(flags, command)
    : verifyCitation(flags.citation, keysOf(flags.key), globalsOf(command));
};

const collected = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** The whole record held against itself and against what was signed of it; or one citation, with no store at all. */
export const addVerifyCommand = (program: Command): void => {
  const alone = new Option('--citation <file>', 'check this citation alone (- for standard input); no store is needed');
  program
    .command('verify')
    .description('read the whole log again and check that it holds together, and that it is what was signed')
    .option('--source <id=FILE>', 'the text of a source that the store does not keep; may be given again', collected)
    .option(
      '--checkpoints <dir>',
      'checkpoints to hold it against (default: $ONRECORD_CHECKPOINTS, else beside the store); may be given again',
      collected,
    )
    .option(
      '--key <public>',
      'the public key that has to have signed, or its file (default: that of $ONRECORD_SIGNING_KEY); may be given again',
      collected,
    )
    .addOption(alone.conflicts(['source', 'checkpoints']))
    .action(run);
};
