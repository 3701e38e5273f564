import type { Download, Page, Request } from 'playwright-core';
import { Streams } from '../../src/http/streams.js';
import type { Settings } from '../../src/http/access/settings.js';
import { revokeKey } from '../../src/record/keys-changes.js';
import { type AtPage, inBrowser, seriousFindings, shot } from '../support/browser.js';
import { bearing, guarded, type KeysFolder, keysFolder } from '../support/guarded.js';
import { madeUpActors } from '../support/made-up-actors.js';
import type { TestService } from '../support/service.js';
import { check, fill, focused, statement, tabTo } from './entering.js';

const folder: { keys?: KeysFolder; log?: readonly string[] } = {};
const keys = (): KeysFolder => folder.keys!;

/** A service that asks who comes, whose streams look at their keys several times a second. */
const asking = async (settings: Partial<Settings> = {}): Promise<TestService> => {
  folder.keys = keysFolder();
  await keys().make('Ada Admin', 'admin');
  const service = await guarded({ keys: keys().path, ...settings });
  folder.log = service.log;
  await madeUpActors(service);
  service.app.get(Streams).limit({ beatMs: 250 });
  return {
    ...service,
    close: async () => {
      await service.close();
      keys().remove();
    },
  };
};

let made = 0;
const keyFor = async (scopes: string): Promise<Readonly<{ key: string; id: string }>> => {
  made += 1;
  const { key, entry } = await keys().make(`Rita Reader ${made}`, scopes);
  return { key, id: entry.id };
};

const revoke = (id: string): Promise<unknown> =>
  revokeKey({ path: keys().path, who: 'spec', now: new Date().toISOString() }, id);

const field = (page: Page) => page.getByLabel('Key', { exact: true });

const enter = async (page: Page, key: string): Promise<void> => {
  await field(page).fill(key);
  await page.getByRole('button', { name: 'Use this key' }).click();
};

const entered = async (page: Page, key: string): Promise<void> => {
  await enter(page, key);
  await field(page).waitFor({ state: 'detached' });
};

/** Somebody with a key records a statement elsewhere. */
const state = async (url: string, key: string): Promise<void> => {
  made += 1;
  const response = await fetch(`${url}/v1/statements`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearing(key) },
    body: JSON.stringify(statement(`made-with-a-key-${made}`, '2025-03-01')),
  });
  expect(response.status).toBe(201);
};

const textOf = async (download: Download): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

/** How long the service asks whoever was cut to wait, in milliseconds. */
const SERVICE_RETRY_MS = 2_000;

type Stream = Readonly<{ at: number; lastId: string | undefined; key: boolean }>;

/** The streams that a page asks for from now on: when, after which id, and whether with a key. */
const streamsOf = (page: Page): readonly Stream[] => {
  const streams: Stream[] = [];
  page.on('request', (request) => {
    const { accept, 'last-event-id': lastId, authorization } = request.headers();
    if (accept === 'text/event-stream') streams.push({ at: Date.now(), lastId, key: authorization !== undefined });
  });
  return streams;
};

const connectionIs = (page: Page, word: string): Promise<unknown> =>
  page.waitForSelector(`.head .connection:has-text("${word}")`, { timeout: 20_000 });

/** Fails where the key stands in an address, in what the page logged or in a line of the service’s log, or goes through a cache. */
const watchingFor = (page: Page): ((key: string) => Promise<void>) => {
  const requests: Request[] = [];
  const seen: string[] = [];
  page.on('request', (request) => requests.push(request));
  page.on('console', (message) => seen.push(message.text()));
  page.on('framenavigated', (frame) => seen.push(frame.url()));
  return async (key) => {
    const sent = await Promise.all(requests.map((request) => request.allHeaders()));
    const withKey = sent.filter(({ authorization }) => authorization !== undefined);
    expect(new Set(withKey.map((headers) => headers['cache-control']))).toEqual(new Set(['no-cache']));
    const told = [...seen, ...requests.map((request) => request.url()), ...sent.map(({ referer }) => referer ?? '')];
    expect([...told, ...(folder.log ?? [])].filter((text) => text.includes(key.slice(16)))).toEqual([]);
  };
};

