import { readFileSync } from 'node:fs';
import { asked, BUNDLED, folder, onrecord, serve } from '../support/command-line.js';

const SOURCE = 'article-2025-11-25';
const EXACT = 'if such a situation occurred, and the US was attacked';
const WHY = ['--reason', 'A court ordered it.', '--by', 'A. Keeper', '--authority', 'Order 7'];
const WITHHOLD = ['withhold', SOURCE, '--scope', 'text-and-quotes', ...WHY];
const SHOWING: readonly (readonly string[])[] = [
  ['position', 'japan', 'collective-self-defense', '--as-of', '2025-11-07'],
  ['position', 'japan', 'collective-self-defense', '--as-of', '2025-11-07', '--known-at', '72', '--csv'],
  ['history', 'japan', 'collective-self-defense'],
  ['diff', 'japan', 'collective-self-defense', '--from', '2025-11-06', '--to', '2025-11-07'],
  ['show', 'takaichi-diet-remark-2025-11-07'],
  ['export'],
  ['--json', 'replay'],
  ['--json', 'show', 'takaichi-diet-remark-2025-11-07'],
];

describe('onrecord withhold', () => {
  const place = folder();
  afterAll(() => place.remove());
  const bundledStore = (name: string): string => {
    const store = place.store(name);
    expect(onrecord(store, ['import', '--trust-recorded-at', BUNDLED]).code).toBe(0);
    return store;
  };
  const spaceless = (text: string): string => text.replaceAll(/\s+/g, ' ');

  it('blanks the words in what every command prints, and release shows them again', () => {
    const store = bundledStore('blank');
    const printed = (): readonly boolean[] =>
      SHOWING.map((args) => {
        const { code, out, err } = onrecord(store, args);
        expect([args, code, err]).toEqual([args, 0, expect.anything()]);
        return spaceless(out).includes(EXACT);
      });
    expect(printed()).toEqual(SHOWING.map(() => true));
    expect(onrecord(store, WITHHOLD)).toMatchObject({
      code: 0,
      out: expect.stringContaining('Recorded at position 73'),
    });
    expect(printed()).toEqual(SHOWING.map(() => false));
    const shown = spaceless(onrecord(store, SHOWING[0]!).out);
    expect(shown).toMatch(
      /\[withheld since 20\S+ by A\. Keeper \(Order 7\): A court ordered it\.\] \[article-2025-11-25: press/,
    );
    expect(spaceless(onrecord(store, ['show', SOURCE]).out)).toContain(
      'its text and what is quoted from it are [withheld',
    );
    expect(onrecord(store, ['search', EXACT]).out).toBe('Nothing found.\n');
    expect(onrecord(store, ['verify'])).toMatchObject({ code: 0, out: expect.stringMatching(/[1-9]\d* withheld/) });
    expect(onrecord(store, ['release', SOURCE, '--reason', 'Lifted.']).code).toBe(0);
    expect(printed()).toEqual(SHOWING.map(() => true));
  }, 60_000);

  it('exports every byte with --with-withheld, which an import takes', () => {
    const store = bundledStore('bytes');
    onrecord(store, WITHHOLD);
    const whole = onrecord(store, ['export', '--with-withheld']).out;
    expect(whole.startsWith(readFileSync(BUNDLED, 'utf8'))).toBe(true);
    const other = place.store('copy');
    expect(onrecord(other, ['import', '--trust-recorded-at', '-'], whole).code).toBe(0);
    expect(onrecord(other, ['export', '--with-withheld']).out).toBe(whole);
    const blanked = onrecord(store, ['export']).out;
    const refused = onrecord(place.store('none'), ['import', '--trust-recorded-at', '-'], blanked);
    expect(refused).toMatchObject({ code: 4, err: expect.stringContaining('onrecord export --with-withheld') });
  }, 60_000);

  it('goes through the service where one runs, and the same command again is no new event', async () => {
    const store = bundledStore('service');
    const service = await serve(store);
    try {
      const recorded = asked<{ outcome: string }>(store, ...WITHHOLD, '--command-id', 'order-7', '--erase');
      expect(recorded.outcome).toBe('recorded');
      expect(asked<{ outcome: string }>(store, ...WITHHOLD, '--command-id', 'order-7', '--erase').outcome).toBe(
        'repeated',
      );
      const { withheld } = (await (await fetch(`${service.url}/v1/sources/${SOURCE}`)).json()) as { withheld: object };
      expect(withheld).toMatchObject({ scope: 'text-and-quotes', authority: 'Order 7', erased: true });
    } finally {
      await service.stop();
    }
  }, 60_000);

  it('asks for a reason and a scope, and names the nearest source', () => {
    const store = bundledStore('asks');
    expect(onrecord(store, ['withhold', SOURCE])).toMatchObject({ code: 2, err: expect.stringContaining('--scope') });
    expect(onrecord(store, ['withhold', 'article-2025-11-26', '--scope', 'text', '--reason', 'x'])).toMatchObject({
      code: 3,
      err: expect.stringContaining(SOURCE),
    });
    expect(onrecord(store, ['withhold', SOURCE, '--scope', 'all', '--reason', 'x'])).toMatchObject({
      code: 4,
      err: expect.stringContaining('--scope must be one of text, text-and-quotes'),
    });
  }, 60_000);
});
