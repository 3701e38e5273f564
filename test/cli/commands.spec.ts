import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change, Position } from '../../projections/index.js';
import { asked, BUNDLED, folder, onrecord, serve } from '../support/command-line.js';

const place = folder();
const store = place.store('bundled');
const text = readFileSync(BUNDLED, 'utf8');

const QUESTIONS: readonly (readonly string[])[] = [
  ['position', '--as-of', '2025-11-25'],
  ['position', 'japan', 'taiwan', '--as-of', '2025-11-25'],
  ['history', 'japan', 'taiwan', '--as-of', '2025-11-25'],
  ['diff', 'japan', 'taiwan', '--from', '2025-11-06', '--to', '2025-11-25'],
];

/** An answer without what depends on when this log learned it. */
const withoutRecordedTimes = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer, (key, value: unknown) =>
      ['time', 'timebasis', 'recordedTimes', 'recorded'].includes(key) ? undefined : value,
    ),
  );

beforeAll(() => {
  expect(onrecord(store, ['import', BUNDLED, '--trust-recorded-at']).code).toBe(0);
});
afterAll(() => place.remove());

describe('export and import', () => {
  it('give the same bytes through a pipe with recorded times kept', () => {
    const copy = place.store('copy');
    const exported = onrecord(store, ['export']).out;
    expect(exported).toBe(text);
    expect(onrecord(copy, ['import', '-', '--trust-recorded-at'], exported).code).toBe(0);
    expect(onrecord(copy, ['export']).out).toBe(text);
  });

  it('give the same answers without', () => {
    const fresh = place.store('fresh');
    expect(onrecord(fresh, ['import', '-'], text).code).toBe(0);
    for (const question of QUESTIONS) {
      expect(withoutRecordedTimes(asked(fresh, ...question))).toEqual(withoutRecordedTimes(asked(store, ...question)));
    }
  });

  it('name a bad line and its field, and apply nothing of the file', () => {
    const lines = text.split('\n');
    const bad = join(place.path, 'bad.jsonl');
    writeFileSync(
      bad,
      [...lines.slice(0, 40), lines[40]?.replace('"post":', '"psot":'), ...lines.slice(41)].join('\n'),
    );
    const target = place.store('untouched');
    const { code, err } = onrecord(target, ['import', bad, '--trust-recorded-at']);
    expect(code).toBe(4);
    expect(err).toMatch(/Line 41: \/data\/(psot|post) /);
    expect(asked<{ position: number }>(target, 'doctor').position).toBe(0);
  });

  it('say what is wrong with a line once, through a service too', async () => {
    const target = place.store('told-once');
    const bad = '{"type":"ActorRegistered","data":{"actorId":"Not An Id","kind":"club","names":[]}}';
    const told =
      /^onrecord: Line 1: \/data\/actorId .* \/data\/kind .* \/data\/names .*Nothing of the file was applied\.\n$/;
    expect(onrecord(target, ['import', '-'], bad)).toMatchObject({ code: 4, err: expect.stringMatching(told) });
    const service = await serve(target);
    expect(onrecord(target, ['import', '-'], bad)).toMatchObject({ code: 4, err: expect.stringMatching(told) });
    await service.stop();
  });

  it('check a file without recording any of it on a dry run', () => {
    const target = place.store('dry');
    expect(onrecord(target, ['import', BUNDLED, '--dry-run']).out).toContain('72 would be recorded');
    expect(asked<{ position: number }>(target, 'doctor').position).toBe(0);
  });
});

describe('following', () => {
  it('prints the changes after one, a JSON line each', () => {
    const { out } = onrecord(store, [
      '--json',
      'watch',
      '--once',
      '--after',
      '63.1',
      '--actor',
      'Japan',
      '--kind',
      'first-stated',
    ]);
    const changes = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Change);
    expect(changes.map((change) => change.id)).toEqual(['63.2', '63.4', '71.1']);
  });

  it('replays the record on either clock', () => {
    const recorded = onrecord(store, ['replay', '--from', '2025-11-26'])
      .out.split('\n')
      .filter((line) => /^2/.test(line));
    expect(recorded).toHaveLength(12);
    const said = onrecord(store, ['replay', '--clock', 'said', '--from', '2025-11-07', '--to', '2025-11-07']).out;
    expect(said).toContain('takaichi-diet-remark-2025-11-07');
    expect(said).not.toContain('fu-cong');
  });
});

describe('looking things up', () => {
  it('finds words in any script', () => {
    expect(onrecord(store, ['search', '台湾', '平和']).out).toContain('strait-peace-matters');
    expect(onrecord(store, ['search', 'nothing-like-this']).out).toContain('Nothing found.');
  });

  it('shows a statement with its versions', () => {
    const shown = asked<{ history: readonly { event: string }[] }>(store, 'show', 'china-un-letter-2025');
    expect(shown.history.map((version) => version.event)).toContain('StatementCorrected');
  });

  it('prints tables for a spreadsheet', () => {
    const { out } = onrecord(store, ['position', 'japan', 'taiwan', '--as-of', '2025-11-25', '--csv']);
    expect(out.startsWith('\uFEFF')).toBe(true);
    expect(out.trim().split('\n').length).toBeGreaterThanOrEqual(7);
  });
});