const asked = ({ open, url, service }: AtPage): void => {
  it('gives its own files to anybody, and the record to nobody', async () => {
    const { text } = await service().ask.get('/').expect(200);
    for (const [, path] of text.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css|svg))"/g))
      await service().ask.get(path!).expect(200);
    await service().ask.get('/v1/positions').expect(401);
    await service().ask.get('/v1/changes').set('accept', 'text/event-stream').expect(401);
    expect(url()).toContain('127.0.0.1');
  });

  it('asks for a key, says what is wrong with one, and shows the record with a good one, by keyboard alone', async () => {
    const { key } = await keyFor('read');
    const page = await open('/?asOf=2025-11-07');
    const nowhere = watchingFor(page);
    await page.waitForSelector('h1:has-text("A key is needed")');
    await page.waitForSelector('#key:focus');
    expect(await page.textContent('main')).toContain('onrecord key create');
    expect(await page.textContent('.key-asked [role="alert"]')).toContain('This service answers those who hold a key');
    expect(await page.getByRole('grid').count()).toBe(0);
    await shot(page, 'key-asked');
    expect(await seriousFindings(page)).toEqual([]);

    await page.keyboard.press('Enter');
    await page.waitForSelector('#key-fault:has-text("one word")');
    await page.keyboard.insertText('ork_0123456789_nobody-knows-this-one');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#key-fault:has-text("No such key is known here. It may have been cut short.")');
    expect(await field(page).getAttribute('aria-invalid')).toBe('true');
    await page.waitForSelector('#key:focus');
    await shot(page, 'key-wrong');
    expect(await seriousFindings(page)).toEqual([]);

    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(`Bearer ${key}`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await field(page).inputValue()).toContain(key);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('grid').waitFor();
    await page.waitForSelector('main:focus');
    await connectionIs(page, 'Live');
    expect(new URL(page.url()).search).toBe('?asOf=2025-11-07');
    await nowhere(key);
    expect(await page.content()).not.toContain(key);
    await page.reload();
    await page.getByRole('grid').waitFor();
    await tabTo(page, 'Forget the key');
    await shot(page, 'key-held');
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForSelector('h1:has-text("A key is needed")');
    expect(await page.evaluate("sessionStorage.getItem('onrecord.key')")).toBe(null);
    expect(await page.getByRole('grid').count()).toBe(0);
    await nowhere(key);
  });

  it('keeps the key to its tab', async () => {
    const { key } = await keyFor('read');
    const page = await open('/');
    await entered(page, key);
    await page.getByRole('grid').waitFor();
    const other = await page.context().newPage();
    await other.goto(url());
    await other.waitForSelector('h1:has-text("A key is needed")');
    expect(await page.evaluate('document.cookie + JSON.stringify(localStorage)')).toBe('{}');
  });

  it('refuses a key that may not read, and one that ended, in the service’s own words', async () => {
    const { key } = await keyFor('record');
    const { key: ended, id } = await keyFor('read');
    await revoke(id);
    const page = await open('/');
    await enter(page, key);
    await page.waitForSelector('#key-fault:has-text("may record; this needs read")');
    await enter(page, ended);
    await page.waitForSelector(`#key-fault:has-text("Key ${id}"):has-text("is revoked: ask for a new one.")`);
    expect(await page.evaluate("sessionStorage.getItem('onrecord.key')")).toBe(null);
  });

  it('hears of changes over the stream', async () => {
    const { key } = await keyFor('read,record');
    const page = await open('/?view=live');
    await entered(page, key);
    await connectionIs(page, 'Live');
    await page.waitForSelector('.feed-group');
    await state(url(), key);
    await page.waitForSelector('.feed-arrivals button:has-text("2 new changes")');
  });

  it('says in the form that a key may not record, loses nothing typed, and records with one that may', async () => {
    const { key } = await keyFor('read');
    const recorder = await keyFor('read,record');
    const page = await open('/?view=enter');
    const nowhere = watchingFor(page);
    await entered(page, key);
    await page.waitForSelector('.enter');
    await fill(page);
    expect(await page.getByLabel('Handle or address').count()).toBe(0);
    await check(page);
    await page.waitForSelector('.summary:focus');
    expect(await page.textContent('.summary')).toContain(
      'may read; this needs record. Use a key made with that scope.',
    );
    expect(await page.textContent('.summary')).toContain('Nothing you typed is lost');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Use another key');
    await page.keyboard.press('Enter');
    await field(page).waitFor();
    await page.waitForSelector('#key:focus');
    await shot(page, 'key-short');
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.insertText(recorder.key);
    await page.keyboard.press('Enter');
    await field(page).waitFor({ state: 'detached' });
    await page.waitForSelector('.summary:has-text("The key is in: go on where you were.")');
    await page.waitForSelector('.summary button:text-is("Use another key"):focus');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Check what it would change');
    await page.keyboard.press('Enter');
    await page.click('.foreseen button.main');
    await page.waitForSelector('h1:has-text("Statement: Avery Example, 3 Feb 2026")');
    const id = new URL(page.url()).searchParams.get('statement');
    const { body } = await service().ask.get(`/v1/statements/${id}/versions`).set(bearing(recorder.key));
    expect(body.versions[0].recordedby).toMatch(/^Rita Reader/);
    await nowhere(key);
    await nowhere(recorder.key);
  });

  it('asks again when the key is revoked while the page is open, and keeps the place', async () => {
    const { key, id } = await keyFor('read');
    const { key: next } = await keyFor('read,record');
    const page = await open('/?view=live', { height: 500 });
    await entered(page, key);
    await connectionIs(page, 'Live');
    await page.waitForSelector('.feed-group');
    await page.evaluate("scrollTo({ top: 1600, behavior: 'instant' })");
    await page.evaluate(
      "globalThis.read = [...document.querySelectorAll('.feed-group')].find((one) => one.getBoundingClientRect().bottom > 0)",
    );
    const top = (): Promise<number> => page.evaluate('read.getBoundingClientRect().top');
    const before = await top();
    await revoke(id);
    await page.waitForSelector(`.key-bar [role="alert"]:has-text("Key ${id}"):has-text("is revoked")`);
    await connectionIs(page, 'Waiting for a key');
    expect(await page.evaluate('document.activeElement === document.body || document.activeElement.id')).not.toBe(
      'key',
    );
    expect(await page.getByRole('button', { name: 'Not now' }).count()).toBe(0);
    expect(Math.abs((await top()) - before)).toBeLessThan(2);
    await shot(page, 'key-revoked');
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate("sessionStorage.getItem('onrecord.key')")).toBe(null);
    await state(url(), next);
    await entered(page, next);
    await connectionIs(page, 'Live');
    await page.waitForSelector('.feed-arrivals button:has-text("2 new changes")');
    expect(Math.abs((await top()) - before)).toBeLessThan(2);
    expect(new URL(page.url()).search).toBe('?view=live');
  });

  it('saves an answer that a link leads to, since a browser shows no key when it follows one', async () => {
    const { key } = await keyFor('read');
    const page = await open('/');
    await entered(page, key);
    await page.getByRole('grid').waitFor();
    const link = page.getByRole('link', { name: 'as CSV' });
    expect(await link.getAttribute('href')).not.toContain('ork_');
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('positions.csv');
    expect(await textOf(download)).toContain('takaichi-sanae');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.head-end').isVisible()).toBe(false);
  });

  it('saves whatever way a link to an answer is opened, and says so: another tab would have no key', async () => {
    const { key } = await keyFor('read');
    const page = await open('/?view=compare&actor=japan&issue=taiwan&from=2025-11-06&to=2025-11-25');
    const nowhere = watchingFor(page);
    await entered(page, key);
    const link = page.locator('.compare-links').getByRole('link', { name: 'JSON' });
    await link.waitFor();
    expect(await link.getAttribute('title')).toMatch(/^Saved as a file\./);
    expect(await link.locator('svg').isVisible()).toBe(true);
    const ways = [
      () => link.click(),
      () => link.click({ button: 'middle' }),
      () => link.click({ modifiers: ['ControlOrMeta'] }),
      () => link.click({ modifiers: ['Shift'] }),
      () => link.press('ControlOrMeta+Enter'),
    ];
    for (const way of ways) {
      const [download] = await Promise.all([page.waitForEvent('download'), way()]);
      expect(download.suggestedFilename()).toBe('positions-japan-taiwan-diff.json');
      expect(JSON.parse(await textOf(download))).toMatchObject({ from: { asOf: '2025-11-06' } });
      await page.locator('.compare-links a[aria-busy="false"]').first().waitFor();
    }
    expect(page.context().pages()).toHaveLength(1);
    expect(page.url()).toContain('view=compare');
    await nowhere(key);
    await shot(page, 'key-links');
    expect(await seriousFindings(page)).toEqual([]);
  });

  it.each([
    ['/?card=japan/taiwan', 'The whole history as JSON', 'positions-japan-taiwan-history.json'],
    ['/?card=japan/taiwan', 'JSON', 'positions-japan-taiwan.json'],
    ['/?view=events&position=63', 'Event as JSON', 'events-63.json'],
  ])('saves what is asked with a key, on %s: %s', async (path, name, file) => {
    const { key } = await keyFor('read');
    const page = await open(path);
    await entered(page, key);
    const link = page.getByRole('link', { name, exact: true }).first();
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe(file);
    JSON.parse(await textOf(download));
  });

  it('is done in Japanese, on a narrow screen, in the dark', async () => {
    const { key, id } = await keyFor('read');
    const page = await open('/', { lang: 'ja-JP', width: 320, dark: true });
    await page.waitForSelector('h1:has-text("キーが必要です")');
    await shot(page, 'key-asked-ja-320-dark');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel('キー', { exact: true }).fill(key);
    await page.getByRole('button', { name: 'このキーを使う' }).click();
    await page.getByRole('grid').waitFor();
    await connectionIs(page, '受信中');
    await revoke(id);
    await page.waitForSelector('.key-bar h2:has-text("このキーは使用できません")');
    await page.getByRole('banner').getByRole('button', { name: 'キーを入力' }).press('Enter');
    await page.waitForSelector('#key:focus');
    await shot(page, 'key-revoked-ja-320-dark');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
  });
};

