import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compiled } from '../support/compiled.js';
import { BUNDLED, folder, onrecord, type Run, serve } from '../support/command-line.js';
import { madeUpActorLines } from '../support/made-up-actors.js';

const place = folder();
const store = place.store('bundled');
const arvia = place.store('arvia');

const codebook: readonly string[] = [
  '{"type":"IssueOpened","data":{"issueId":"harbour","title":[{"language":"en","text":"The harbour"}]}}',
  '{"type":"PropositionWorded","data":{"issueId":"harbour","propositionId":"harbour-should-reopen","kind":"claim","wording":[{"language":"en","text":"The harbour should reopen."}]}}',
];

const on = (...args: readonly string[]): Run => onrecord(store, args);

beforeAll(() => {
  expect(onrecord(store, ['import', BUNDLED, '--trust-recorded-at']).code).toBe(0);
  expect(onrecord(arvia, ['import', '-'], [...madeUpActorLines, ...codebook].join('\n')).code).toBe(0);
});
afterAll(() => place.remove());

const commandsIn = (help: string): readonly string[] =>
  [...help.matchAll(/^ {2}([a-z]+)(?: |$)/gm)].map((match) => match[1] as string).filter((name) => name !== 'help');

/** Every command as it is called: `position`, `key create`. */
const called = (): readonly string[] =>
  commandsIn(on('--help').out).flatMap((name) =>
    name === 'key' ? commandsIn(on('key', '--help').out).map((inner) => `key ${inner}`) : [name],
  );

const examplesIn = (help: string): readonly string[] =>
  [...help.matchAll(/^ {2}\$ (onrecord .+)$/gm)].map((match) => match[1] as string);

/** What a shell makes of a line: its words, quotes taken off, up to a redirection or a pipe. */
const wordsOf = (line: string): readonly string[] =>
  [...(line.split(/ [>|] /)[0] ?? '').matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

describe('the help of a command', () => {
  it('shows at least one example, whose options the command has', () => {
    const wrong = called().flatMap((name) => {
      const { out } = on(...name.split(' '), '--help');
      const examples = examplesIn(out);
      const strange = examples.flatMap((example) => {
        const named = wordsOf(example).filter((word) => word.startsWith('--'));
        const isOfThis = example.replace('--json ', '').startsWith(`onrecord ${name}`);
        return [
          ...(isOfThis ? [] : [`${name}: ${example}`]),
          ...named
            .filter((option) => option !== '--json' && !new RegExp(`^ +(-., )?${option}\\b`, 'm').test(out))
            .map((option) => `${name}: ${option}`),
        ];
      });
      return examples.length === 0 ? [`${name}: no example`] : strange;
    });
    expect(wrong).toEqual([]);
  }, 60_000);

  it('shows examples of questions that the bundled record answers', () => {
    const asking = ['position', 'history', 'diff', 'replay', 'actors', 'issues', 'show', 'search', 'prove'];
    const examples = asking.flatMap((name) => examplesIn(on(name, '--help').out));
    const failed = examples.filter((example) => on(...wordsOf(example).slice(1)).code !== 0);
    expect(failed).toEqual([]);
  }, 60_000);

  it('shows no default that is an empty list', () => {
    expect(on('verify', '--help').out).not.toContain('[]');
  });

  it('is named and not printed beside an error', () => {
    for (const args of [
      ['withdraw', 'x'],
      ['key', 'create'],
      ['position', '--nonsense'],
    ]) {
      const { code, err } = on(...args);
      expect([code, err.trim().split('\n').length]).toEqual([2, 2]);
      expect(err).toContain('--help');
    }
    expect(on('withdraw', 'x').err).toContain(
      "required options '--by <actor>' and '--said <date>' and '--source <source>' and '--directness <how>' not specified",
    );
  });
});

describe('short work', () => {
  it('says nothing of how far it is', () => {
    const runs = [
      on('replay'),
      on('verify'),
      on('rebuild', '--check'),
      onrecord(place.store('short'), ['import', BUNDLED]),
    ];
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(runs.map(({ err }) => err).join('')).not.toMatch(/a second/);
  }, 20_000);
});

describe('a count', () => {
  it('of one is told in the singular', () => {
    const one =
      '{"type":"ActorRegistered","data":{"actorId":"one","kind":"party","names":[{"language":"en","text":"One"}]}}';
    expect(onrecord(place.store('one'), ['import', '-'], one).out).toContain('1 line: 1 recorded.');
    expect(on('position', 'japan', 'taiwan', '--as-of', '2025-01-25').out).toContain('2025-01-24, 1 day before.');
    expect(on('history', 'takaichi-sanae', 'collective-self-defense').out).toMatch(/: 1 step as of/);
  });
});

describe('a question that cannot be answered', () => {
  it('names the options of a comparison as they are written', () => {
    const { code, err } = on('diff', 'japan', 'taiwan');
    expect([code, err]).toEqual([2, expect.stringContaining('--known-from and --known-to')]);
  });

  it.each([
    [
      ['--from', '2025-11-25', '--to', '2025-11-06'],
      /--from \(2025-11-25\) lies after --to \(2025-11-06\).*Swap the two/,
    ],
    [['--known-from', '72', '--known-to', '60'], /--known-from \(72\) lies after --known-to \(60\).*Swap the two/],
    [['--from', '2999-01-01'], /--from \(2999-01-01\) lies after now, which --to is where it is not given.*Give both/],
    [['--with', 'china', '--from', '2025-11-25'], /--from does not go with --with/],
  ])('is a comparison that goes backwards, or both ways: %j', (sides, said) => {
    const { code, out, err } = on('diff', 'japan', 'taiwan', ...sides);
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(said)]);
    expect(err.trimEnd()).not.toContain('\n');
  });

  it('is a replay that ends before it begins', () => {
    const { code, err } = on('replay', '--from', '2025-11-08', '--to', '2025-11-07');
    expect([code, err]).toEqual([2, expect.stringContaining('--to 2025-11-07 is before --from 2025-11-08')]);
  });
});

