import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, onrecord, serve } from '../support/command-line.js';
import { exported, GAZETTE, HEAD, madeUp, SPEECH } from '../support/made-up.js';

const place = folder();
const store = madeUp(place.store('options'));
afterAll(() => place.remove());

const help = (command: string): string => onrecord(store, [...command.split(' '), '--help']).out;

let head = HEAD;

/** The usage error of a command; nothing is recorded by one. */
const usage = (args: readonly string[]): string => {
  const { code, out, err } = onrecord(store, args);
  const before = head;
  head = exported(store).length;
  expect([code, out, head]).toEqual([2, '', before]);
  return err;
};

const REASON = ['--reason', 'x'];
const POST = ['membership', 'Jane', 'placeholder-harbour-minister', ...REASON];
const CORRECT = ['correct', SPEECH, ...REASON];

const PAIRS: readonly (readonly [args: readonly string[], yes: string, no: string])[] = [
  [[...CORRECT, '--audience', 'Examplia', '--no-audience'], '--audience <actor...>', '--no-audience'],
  [[...CORRECT, '--on-behalf-of', 'Examplia', '--no-on-behalf-of'], '--on-behalf-of <actor...>', '--no-on-behalf-of'],
  [[...CORRECT, '--in-reply-to', SPEECH, '--no-in-reply-to'], '--in-reply-to <statement>', '--no-in-reply-to'],
  [[...CORRECT, '--asked-by', 'Examplia', '--no-asked-by'], '--asked-by <actor>', '--no-asked-by'],
  [[...CORRECT, '--zone', 'Asia/Tokyo', '--no-zone'], '--zone <zone>', '--no-zone'],
  [[...CORRECT, '--venue', 'The fair', '--no-venue'], '--venue <text>', '--no-venue'],
  [[...POST, '--speaks-for', '--no-speaks-for'], '--speaks-for', '--no-speaks-for'],
  [[...POST, '--from', '2026-01-01', '--no-from'], '--from <day>', '--no-from'],
  [[...POST, '--until', '2026-02-01', '--no-until'], '--until <day>', '--no-until'],
  [['report', SPEECH, GAZETTE, ...REASON, '--note', 'x', '--no-note'], '--note <text>', '--no-note'],
];

describe('an option that takes one value', () => {
  it.each([
    [['position', 'examplia', 'harbour', '--as-of', '2026-01-01', '--as-of', '2026-02-01'], '--as-of <date>'],
    [[...CORRECT, '--said', '2026-01-13', '--said', '2026-01-14'], '--said <date>'],
    [['--store', store, 'position'], '--store <url>'],
  ])('is refused where it is given twice: %j', (args, flags) =>
    expect(usage(args)).toContain(`option '${flags}' is given twice: give it once`),
  );

  it('is no list of several', () => {
    const audience = [...CORRECT, '--audience', 'Examplia', '--audience', 'placeholder-john', '--dry-run'];
    expect(onrecord(store, audience)).toMatchObject({ code: 0 });
  });
});

describe('an option beside the one that takes it back', () => {
  it.each(PAIRS)('is refused, and both are named: %j', (args, yes, no) => {
    const said = `option '${yes}' cannot be used with option '${no}': give one of the two`;
    expect(usage(args)).toContain(said);
    expect(usage([...args, '--dry-run'])).toContain(said);
  });

  it('is refused in the other order, too', () => {
    const [[args], yes, no] = [PAIRS[6] as (typeof PAIRS)[number], '--speaks-for', '--no-speaks-for'];
    expect(usage([...args.slice(0, -2), no, yes])).toContain(`'${yes}' cannot be used with option '${no}'`);
  });

  it('is refused wherever there are such two', () => {
    const commands = [...help('').matchAll(/^ {2}([a-z]+)(?: |$)/gm)].map((match) => match[1] as string);
    const pairs = commands.flatMap((command) => {
      const options = [...help(command).matchAll(/^ {2}--([a-z-]+)/gm)].map((match) => match[1] as string);
      return options.filter((name) => options.includes(`no-${name}`)).map((name) => `${command} --${name}`);
    });
    const tried = PAIRS.map(([[command = ''], yes]) => `${command} ${yes.split(' ')[0] ?? ''}`);
    expect(pairs.sort()).toEqual(tried.sort());
  });
});

describe('--no-note', () => {
  it.each([
    ['correct', SPEECH],
    ['withdraw', SPEECH],
    ['corroborate', SPEECH],
    ['code', SPEECH, 'x'],
    ['revise', SPEECH, 'x'],
    ['name', 'Jane'],
    ['membership', 'Jane', 'x'],
  ])('is no option of %s', (...args) => {
    expect(usage([...args, '--no-note'])).toContain("unknown option '--no-note'");
  });
});

