import { EVENT_TYPES } from '../../events/index.js';
import { commandFrom, InvalidCommand, plainOf } from '../../src/commands/check.js';
import { schemaOf } from '../../src/commands/fields.js';
import { COMMAND_OF, CommandName, COMMANDS } from '../../src/commands/list.js';
import * as parts from '../../src/commands/parts.js';

const META = { commandId: 'the-command', recordedBy: 'tester' };
const faults = (name: CommandName, sent: unknown): Readonly<Record<string, string>> => {
  try {
    commandFrom(name, sent, META);
  } catch (error) {
    if (error instanceof InvalidCommand) {
      return Object.fromEntries(error.faults.map(({ pointer, detail }) => [pointer, detail]));
    }
    throw error;
  }
  return {};
};

const reason = { statementId: 'speech', reason: 'Entered twice.' };
const evidence = [{ source: 'daily', directness: 'paraphrase', quote: { exact: 'words' } }];
const coding = {
  codingId: 'open',
  issue: 'harbour',
  proposition: 'harbour-is-open',
  stance: 'affirms',
  evidence,
  coder: 'tester',
};
const statement = {
  statementId: 'speech',
  speaker: 'ana-bright',
  channel: { kind: 'speech' },
  said: { edtf: '2025-11-07' },
  reports: [{ source: 'daily', directness: 'paraphrase', attribution: [] }],
  codings: [coding],
};
const source = { sourceId: 'letter', kind: 'press', title: 'Letter', publisher: 'Daily', language: 'en' };
const post = { actorId: 'a', membershipId: 'm', body: 'b', post: 'p', speaksFor: true };

