import { folder, onrecord, type Run, serve } from '../support/command-line.js';
import { madeUpActorLines } from '../support/made-up-actors.js';

const place = folder();
const store = place.store('arvia');
const codebook: readonly string[] = [
  '{"type":"IssueOpened","data":{"issueId":"harbour","title":[{"language":"en","text":"The harbour"}]}}',
];

beforeAll(() => expect(onrecord(store, ['import', '-'], [...madeUpActorLines, ...codebook].join('\n')).code).toBe(0));
afterAll(() => place.remove());

const on = (...args: readonly string[]): Run => onrecord(store, args);

describe('an actor that is asked for', () => {
  it.each([
    ['--actor', ['watch', '--once', '--actor', 'Example']],
    ['--body', ['watch', '--once', '--body', 'Example']],
    ['--with', ['diff', 'arvia', 'harbour', '--with', 'Example']],
  ])('is refused by the option where several are called so: %s', (option, args) => {
    const { code, out, err } = on(...args);
    expect([code, out, err]).toEqual([
      2,
      '',
      expect.stringMatching(`^onrecord: ${option}: “Example” is the name of 3`),
    ]);
  });

  it.each([
    ['--actor', ['watch', '--once', '--actor', 'arvai']],
    ['--body', ['watch', '--once', '--body', 'arvai']],
    ['--with', ['diff', 'arvia', 'harbour', '--with', 'arvai']],
  ])('is refused by the option where nobody is called so: %s', (option, args) => {
    const { code, out, err } = on(...args);
    const said = `onrecord: ${option}: No actor is called “arvai”. Nearest: arvia.\n`;
    expect([code, out, err]).toEqual([3, '', said]);
  });

  it('is told of without an option where it was an argument', () => {
    expect(on('position', 'Example').err).toMatch(/^onrecord: “Example” is the name of 3 actors/);
    expect(on('name', 'Example', '--text', 'x', '--language', 'en').err).toMatch(
      /^onrecord: “Example” is the name of 3/,
    );
  });

  it('is no person where it has to be a body', () => {
    const { code, err } = on('watch', '--once', '--body', 'Avery Example');
    const said =
      'onrecord: --body names avery-example, a person, and nobody speaks for a person: give --actor instead.\n';
    expect([code, err]).toEqual([2, said]);
  });
});

describe('a line with more faults than its sentence tells', () => {
  const line = JSON.stringify({
    type: 'StatementVoided',
    data: {
      statementId: 'a',
      reason: 'b',
      ...Object.fromEntries(Array.from({ length: 14 }, (_, at) => [`stray${at}`, at])),
    },
  });

  const checkTold = ({ code, err }: Run): void => {
    expect(code).toBe(4);
    for (let at = 0; at < 14; at += 1) expect(err.split(new RegExp(`/data/stray${at} `))).toHaveLength(2);
    expect(err).toMatch(/^onrecord: Line 1: .*\(and 4 more\) Nothing of the file was applied\.$/m);
    expect(err.trimEnd().split('\n')).toHaveLength(5);
  };

  it('has each of them told once', () => checkTold(onrecord(store, ['import', '--dry-run', '-'], line)));

  it('has each of them told once through a service', async () => {
    const service = await serve(store);
    try {
      checkTold(onrecord(store, ['import', '--dry-run', '-'], line));
    } finally {
      await service.stop();
    }
  });
});

describe('a command with several faults', () => {
  it('has each of them told once', () => {
    const { code, err } = on('name', 'arvia', '--text', ' ', '--language', 'en', '--order', 'sideways');
    expect(code).toBe(4);
    for (const option of ['--text', '--order']) expect(err.split(`${option} `)).toHaveLength(2);
  });
});
