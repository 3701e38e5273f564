import { Command, CommanderError } from 'commander';
import { addActorWrites } from './actor-writes.js';
import { addAskCommands } from './ask-commands.js';
import { addBackupCommands } from './backup-commands.js';
import { addCodingWrites } from './coding-writes.js';
import { addDoctor } from './doctor.js';
import { addExamples } from './examples.js';
import { fail } from './exit.js';
import { addFollowCommands } from './follow-commands.js';
import { addKeepCommands } from './keep-commands.js';
import { addKeyCommands } from './key-commands.js';
import { addLookCommands } from './look-commands.js';
import { refuseOpposed, refuseRepeated } from './option-clashes.js';
import { addProofCommands } from './proof-commands.js';
import { addReplayCommand } from './replay-command.js';
import { addServeCommands } from './serve-commands.js';
import { addSourceWrites } from './source-writes.js';
import { addStatementWrites } from './statement-writes.js';
import { addTransferCommands } from './transfer-commands.js';

const USAGE = 2;

/** The command line. Commands load what they need when they run, so that quick ones stay quick. */
export const program = (): Command => {
  const root = new Command('onrecord')
    .description('What political actors publicly stated: when it was said, when it was learned, and on which words.')
    .version('0.1.0')
    .option('--store <url>', 'the store (default: $ONRECORD_STORE, else sqlite:data/onrecord.db)')
    .option('--json', 'print JSON: one document, or a line for each of many')
    .showHelpAfterError('Run it with --help to see what it takes.')
    .exitOverride();
  addAskCommands(root);
  addFollowCommands(root);
  addReplayCommand(root);
  addLookCommands(root);
  addTransferCommands(root);
  addStatementWrites(root);
  addCodingWrites(root);
  addActorWrites(root);
  addSourceWrites(root);
  addProofCommands(root);
  addBackupCommands(root);
  addKeepCommands(root);
  addDoctor(root);
  addKeyCommands(root);
  addServeCommands(root);
  addExamples(root);
  refuseOpposed(root);
  refuseRepeated(root);
  return root;
};

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const root = program();
let running: Command | undefined;
root.hook('preAction', (_root, command) => {
  running = command;
});

try {
  await root.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : USAGE;
  else fail(error, running);
}
