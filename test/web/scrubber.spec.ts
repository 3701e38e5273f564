import type { Page } from 'playwright-core';
import { inBrowser, seriousFindings, shot } from '../support/browser.js';
import { withNothing } from '../support/service.js';

const cell = (page: Page, key: string) => page.locator(`[data-cell="${key}"]`);
const said = (page: Page) => page.getByRole('slider', { name: /when it was said/ });
const known = (page: Page) => page.getByRole('slider', { name: /when the record learned it/ });
const told = (page: Page): Promise<string | null> => said(page).getAttribute('aria-valuetext');

inBrowser('the scrubber', ({ open }) => {
  const ready = async (path: string, seen = {}): Promise<Page> => {
    const page = await open(path, seen);
    await page.getByRole('grid').waitFor();
    await page.locator('.scrubber[aria-busy="false"]').waitFor();
    return page;
  };

  it('says where it stands, and what was said that day', async () => {
    const page = await ready('/');
    expect(await told(page)).toBe('25 November 2025, the latest statement on record; 4 statements');
    await shot(page, 'scrubber');
  });

  it('steps from statement to statement by keys, to both ends, and by months', async () => {
    const page = await ready('/');
    await said(page).focus();
    const seen: string[] = [];
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowDown', 'ArrowRight', 'PageDown', 'Home', 'PageUp', 'End']) {
      await page.keyboard.press(key);
      seen.push((await told(page))?.split(/[;,]/)[0] ?? '');
    }
    expect(seen.slice(0, 7)).toEqual([
      '24 November 2025',
      '22 November 2025',
      '21 November 2025',
      '22 November 2025',
      '24 January 2025',
      '22 February 2023',
      '24 January 2025',
    ]);
    expect(await told(page)).toMatch(/, today; no statement on this day$/);
  });

  it('is dragged, snapping to statements, and everything follows', async () => {
    const page = await ready('/?card=japan/taiwan');
    const box = (await said(page).boundingBox())!;
    await page.mouse.move(box.x + box.width - 20, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 3, box.y + 10, { steps: 12 });
    await page.mouse.up();
    await page.waitForURL(/asOf=2025-11-07/);
    expect(await told(page)).toBe('7 November 2025; 1 statement');
    await cell(page, 'japan/taiwan').getByText('same day').waitFor();
    await page.locator('.card').getByText('As of 7 November 2025').waitFor();
    await page.getByRole('grid', { name: 'Positions as of 7 November 2025' }).waitFor();
    await page.goBack();
    await page.getByRole('grid', { name: 'Positions as of 25 November 2025' }).waitFor();
  });

  it('plays, pauses and stops at the end', async () => {
    const page = await ready('/?asOf=2025-11-22');
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('8');
    await said(page).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByRole('button', { name: 'Play' }).waitFor();
    expect(await told(page)).toMatch(/today/);
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByRole('button', { name: 'Pause' }).click();
    expect(await told(page)).not.toMatch(/today/);
  });

  it('steps by buttons, takes any day, and shows as much time as is wanted', async () => {
    const page = await ready('/');
    await page.getByRole('button', { name: 'Statement before' }).click();
    expect(await told(page)).toMatch(/^24 November 2025/);
    await page.getByRole('button', { name: 'First statement' }).click();
    expect(await page.getByRole('button', { name: 'Statement before' }).getAttribute('aria-disabled')).toBe('true');
    await page.getByLabel('Any day').fill('2025-11-10');
    await page.waitForURL(/asOf=2025-11-10/);
    expect(await told(page)).toBe('10 November 2025; no statement on this day');
    const ticks = page.locator('.density .axis text');
    const before = await ticks.allTextContents();
    await page.getByRole('radio', { name: 'All', exact: true }).check();
    await page.waitForURL(/span=all/);
    expect(await ticks.allTextContents()).not.toEqual(before);
    expect(await ticks.filter({ hasText: '2024' }).count()).toBe(1);
  });

  it('ties what was known to the date: what we knew then', async () => {
    const page = await ready('/?asOf=2025-11-07');
    expect(await cell(page, 'japan/collective-self-defense').innerText()).toMatch(/On condition/);
    await page.getByRole('switch', { name: 'What we knew then' }).check();
    await cell(page, 'japan/collective-self-defense').getByText('No statement on record').waitFor();
    expect(await cell(page, 'japan/collective-self-defense').innerText()).toMatch(
      /Said 7 Nov 2025, learned 26 Nov 2025/,
    );
    expect(new URL(page.url()).search).toBe('?asOf=2025-11-07&tie=1');
    await page.getByText('1 statement said by this date was learned later').click();
    expect(await page.locator('.later-note li').first().innerText()).toMatch(
      /^7 Nov 2025: Takaichi Sanae, Japan — learned 26 Nov 2025, 19 days later$/,
    );
    expect(await page.locator('.density .links').getAttribute('d')).not.toBe('');
    await shot(page, 'scrubber-tied');
    expect(await seriousFindings(page)).toEqual([]);
    await said(page).focus();
    for (let steps = 0; steps < 5; steps++) await page.keyboard.press('ArrowRight');
    expect(await told(page)).toMatch(/^25 November 2025/);
    await page.keyboard.press('ArrowRight');
    expect(await told(page)).toMatch(/^26 November 2025/);
    await cell(page, 'takaichi-sanae/collective-self-defense').getByText('On condition').waitFor();
    await page.getByRole('button', { name: 'Known now' }).click();
    expect(new URL(page.url()).search).toBe('?asOf=2025-11-26');
  });

  it('picks any recorded time, by the second slider or to the minute', async () => {
    const page = await ready('/');
    await known(page).focus();
    expect(await known(page).getAttribute('aria-valuetext')).toBe('All that is known now');
    await page.keyboard.press('ArrowLeft');
    await page.getByText('What was known on 25 Nov 2025').waitFor();
    expect(await known(page).getAttribute('aria-valuetext')).toBe('What was known on 25 Nov 2025');
    await page.keyboard.press('Home');
    await page.waitForURL(/knownAt=2023-02-23T00:00:00.000Z/);
    await page.keyboard.press('End');
    await page.waitForURL((url) => url.search === '');
    await page.getByLabel(/Other recorded time/).fill('2025-11-24T12:30');
    await page.waitForURL(/knownAt=2025-11-24T12:30:00Z/);
    await page.getByText('What was known on 23 Nov 2025').waitFor();
    await page.getByLabel(/Other recorded time/).fill('2099-01-01T00:00');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(/2099/);
  });

  it('marks what was corrected since, and which statements were not known', async () => {
    const page = await ready('/?asOf=2025-11-22&knownAt=2025-11-24T00:00:00Z');
    expect(await cell(page, 'china/taiwan').innerText()).toMatch(/Corrected since/);
    expect(await page.locator('.density .bars.later').first().getAttribute('d')).not.toBe('');
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('shows what was shown while the next answer is on its way', async () => {
    const page = await ready('/');
    await page.route('**/v1/positions?asOf=2025-01-24*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await route.continue().catch(() => undefined);
    });
    await page.getByLabel('Any day').fill('2025-01-24');
    expect(await told(page)).toMatch(/^24 January 2025/);
    expect(await cell(page, 'japan/taiwan').innerText()).toMatch(/Denies/);
    await cell(page, 'japan/taiwan').getByText('Reaffirmed').waitFor();
  });

  it.each([320, 2560])('is whole at %i px, in the dark too', async (width) => {
    const page = await ready('/?tie=1&asOf=2025-11-25', { width, dark: true });
    const box = (await page.locator('.track').boundingBox())!;
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    await shot(page, `scrubber-${width}`);
    expect(await seriousFindings(page)).toEqual([]);
  });
});

inBrowser(
  'the scrubber of an empty record',
  ({ open }) => {
    it('calls no day that of the latest statement', async () => {
      const page = await open('/');
      await page.locator('.scrubber[aria-busy="false"]').waitFor();
      expect(await told(page)).toMatch(/, today; no statement on this day$/);
      expect(await page.locator('.scrubber').innerText()).not.toContain('latest statement');
    });
  },
  withNothing,
);