describe('a command', () => {
  it('is what was sent, with who sent it', () => {
    const command = commandFrom('VoidStatement', reason, META);
    expect(command).toBeInstanceOf(COMMANDS.VoidStatement);
    expect(command).toMatchObject({ type: 'VoidStatement', meta: META, ...reason });
    expect(plainOf(command)).toEqual(reason);
  });

  it('keeps nothing of what was sent: changing that later changes no command', () => {
    const sent = structuredClone(statement);
    const command = commandFrom('RecordStatement', sent, META);
    sent.codings[0]!.stance = 'denies';
    expect(plainOf<typeof statement>(command).codings[0]?.stance).toBe('affirms');
  });

  it.each([[null], [undefined], ['text'], [7], [[reason]]])('is refused where what was sent is %p', (sent) =>
    expect(faults('VoidStatement', sent)).toEqual({ '': 'must be a JSON object' }),
  );

  it('is refused with each field that is missing', () =>
    expect(faults('RecordStatement', {})).toEqual({
      '/statementId': 'is required',
      '/speaker': 'is required',
      '/channel': 'is required',
      '/said': 'is required',
      '/reports': 'is required',
      '/codings': 'is required',
    }));

  it('is refused with each field that it does not have, at any depth', () => {
    const stray = 'is no field of this command: take it out or check its spelling';
    expect(faults('VoidStatement', { ...reason, resaon: 'x' })).toEqual({ '/resaon': stray });
    expect(faults('VoidStatement', { ...reason, type: 'VoidStatement', meta: META })).toEqual({
      '/type': 'is no field of this command: take it out',
      '/meta': 'is no field of this command: take it out',
    });
    expect(
      faults('RecordStatement', { ...statement, codings: [{ ...coding, evidence: [{ ...evidence[0], page: 3 }] }] }),
    ).toEqual({ '/codings/0/evidence/0/page': stray });
    expect(faults('VoidStatement', { ...reason, 'a/b~c': 1 })).toEqual({ '/a~1b~0c': stray });
  });

  it('points to what is wrong inside lists of lists', () =>
    expect(
      faults('RecordStatement', {
        ...statement,
        onBehalfOf: ['norland', 'Sud Land'],
        codings: [coding, { ...coding, stance: 'agrees', evidence: [{ source: 'daily', directness: 'heard' }] }],
      }),
    ).toEqual({
      '/onBehalfOf': expect.stringContaining('each must be an id'),
      '/codings/1/stance': 'must be one of affirms, denies, conditional, declines',
      '/codings/1/evidence/0/directness': 'must be one of verbatim, translation, paraphrase, readout',
    }));

  it.each([
    ['a list where an object belongs', { ...statement, channel: [{ kind: 'speech' }] }, '/channel'],
    ['a text where an object belongs', { ...statement, channel: 'speech' }, '/channel'],
    ['an object where a list belongs', { ...statement, codings: coding }, '/codings'],
    ['a list in a list', { ...statement, codings: [[coding]] }, '/codings'],
    ['nothing in a list', { ...statement, codings: [null] }, '/codings'],
    ['a text in a list of objects', { ...statement, reports: ['daily'] }, '/reports'],
    ['an empty list where one is needed', { ...statement, reports: [] }, '/reports'],
    ['too long a list', { ...statement, codings: Array(101).fill(coding) }, '/codings'],
    ['a number where a text belongs', { ...statement, note: 7 }, '/note'],
    ['null where a field was left out', { ...statement, note: null }, '/note'],
    ['null for whom it was said', { ...statement, onBehalfOf: null }, '/onBehalfOf'],
    ['null for a zone', { ...statement, said: { edtf: '2025', zone: null } }, '/said/zone'],
    ['an id that is a list', { ...statement, statementId: ['speech'] }, '/statementId'],
  ])('is refused with %s', (_what, sent, pointer) => {
    const found = Object.keys(faults('RecordStatement', sent));
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((at) => at.startsWith(pointer))).toBe(true);
  });

  it('is refused with keys of every object, at any depth, and takes nothing from them', () => {
    for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const sent = JSON.parse(`{"statementId":"speech","reason":"x","${key}":{"polluted":true}}`) as object;
      expect(Object.keys(faults('VoidStatement', sent))).toEqual([`/${key}`]);
      const deep = JSON.parse(`{"exact":"words","${key}":{"polluted":true}}`) as object;
      const codings = [{ ...coding, evidence: [{ ...evidence[0], quote: deep }] }];
      expect(Object.keys(faults('RecordStatement', { ...statement, codings }))).toEqual([
        `/codings/0/evidence/0/quote/${key}`,
      ]);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    }
    const inherited = Object.create(reason) as object;
    expect(Object.keys(faults('VoidStatement', inherited)).sort()).toEqual(['/reason', '/statementId']);
  });

  it('is refused where it is nested without end', () => {
    const deep = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as unknown;
    expect(Object.values(faults('VoidStatement', { ...reason, note: deep }))).toEqual([
      'is nested deeper than any command is',
    ]);
  });

  it.each([
    ['half a character', 'a\ud800b'],
    ['a NUL', 'a\0b'],
    ['white space alone', ' \n\t'],
    ['nothing', ''],
    ['too much', 'x'.repeat(4_001)],
  ])('is refused with a text that holds %s', (_what, text) =>
    expect(Object.keys(faults('VoidStatement', { ...reason, reason: text }))).toEqual(['/reason']),
  );

  it('takes text of every script, emoji included', () =>
    expect(faults('VoidStatement', { ...reason, reason: '誤記 – ошибка – 😀' })).toEqual({}));

  it.each(['Speech', 'a b', '-a', 'a-', 'é', '', 'a'.repeat(101), 'a/b', '日本'])('is refused with the id “%s”', (id) =>
    expect(Object.keys(faults('VoidStatement', { ...reason, statementId: id }))).toEqual(['/statementId']),
  );

  it.each(['a', 'speech-2025-11-07', '0', '6f9619ff-8b86-4d01-b42d-00cf4fc964ff', 'a'.repeat(100)])(
    'takes the id “%s”',
    (id) => expect(faults('VoidStatement', { ...reason, statementId: id })).toEqual({}),
  );

  it.each([
    ['DescribeSource', { ...source, url: 'ftp://daily.example/letter' }, '/url'],
    ['DescribeSource', { ...source, url: 'javascript:alert(1)' }, '/url'],
    ['DescribeSource', { ...source, published: '2025-02-30' }, '/published'],
    ['DescribeSource', { ...source, published: '2025-11' }, '/published'],
    ['DescribeSource', { ...source, notBefore: { date: '2025-11-25' } }, '/notBefore/reason'],
    ['CaptureSource', { sourceId: 'letter', sha256: 'A'.repeat(64), length: 1 }, '/sha256'],
    ['CaptureSource', { sourceId: 'letter', sha256: 'a'.repeat(64), length: 1.5 }, '/length'],
    ['CaptureSource', { sourceId: 'letter', sha256: 'a'.repeat(64), length: -1 }, '/length'],
    ['RecordMembership', { ...post, speaksFor: 'yes' }, '/speaksFor'],
    ['RecordMembership', { ...post, from: '5 November 2025' }, '/from'],
    ['RegisterActor', { actorId: 'a', kind: 'person', names: [] }, '/names'],
    ['RegisterActor', { actorId: 'a', kind: 'robot', names: [{ language: 'en', text: 'A' }] }, '/kind'],
    [
      'RegisterActor',
      { actorId: 'a', kind: 'person', names: [{ language: 'en', text: 'A' }], zone: '+09:00' },
      '/zone',
    ],
  ] as const)('%s is refused at the field at fault', (name, sent, pointer) =>
    expect(Object.keys(faults(name, sent))).toEqual([pointer]),
  );

  it('says of a date what is wrong with it', () => {
    const dated = (said: object): string | undefined => faults('RecordStatement', { ...statement, said })['/said/edtf'];
    expect(dated({ edtf: '7 Nov' })).toContain('write a day as 2025-11-07');
    expect(dated({ edtf: 20251107 })).toBe('must be a text, as 2025-11-07');
    expect(dated({ edtf: '2025-02-30T10:00' })).toContain('2025-02 has no day 30, its last is the 28th.');
    expect(dated({ edtf: '2025-11-07T10:00', zone: 'Asia/Tokyo' })).toBeUndefined();
  });

  it('says of a day what is wrong with it', () => {
    const of = (from: unknown): string | undefined => faults('RecordMembership', { ...post, from })['/from'];
    expect(of('2025-02-30')).toBe(
      '“2025-02-30” is no day: 2025-02 has no day 30, its last is the 28th. Write it as 2025-11-07.',
    );
    expect(of('5 November')).toBe('“5 November” is no day: write it as 2025-11-07.');
    expect(of(20251107)).toBe('must be a text, as 2025-11-07');
  });
});