describe('exit codes', () => {
  const cases: readonly (readonly [string, number, readonly string[], RegExp])[] = [
    ['no command of that name', 2, ['bogus'], /unknown command/],
    ['a date that does not exist', 2, ['position', 'japan', 'taiwan', '--as-of', '2025-02-30'], /no said date/],
    [
      'the option and the reason of a date that does not exist',
      2,
      ['position', 'japan', 'taiwan', '--as-of', '2026-02-31'],
      /^onrecord: --as-of: “2026-02-31” is no said date: 2026-02 has no day 31, its last is the 28th\. Use a day/,
    ],
    [
      'the side of a comparison that does not exist',
      2,
      ['diff', 'japan', 'taiwan', '--known-from', '60', '--known-to', '2025-11-31'],
      /^onrecord: --known-to: “2025-11-31” is no recorded time: 2025-11 has no day 31/,
    ],
    [
      'a day to replay from that does not exist',
      2,
      ['replay', '--from', '2025-11-31'],
      /^onrecord: --from: “2025-11-31” is no day: 2025-11 has no day 31, its last is the 30th\. Write it as 2025-11-07\./,
    ],
    [
      'an instant to replay from, which no offset would make a day',
      2,
      ['replay', '--from', '2025-11-07T12:00'],
      /^onrecord: --from: “2025-11-07T12:00” is no day: write it as 2025-11-07\.$/m,
    ],
    [
      'a page that is too large',
      2,
      ['history', 'japan', 'taiwan', '--limit', '1001'],
      /^onrecord: --limit: “1001” will/,
    ],
    ['a recorded time in the future', 2, ['position', 'japan', 'taiwan', '--known-at', '2999-01-01'], /future/],
    ['an actor that is not there', 3, ['position', 'jpan', 'taiwan'], /Nearest: japan/],
    ['an issue that is not there', 3, ['position', 'japan', 'taiwn'], /Nearest: taiwan/],
    ['an id that is not there', 3, ['show', 'iwaya-diet-speech'], /Nearest: iwaya-diet-speech-2025-01-24/],
  ];
  it.each(cases)('tell of %s', (_what, exit, args, said) => {
    const { code, out, err } = onrecord(store, args);
    expect([code, out]).toEqual([exit, '']);
    expect(err).toMatch(said);
  });

  it('tell of a store that is not there', () => {
    const { code, err } = onrecord(place.store('nowhere'), ['position', 'japan', 'taiwan']);
    expect([code, err]).toEqual([3, expect.stringMatching(/onrecord import/)]);
  });

  it('tell of a quote that does not stand in the text that was brought', () => {
    const file = join(place.path, 'other.txt');
    writeFileSync(file, 'Another text altogether.');
    const { code, err } = onrecord(store, ['verify', '--source', `japan-un-letter-2025-11-24=${file}`]);
    expect([code, err]).toEqual([6, expect.stringMatching(/SHA-256/)]);
  });
});

describe('a store that a service holds', () => {
  const held = place.store('held');
  let service: Awaited<ReturnType<typeof serve>>;

  beforeAll(async () => {
    service = await serve(held);
  });
  afterAll(async () => {
    await service.stop();
  });

  it('is written to by the command line through the service, and read beside it', () => {
    const { code, out } = onrecord(held, ['import', BUNDLED, '--trust-recorded-at']);
    expect([code, out]).toEqual([0, expect.stringContaining('72 recorded')]);
    expect(asked<Position>(held, 'position', 'japan', 'taiwan', '--as-of', '2025-11-06').propositions).toHaveLength(1);
  });

  it('refuses a second service, and says which holds it', () => {
    const { code, err } = onrecord(held, ['serve', '--port', '0']);
    expect(code).toBe(7);
    expect(err).toContain(service.url);
  });

  it('leaves a port to whoever has it', () => {
    const { code, err } = onrecord(place.store('portless'), ['serve', '--port', new URL(service.url).port]);
    expect([code, err]).toEqual([7, expect.stringMatching(/another program listens there.*--port/)]);
  });

  it('gives by replay from zero what the service holds, by hash', () => {
    const found = asked<{ compared: readonly { what: string; same: boolean }[] }>(held, 'rebuild', '--check');
    expect(found.compared).toContainEqual(expect.objectContaining({ what: 'service', same: true }));
  });

  it('passes on a refusal of the service with its exit code', () => {
    const { code, err } = onrecord(held, ['import', '-'], '{"type":"ActorNamed","data":{"actorId":"nobody"}}');
    expect([code, err]).toEqual([4, expect.stringMatching(/Line 1: \/data\/name is required/)]);
  });
});

describe('rebuild', () => {
  it('finds a snapshot that was damaged, and mends it', () => {
    const damaged = place.store('damaged');
    expect(onrecord(damaged, ['import', BUNDLED, '--trust-recorded-at']).code).toBe(0);
    const path = `${damaged.slice('sqlite:'.length)}.readings.json`;
    writeFileSync(path, readFileSync(path, 'utf8').replace('"stance":"denies"', '"stance":"affirms"'));
    const { code, out, err } = onrecord(damaged, ['rebuild', '--check']);
    expect([code, out]).toEqual([6, expect.stringContaining('DIFFERS')]);
    expect(err).toMatch(/snapshot is not what a replay/);
    expect(onrecord(damaged, ['rebuild']).code).toBe(0);
    expect(onrecord(damaged, ['rebuild', '--check']).code).toBe(0);
  });
});
