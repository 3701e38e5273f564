import type { CommandMeta } from '../commands/command.js';
import type { AnyCommand, CommandName } from '../commands/list.js';
import type { Body } from '../commands/placed.js';
import type { Operation } from '../http/operation.js';
import type { Given } from '../record/capture.js';
import type { Outcome } from '../record/ledger.js';
import { holderOf } from '../record/reader.js';
import { Refused } from './exit.js';
import { now, reading } from './options.js';
import { sendTo } from './service.js';

/** What is to be recorded. `addressed`: the places in the body that the arguments are, for a path over HTTP. */
export type Wish = Readonly<{
  name: CommandName;
  body: Body;
  addressed: Readonly<Record<string, string>>;
  meta: CommandMeta;
  dryRun: boolean;
}>;

const pathOf = async ({ name, addressed, dryRun }: Wish): Promise<string> => {
  const { WRITES } = await import('../http/write-operations.js');
  const operation = (Object.values(WRITES) as readonly Operation[]).find(({ command }) => command === name);
  if (operation === undefined) throw new Error(`No operation records ${name}.`);
  const path = Object.entries(operation.fields ?? {}).reduce<string>(
    (found, [parameter, at]) => found.replace(`{${parameter}}`, encodeURIComponent(addressed[at] ?? '')),
    operation.path,
  );
  return dryRun ? `${path}?dryRun=true` : path;
};

/** Record through the service that holds the store. */
const recordThrough = async (service: string, wish: Wish): Promise<Outcome> => {
  const { commandId, recordedBy } = wish.meta;
  const headers = { 'content-type': 'application/json', 'idempotency-key': commandId, 'x-recorded-by': recordedBy };
  try {
    return await sendTo(service, await pathOf(wish), { headers, body: JSON.stringify(wish.body) });
  } catch (error) {
    if (!(error instanceof Refused) || error.kind !== 'unreachable' || wish.dryRun) throw error;
    const again = `Run it again with --command-id ${commandId}: what went in is not recorded twice.`;
    throw new Refused('unreachable', `${error.message} ${again}`);
  }
};

/** What is recorded here: a command, and the text that it captures where it does. */
type Here = Readonly<{ command: AnyCommand; text?: Given }>;

const hereOf = async ({ name, body, meta }: Wish): Promise<Here> => {
  const { commandFrom } = await import('../commands/check.js');
  if (name !== 'CaptureSource' || !('text' in body)) return { command: commandFrom(name, body, meta) as AnyCommand };
  const { givenIn } = await import('../record/capture.js');
  const text = givenIn(body);
  return { command: commandFrom(name, text.body, meta) as AnyCommand, text };
};

/** Record as the one writer. */
const recordHere = async (url: string, { command, text }: Here): Promise<Outcome> => {
  const { openMachine } = await import('../record/machine.js');
  const machine = await openMachine(url);
  try {
    if (text === undefined) return await machine.ledger.execute(command);
    const { capture } = await import('../record/capture.js');
    return await capture(machine.store, text, (dryRun) => machine.ledger.execute(command, { dryRun }));
  } finally {
    await machine.close();
  }
};

/** Say what would change, beside whoever writes. */
const foreseeHere = async (url: string, command: AnyCommand): Promise<Outcome> => {
  const { Ledger } = await import('../record/ledger.js');
  return reading(url, ({ store, runner }) => new Ledger(store, runner, now).execute(command, { dryRun: true }));
};

/** Record a wish, through the service that holds the store where one does: the same commands by either door. */
export const send = async (url: string, wish: Wish): Promise<Outcome> => {
  const service = holderOf(url)?.url;
  if (service !== undefined) return recordThrough(service, wish);
  const here = await hereOf(wish);
  return wish.dryRun ? foreseeHere(url, here.command) : recordHere(url, here);
};
