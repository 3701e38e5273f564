import type { Page } from 'playwright-core';
import { createApp, listen } from '../../src/http/create-app.js';
import { inBrowser, seriousFindings, shot, until } from '../support/browser.js';
import { withMadeUpActors } from '../support/made-up-actors.js';
import type { TestService } from '../support/service.js';
import { statement } from './entering.js';

/** The service, which can be stopped and started again where it stood. */
const holder: { service?: TestService; app?: TestService['app'] } = {};

const restartable = async (): Promise<TestService> => {
  const service = await withMadeUpActors();
  holder.service = service;
  holder.app = service.app;
  return {
    ...service,
    close: async () => {
      await holder.app?.close();
      await service.machine.close();
    },
  };
};

const stop = async (): Promise<void> => {
  await holder.app?.close();
};

const startAgain = async (url: string): Promise<void> => {
  const app = await createApp(holder.service!.machine, { logger: false });
  holder.app = app;
  await listen(app, { host: '127.0.0.1', port: Number(new URL(url).port) });
};

let said = 0;

/** Somebody records a made-up statement elsewhere: two changes, the speaker’s and the body’s. */
const state = async (url: string, stance = 'affirms'): Promise<number> => {
  said += 1;
  const response = await fetch(`${url}/v1/statements`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(statement(`made-for-the-feed-${said}`, `2025-02-${String(said).padStart(2, '0')}`, stance)),
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { position: number }).position;
};

const shownPositions = (page: Page): Promise<readonly number[]> =>
  page.$$eval('.feed-group', (groups) => groups.map((group) => Number(group.getAttribute('data-position'))));

const connectionIs = (page: Page, word: string): Promise<unknown> =>
  page.waitForSelector(`.head .connection:has-text("${word}")`, { timeout: 20_000 });

const arrivals = (page: Page) => page.locator('.feed-arrivals button');

