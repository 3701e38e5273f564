import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readCheckpoint, signedCheckpoint } from '../../src/proof/checkpoint.js';
import { leafHash, MerkleTree } from '../../src/proof/merkle.js';
import { Proofs } from '../../src/proof/proofs.js';
import { lastSaved, readPlace, saveCheckpoint } from '../../src/proof/saved.js';
import { signingKey } from '../../src/proof/signed-note.js';
import { commandFrom } from '../../src/commands/check.js';
import type { AnyCommand } from '../../src/commands/list.js';
import { openMachine } from '../../src/record/machine.js';
import { verify } from '../../src/record/verify.js';
import { openForReading } from '../../src/store/open-store.js';
import { bundledLines } from '../support/service.js';
import { type Logged, logged, withSetting } from '../support/logged.js';

let record: Logged;
beforeEach(async () => {
  record = await logged(bundledLines());
});
afterEach(() => record.remove());

const file = (name: string): string => join(record.places, name);
const registered = async (id: string): Promise<void> => {
  const machine = await openMachine(record.url);
  const actor = { actorId: id, kind: 'person', names: [{ language: 'en', text: id }] };
  await machine.ledger.execute(
    commandFrom('RegisterActor', actor, { commandId: id, recordedBy: 'spec' }) as AnyCommand,
  );
  await machine.close();
};
const findings = async (): Promise<string> => (await record.verified()).findings.join(' ');

describe('checkpoints in their place', () => {
  it('are notes, with the leaf hashes that none before them has', async () => {
    await registered('one');
    await record.sign();
    await record.sign();
    expect(readdirSync(record.places).sort()).toEqual([
      '0000000001-0000000072.leaves',
      '0000000072.checkpoint',
      '0000000073-0000000073.leaves',
      '0000000073.checkpoint',
    ]);
    const tree = MerkleTree.of(record.lines.map((line) => leafHash(line)));
    const { checkpoint } = readPlace(record.places).checkpoints[0]!;
    expect(checkpoint).toMatchObject({ size: 72, root: tree.root() });
    expect(await record.verified()).toMatchObject({
      findings: [],
      checkpoints: [{ checkpoints: 2, signed: 2, covered: 73 }],
    });
  });

  it('are found damaged, forged, unsigned, of another name or without their leaf hashes', async () => {
    const [note, leaves] = [file('0000000072.checkpoint'), file('0000000001-0000000072.leaves')];
    const kept = [note, leaves].map((name) => readFileSync(name));
    const cases: readonly (readonly [() => void, RegExp])[] = [
      [() => writeFileSync(note, 'nonsense'), /0000000072.checkpoint: This is no signed note/],
      [
        () => writeFileSync(note, kept[0]!.toString().replace('\n72\n', '\n71\n')),
        /is the checkpoint of 71 events by what/,
      ],
      [
        () => writeFileSync(note, kept[0]!.toString().replace(/\n.{44}\n/, `\n${'A'.repeat(43)}=\n`)),
        /says to be signed .* and is not/,
      ],
      [
        () => {
          const { origin, size, root } = readCheckpoint(kept[0]!.toString());
          writeFileSync(note, signedCheckpoint({ origin, size, root }, signingKey(origin, Buffer.alloc(32))));
        },
        /is not signed by a key that was given: it proves nothing/,
      ],
      [() => writeFileSync(leaves, kept[1]!.fill(1, 64, 65)), /are not those that .*0000000072.checkpoint signs/],
      [() => writeFileSync(leaves, kept[1]!.subarray(1)), /bytes long, and its name says otherwise/],
      [() => rmSync(leaves), /The leaf hashes kept in .* end at 0, and .* covers 72/],
      [() => copyFileSync(note, file('0000000099.checkpoint')), /0000000099.checkpoint is the checkpoint of 72 events/],
    ];
    for (const [damage, said] of cases) {
      const [whole, hashes] = [
        Buffer.from(kept[0]!),
        MerkleTree.of(record.lines.map((line) => leafHash(line))).leaves(),
      ];
      damage();
      expect(await findings()).toMatch(said);
      rmSync(file('0000000099.checkpoint'), { force: true });
      writeFileSync(note, whole);
      writeFileSync(leaves, hashes);
    }
    expect(await findings()).toBe('');
  });

  it('say where a log differs only where their leaf hashes are there to say it', async () => {
    await registered('one');
    await record.sign();
    record.change((sql) => sql.run(`UPDATE events SET line = replace(line, 'spec', 'cops') WHERE position = 73`));
    expect((await record.verified()).checkpoints).toMatchObject([{ firstDifference: 73, covered: 72 }]);
    rmSync(file('0000000073-0000000073.leaves'));
    expect(await findings()).toMatch(/differs somewhere from position 73 to 73\. The leaf hashes/);
  });

  it('are held against each place that is named', async () => {
    const second = join(record.directory, 'second');
    mkdirSync(second);
    for (const name of readdirSync(record.places)) copyFileSync(file(name), join(second, name));
    writeFileSync(file('0000000072.checkpoint'), 'nonsense');
    const store = await openForReading(record.url);
    const { checkpoints } = await verify(store, { checkpoints: [record.places, second], keys: [record.key] });
    await store.close();
    expect(checkpoints.map(({ covered }) => covered)).toEqual([0, 72]);
  });

  it('are taken as they are where no key is given, and say so', async () => {
    const { origin, size, root } = readCheckpoint(readFileSync(file('0000000072.checkpoint'), 'utf8'));
    writeFileSync(
      file('0000000072.checkpoint'),
      signedCheckpoint({ origin, size, root }, signingKey(origin, Buffer.alloc(32))),
    );
    expect(await record.verified({ unsigned: true })).toMatchObject({
      findings: [],
      checkpoints: [{ signed: 0, covered: 72 }],
    });
  });
});

