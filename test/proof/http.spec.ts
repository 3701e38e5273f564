import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readCheckpoint, originOf, signatureOn } from '../../src/proof/checkpoint.js';
import { checkCitation, readCitation, type StatementCitation } from '../../src/proof/citation.js';
import { leafHash, MerkleTree, verifyConsistency, verifyInclusion } from '../../src/proof/merkle.js';
import { makeKey } from '../../src/proof/settings.js';
import type { CheckpointShown, ConsistencyShown, InclusionShown } from '../../src/proof/shown.js';
import { readPublicKey } from '../../src/proof/signed-note.js';
import { bundledLines, type TestService, withBundledRecord } from '../support/service.js';

const directory = mkdtempSync(join(tmpdir(), 'onrecord-'));
const lines = bundledLines();
const tree = MerkleTree.of(lines.map((line) => leafHash(line)));
const hashes = (path: readonly string[]): readonly Buffer[] => path.map((hash) => Buffer.from(hash, 'hex'));

let service: TestService;
let key: string;
const asked = async <Answer>(path: string): Promise<Answer> => (await service.ask.get(path).expect(200)).body as Answer;
const refused = async (path: string, status: number): Promise<string> =>
  ((await service.ask.get(path).expect(status)).body as { detail: string }).detail;

beforeAll(async () => {
  process.env['ONRECORD_CHECKPOINTS'] = join(directory, 'signed');
  service = await withBundledRecord();
});
afterAll(async () => {
  delete process.env['ONRECORD_CHECKPOINTS'];
  delete process.env['ONRECORD_SIGNING_KEY'];
  await service.close();
  rmSync(directory, { recursive: true });
});

describe('the service', () => {
  it('proves that an event is in the log of any size, without a key', async () => {
    for (const [position, size] of [
      [1, 1],
      [63, 72],
      [10, 64],
    ] as const) {
      const proof = await asked<InclusionShown>(`/v1/log/proof/inclusion?position=${position}&size=${size}`);
      const leaf = leafHash(lines[position - 1]!);
      expect(proof).toMatchObject({ position, leafIndex: position - 1, size, leafHash: leaf.toString('hex') });
      expect(verifyInclusion(position - 1, size, leaf, hashes(proof.path), tree.root(size))).toBe(true);
    }
    expect(await asked('/v1/log/proof/inclusion?position=5')).toMatchObject({ size: 72 });
  });

  it('proves that the log only grew', async () => {
    const proof = await asked<ConsistencyShown>('/v1/log/proof/consistency?from=33');
    expect(proof).toMatchObject({ from: 33, to: 72 });
    expect(verifyConsistency(33, 72, tree.root(33), tree.root(72), hashes(proof.path))).toBe(true);
  });

  it.each([
    ['/v1/log/proof/inclusion', 400, /“position” is required/],
    ['/v1/log/proof/inclusion?position=0', 400, /“0” will not do for position/],
    ['/v1/log/proof/inclusion?position=1e1', 400, /will not do/],
    ['/v1/log/proof/inclusion?position=73', 404, /There is no log position 73: the log goes from 1 to 72/],
    ['/v1/log/proof/inclusion?position=5&size=4', 404, /Event 5 is not in the log of size 4/],
    ['/v1/log/proof/inclusion?position=5&size=99', 404, /no log of size 99/],
    ['/v1/log/proof/consistency?from=9&to=8', 404, /give the smaller size first/],
    ['/v1/log/proof/consistency?to=8', 400, /“from” is required/],
    ['/v1/log/proof/consistency?from=1&size=8', 400, /no parameter “size”/],
    ['/v1/statements/nobody-said-this/citation', 404, /There is no statement with the id/],
  ])('says what is wrong with %s', async (path, status, said) => expect(await refused(path, status)).toMatch(said));

  it('says that nothing signs here', async () => {
    expect(await refused('/v1/log/checkpoint', 404)).toMatch(/no signing key is set here.*--new-key/);
    expect(await refused('/v1/statements/saito-remarks-2025-11-25/citation', 404)).toMatch(/no signing key/);
  });

  it('gives a checkpoint that is signed, and a citation that holds by itself, where it has a key', async () => {
    const file = join(directory, 'key');
    key = makeKey(file, originOf(tree.leaf(0)));
    process.env['ONRECORD_SIGNING_KEY'] = file;
    const shown = await asked<CheckpointShown>('/v1/log/checkpoint');
    expect(shown).toMatchObject({ size: 72, rootHash: tree.root().toString('hex'), key });
    expect(signatureOn(readCheckpoint(shown.note), [readPublicKey('k', key)])).toBe('yes');
    expect(readFileSync(join(directory, 'signed', '0000000072.checkpoint'), 'utf8')).toBe(shown.note);
    const { text } = await service.ask.get('/v1/statements/yamazaki-un-letter-2025-11-24/citation').expect(200);
    const checked = checkCitation(readCitation(text), [readPublicKey('k', key)]);
    expect(checked).toMatchObject({ findings: [], size: 72, signedBy: 'a key that was given' });
    const document = await asked<{ components: object }>('/openapi.json');
    const ajv = new Ajv2020({ strictSchema: false, validateFormats: false });
    ajv.addSchema({ $id: 'https://api.example/', components: document.components });
    for (const [schema, answer] of [
      ['Checkpoint', shown],
      ['StatementCitation', JSON.parse(text)],
    ] as const)
      expect(ajv.validate({ $ref: `https://api.example/#/components/schemas/${schema}` }, answer)).toBe(true);
  });

  it('signs on where the log grew, and cites corrections with what they correct', async () => {
    const id = 'saito-remarks-2025-11-25';
    await service.ask
      .post(`/v1/statements/${id}/corrections`)
      .send({ corrected: { channel: { kind: 'speech' } }, reason: 'It was a speech.' })
      .expect(201);
    const citation = await asked<StatementCitation>(`/v1/statements/${id}/citation`);
    expect(citation.events.map(({ position }) => position)).toEqual([72, 73]);
    expect(checkCitation(citation, []).findings).toEqual([]);
    expect(readCheckpoint(citation.checkpoint).size).toBe(73);
    expect(await asked('/v1/log/checkpoint')).toMatchObject({ size: 73 });
    expect(await asked('/v1/log/proof/inclusion?position=5')).toMatchObject({ size: 73 });
  });
});
