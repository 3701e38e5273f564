import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { streamOf } from '../../events/index.js';
import { originOf } from '../../src/proof/checkpoint.js';
import { checkCitation, readCitation, type StatementCitation } from '../../src/proof/citation.js';
import { readPublicKey, signingKey } from '../../src/proof/signed-note.js';
import { makeKey } from '../../src/proof/settings.js';
import { citationOf } from '../../src/record/cite.js';
import { commandFrom } from '../../src/commands/check.js';
import type { AnyCommand } from '../../src/commands/list.js';
import { type TestService, withBundledRecord } from '../support/service.js';

const ID = 'takaichi-diet-remark-2025-11-07';
const directory = mkdtempSync(join(tmpdir(), 'onrecord-'));

let service: TestService;
let citation: StatementCitation;
let text: string;
let key: ReturnType<typeof readPublicKey>;

const cited = async (): Promise<StatementCitation> => {
  const { store, proofs, runner } = service.machine;
  return citationOf({ store, proofs, readings: await runner.toHead() }, ID);
};

beforeAll(async () => {
  service = await withBundledRecord();
  const made = makeKey(join(directory, 'key'), originOf((await service.machine.proofs.tree()).leaf(0)));
  key = readPublicKey('key', made);
  process.env['ONRECORD_SIGNING_KEY'] = join(directory, 'key');
  process.env['ONRECORD_CHECKPOINTS'] = join(directory, 'signed');
  citation = await cited();
  text = JSON.stringify(citation, null, 2);
});
afterAll(async () => {
  delete process.env['ONRECORD_SIGNING_KEY'];
  delete process.env['ONRECORD_CHECKPOINTS'];
  await service.close();
  rmSync(directory, { recursive: true });
});

const findingsOf = (one: StatementCitation, keys = [key]): string => checkCitation(one, keys).findings.join(' ');

const withEvent = (change: (event: Record<string, unknown>) => object): StatementCitation => ({
  ...citation,
  events: citation.events.map((one) => ({ ...one, event: { ...one.event, ...change({ ...one.event }) } })),
});

describe('a citation', () => {
  it('holds by itself, under the key that signed it', () => {
    const checked = checkCitation(readCitation(text), [key]);
    expect(checked).toMatchObject({ statement: ID, size: 72, signedBy: 'a key that was given', findings: [] });
    expect(checked.events).toEqual([
      { position: 63, type: 'StatementRecorded', time: expect.any(String), stands: true, withheld: false },
    ]);
  });

  it('says that a key which it names itself is its own word for it', () =>
    expect(checkCitation(citation, []).signedBy).toBe('the key that it names itself'));

  it('with any character changed does not hold, or cannot be read', () =>
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 127 }), (at, by) => {
        const place = at % text.length;
        const changed = text.slice(0, place) + String.fromCharCode(text.charCodeAt(place) ^ by) + text.slice(place + 1);
        fc.pre(changed.replaceAll(/\s/g, '') !== text.replaceAll(/\s/g, ''));
        const findings = (): string => {
          try {
            return findingsOf(readCitation(changed));
          } catch (error) {
            return (error as Error).message;
          }
        };
        // The key that it names says nothing where the key is given.
        const named = text.indexOf('"key":');
        fc.pre(place < named || place > text.indexOf('\n', named));
        expect(findings()).not.toBe('');
      }),
      { numRuns: 1_000 },
    ));

  it.each([
    ['another word', () => withEvent(() => ({ recordedby: 'somebody-else' })), /is not what its leaf hash is of/],
    ['another statement', () => ({ ...citation, statement: 'another' }), /is not of the statement another/],
    ['another log', () => ({ ...citation, origin: 'onrecord/x' }), /names the log onrecord\/x/],
    [
      'another place',
      () => ({ ...citation, events: citation.events.map((one) => ({ ...one, position: 64 })) }),
      /Event 64 is not in the log that was signed. Event 64 says it is at/,
    ],
    [
      'an event twice',
      () => ({ ...citation, events: [...citation.events, ...citation.events] }),
      /not in the order of the log/,
    ],
    [
      'words that it says are withheld',
      () => withEvent(() => ({ withheld: 'x', leafhash: '0'.repeat(64) })),
      /names another leaf hash/,
    ],
  ])('with %s does not hold', (_what, changed, said) => expect(findingsOf(changed())).toMatch(said));

  it('under another key does not hold, though it names that key', () => {
    const other = signingKey(citation.origin, Buffer.alloc(32, 1));
    expect(findingsOf(citation, [other])).toMatch(/not signed by a key that was given/);
  });

  it.each([
    ['nothing', '', /it is no JSON/],
    ['no citation', '{"citation":2}', /no citation that this version can read/],
    ['a list', '[]', /no citation that this version can read/],
    ['a member twice', '{"citation":1,"citation":1}', /a member stands twice/],
  ])('that is %s is refused', (_what, given, said) => expect(() => readCitation(given)).toThrow(said));

  it('spelled another way is refused: what is read there has to be what is checked', () => {
    const [first] = [...text.matchAll(/"recordedby": "/g)];
    const twice = `${text.slice(0, first!.index)}"recordedby": "somebody-else",${text.slice(first!.index)}`;
    expect(() => readCitation(twice)).toThrow(/a member stands twice/);
    expect(() => readCitation(text.replace('"position"', '"\\u0070osition"'))).toThrow(/spelled another way/);
    expect(readCitation(JSON.stringify(JSON.parse(text)))).toEqual(citation);
  });

  it('of words that were withheld since still holds, and does not show them', async () => {
    const withhold = { sourceId: 'article-2025-11-25', scope: 'text-and-quotes', reason: 'A court.', by: 'A. Keeper' };
    const meta = { commandId: 'withhold', recordedBy: 'spec' };
    await service.machine.ledger.execute(commandFrom('WithholdSource', withhold, meta) as AnyCommand);
    const after = await cited();
    expect(JSON.stringify(after)).not.toContain('exercise its right to collective self-defense');
    const checked = checkCitation(readCitation(JSON.stringify(after)), [key]);
    expect(checked.findings).toEqual([]);
    expect(checked.events).toEqual([expect.objectContaining({ position: 63, stands: true, withheld: true })]);
    expect(after.events[0]!.leafHash).toBe(citation.events[0]!.leafHash);
  });
});

describe('a citation from readings that the log has left behind', () => {
  it('has nothing that was recorded since: whether it may be shown was not read', async () => {
    const { store, proofs, runner } = service.machine;
    const readings = await runner.toHead();
    const stream = streamOf(`statement-${ID}`);
    let revision = -1;
    for await (const stored of store.readStream(stream)) revision = stored.revision;
    const data = { statementId: ID, reason: 'Recorded twice.' };
    const event = { id: 'void-1', type: 'StatementVoided', data, recordedby: 'tester', commandid: 'void' } as const;
    await store.append(stream, revision, [event]);
    const events = async (from: typeof readings): Promise<readonly number[]> =>
      (await citationOf({ store, proofs, readings: from }, ID)).events.map(({ position }) => position);
    expect(await events(readings)).toEqual([63]);
    expect(await events(await runner.toHead())).toEqual([63, 74]);
  });
});