describe('signing', () => {
  it('is refused over a log that is not what was signed, naming what differs', async () => {
    record.change((sql) =>
      sql.run(`UPDATE events SET line = replace(line, 'commandid":"', 'commandid":"x') WHERE position = 3`),
    );
    rmSync(`${record.path}.leaves`, { force: true });
    await expect(record.sign()).rejects.toMatchObject({
      kind: 'integrity',
      message: expect.stringContaining('Event 3 '),
    });
    expect(lastSaved(record.places)?.size).toBe(72);
  });

  it('is refused over a log that is shorter than what was signed', async () => {
    record.change((sql) => sql.run('DELETE FROM events WHERE position > 60'));
    await expect(record.sign()).rejects.toThrow(/The log ends at position 60, and .* covers 72/);
  });

  it('is refused where a key is another log’s', async () => {
    const other = await logged(record.lines.slice(0, 1).map((line) => line.replace('2023', '2022')));
    const signing = withSetting('ONRECORD_SIGNING_KEY', other.keyFile, async () => {
      const store = await openForReading(record.url);
      return new Proofs(store, record.url, join(record.directory, 'x')).checkpoint().finally(() => store.close());
    });
    await expect(signing).rejects.toThrow(/it signs for the log onrecord\/[0-9a-f]{32}, and this one is/);
    other.remove();
  });

  it('writes a key that its owner alone can read', () => expect(statSync(record.keyFile).mode & 0o777).toBe(0o600));

  it('asked for many times at once is done once', async () => {
    await registered('one');
    const store = await openForReading(record.url);
    await withSetting('ONRECORD_SIGNING_KEY', record.keyFile, async () => {
      const proofs = new Proofs(store, record.url, record.places);
      const made = await Promise.all(Array.from({ length: 10 }, () => proofs.checkpoint()));
      expect(made.filter(({ made: fresh }) => fresh)).toHaveLength(1);
      expect(new Set(made.map(({ note }) => note)).size).toBe(1);
    });
    await store.close();
  });

  it('in a place that cannot be made says so', () => {
    writeFileSync(join(record.directory, 'file'), '');
    expect(() => saveCheckpoint(join(record.directory, 'file', 'x'), new MerkleTree(), 0, '')).toThrow(
      /Name another place/,
    );
  });
});

describe('the leaf hashes beside a log', () => {
  const cache = (): string => `${record.path}.leaves`;
  const root = async (): Promise<string> => {
    const store = await openForReading(record.url);
    const proofs = new Proofs(store, record.url);
    const tree = await proofs.tree();
    await proofs.close();
    await store.close();
    return tree.root().toString('hex');
  };

  it('are made again where they are missing, damaged, or of another log', async () => {
    const right = MerkleTree.of(record.lines.map((line) => leafHash(line)))
      .root()
      .toString('hex');
    const whole = readFileSync(cache());
    const damaged = Buffer.from(whole);
    damaged[damaged.length - 40] = damaged[damaged.length - 40]! ^ 1;
    for (const bytes of [undefined, Buffer.from(''), Buffer.from('{}\n'), whole.subarray(0, -32), damaged]) {
      if (bytes === undefined) rmSync(cache());
      else writeFileSync(cache(), bytes);
      expect(await root()).toBe(right);
      expect(readFileSync(cache()).equals(whole)).toBe(true);
    }
    const other = await logged(record.lines.slice(0, 9));
    copyFileSync(`${other.path}.leaves`, cache());
    expect(await root()).toBe(right);
    other.remove();
  });

  it('are not trusted where the log went back and on another way', async () => {
    record.change((sql) => sql.run('DELETE FROM events WHERE position > 70'));
    await registered('one');
    await registered('two');
    expect(existsSync(cache())).toBe(true);
    const store = await openForReading(record.url);
    const lines: string[] = [];
    for await (const { line } of store.readAll()) lines.push(line);
    await store.close();
    expect(await root()).toBe(
      MerkleTree.of(lines.map((line) => leafHash(line)))
        .root()
        .toString('hex'),
    );
  });
});
