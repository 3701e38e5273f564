import { CommandIdTaken } from '../../src/record/ledger.js';
import { type Machine, openMachine } from '../../src/record/machine.js';
import { startTestServer, type TestServer } from '../support/kurrentdb/server.js';
import { machineOn } from '../support/on-a-cluster.js';
import { command, party } from '../support/parties.js';

const register = (actorId: string, commandId: string) =>
  command('RegisterActor', { actorId, kind: 'party', names: [{ language: 'en', text: actorId }] }, commandId);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

describe.each([
  ['SQLite', () => openMachine('memory:')],
  ['a cluster', () => machineOn(server.url)],
])('a command id that was used for something else, on %s', (_engine, opened) => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await opened();
    if ((await machine.store.head()) === 0) await machine.ledger.execute(register('reds', 'one'));
  });
  afterEach(() => machine.close());

  /** The refusal of a command, and that it left no event. */
  const refusal = async (wish: ReturnType<typeof register>, dryRun: boolean): Promise<CommandIdTaken> => {
    const head = await machine.store.head();
    const error: unknown = await machine.ledger.execute(wish, { dryRun }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CommandIdTaken);
    expect(await machine.store.head()).toBe(head);
    return error as CommandIdTaken;
  };

  it.each([false, true])('is refused on another stream, tried or not (dry run: %j)', async (dryRun) => {
    expect(await refusal(register('blues', 'one'), dryRun)).toMatchObject({
      kind: 'conflict',
      type: 'command-id-taken',
      message:
        'Command one was given before, with other content, at log position 2 (actor-reds). Give the new one an id of its own.',
    });
  });

  it.each([false, true])('is refused on its own stream in the same words (dry run: %j)', async (dryRun) => {
    const other = command('NameActor', { actorId: 'reds', name: { language: 'en', text: 'Crimson' } }, 'one');
    expect((await refusal(other, dryRun)).message).toMatch(/with other content, at log position 2 \(actor-reds\)\./);
  });

  it('is refused where what is wished is so already', async () => {
    const same = command('NameActor', { actorId: 'reds', name: { language: 'en', text: 'reds' } }, 'one');
    await refusal(same, false);
    await machine.ledger.execute(party(`others-${_engine.length}`));
    const elsewhere = {
      actorId: `others-${_engine.length}`,
      name: { language: 'en', text: `others-${_engine.length}` },
    };
    await refusal(command('NameActor', elsewhere, 'one'), false);
  });

  it('is refused to all but one of those that come at once', async () => {
    const wishes = ['greens', 'whites', 'blacks'].map((id) => machine.ledger.execute(register(id, 'at-once')));
    const settled = await Promise.allSettled(wishes);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of settled) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(CommandIdTaken);
  });
});
