import { asked, BUNDLED, folder, onrecord } from '../support/command-line.js';

const place = folder();
const STORE = place.store('exchange');
const imported = onrecord(STORE, ['import', '--trust-recorded-at', BUNDLED]);
afterAll(place.remove);

const show = (id: string): string => onrecord(STORE, ['show', id]).out.replaceAll(/\s+/g, ' ');

describe('onrecord show', () => {
  it('prints what a statement answers and what answers it', () => {
    expect(show('yamazaki-un-letter-2025-11-24')).toContain(
      'answers china-un-letter-2025 (Fu Cong, said 2025-11-21, UN letter)',
    );
    expect(show('china-un-letter-2025')).toContain(
      'answered by yamazaki-un-letter-2025-11-24 (Yamazaki Kazuyuki, said 2025-11-24, UN letter)',
    );
    expect(show('cabinet-written-reply-2025-11-25')).toContain('asked by komeito');
  });

  it('prints the whole exchange, oldest first, with the one asked for marked', () => {
    const [, exchange = ''] = show('yamazaki-un-letter-2025-11-24').split('Exchange');
    const ids = ['china-un-letter-2025', 'japanese-official-briefing-2025-11', '* yamazaki-un-letter-2025-11-24'];
    const places = ids.map((id) => exchange.indexOf(id));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    const { exchange: entries } = asked<{ exchange: { id: string }[] }>(STORE, 'show', 'china-un-letter-2025');
    expect(entries.map(({ id }) => id)).toEqual(ids.map((id) => id.replace('* ', '')));
  });

  it('prints the sources beside each other, the official one first, with what each supports', () => {
    const [, sources = ''] = show('yamazaki-un-letter-2025-11-24').split(' Sources ');
    expect(sources).toMatch(/^japan-un-letter-2025-11-24: own, verbatim,.*article-2025-11-25: press, paraphrase/);
    expect(sources).toContain('affirms strait-peace-matters, verbatim: “Peace and stability');
  });

  it('prints the chain of tellers with how each tells', () => {
    expect(show('china-un-letter-2025')).toContain('through Yamazaki Kazuyuki (paraphrase)');
  });

  it('prints the warnings', () => {
    expect(show('cabinet-written-reply-2025-11-25')).toContain('warning: Source article-2025-11-25 is stamped');
  });
});

describe('onrecord import', () => {
  it('counts its warnings and lists them beside the data', () => {
    expect(imported.code).toBe(0);
    expect(imported.out).toContain('3 warnings, listed beside.');
    const lines = imported.err.split('\n').filter((line) => line.startsWith('warning: '));
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('line 70, statement takaichi-press-conference-2025-11-25: Source article-2025-11-25');
  });

  it('lists them on trial too, and none of lines that are in the log already', () => {
    const trial = onrecord(place.store('trial'), ['import', '--dry-run', '--trust-recorded-at', BUNDLED]);
    expect(trial.err.match(/^warning: /gm)).toHaveLength(3);
    expect(onrecord(STORE, ['import', BUNDLED]).err).not.toContain('warning: line');
  });
});

describe('onrecord show of a body', () => {
  it('lists its members with post and days, as known at the position asked for', () => {
    const members = (...args: readonly string[]): readonly string[] => {
      const [, listed = ''] = onrecord(STORE, ['show', ...args]).out.split('\nMembers\n');
      return (listed.split('\n\n')[0] ?? '').trimEnd().split('\n');
    };
    const iwaya = '  Iwaya Takeshi (iwaya-takeshi): Minister for Foreign Affairs of Japan, from 2024-10-01';
    expect(members('japan', '--known-at', '42')).toEqual([`${iwaya}, may speak for it`]);
    expect(members('japan')).toEqual([
      `${iwaya} until 2025-10-21, may speak for it`,
      expect.stringMatching(
        /^ {2}.*\(takaichi-sanae\): Prime Minister of Japan, from 2025-10-21, may speak for it$/,
      ) as string,
      expect.stringContaining('(yamazaki-kazuyuki): Permanent Representative of Japan to the United Nations'),
    ]);
    expect(onrecord(STORE, ['show', 'takaichi-sanae']).out).not.toContain('Members');
    const { members: listed } = asked<{ members: { actor: { id: string } }[] }>(STORE, 'show', 'japan');
    expect(listed.map(({ actor }) => actor.id)).toEqual(['iwaya-takeshi', 'takaichi-sanae', 'yamazaki-kazuyuki']);
  });

  it('says of an old answer what was corrected since of its members', () => {
    const { out } = onrecord(STORE, ['show', 'japan', '--known-at', '42']);
    expect(out).toMatch(/Corrected since\n +iwaya-takeshi, membership iwaya-foreign-minister: MembershipCorrected/);
  });
});

describe('onrecord watch', () => {
  it('gives the changes of a body and of whoever spoke for it', () => {
    const { out } = onrecord(STORE, ['--json', 'watch', '--after', '0', '--once', '--body', 'Japan']);
    const actors = out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { actor: string }).actor);
    expect(new Set(actors)).toContain('japanese-official');
    expect(new Set(actors)).not.toContain('china');
  });

  it.each([
    ['--kind', 'shiftet', 2, 'Nearest: shifted'],
    ['--body', 'takaichi-sanae', 2, 'give --actor instead'],
    ['--actor', 'japn', 3, 'Nearest: japan'],
    ['--issue', 'taiwn', 3, 'Nearest: taiwan'],
    ['--proposition', 'strait-peace-mater', 3, 'Nearest: strait-peace-matters'],
  ])('refuses %s %s', (option, value, code, help) => {
    const run = onrecord(STORE, ['watch', '--once', option, value]);
    expect([run.code, run.err]).toEqual([code, expect.stringContaining(help)]);
  });
});

describe('what is asked for under a name that nobody has', () => {
  it.each([
    [['show', 'Sanea Takaichi'], 3, 'Nearest: takaichi-sanae (Sanae Takaichi)'],
    [['show', 'japn', '--known-at', '1'], 3, 'the id “japn”.\n'],
    [['show', 'taiwn'], 3, 'Nearest: taiwan'],
    [['show', 'artcle-2025-11-25'], 3, 'Nearest: article-2025-11-25'],
    [['verify', '--source', `artcle-2025-11-25=${BUNDLED}`], 6, 'Nearest: article-2025-11-25'],
    [['diff', 'japan', 'taiwan', '--with', 'chna'], 3, 'Nearest: china'],
    [['correct', 'saito-remarks-2025-11-25', '--speaker', 'Komeeto', '--reason', 'x'], 4, 'Nearest: komeito'],
  ])('is refused with the nearest: %j', (args, code, help) => {
    const run = onrecord(STORE, args);
    expect([run.code, run.out + run.err]).toEqual([code, expect.stringContaining(help)]);
  });
});
