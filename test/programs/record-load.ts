/**
 * A process that records until it is killed: `record-load.js STORE_URL RECORDERS PREFIX [COMMAND_ID…]`. The commands named
 * are given first, and then others whose ids begin with the prefix. It prints `given ID` before each is given and `ID
 * POSITION` once it is acknowledged, or `refused KIND` before it gives the same again. Where a key is set, it signs as it goes.
 */

import { commandFrom } from '../../src/commands/check.js';
import type { AnyCommand } from '../../src/commands/list.js';
import { type Machine, openMachine } from '../../src/record/machine.js';
import { Refusal } from '../../src/refusal.js';

const [url = '', recorders = '1', prefix = '', ...unsure] = process.argv.slice(2);

const commandOf = (id: string): AnyCommand =>
  commandFrom(
    'RegisterActor',
    {
      actorId: `actor-${id}`,
      kind: 'person',
      names: [{ language: 'en', text: `Person ${id} ${'x'.repeat((id.length * 97) % 90)}` }],
    },
    { commandId: id, recordedBy: 'a-clerk' },
  ) as AnyCommand;

const persist = async (machine: Machine, id: string): Promise<void> => {
  process.stdout.write(`given ${id}\n`);
  for (;;) {
    try {
      const { position, events } = await machine.ledger.execute(commandOf(id));
      process.stdout.write(`${id} ${events[0]?.position ?? position}\n`);
      return;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      process.stdout.write(`refused ${error.kind}\n`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
};

const machine = await openMachine(url);
process.stdout.write('ready\n');
await Promise.all(unsure.map((id) => persist(machine, id)));
const signing = async (): Promise<never> => {
  for (;;) {
    await machine.proofs.checkpoint().catch((error: unknown) => process.stdout.write(`unsigned ${String(error)}\n`));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const recordForEver = async (recorder: number): Promise<never> => {
  for (let at = 0; ; at += 1) await persist(machine, `${prefix}-${recorder}-${at}`);
};
await Promise.all([
  ...(process.env['ONRECORD_SIGNING_KEY'] === undefined ? [] : [signing()]),
  ...Array.from({ length: Number(recorders) }, (_, recorder) => recordForEver(recorder)),
]);