describe('the schema of a command', () => {
  it('is there for the command of every type of event', () =>
    expect(new Set(EVENT_TYPES.map((type) => COMMAND_OF[type]))).toEqual(new Set(Object.keys(COMMANDS))));

  it.each(Object.entries(COMMANDS))('of %s names each of its fields, and those that are required', (name, Class) => {
    const { properties, required } = schemaOf(Class) as { properties: object; required: readonly string[] };
    const missing = faults(name as CommandName, {});
    expect(Object.keys(missing).sort()).toEqual(required.map((field) => `/${field}`).sort());
    for (const [field, schema] of Object.entries(properties) as [string, { description?: string }][]) {
      expect(schema.description).toMatch(/\S/);
      const wrong = faults(name as CommandName, { [field]: { no: 1 } });
      expect(Object.keys(wrong).some((pointer) => pointer.startsWith(`/${field}`))).toBe(true);
    }
  });

  it.each(Object.entries(parts))('of %s is closed, and each of its fields has a description', (_name, Class) => {
    const schema = schemaOf(Class) as { properties: object; additionalProperties: boolean };
    expect(schema.additionalProperties).toBe(false);
    expect(Object.keys(schema.properties).length).toBeGreaterThan(0);
  });

  it('refers only to parts there are', () => {
    const text = JSON.stringify([...Object.values(COMMANDS), ...Object.values(parts)].map((Class) => schemaOf(Class)));
    const named = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !Object.hasOwn(parts, name ?? ''))).toEqual([]);
  });
});