inBrowser('the page on a service that asks who comes', asked, () => asking());

inBrowser(
  'the page on a service that anybody may read',
  ({ open, service, url }) => {
    it('asks for no key until something is written, and goes on reading when it is put off', async () => {
      const page = await open('/?view=enter', { width: 320 });
      await page.waitForSelector('.enter');
      await connectionIs(page, 'Live');
      expect(await page.locator('.key-asked').count()).toBe(0);
      await fill(page);
      await check(page);
      await page.waitForSelector('.summary:focus');
      expect(await page.textContent('.summary')).toContain('This needs a key that may record');
      await shot(page, 'key-to-write-320');
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Not now' }).click();
      expect(await page.locator('.key-asked').count()).toBe(0);
      await page.getByRole('link', { name: 'Board', exact: true }).click();
      await page.getByRole('grid').waitFor();
      await page.goBack();
      expect(await page.getByLabel('Occasion').inputValue()).toBe('interview');
      await check(page);
      const { key } = await keyFor('read,record');
      await entered(page, key);
      await check(page);
      await page.click('.foreseen button.main');
      await page.waitForSelector('h1:has-text("Statement: Avery Example, 3 Feb 2026")');
      await service().ask.get('/v1/statements/avery-example-interview-2026-02-03').expect(200);
    });

    it('leaves its links to answers to the browser while no key is in use', async () => {
      const page = await open('/?view=compare&actor=japan&issue=taiwan&from=2025-11-06&to=2025-11-25');
      const link = page.locator('.compare-links').getByRole('link', { name: 'JSON' });
      await link.waitFor();
      expect(await link.getAttribute('title')).toBe(null);
      expect(await link.locator('svg').count()).toBe(0);
      const [tab] = await Promise.all([page.context().waitForEvent('page'), link.click({ button: 'middle' })]);
      await tab.waitForLoadState();
      expect(tab.url()).toContain('/v1/positions/japan/taiwan/diff?');
      await link.click();
      await page.waitForURL(/\/v1\/positions\/japan\/taiwan\/diff\?/);
    });

    it('goes on reading without a key that was revoked, and says so', async () => {
      const { key, id } = await keyFor('read,record');
      const page = await open('/');
      await page.getByRole('grid').waitFor();
      await page.evaluate(`sessionStorage.setItem('onrecord.key', '${key}')`);
      const streams = streamsOf(page);
      await page.reload();
      await page.getByRole('button', { name: 'Forget the key' }).waitFor();
      await connectionIs(page, 'Live');
      await state(url(), key);
      await page.waitForSelector('.newer');
      const revoked = Date.now();
      await revoke(id);
      await page.waitForSelector(`.key-bar:has-text("Key ${id}")`);
      await connectionIs(page, 'Live');
      const { body } = await service().ask.get('/v1/changes').query({ limit: 1000 }).expect(200);
      const [before, ...after] = streams;
      expect(before?.key).toBe(true);
      expect(after.map(({ lastId }) => lastId)).toEqual([body.last, body.last]);
      expect(after.map((stream) => stream.key)).toEqual([true, false]);
      expect((after[0]?.at ?? 0) - revoked).toBeGreaterThanOrEqual(SERVICE_RETRY_MS);
      await page.getByRole('button', { name: 'Not now' }).click();
      await page.getByRole('link', { name: 'Live', exact: true }).click();
      await page.waitForSelector('.feed-group');
      expect(await page.locator('.key-asked').count()).toBe(0);
    });
  },
  () => asking({ publicRead: true }),
);
