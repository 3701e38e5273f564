import { importLines } from '../../src/record/import.js';
import type { Machine } from '../../src/record/machine.js';
import type { StoredEvent } from '../../src/store/event-store.js';
import { lines as bundled } from '../support/bundled.js';
import { startTestServer, type TestServer } from '../support/kurrentdb/server.js';
import { madeUpActorLines, madeUpActors } from '../support/made-up-actors.js';
import { machineOn } from '../support/on-a-cluster.js';
import { command } from '../support/parties.js';

let server: TestServer;
let [one, two]: readonly Machine[] = [];
beforeEach(async () => {
  server = await startTestServer();
  [one, two] = [await machineOn(server.url), await machineOn(server.url)];
});
afterEach(async () => {
  await Promise.all([one!.close(), two!.close()]);
  await server.stop();
});

const named = (text: string): object => ({ name: { language: 'en', text } });
const party = (actorId: string): object => ({ actorId, kind: 'party', names: [{ language: 'en', text: actorId }] });

const streamIn = async ({ store }: Machine, stream: string): Promise<readonly StoredEvent[]> => {
  const found: StoredEvent[] = [];
  for await (const stored of store.readStream(stream)) found.push(stored);
  return found;
};

describe('two ledgers on one cluster', () => {
  it('record everything that both are asked at once on one stream, each once', async () => {
    await one!.ledger.execute(command('RegisterActor', party('reds')));
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? one! : two!).ledger.execute(
          command('NameActor', { actorId: 'reds', ...named(`Name ${index}`) }),
        ),
      ),
    );
    expect(outcomes.every(({ outcome }) => outcome === 'recorded')).toBe(true);
    const stream = await streamIn(two!, 'onrecord-actor-reds');
    expect(stream.map(({ revision }) => revision)).toEqual(Array.from({ length: 41 }, (_, index) => index));
    expect(new Set(outcomes.map(({ position }) => position)).size).toBe(40);
    expect(await streamIn(one!, 'onrecord-actor-reds')).toEqual(stream);
  }, 30_000);

  it('open an unnamed log once, whoever is first', async () => {
    const outcomes = await Promise.all(
      [one!, two!].map(({ ledger }, index) => ledger.execute(command('RegisterActor', party(`party-${index}`)))),
    );
    expect(outcomes.map(({ position }) => position).sort()).toEqual([2, 3]);
    expect(await streamIn(one!, 'onrecord-record')).toHaveLength(1);
  });

  it('refuse what the other has just made wrong', async () => {
    await one!.ledger.execute(
      command('OpenIssue', { issueId: 'harbour', title: [{ language: 'en', text: 'Harbour' }] }),
    );
    const again = command('OpenIssue', { issueId: 'harbour', title: [{ language: 'en', text: 'Another' }] });
    await expect(two!.ledger.execute(again)).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('know a command that the other recorded as the same, and its id with other content as taken', async () => {
    const first = await one!.ledger.execute(command('RegisterActor', party('reds'), 'the-same'));
    const again = await two!.ledger.execute(command('RegisterActor', party('reds'), 'the-same'));
    expect(again).toMatchObject({ outcome: 'repeated', position: first.position });
    const other = command('RegisterActor', { ...party('reds'), kind: 'government' }, 'the-same');
    await expect(two!.ledger.execute(other)).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('decide on what the other has just recorded on other streams', async () => {
    await importLines(one!, bundled, { trustRecordedAt: true });
    await madeUpActors({ machine: one! });
    await one!.ledger.execute(command('RegisterActor', party('reds')));
    const outcome = await two!.ledger.execute(
      command('RecordMembership', {
        actorId: 'avery-example',
        membershipId: 'red',
        body: 'reds',
        post: 'Member',
        speaksFor: false,
      }),
    );
    expect(outcome).toMatchObject({ outcome: 'recorded', position: 74 + madeUpActorLines.length });
  });
});

describe('a ledger that cannot confirm the head', () => {
  it('decides nothing: not what would be recorded, nor what is so already, nor a dry run', async () => {
    const known = command('RegisterActor', party('reds'), 'known');
    await one!.ledger.execute(known);
    await server.stop();
    const wishes = [
      known,
      command('RegisterActor', party('reds')),
      command('RegisterActor', party('blues')),
      command('NameActor', { actorId: 'nobody', ...named('Nobody') }),
    ];
    for (const wish of wishes)
      for (const dryRun of [false, true])
        await expect(one!.ledger.execute(wish, { dryRun })).rejects.toMatchObject({ type: 'store-unreachable' });
    await server.start();
    expect(await one!.ledger.execute(known)).toMatchObject({ outcome: 'repeated' });
    expect(await one!.store.head()).toBe(2);
  }, 60_000);
});

describe('an import with trusted times', () => {
  it('says that it is no copy where somebody wrote meanwhile', async () => {
    server.clock = () => Date.parse('2020-01-01');
    await importLines(one!, bundled.slice(0, 10), { trustRecordedAt: true });
    const lines = async function* (): AsyncGenerator<string> {
      yield* bundled;
      await two!.ledger.execute(command('RegisterActor', party('meanwhile')));
    };
    const copied = importLines(one!, lines(), { trustRecordedAt: true });
    await expect(copied).rejects.toMatchObject({
      type: 'not-a-copy',
      kind: 'conflict',
      line: 11,
      position: 12,
      planned: 11,
    });
  });

  it('stops where somebody wrote meanwhile at a later time', async () => {
    await importLines(one!, bundled.slice(0, 10), { trustRecordedAt: true });
    const lines = async function* (): AsyncGenerator<string> {
      yield* bundled;
      await two!.ledger.execute(command('RegisterActor', party('meanwhile')));
    };
    const copied = importLines(one!, lines(), { trustRecordedAt: true });
    await expect(copied).rejects.toMatchObject({ type: 'import-interrupted' });
    expect(await one!.store.head()).toBe(11);
  });

  it('is completed where it was cut short, by another instance too', async () => {
    await importLines(one!, bundled.slice(0, 30), { trustRecordedAt: true });
    const report = await importLines(two!, bundled, { trustRecordedAt: true });
    expect(report).toMatchObject({ recorded: 42, repeated: 30, position: 72 });
  });
});

describe('a machine that follows', () => {
  it('hears of what others write and reads it without being asked', async () => {
    const following = new AbortController();
    const followed = one!.follow(following.signal);
    await two!.ledger.execute(command('RegisterActor', party('reds')));
    const began = Date.now();
    while (one!.runner.position < 2 && Date.now() - began < 3_000) await one!.bell.heard(undefined, 3_000);
    expect(one!.runner.position).toBe(2);
    expect(Date.now() - began).toBeLessThan(1_000);
    following.abort();
    await followed;
  });

  it('goes on when the store was gone', async () => {
    const following = new AbortController();
    const followed = one!.follow(following.signal);
    await server.stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await server.start();
    while (!(await two!.store.standing()).reachable) await new Promise((resolve) => setTimeout(resolve, 50));
    await two!.ledger.execute(command('RegisterActor', party('reds')));
    const until = Date.now() + 10_000;
    while (one!.runner.position < 2 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(one!.runner.position).toBe(2);
    following.abort();
    await followed;
  }, 30_000);
});

describe('a node that lags', () => {
  it('takes no wish that rests on a position it has not reached, and takes it afterwards', async () => {
    const follower = await startTestServer({ log: server.log });
    const behind = await machineOn(`${follower.url}&nodePreference=follower`);
    const { position } = await one!.ledger.execute(command('RegisterActor', party('reds')));
    await behind.runner.caughtUp(position);
    follower.behind = 1;
    const seen = await one!.ledger.execute(command('RegisterActor', party('blues')));
    await expect(behind.runner.caughtUp(seen.position)).rejects.toMatchObject({ type: 'not-yet-read' });
    setTimeout(() => (follower.behind = 0), 300);
    await expect(behind.runner.caughtUp(seen.position)).resolves.toBeDefined();
    await behind.close();
    await follower.stop();
  }, 30_000);
});
