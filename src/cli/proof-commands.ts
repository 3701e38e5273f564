import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Consistency, Inclusion } from '../proof/proofs.js';
import { Proofs } from '../proof/proofs.js';
import { originOf } from '../proof/checkpoint.js';
import { NotInLog } from '../proof/refusals.js';
import { isKeyExposed, liesBeside, makeKey, requirePlace, signingKeyFile } from '../proof/settings.js';
import { consistencyShown, inclusionShown } from '../proof/shown.js';
import { BadQuestion } from '../record/question-refusals.js';
import { openForReading } from '../store/open-store.js';
import { addCiteCommand } from './citation-text.js';
import { globalsOf } from './options.js';
import { print, remark } from './output.js';
import { addVerifyCommand } from './verify-command.js';

/** Do something with the proofs of a store that is closed again however it goes. */
const proving = async <Answer>(
  url: string,
  work: (proofs: Proofs) => Promise<Answer>,
  to?: string,
): Promise<Answer> => {
  const store = await openForReading(url);
  const proofs = to === undefined ? new Proofs(store, url) : new Proofs(store, url, resolve(to));
  try {
    return await work(proofs);
  } finally {
    await proofs.close().finally(() => store.close());
  }
};

const newKey = async (file: string, command: Command): Promise<void> => {
  const { store, ...output } = globalsOf(command);
  const key = await proving(store, async (proofs) => {
    const tree = await proofs.tree();
    if (tree.size === 0) throw new NotInLog('The log is empty: it has no name yet that a key could sign for.');
    return makeKey(file, originOf(tree.leaf(0)));
  });
  await print({ key, file }, output, () => [
    key,
    `The key that signs is in ${file}, for you alone; the public one, printed here, is in ${file}.pub. Set ONRECORD_SIGNING_KEY=${file}.`,
  ]);
};

const checkpoint = async (flags: Readonly<{ to?: string; newKey?: string }>, command: Command): Promise<void> => {
  if (flags.newKey !== undefined) return newKey(flags.newKey, command);
  const { store, ...output } = globalsOf(command);
  if (flags.to === undefined) requirePlace(store);
  const { made, file, key, note, origin, size, root, directory } = await proving(
    store,
    async (proofs) => ({ ...(await proofs.checkpoint()), directory: proofs.directory }),
    flags.to,
  );
  const shown = { origin, size, rootHash: root.toString('hex'), note, key, file, made };
  await print(shown, output, () => [note.trimEnd()]);
  remark(made ? `Kept in ${file ?? 'no file'}.` : `Nothing was recorded since ${file}.`);
  if (isKeyExposed()) remark(`Others than you can read ${signingKeyFile()}: take that from them (chmod 600).`);
  if (directory !== undefined && liesBeside(directory, store))
    remark(
      'It lies beside the store: name another place in ONRECORD_CHECKPOINTS or --to, out of the reach of whoever writes to the store.',
    );
};

const countOf = (name: string, text: string): number => {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new BadQuestion(name, (called) => `“${text}” will not do for ${called(name)}: give a whole number from 1 on.`);
};

const hashes = (path: readonly Buffer[]): readonly string[] => path.map((hash) => `    ${hash.toString('hex')}`);

const inclusionText = ({ position, size, leaf, path, root }: Inclusion): readonly string[] => [
  `Event ${position} is in the log of ${size} events with the root ${root.toString('hex')}.`,
  `  leaf hash  ${leaf.toString('hex')}`,
  `  path (RFC 9162, 2.1.3; leaf index ${position - 1}):`,
  ...hashes(path),
];

const consistencyText = ({ from, to, older, newer, path }: Consistency): readonly string[] => [
  `The log of ${to} events begins as that of ${from} events.`,
  `  root of ${from}  ${older.toString('hex')}`,
  `  root of ${to}  ${newer.toString('hex')}`,
  '  path (RFC 9162, 2.1.4):',
  ...hashes(path),
];

type ProveFlags = Readonly<{ size?: string; from?: string; to?: string }>;

const prove = async (position: string | undefined, flags: ProveFlags, command: Command): Promise<void> => {
  const { store, ...output } = globalsOf(command);
  const { size, from, to } = flags;
  if ((position === undefined) === (from === undefined))
    throw new BadQuestion('position', 'Give a log position, or --from and --to: one of the two.');
  if (from === undefined) {
    if (to !== undefined) throw new BadQuestion('to', '--to goes with --from. For the size of the log use --size.');
    const [at, asked] = [countOf('position', position ?? ''), size === undefined ? undefined : countOf('size', size)];
    const proof = await proving(store, (proofs) => proofs.inclusion(at, asked));
    return print(inclusionShown(proof), output, () => inclusionText(proof));
  }
  if (size !== undefined) throw new BadQuestion('size', '--size goes with a log position. With --from give --to.');
  const [older, newer] = [countOf('from', from), to === undefined ? undefined : countOf('to', to)];
  const proof = await proving(store, (proofs) => proofs.consistency(older, newer));
  return print(consistencyShown(proof), output, () => consistencyText(proof));
};

/** Proving that nothing was changed, and checking what was proved. */
export const addProofCommands = (program: Command): void => {
  const newKeyOption = new Option(
    '--new-key <file>',
    'make a key that signs this log’s checkpoints, and its public half beside it',
  );
  program
    .command('checkpoint')
    .description('sign the log as it is now, and keep that apart from it')
    .option('--to <dir>', 'where to keep it (default: $ONRECORD_CHECKPOINTS, else beside the store)')
    .addOption(newKeyOption.conflicts('to'))
    .action(checkpoint);
  program
    .command('prove [position]')
    .description('that an event is in the log, or that the log only grew')
    .option('--size <n>', 'in the log of so many events (default: that of the last checkpoint, else all)')
    .option('--from <n>', 'that the log of so many events …')
    .option('--to <n>', '… is the beginning of the log of so many (default: all)')
    .action(prove);
  addCiteCommand(program);
  addVerifyCommand(program);
};
