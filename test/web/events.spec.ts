import type { Page } from 'playwright-core';
import { EVENT_TYPES } from '../../events/index.js';
import { inBrowser, seriousFindings, shot, until } from '../support/browser.js';

const positions = (page: Page): Promise<readonly string[]> =>
  page.$$eval('.log-row', (rows) => rows.map((row) => row.getAttribute('data-position') ?? ''));

const wide = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

inBrowser('the log', ({ open, url, service }) => {
  it('is paged by position, the newest first, each event in plain words', async () => {
    const page = await open('/?view=events');
    await page.waitForSelector('.log-row');
    await shot(page, 'events');
    const first = await positions(page);
    expect([first[0], first.at(-1)]).toEqual(['72', '23']);
    expect(await page.textContent('.log-row[data-position="63"]')).toMatch(
      /A statement was recorded Takaichi Sanae · Diet remark · 7 Nov 2025/,
    );
    expect(await seriousFindings(page)).toEqual([]);
    await page.click('text=Older');
    await page.waitForSelector('.log-row[data-position="1"]');
    expect((await positions(page))[0]).toBe('22');
    await page.goBack();
    await page.waitForSelector('.log-row[data-position="72"]');
  });

  it('says of an event what it says, what it changed, what it corrects, and where it stands as JSON', async () => {
    const page = await open('/?view=events&position=67');
    await page.waitForSelector('.log-detail .change');
    const detail = page.locator('.log-detail');
    await detail.locator('text=Known before as').waitFor();
    expect(await detail.locator('.change').count()).toBe(4);
    expect(await detail.textContent()).toContain('between 21 October 2025 and 22 November 2025');
    expect(await detail.locator('.history li[aria-current]').textContent()).toContain('this event');
    const json = await page.getAttribute('text=Event as JSON', 'href');
    expect(((await (await fetch(url() + json)).json()) as { type: string }).type).toBe('StatementCorrected');
    await shot(page, 'event-open');
    expect(await seriousFindings(page)).toEqual([]);
    await detail.locator('a:text-is("Event 52")').click();
    await page.waitForSelector('.log-row[data-position="52"] .log-detail');
    expect(page.url()).toContain('position=52');
  });

  it('is filtered by type, by stream and by actor, and says where it looked', async () => {
    const page = await open('/?view=events');
    await page.getByLabel('What happened').selectOption('StatementCorrected');
    await page.waitForSelector('text=1 event found in positions 1 to 72');
    expect(await positions(page)).toEqual(['67']);
    await page.click('text=Show all');
    await page.getByLabel('Stream').fill('actor-iwaya');
    await page.keyboard.press('Enter');
    await until(page, "document.querySelectorAll('.log-row').length === 3");
    await page.goto(`${url()}/?view=events&actor=komeito&type=StatementRecorded`);
    await page.waitForSelector('.log-row');
    expect(await positions(page)).toEqual(['72', '71']);
    await page.goto(`${url()}/?view=events&type=StatementVoided`);
    await page.waitForSelector('text=No event here.');
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('shows what a correction took out, and how a source told of it before', async () => {
    const path = '/v1/statements/yamazaki-un-letter-2025-11-24';
    const { body } = await service().ask.get(path);
    const report = { directness: 'readout', attribution: [{ name: 'a clerk' }], note: 'On page 2.' };
    await service()
      .ask.post(`${path}/reports/${body.sources[0]}/corrections`)
      .send({ report, reason: 'Read again.' })
      .expect(201);
    const out = { corrected: { inReplyTo: null }, reason: 'It answers nothing.' };
    const { body: outcome } = await service().ask.post(`${path}/corrections`).send(out).expect(201);
    const page = await open(`/?view=events&position=${outcome.position}`);
    await page.waitForSelector('.log-detail h3:has-text("before")');
    const text = await page.textContent('.log-detail');
    expect(text).toMatch(/Answers\s*none/);
    expect(text).toContain(body.inReplyTo);
    await page.goto(`${url()}/?view=events&position=${outcome.position - 1}`);
    await page.waitForSelector('.log-detail h3:has-text("before")');
    await shot(page, 'event-report-corrected');
    expect(await page.textContent('.log-detail')).toMatch(/a clerk.*On page 2\./s);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('can be filtered by every type of event there is', async () => {
    const page = await open('/?view=events');
    await page.waitForSelector('.log-row');
    const types = await page
      .getByLabel('What happened')
      .locator('option')
      .evaluateAll((options) => options.map((option) => [option.getAttribute('value'), option.textContent]));
    expect(types.map(([type]) => type)).toEqual(['', ...EVENT_TYPES]);
    expect(types.filter(([, said]) => said === '')).toEqual([]);
  });

  it('goes to a position by keyboard, in Japanese, on a narrow screen, in the dark', async () => {
    const page = await open('/?view=events', { lang: 'ja-JP', width: 320, dark: true });
    await page.getByLabel('記録位置へ移動').focus();
    await page.keyboard.type('12');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.log-row[data-position="12"] .log-detail');
    await shot(page, 'events-ja-320-dark');
    expect(await wide(page)).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
  });
});