inBrowser(
  'the feed',
  ({ open, url }) => {
    it('shows how positions moved, the newest first, and says that it is connected', async () => {
      const page = await open('/?view=live');
      await page.waitForSelector('.feed-group');
      await connectionIs(page, 'Live');
      expect((await shownPositions(page)).slice(0, 2)).toEqual([72, 71]);
      await shot(page, 'live');
      expect(await seriousFindings(page)).toEqual([]);
    });

    it('keeps what arrives until the reader wants it, and moves nothing that is being read', async () => {
      const page = await open('/?view=live', { height: 500 });
      await page.waitForSelector('.feed-group');
      await connectionIs(page, 'Live');
      await page.evaluate("scrollTo({ top: 1600, behavior: 'instant' })");
      const top = (): Promise<number> => page.evaluate('read.getBoundingClientRect().top');
      await page.evaluate(
        "globalThis.read = [...document.querySelectorAll('.feed-group')].find((one) => one.getBoundingClientRect().bottom > 0)",
      );
      const before = await top();
      const position = await state(url());
      await arrivals(page).waitFor();
      expect(await arrivals(page).textContent()).toContain('2 new changes · Show');
      expect(await top()).toBe(before);
      expect(await shownPositions(page)).not.toContain(position);
      await shot(page, 'live-arrived');
      expect(await seriousFindings(page)).toEqual([]);
      await arrivals(page).click();
      await page.waitForSelector(`.feed-group[data-position="${position}"]`, { state: 'attached' });
      await page.waitForSelector('.feed-arrivals button:has-text("2 new changes above")');
      expect(Math.abs((await top()) - before)).toBeLessThan(2);
      await page.keyboard.press('Enter');
      await until(page, "document.activeElement?.closest('.feed-group')?.matches('.feed-new')");
      expect(await page.locator('.feed-group').first().textContent()).toContain('New');
    });

    it('says seldom, in one place, what it has to tell aloud', async () => {
      const page = await open('/?view=live');
      await connectionIs(page, 'Live');
      await page.waitForSelector('.feed-group');
      await page.evaluate(`(() => {
        globalThis.told = [];
        const region = document.querySelector('.live [role="status"]');
        new MutationObserver(() => region.textContent !== '' && told.push(region.textContent)).observe(region, {
          childList: true,
          characterData: true,
          subtree: true,
        });
      })()`);
      for (let times = 0; times < 4; times += 1) await state(url());
      await page.waitForSelector('.feed-arrivals button:has-text("8 new changes")');
      await page.waitForTimeout(3_000);
      const told = await page.evaluate('told');
      expect(told).toEqual(['8 new changes']);
    });

    it('says when the service is gone, comes back by itself, and gives each change exactly once', async () => {
      const page = await open('/?view=live');
      await connectionIs(page, 'Live');
      const positions = [await state(url())];
      await arrivals(page).waitFor();
      await stop();
      await connectionIs(page, 'Reconnecting');
      await page.waitForSelector('.feed-state:has-text("is being made again")');
      await shot(page, 'live-reconnecting');
      expect(await seriousFindings(page)).toEqual([]);
      await startAgain(url());
      positions.push(await state(url()));
      await connectionIs(page, 'Live');
      positions.push(await state(url()));
      await page.waitForSelector('.feed-arrivals button:has-text("6 new changes")');
      await arrivals(page).click();
      await page.waitForSelector(`.feed-group[data-position="${positions[2]}"]`);
      const shown = await shownPositions(page);
      expect(shown.slice(0, 3)).toEqual([...positions].reverse());
      expect(new Set(shown).size).toBe(shown.length);
      expect(await page.locator('.feed-group').first().locator('.change').count()).toBe(2);
    });

    it('catches up after the device was offline', async () => {
      const page = await open('/?view=live');
      await page.waitForSelector('.feed-group');
      await connectionIs(page, 'Live');
      await page.context().setOffline(true);
      await connectionIs(page, 'Offline');
      const position = await state(url());
      await page.context().setOffline(false);
      await connectionIs(page, 'Live');
      await arrivals(page).waitFor();
      expect(await arrivals(page).textContent()).toContain('2 new changes');
      await arrivals(page).click();
      await page.waitForSelector(`.feed-group[data-position="${position}"]`);
    });

    it('catches up after the page slept', async () => {
      const page = await open('/?view=live');
      await page.waitForSelector('.feed-group');
      await connectionIs(page, 'Live');
      const reopened = page.waitForRequest(
        (request) => request.url().endsWith('/v1/changes') && 'last-event-id' in request.headers(),
      );
      await page.evaluate(`(() => {
        const now = Date.now.bind(Date);
        const turn = (state) => {
          Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        };
        turn('hidden');
        Date.now = () => now() + 120_000;
        turn('visible');
      })()`);
      await reopened;
      await connectionIs(page, 'Live');
    });

    it('is filtered by actor, body, issue and kind, as the service filters it', async () => {
      const page = await open('/?view=live&body=japan&issue=taiwan&kind=contested,declined');
      await page.waitForSelector('.feed-group');
      const asked = await fetch(`${url()}/v1/changes?body=japan&issue=taiwan&kind=contested,declined&limit=1000`);
      const { changes } = (await asked.json()) as { changes: readonly unknown[] };
      expect(await page.locator('.change').count()).toBe(changes.length);
      await page.getByRole('combobox', { name: 'Actor' }).selectOption('komeito');
      await page.waitForSelector('text=No change fits the filters.');
      expect(page.url()).toContain('actor=komeito');
      await page.click('text=Show all');
      await page.getByLabel('Shifted').check();
      expect(page.url()).toContain('kind=shifted');
      expect(await seriousFindings(page)).toEqual([]);
    });

    it('is read in Japanese, in the dark, on a narrow screen', async () => {
      const page = await open('/?view=live', { lang: 'ja-JP', width: 320, dark: true });
      await page.waitForSelector('.feed-group');
      await shot(page, 'live-ja-320-dark');
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      expect(await seriousFindings(page)).toEqual([]);
    });
  },
  restartable,
);