describe('an option that a command would not use', () => {
  it('is none of search', () => {
    expect(help('search')).not.toContain('--evidence');
    expect(usage(['search', 'harbour', '--evidence', 'own'])).toContain("unknown option '--evidence'");
  });

  it.each([
    [['verify', '--citation', 'x.json', '--source', 'a=b'], "'--citation <file>'", "'--source <id=FILE>'"],
    [['verify', '--citation', 'x.json', '--checkpoints', '.'], "'--citation <file>'", "'--checkpoints <dir>'"],
    [['checkpoint', '--new-key', join(place.path, 'key'), '--to', '.'], "'--new-key <file>'", "'--to <dir>'"],
    [['demo', '--no-serve', '--port', '0'], "'--no-serve'", "'--port <n>'"],
    [['import', '-', '--by', 'a', '--recorded-by', 'b'], "'--by <who>'", "'--recorded-by <who>'"],
  ])('does not go with the one that leaves it without one: %j', (args, one, other) => {
    expect(usage(args)).toContain(`option ${one} cannot be used with option ${other}`);
  });

  it.each([
    [['--from', '2026-01-01', '--to', '2026-01-31', '--as-of', '2026-01-20'], '--from and --to', '--as-of'],
    [['--known-from', '1', '--known-to', '9', '--known-at', '5'], '--known-from and --known-to', '--known-at'],
  ])('is the date of both sides where each has its own: %j', (sides, each, both) => {
    const said = `onrecord: ${each} give both sides: leave ${both} out.\n`;
    expect(usage(['diff', 'examplia', 'harbour', ...sides])).toBe(said);
  });

  it('is the date of both sides no more where one has its own', () => {
    const sides = ['--from', '2026-01-01', '--as-of', '2026-01-20'];
    expect(onrecord(store, ['diff', 'examplia', 'harbour', ...sides])).toMatchObject({ code: 0 });
  });

  it.each([
    ['position'],
    ['position', 'examplia', 'harbour'],
    ['history', 'examplia', 'harbour'],
    ['diff', 'examplia', 'harbour', '--from', '2026-01-01'],
  ])('is another form of the same answer: %j', (...args) => {
    expect(usage([...args, '--csv', '--json'])).toBe(
      'onrecord: --csv and --json are two forms of an answer: give one.\n',
    );
  });

  it('is the language of words that are not given', () => {
    const args = ['corroborate', SPEECH, '--source', 'examplia-daily', '--directness', 'readout', '--why', 'x'];
    expect(usage([...args, '--language', 'en'])).toMatch(/^onrecord: --language .*--quote/);
  });
});

describe('--evidence', () => {
  it('is used by every command that takes it', () => {
    const taking = ['position', 'history', 'diff', 'search', 'actors', 'issues', 'show'].filter((command) =>
      help(command).includes('--evidence'),
    );
    expect(taking).toEqual(['position', 'history', 'diff']);
    for (const args of [
      ['position', 'examplia', 'harbour'],
      ['history', 'examplia', 'harbour'],
      ['diff', 'examplia', 'harbour', '--from', '2026-01-01'],
    ])
      expect(usage([...args, '--evidence', 'none'])).toMatch(/^onrecord: --evidence: “none” is no evidence policy/);
  });
});

describe('what is refused in words of the command line', () => {
  it.each([
    ['search', ''],
    ['search', ' ', ''],
  ])('names the command: %j', (...args) => {
    const { code, err } = onrecord(store, args);
    expect([code, err]).toEqual([2, 'onrecord: Which words? Name those to look for, as `onrecord search dialogue`.\n']);
  });

  it.each([
    [['actors', 'qqqqqqqqqq'], 3, 'No actor is called “qqqqqqqqqq”. See `onrecord actors` for those there are.'],
    [['position', 'qqqqqqqqqq', 'harbour'], 3, 'See `onrecord actors` for those there are.'],
    [['position', 'Examplia', 'qqqqqqqqqq'], 3, 'See `onrecord issues` for those there are.'],
    [['correct', SPEECH, '--speaker', 'qqqqqqqqqq', ...REASON], 4, 'See `onrecord actors` for those there are.'],
  ])('names the command that lists what there is: %j', (args, exit, said) => {
    const { code, err } = onrecord(store, args);
    expect([code, err]).toEqual([exit, expect.stringContaining(said)]);
    expect(err).not.toContain('/v1/');
  });

  it('names it for each thing that a body or a line names', () => {
    const coding = {
      ...{ codingId: 'x', issue: 'qqqqqqqqqq', proposition: 'p', stance: 'affirms', holders: ['zzzzzzzzzz'] },
      ...{ coder: 'x', evidence: [{ source: GAZETTE, directness: 'verbatim' }] },
    };
    const file = join(place.path, 'coding.json');
    writeFileSync(file, JSON.stringify({ coding }));
    const reply = { statementId: SPEECH, corrected: { inReplyTo: '0000000000' }, reason: 'x' };
    const line = JSON.stringify({ type: 'StatementCorrected', data: reply });
    const runs = [
      onrecord(store, ['code', SPEECH, 'x', '--data', file]),
      onrecord(store, ['import', '--dry-run', '-'], line),
      onrecord(store, ['capture', 'qqqqqqqqqq', '--text', file]),
    ];
    expect(runs.map(({ code }) => code)).toEqual([4, 4, 3]);
    const said = runs.map(({ err }) => err).join('');
    for (const command of ['issues', 'actors', 'replay'])
      expect(said).toContain(`See \`onrecord ${command}\` for those there are.`);
    expect(said).not.toContain('/v1/');
  });

  it('names it where a service says what is wrong, too', async () => {
    const held = madeUp(place.store('held'));
    const service = await serve(held);
    const line = JSON.stringify({ type: 'StatementVoided', data: { statementId: '0000000000', reason: 'x' } });
    const { code, err } = onrecord(held, ['import', '--dry-run', '-'], line);
    const texts = onrecord(held, ['import', '-', '--texts', place.path], '');
    await service.stop();
    expect([code, err]).toEqual([4, expect.stringContaining('See `onrecord replay` for those there are.')]);
    expect([texts.code, texts.err]).toEqual([5, expect.stringContaining('`onrecord capture SOURCE --text FILE`')]);
    expect(err + texts.err).not.toContain('/v1/');
  }, 60_000);

  it('says of a backup that is not there that it is not', () => {
    const missing = join(place.path, 'missing.db');
    const { code, err } = onrecord(place.store('anew'), ['restore', missing]);
    expect([code, err]).toEqual([
      3,
      `onrecord: There is no backup file at ${missing}: name one that \`onrecord backup\` made.\n`,
    ]);
  });
});