describe('a line of a file to be imported', () => {
  it('has everything told that is wrong with it', () => {
    const line =
      '{"type":"ActorRegistered","data":{"actroId":"x","kind":"nation","names":[{"language":"en","text":"X"}]}}';
    const { code, err } = onrecord(arvia, ['import', '--dry-run', '-'], line);
    expect(code).toBe(4);
    for (const pointer of ['/data/actroId', '/data/actorId', '/data/kind']) expect(err).toContain(pointer);
  });

  it('may come from a pipe that has a name', () => {
    const text = join(place.path, 'text.txt');
    writeFileSync(text, 'One line.\n');
    const run = (command: string): string => {
      const shell = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
      return `${shell.stdout}${shell.stderr}`;
    };
    const program = `node ${join(compiled(), 'bin/onrecord.js')} --store ${arvia}`;
    expect(run(`${program} import --dry-run <(${program} export)`)).toContain('in the log already');
    expect(run(`${program} capture arvia-gazette --dry-run --text <(cat ${text})`)).toContain('Would be recorded');
  });
});

describe('a quote that does not stand in its source', () => {
  it('is refused without a word of prefix and suffix, where none was given', () => {
    const text = join(place.path, 'gazette.txt');
    writeFileSync(text, 'Avery Example opened the harbour.\n');
    expect(onrecord(arvia, ['capture', 'arvia-gazette', '--text', text]).code).toBe(0);
    const quote = { exact: 'Avery Example closed the harbour.' };
    const line = JSON.stringify({
      type: 'StatementRecorded',
      data: {
        statementId: 'avery-harbour',
        speaker: 'avery-example',
        channel: { kind: 'speech' },
        said: { edtf: '2026-01-14' },
        reports: [{ source: 'arvia-gazette', directness: 'verbatim', attribution: [] }],
        codings: [
          {
            codingId: 'a',
            issue: 'harbour',
            proposition: 'harbour-should-reopen',
            stance: 'affirms',
            evidence: [{ source: 'arvia-gazette', directness: 'verbatim', quote }],
            coder: 'a-coder',
          },
        ],
      },
    });
    const { err } = onrecord(arvia, ['import', '--dry-run', '-'], line);
    expect(err).toContain('does not stand in the source’s text.');
    expect(err).not.toContain('prefix');
  });
});

describe('a statement that was taken back', () => {
  it('shows by whom, by name', () => {
    const statement = JSON.stringify({
      type: 'StatementRecorded',
      data: {
        statementId: 'avery-taken-back',
        speaker: 'avery-example',
        channel: { kind: 'speech' },
        said: { edtf: '2025-11-21' },
        reports: [{ source: 'arvia-gazette', directness: 'paraphrase', attribution: [] }],
        codings: [],
      },
    });
    expect(onrecord(arvia, ['import', '-'], statement)).toMatchObject({ code: 0 });
    const withdrawal = [
      '--by',
      'arvia',
      '--said',
      '2025-11-22',
      '--source',
      'arvia-gazette',
      '--directness',
      'readout',
    ];
    expect(onrecord(arvia, ['withdraw', 'avery-taken-back', ...withdrawal])).toMatchObject({ code: 0 });
    expect(onrecord(arvia, ['show', 'avery-taken-back']).out).toContain('taken back by Arvia, 2025-11-22');
  });
});

describe('a backup', () => {
  it('into a directory that is not there is refused for that', () => {
    const { code, err } = on('backup', join(place.path, 'nowhere', 'copy.db'));
    expect([code, err]).toEqual([3, expect.stringMatching(/no directory .*nowhere/)]);
  });
});

describe('a service that asks who comes', () => {
  it('tells the command line where its key goes', async () => {
    expect(onrecord(arvia, ['key', 'create', '--name', 'Keeper', '--scopes', 'read']).code).toBe(0);
    const service = await serve(arvia);
    const { code, err } = onrecord(arvia, ['name', 'arvia', '--text', 'Arwia', '--language', 'en']);
    await service.stop();
    expect([code, err]).toEqual([4, expect.stringContaining('takes its key from ONRECORD_KEY')]);
  }, 20_000);
});
