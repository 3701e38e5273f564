import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { comparedText } from '../proof/compare.js';
import { checkpointsPath, configuredPublicKey } from '../proof/settings.js';
import { backup, restore } from '../record/backup.js';
import { verify } from '../record/verify.js';
import { openForReading } from '../store/open-store.js';
import { Refused } from './exit.js';
import { globalsOf } from './options.js';
import { print, remark } from './output.js';
import { progress } from './progress.js';

const mebibytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MiB`;

const NOWHERE = (directory: string): string => `There is no directory ${directory}: make it, or name another file.`;

const backUp = async (file: string, _options: unknown, command: Command): Promise<void> => {
  const { store, ...output } = globalsOf(command);
  const directory = dirname(resolve(file));
  if (!existsSync(directory)) throw new Refused('missing', NOWHERE(directory));
  const copy = await backup(store, file, progress('checking the copy'));
  await print(copy, output, () => [
    `${copy.file}: ${copy.position} events, ${mebibytes(copy.bytes)}, read again as a whole.`,
  ]);
};

/** What the checkpoints say of a log that was brought back: it may be shorter than what was signed. */
const remarkCheckpoints = async (url: string): Promise<void> => {
  const directory = checkpointsPath(url);
  const key = configuredPublicKey();
  const store = await openForReading(url);
  try {
    const checkpoints = directory === undefined ? [] : [directory];
    const found = await verify(store, { checkpoints, keys: key === undefined ? [] : [key] });
    for (const compared of found.checkpoints) remark(comparedText(compared, found.head, key !== undefined));
    for (const finding of found.findings) remark(finding);
  } finally {
    await store.close();
  }
};

const bringBack = async (file: string, _options: unknown, command: Command): Promise<void> => {
  const { store, ...output } = globalsOf(command);
  const copy = await restore(store, file, progress('checking'));
  await print(copy, output, () => [`${copy.file}: restored, ${copy.position} events, read again as a whole.`]);
  await remarkCheckpoints(store);
};

/** Copies of the store, and back. */
export const addBackupCommands = (program: Command): void => {
  program
    .command('backup <file>')
    .description('copy the store as it is at this moment into a new file, while others write to it')
    .action(backUp);
  program
    .command('restore <file>')
    .description('make the store of a backup, where there is none yet')
    .action(bringBack);
};
