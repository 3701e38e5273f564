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
    ['--body', 'takaichi-sanae', 2, 'give actor=takaichi-sanae'],
    ['--actor', 'japn', 3, 'Nearest: japan'],
  ])('refuses %s %s', (option, value, code, help) => {
    const run = onrecord(STORE, ['watch', '--once', option, value]);
    expect([run.code, run.err]).toEqual([code, expect.stringContaining(help)]);
  });
});
