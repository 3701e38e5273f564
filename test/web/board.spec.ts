import type { Page } from 'playwright-core';
import { inBrowser, seriousFindings, shot, until } from '../support/browser.js';
import { recordLines } from '../../bench/page/record.js';
import { importLines } from '../../src/record/import.js';
import { type TestService, withNothing } from '../support/service.js';

const cell = (page: Page, key: string) => page.locator(`[data-cell="${key}"]`);

const shown = async (page: Page): Promise<Page> => {
  await page.getByRole('grid').waitFor();
  return page;
};

inBrowser('the board', ({ open, service }) => {
  const board = async (path: string, seen = {}): Promise<Page> => shown(await open(path, seen));

  it('says what each actor holds on each issue, as of the latest statement, in a table with heads', async () => {
    const page = await board('/');
    const grid = page.getByRole('grid', { name: 'Positions as of 25 November 2025' });
    expect(await grid.getByRole('columnheader').allInnerTexts()).toEqual([
      'Actors',
      'Taiwan',
      'Collective self-defense',
      'Dialogue between Japan and China',
    ]);
    const heads = await grid.getByRole('rowheader').allInnerTexts();
    expect(heads.map((head) => head.split('\n')[0])).toEqual(
      ['Japan', 'Takaichi Sanae', 'Iwaya Takeshi', 'Yamazaki Kazuyuki', 'Japanese official (unnamed)']
        .slice(0, 4)
        .concat(['China', 'Fu Cong', 'Xi Jinping', 'Komeito', 'Saito Tetsuo', 'Japanese official (unnamed)']),
    );
    expect(await cell(page, 'japan/taiwan').innerText()).toMatch(
      /Denies\s+The Prime Minister's remark of 7 November 2025 should be retracted\./,
    );
    await shot(page, 'board');
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('marks by shape and word what the latest statement did, and how old it is', async () => {
    const page = await board('/?asOf=2025-01-24');
    expect(await cell(page, 'japan/taiwan').innerText()).toMatch(/Reaffirmed\s+same day/);
    expect(await cell(page, 'iwaya-takeshi/taiwan').innerText()).toMatch(/New stance\s+same day/);
    expect(await cell(page, 'japan/taiwan').locator('.mark .shape').count()).toBe(1);
    const before = await board('/?asOf=2025-01-23');
    expect(await cell(before, 'japan/taiwan').innerText()).toMatch(/Silent\s+701 days before/);
    const after = await board('/?asOf=2025-11-25');
    expect(await cell(after, 'japan/taiwan').innerText()).toMatch(/Contested/);
    expect(await cell(after, 'takaichi-sanae/taiwan').innerText()).toMatch(/Declined to say\s+same day/);
  });

  it('keeps its rows through time, and says that there is no statement', async () => {
    const page = await board('/?asOf=2023-02-21');
    expect(await page.getByRole('rowheader').count()).toBe(10);
    expect(await page.getByRole('gridcell').filter({ hasText: 'No statement on record' }).count()).toBe(30);
  });

  it('is one stop for the keyboard, moved in by arrows', async () => {
    const page = await board('/');
    expect(await page.locator('[data-cell][tabindex="0"]').count()).toBe(1);
    await cell(page, 'japan/taiwan').focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'Home', 'End', 'ArrowUp', 'Control+Home', 'Control+End'])
      await page.keyboard.press(key);
    expect(await page.evaluate('document.activeElement.dataset.cell')).toBe('japanese-official/dialogue');
    expect(await page.locator('[data-cell][tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page
      .getByRole('heading', { name: 'Japanese official (unnamed) on Dialogue between Japan and China' })
      .waitFor();
  });

  it.each([
    ['高市', 'Takaichi Sanae'],
    ['习近平', 'Xi Jinping'],
    ['sanae tak', 'Takaichi Sanae'],
    ['公明党', 'Komeito'],
  ])('finds %s', async (words, name) => {
    const page = await board('/');
    await page.getByRole('searchbox').fill(words);
    expect(await page.getByRole('rowheader').locator('.actor').allInnerTexts()).toEqual([name]);
  });

  it('says that nobody has a name, and shows all again', async () => {
    const page = await open('/?q=nobody');
    await page.getByRole('button', { name: 'Show all actors' }).click();
    await page.getByRole('rowheader').first().waitFor();
    expect(await page.getByRole('rowheader').count()).toBe(10);
  });

  it('counts the evidence that the reader wants counted', async () => {
    const page = await board('/');
    expect(await cell(page, 'china/dialogue').innerText()).toMatch(/No stance in force/);
    await page.getByRole('radio', { name: 'All accounts' }).check();
    await page.waitForURL('**/?evidence=all');
    await cell(page, 'china/dialogue').getByText('Affirms').first().waitFor();
  });

  it('speaks Japanese, and marks what is in another language', async () => {
    const page = await board('/?lang=ja');
    expect(await page.locator('html').getAttribute('lang')).toBe('ja');
    await page.getByRole('grid', { name: '2025年11月25日時点の立場' }).waitFor();
    expect(await page.getByRole('rowheader').locator('.actor').first().innerText()).toBe('日本');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('grid', { name: 'Positions as of 25 November 2025' }).waitFor();
    const asBrowser = await board('/', { lang: 'ja-JP' });
    expect(await asBrowser.locator('html').getAttribute('lang')).toBe('ja');
  });

  it('has all its state in the URL, and goes back', async () => {
    const page = await board('/?asOf=2025-11-24&rows=bodies');
    expect(await page.getByRole('rowheader').locator('.actor').allInnerTexts()).toEqual(['Japan', 'China', 'Komeito']);
    await cell(page, 'japan/dialogue').click();
    await page.waitForURL(/card=japan\/dialogue/);
    await page.reload();
    await page.getByRole('heading', { name: 'Japan on Dialogue between Japan and China' }).waitFor();
    await page.goBack();
    await page.waitForURL(/^(?!.*card)/);
    expect(await page.locator('.card').count()).toBe(0);
  });

  it.each([
    ['light', 320, false],
    ['dark', 320, true],
    ['dark', 1280, true],
    ['light', 3840, false],
  ])('is without serious findings and without sideways scrolling, %s at %i px', async (look, width, dark) => {
    const page = await board('/', { width, dark });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.getByText('What the marks mean').click();
    await shot(page, `board-${look}-${width}`);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('tells in the service’s words why a date is refused, and leads back', async () => {
    const page = await open('/?asOf=2025-99');
    await page.getByText('“2025-99” is no said date').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back to the latest' }).click();
    await page.getByRole('grid', { name: 'Positions as of 25 November 2025' }).waitFor();
  });

  it('says that nothing answers, keeps trying by hand, and comes back', async () => {
    const page = await open('/docs');
    await page.route('**/v1/**', (route) => route.abort());
    await page.goto(page.url().replace('/docs', '/'));
    await page.getByText('The service does not answer.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.unroute('**/v1/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('grid').waitFor();
  });

  it('says that it is loading', async () => {
    const page = await open('/docs');
    await page.route('**/v1/positions*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 600));
      await route.continue();
    });
    await page.goto(page.url().replace('/docs', '/'));
    await page.getByRole('main').getByText('Loading').waitFor();
    await page.getByRole('grid').waitFor();
  });

  it('prints with numbered sources, once they have come, and says where they are until then', async () => {
    const page = await board('/?asOf=2025-11-25&q=japan');
    await page.evaluate('window.print = () => { window.printed = (window.printed ?? 0) + 1; }');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.where-sources').innerText()).toMatch(
      /on its card, and “Print with sources”.*\/v1\/positions\?asOf=2025-11-25&knownAt=72$/s,
    );
    await page.emulateMedia({ media: 'screen' });
    expect(await page.locator('.where-sources').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Print with sources' }).click();
    await until(page, 'window.printed === 1');
    await page.emulateMedia({ media: 'print' });
    const listed = await page.locator('.printed-sources li').allInnerTexts();
    expect(listed.map((line) => line.split(/\s/)[0])).toEqual(listed.map((_, at) => `[${at + 1}]`));
    expect(listed.join('\n')).toMatch(/https:\/\/www\.mofa\.go\.jp/);
    const numbers = await cell(page, 'japan/taiwan').locator('.cited').innerText();
    expect(numbers).toMatch(/^\[1\]( \[\d\])+$/);
    expect(await page.locator('.where-sources').count()).toBe(0);
    await shot(page, 'board-print');
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('searchbox').fill('');
    await page.locator('.printed-sources').waitFor({ state: 'detached' });
    expect(await page.locator('.cited').count()).toBe(0);
  });

  it('says that the sources could not be had, and prints nothing then', async () => {
    const page = await board('/');
    await page.evaluate('window.print = () => { window.printed = true; }');
    await page.route('**/v1/sources?*', (route) => route.abort());
    await page.getByRole('button', { name: 'Print with sources' }).click();
    await page.getByText('The sources could not be had. Try again.').waitFor();
    expect(await page.evaluate('window.printed')).toBeUndefined();
  });

  it('leads to the same as JSON and as CSV from every view, and says that it is the board', async () => {
    const page = await board('/?asOf=2025-01-24');
    await page.getByRole('link', { name: 'Lanes' }).click();
    const link = page.getByRole('link', { name: 'The board as JSON' });
    expect(await link.getAttribute('href')).toMatch(/^\/v1\/positions\?asOf=2025-01-24/);
    expect(await page.getByRole('link', { name: 'as CSV' }).getAttribute('href')).toMatch(/format=csv$/);
    await page.getByRole('button', { name: '日本語' }).click();
    await page.getByRole('link', { name: '一覧のJSON' }).waitFor();
  });

  it('shows what arrives when the reader wants it, and moves nothing before', async () => {
    const page = await board('/');
    await page.getByTitle('Connection to the record').getByText('Live', { exact: true }).waitFor();
    const before = await page.getByRole('grid').innerText();
    const [letter] = (await service().ask.get('/v1/statements').expect(200)).body.statements.slice(-1);
    const { body } = await service().ask.get(`/v1/statements/${letter.id}`).expect(200);
    await service()
      .ask.post('/v1/statements/saito-remarks-2025-11-25/voids')
      .send({ reason: 'Entered twice.' })
      .expect(201);
    expect(body.id).toBe('saito-remarks-2025-11-25');
    await page.getByRole('button', { name: /new changes? · Show/ }).click();
    await cell(page, 'komeito/dialogue').getByText('No statement on record').waitFor();
    expect(before).toContain('A party');
    expect(await page.getByRole('button', { name: /new change/ }).count()).toBe(0);
  });
});

const withManyRows = async (): Promise<TestService> => {
  const service = await withNothing();
  await importLines(service.machine, recordLines(400), {});
  return service;
};

inBrowser(
  'a board of 40 actors and 12 issues',
  ({ open, url }) => {
    const texts = (page: Page) => page.locator('[data-cell]').allTextContents();
    const ready = async (page: Page): Promise<Page> => {
      await shown(page);
      await page.locator('.scrubber[aria-busy="false"]').waitFor();
      return page;
    };

    it('says the same in every cell, in sight or not, after time moved as when it is opened at that date', async () => {
      const page = await ready(await open('/?asOf=2020-06-01'));
      const before = await texts(page);
      const slider = page.getByRole('slider', { name: 'Date asked of: when it was said' });
      await slider.press('PageUp');
      await slider.press('PageUp');
      await page.waitForTimeout(1500);
      const after = await texts(page);
      const fresh = await ready(await open(page.url().slice(url().length)));
      await fresh.waitForTimeout(1000);
      expect(after).not.toEqual(before);
      expect(after).toEqual(await texts(fresh));
    });

    it('draws what is scrolled into sight while it plays', async () => {
      const page = await ready(await open('/?asOf=2018-01-01'));
      await page.getByRole('combobox', { name: 'Speed' }).selectOption('8');
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await page.locator('[data-cell]').last().scrollIntoViewIfNeeded();
      await page.locator('.board tr').last().locator('.cell:not(.empty)').first().waitFor();
      await page.getByRole('button', { name: 'Pause' }).click();
    });
  },
  withManyRows,
);

inBrowser(
  'the board of an empty record',
  ({ open }) => {
    it('says that there is nothing yet, and how to begin', async () => {
      const page = await open('/');
      await page.getByText('This record holds no statement yet.').waitFor();
      await shot(page, 'board-empty');
      expect(await seriousFindings(page)).toEqual([]);
    });
  },
  withNothing,
);
