import type { Locator, Page } from 'playwright-core';
import { inBrowser, seriousFindings, shot } from '../support/browser.js';

const difference = (page: Page, proposition: string): Locator => page.locator(`#differs-${proposition}`);
const contest = (page: Page, proposition: string): Locator => page.locator(`#contest-${proposition}`);
const texts = async (found: Locator): Promise<readonly string[]> =>
  (await found.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '));
const heads = (page: Page): Promise<readonly string[]> => page.locator('.compare-head h2').allInnerTexts();
const url = (page: Page, pattern: RegExp): Promise<void> => page.waitForURL(pattern, { timeout: 5_000 });
const DATES = '/?view=compare&actor=japan&issue=taiwan&from=2025-11-06&to=2025-11-25';

inBrowser('the comparison', ({ open, url: base }) => {
  const comparison = async (path: string, seen = {}): Promise<Page> => {
    const page = await open(path, seen);
    await page.locator('.difference, .state-empty').first().waitFor();
    await page.locator('.compare-view[aria-busy="false"]').waitFor();
    return page;
  };

  it('sets two dates side by side, each with its words, and tells what differs by shape and word', async () => {
    const page = await comparison(DATES);
    expect(await heads(page)).toEqual(['As of 6 November 2025', 'As of 25 November 2025']);
    const peace = difference(page, 'strait-peace-matters');
    expect(await peace.locator('.became').innerText()).toBe('Stated again');
    expect(await peace.locator('.became .shape').count()).toBe(1);
    expect(await texts(peace.locator('.held'))).toEqual([
      'Affirms since 22 February 2023; stated 2 times, last 24 January 2025',
      'Affirms since 22 February 2023; stated 4 times, last 25 November 2025',
    ]);
    const quotes = await peace.locator('.compare-side > .evidence q').allInnerTexts();
    expect(quotes[0]).toBe('Peace and stability across the Taiwan Strait are also important.');
    expect(quotes[1]).toMatch(/crucial not only to Japan's security/);
    const remark = difference(page, 'attack-on-taiwan-may-threaten-japans-survival');
    expect(await remark.locator('.compare-side').first().innerText()).toMatch(/No stance in force/);
    expect(await remark.locator('.condition').innerText()).toBe('Condition: Taiwan is attacked and blockaded.');
    await shot(page, 'compare-dates');
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('tells all that differs at a glance, a line each that leads to its words', async () => {
    const page = await comparison(DATES);
    const table = page.getByRole('table', { name: 'At a glance' });
    expect(await table.getByRole('row').count()).toBe(9);
    expect(await table.getByRole('row').nth(5).innerText()).toMatch(/Japan has changed.*\s+New stance\s+none\s+Denies/);
    await table
      .getByRole('link', { name: /remark of 7 November/ })
      .first()
      .click();
    expect(new URL(page.url()).hash).toBe('#differs-remark-should-be-retracted');
    expect(new URL(page.url()).searchParams.get('from')).toBe('2025-11-06');
  });

  it('says of no side that it holds nothing before the answer is there', async () => {
    const page = await open('/docs');
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/v1/positions/japan/taiwan?*', async (route) => {
      await asked;
      await route.continue();
    });
    await page.goto(page.url().replace('/docs', `${DATES}&every=1`));
    const [first, unchanged] = [contest(page, 'japans-taiwan-policy-changed'), page.locator('.compare-sides')];
    await first.locator('.held').last().waitFor();
    expect(await texts(first.locator('.compare-side'))).toEqual([
      'Japan Loading',
      expect.stringMatching(/^China Affirms since 21 November 2025/) as string,
    ]);
    expect(await texts(unchanged)).not.toContainEqual(expect.stringMatching(/No stance in force.*No stance in force/));
    answer();
    await first.locator('.held').nth(1).waitFor();
    expect((await texts(first.locator('.held')))[0]).toBe('Denies since 22 November 2025');
  });

  it('sets contested claims side by side in equal form, each side with its words and without a verdict', async () => {
    for (const path of [DATES, '/?view=compare&actor=japan&issue=taiwan&with=china&asOf=2025-11-25']) {
      const page = await comparison(path);
      const pair = contest(page, 'japans-taiwan-policy-changed');
      await pair.locator('.held').nth(1).waitFor();
      const sides = pair.locator('.compare-side');
      expect(await sides.locator('.side-label').allInnerTexts()).toEqual(['Japan', 'China']);
      expect(await texts(sides.locator('.held'))).toEqual([
        'Denies since 22 November 2025',
        'Affirms since 21 November 2025',
      ]);
      expect(await sides.nth(0).locator('.evidence q').count()).toBe(1);
      expect(await sides.nth(1).locator('.evidence q').count()).toBe(1);
      const [one, other] = await Promise.all([sides.nth(0).boundingBox(), sides.nth(1).boundingBox()]);
      expect(Math.round(one!.width)).toBe(Math.round(other!.width));
      expect(await pair.innerText()).not.toMatch(/true|false|correct|right|wrong|verdict/i);
    }
  });

  it('sets two actors side by side', async () => {
    const page = await comparison('/?view=compare&issue=taiwan&actor=japan&with=china');
    expect(await heads(page)).toEqual(['Japan', 'China']);
    expect(await difference(page, 'japan-threatens-intervention').locator('.became').innerText()).toBe('Only China');
    await page.getByRole('group', { name: 'Right side' }).getByLabel('Actor').selectOption('xi-jinping');
    await url(page, /with=xi-jinping/);
    await page.getByRole('heading', { name: 'Xi Jinping', level: 2 }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('sets two recorded times side by side, with what was recorded between them', async () => {
    const page = await comparison('/?view=compare&issue=taiwan&actor=japan&knownFrom=60&knownTo=72');
    expect(await heads(page)).toEqual(['As known 25 Nov 2025', 'As known 26 Nov 2025']);
    const because = difference(page, 'strait-peace-matters').locator('.because li');
    expect(await because.allInnerTexts()).toEqual([
      'position 68, 26 Nov 2025: yamazaki-un-letter-2025-11-24 found in another source — The same writer, addressee and day.',
      'position 71, 26 Nov 2025: cabinet-written-reply-2025-11-25 learned of',
    ]);
    await shot(page, 'compare-known');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('group', { name: 'Left side' }).getByRole('button', { name: 'Step back' }).click();
    await page.getByRole('heading', { name: 'As known 23 Nov 2025' }).waitFor();
  });

  it('swaps two actors', async () => {
    const page = await comparison('/?view=compare&issue=taiwan&actor=japan&with=china');
    await page.getByRole('button', { name: 'Swap' }).click();
    await url(page, /actor=china&.*with=japan/);
    await page.locator('.compare-head h2', { hasText: 'China' }).first().waitFor();
    expect(await heads(page)).toEqual(['China', 'Japan']);
    await page.goBack();
    await page.locator('.compare-head h2', { hasText: 'Japan' }).first().waitFor();
    expect(await heads(page)).toEqual(['Japan', 'China']);
  });

  it('says that two dates or recorded times go backwards, and turns them round', async () => {
    const page = await open('/?view=compare&actor=japan&issue=taiwan&from=2025-11-25&to=2025-11-06');
    const told = page.getByRole('alert');
    await told.waitFor();
    expect(await told.innerText()).toMatch(/^The left side is later than the right\./);
    expect(await seriousFindings(page)).toEqual([]);
    await told.getByRole('button', { name: 'Swap' }).click();
    await page.locator('.difference').first().waitFor();
    expect(await heads(page)).toEqual(['As of 6 November 2025', 'As of 25 November 2025']);
    expect(await page.getByRole('button', { name: 'Swap' }).count()).toBe(0);
    expect(await difference(page, 'remark-should-be-retracted').locator('.became').innerText()).toBe('New stance');
    const known = await open('/?view=compare&issue=taiwan&actor=japan&knownFrom=72&knownTo=60&lang=ja');
    await known.getByRole('alert').getByRole('button', { name: '入れ替え' }).click();
    await url(known, /knownFrom=60&knownTo=72/);
    await known.locator('.difference').first().waitFor();
  });

  it.each([
    ['to=2025-11-07', ['As of 24 January 2025', 'As of 7 November 2025']],
    ['to=2025-11-10', ['As of 24 January 2025', 'As of 10 November 2025']],
    ['to=2025-11-07T12:00:00Z', ['As of 24 January 2025', 'As of 7 Nov 2025, 12:00 UTC']],
    ['to=2023-02-22', ['As of 21 February 2023', 'As of 22 February 2023']],
    ['to=2020-01-01', ['As of 1 January 2020', 'As of 1 January 2020']],
    ['from=2025-11-24', ['As of 24 November 2025', 'As of 25 November 2025']],
    ['from=2026-01-31', ['As of 31 January 2026', 'As of 31 January 2026']],
    ['knownTo=72', ['As known 25 Nov 2025', 'As known 26 Nov 2025']],
    ['knownTo=63', ['As known 25 Nov 2025', 'As known 26 Nov 2025']],
    ['knownTo=47', ['As known 23 Feb 2023', 'As known 25 Jan 2025']],
    ['knownTo=2025-11-24', ['As known 25 Jan 2025', 'As known 23 Nov 2025']],
    ['knownTo=2025-11-25T09:00:00%2B09:00', ['As known 23 Nov 2025', 'As known 25 Nov 2025']],
    ['knownTo=39', ['As known at position 38', 'As known at position 39']],
    ['knownTo=30', ['As known at position 30', 'As known at position 30']],
    ['knownFrom=60', ['As known 25 Nov 2025', 'As known 26 Nov 2025']],
    ['knownFrom=72', ['As known at position 72', 'As known at position 72']],
  ])('takes for the side that is not written one that is no later, or no earlier: %s', async (written, told) => {
    const page = await comparison(`/?view=compare&issue=taiwan&actor=japan&${written}`);
    expect(await heads(page)).toEqual(told);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('starts before what was first learned of a subject that the record had nothing on', async () => {
    const page = await comparison('/?view=compare&issue=dialogue&actor=komeito&knownTo=72');
    expect(await heads(page)).toEqual(['As known at position 71', 'As known at position 72']);
    expect(await page.locator('.difference .became').allInnerTexts()).toEqual(['New stance', 'New stance']);
  });

  it('shows what differs, or all', async () => {
    const page = await comparison('/?view=compare&actor=japan&issue=taiwan&from=2025-11-24&to=2025-11-25');
    expect(await page.getByRole('heading', { name: 'The same on both sides' }).count()).toBe(0);
    await page.getByRole('radio', { name: 'All', exact: true }).last().check();
    await url(page, /every=1/);
    await page.getByRole('heading', { name: 'The same on both sides' }).waitFor();
    expect(await page.getByText("Japan's basic position on Taiwan is that of the Japan-China").count()).toBe(1);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('says when nothing differs, and when nobody holds anything', async () => {
    const page = await comparison('/?view=compare&actor=japan&issue=taiwan&from=2025-01-25&to=2025-02-01');
    await page.getByText('The one stance in force is the same on both sides.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('heading', { name: 'The same on both sides' }).waitFor();
    const none = await comparison('/?view=compare&actor=komeito&issue=taiwan&from=2025-01-01&to=2025-02-01');
    await none.getByText('Neither side has a stance in force on this issue.').waitFor();
    expect(await seriousFindings(none)).toEqual([]);
  });

  it('copies a permalink that pins both clocks', async () => {
    const page = await open(DATES, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Copy permalink' }).click();
    await page.getByText('Copied').waitFor();
    const link = (await page.evaluate('navigator.clipboard.readText()')) as string;
    expect(link).toContain(`${base()}/?view=compare`);
    for (const part of ['from=2025-11-06', 'to=2025-11-25', 'knownAt=72', 'actor=japan', 'issue=taiwan'])
      expect(link).toContain(part);
    await page.goto(link);
    await page.locator('.difference').first().waitFor();
    expect(await heads(page)).toEqual(['As of 6 November 2025', 'As of 25 November 2025']);
  });

  it('is done by keyboard alone', async () => {
    const page = await comparison(DATES);
    await page.getByRole('radio', { name: 'Two dates' }).focus();
    await page.keyboard.press('ArrowRight');
    await url(page, /with=/);
    await page.getByRole('button', { name: 'Swap' }).focus();
    await page.keyboard.press('Space');
    await url(page, /with=japan/);
    await page.keyboard.press('Space');
    await url(page, /actor=japan/);
    await page.getByRole('radio', { name: 'Two actors' }).focus();
    await page.keyboard.press('ArrowRight');
    await url(page, /knownFrom=/);
    await page.keyboard.press('ArrowRight');
    await page.getByRole('group', { name: 'Right side' }).getByRole('button', { name: 'Step back' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'As of 24 November 2025', level: 2 }).first().waitFor();
    await page.getByRole('link', { name: 'Open the position' }).first().press('Enter');
    await page.getByRole('heading', { name: 'Japan on Taiwan' }).waitFor();
  });

  it('follows the date above where no second date is given', async () => {
    const page = await comparison('/?view=compare&actor=japan&issue=taiwan&asOf=2025-11-07');
    expect(await heads(page)).toEqual(['As of 24 January 2025', 'As of 7 November 2025']);
    await page.getByRole('button', { name: 'Next statement' }).click();
    await page.locator('.compare-head h2', { hasText: '21 November' }).waitFor();
  });

  it('gives the service’s own words where it refuses', async () => {
    const page = await open('/?view=compare&actor=japann&issue=taiwan&from=2025-11-06');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(/japann/);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('is there in Japanese, on narrow and wide screens, in the dark', async () => {
    for (const width of [320, 2560]) {
      const page = await comparison(`${DATES}&lang=ja`, { width, dark: width === 320 });
      expect(await page.locator('.difference h3').first().innerText()).toBe('台湾海峡の平和と安定は重要である。');
      await shot(page, `compare-${width}`);
      expect(await seriousFindings(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
  });
});
