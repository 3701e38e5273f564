import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit, auditPath } from '../../src/record/keys-audit.js';
import { readKeys } from '../../src/record/keys-file.js';
import { compiled } from '../support/compiled.js';
import { folder, onrecord } from '../support/command-line.js';
import { bearing, type Guarded, guarded, type KeysFolder, keysFolder } from '../support/guarded.js';
import { Issuer } from '../support/issuer.js';

const LINE = JSON.stringify({
  type: 'ActorRegistered',
  data: { actorId: 'imported', kind: 'person', names: [{ language: 'en', text: 'Imported' }] },
});
const ACTOR = { actorId: 'blake-example', kind: 'person', names: [{ language: 'en', text: 'Blake Example' }] };
const WITHHOLD = { scope: 'text', reason: 'Ordered.', by: 'Avery Example', authority: 'Order 7' };

type Answer = Readonly<{ status: number; body: Readonly<{ type: string; detail: string }> }>;

const importing = async (service: Guarded, headers: Record<string, string>): Promise<Answer> =>
  service.ask.post('/v1/import').set(headers).type('application/jsonl').send(`${LINE}\n`);

/** Ways in which nothing can be written to the audit’s place, root’s rights or not. */
const UNWRITABLE: readonly (readonly [string, (path: string) => void])[] = [
  ['is a directory', (path) => mkdirSync(path)],
  ['lies on a disk that is full', (path) => symlinkSync('/dev/full', path)],
  ['lies where nothing can be made', (path) => symlinkSync('/proc/nowhere/audit', path)],
];

describe('an audit that', () => {
  let keys: KeysFolder;
  let admin: string;
  let recorder: string;
  let service: Guarded;
  beforeAll(async () => {
    keys = keysFolder();
    admin = (await keys.make('Ada Admin', 'admin')).key;
    recorder = (await keys.make('Rico Recorder', 'read,record')).key;
    service = await guarded({ keys: keys.path, rate: 0, writeRate: 0 });
  });
  afterAll(async () => {
    await service.close();
    keys.remove();
  });

  it.each(UNWRITABLE)('%s lets no admin do anything, and others go on', async (_name, spoil) => {
    const path = auditPath(keys.path);
    rmSync(path, { recursive: true, force: true });
    spoil(path);
    const head = await service.machine.store.head();
    const wishes = [
      await importing(service, bearing(admin)),
      await importing(service, bearing(recorder)),
      await importing(service, {}),
      (await service.ask
        .post('/v1/sources/article-2025-11-25/withholdings')
        .set(bearing(admin))
        .send(WITHHOLD)) as unknown as Answer,
    ];
    for (const { status, body } of wishes)
      expect([status, body.detail]).toEqual([503, expect.stringContaining(`cannot be kept in ${path}`)]);
    expect(await service.machine.store.head()).toBe(head);
    await service.ask.get('/v1/issues').set(bearing(recorder)).expect(200);
    rmSync(path, { recursive: true });
    expect((await importing(service, bearing(recorder))).status).toBe(403);
  });

  it('can be written again lets an admin in again, with a line', async () => {
    expect((await importing(service, bearing(admin))).status).toBe(200);
    expect(readFileSync(auditPath(keys.path), 'utf8')).toMatch(/"who":"Ada Admin","what":"POST \/v1\/import"/);
  });

  it('was cut short is gone on with on a line of its own', async () => {
    const path = auditPath(keys.path);
    appendFileSync(path, '{"time":"2026-');
    await audit(keys.path, { time: '2026-01-01T00:00:00.000Z', who: 'spec', what: 'key list', outcome: 'done' });
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.at(-2)).toBe('{"time":"2026-');
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ who: 'spec' });
  });
});

describe('a key', () => {
  it.each(UNWRITABLE)('is not made, turned or revoked where the audit %s', async (_name, spoil) => {
    const keys = keysFolder();
    const { entry } = await keys.make('Rita Reader', 'read');
    const before = readFileSync(keys.path, 'utf8');
    const path = auditPath(keys.path);
    rmSync(path);
    spoil(path);
    const store = 'sqlite:/nowhere/store.db';
    const commands = [['create', '--name', 'Casey'], ['rotate', entry.id], ['revoke', entry.id], ['list']];
    process.env['ONRECORD_KEYS'] = keys.path;
    try {
      for (const command of commands)
        expect(onrecord(store, ['key', ...command])).toMatchObject({
          code: 7,
          out: '',
          err: expect.stringContaining(`cannot be kept in ${path}`),
        });
    } finally {
      Reflect.deleteProperty(process.env, 'ONRECORD_KEYS');
    }
    expect(readFileSync(keys.path, 'utf8')).toBe(before);
    keys.remove();
  });

  it('is not made where only half of the audit’s line finds room', () => {
    const place = folder();
    const store = place.store('record');
    const file = join(place.path, 'record.db.keys.json');
    expect(onrecord(store, ['key', 'create', '--name', 'Rita Reader']).code).toBe(0);
    writeFileSync(auditPath(file), `${'x'.repeat(200 * 1_024 - 41)}\n`);
    const program = join(compiled(), 'bin/onrecord.js');
    const command = `ulimit -f 200; exec "${process.execPath}" "${program}" --store "${store}" key create --name Casey`;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
    expect([status, stdout, stderr]).toEqual([7, '', expect.stringContaining('only 40 of')]);
    expect([...readKeys(file).values()].map(({ name }) => name)).toEqual(['Rita Reader']);
    expect(onrecord(store, ['key', 'create', '--name', 'Casey']).code).toBe(0);
    const lines = readFileSync(auditPath(file), 'utf8').trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ what: 'key create', about: { name: 'Casey' } });
    place.remove();
  });
});

describe('an admin with a token', () => {
  it('does nothing where there is no file to keep that in', async () => {
    const issuer = new Issuer();
    await issuer.start();
    const service = await guarded({ oidc: { issuer: issuer.url, audience: 'onrecord', scopes: 'scope', name: 'sub' } });
    const token = await issuer.token({ claims: { scope: 'admin' } });
    await service.ask.post('/v1/actors').set(bearing(token)).send(ACTOR).expect(201);
    const head = await service.machine.store.head();
    const answer = await importing(service, bearing(token));
    expect([answer.status, answer.body.detail]).toEqual([503, expect.stringContaining('ONRECORD_KEYS')]);
    expect(await service.machine.store.head()).toBe(head);
    await service.close();
    await issuer.stop();
  });
});
