/** What is measured of the page, each on a page of its own. */

import type { Browser, Page } from 'playwright-core';
import { type Pace, paceWhile } from './frames.js';

const SIZE = { viewport: { width: 1280, height: 900 } };

const opened = async (browser: Browser): Promise<Page> => (await browser.newContext(SIZE)).newPage();

const settled = async (page: Page): Promise<void> => {
  await page.locator('[data-cell]').first().waitFor();
  await page.locator('.scrubber[aria-busy="false"]').waitFor();
  await page.waitForTimeout(1500);
};

/** Milliseconds from the navigation until the board's cells stand there, until they answer a key, and until the timeline is read. */
export type Load = Readonly<{ shown: number; answers: number; timeline: number; sent: number; data: number }>;

/** Tries an arrow key in the grid after every frame until the next cell has taken the keyboard. */
const TRY_KEYS = `window.benchLoaded = new Promise((resolve) => requestAnimationFrame(function look() {
  const at = window.benchAt ??= {};
  const first = document.querySelector('[data-cell][tabindex="0"]');
  if (first !== null && at.answers === undefined) {
    at.shown ??= performance.now();
    first.focus();
    first.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }));
    if (document.activeElement !== first && document.activeElement?.dataset.cell !== undefined)
      at.answers = performance.now();
  }
  if (document.querySelector('.scrubber[aria-busy="false"]') !== null) at.timeline ??= performance.now();
  if (at.answers === undefined || at.timeline === undefined) requestAnimationFrame(look);
  else resolve(at);
}));`;

/** Load the page with nothing kept from before. */
export const loadOnce = async (browser: Browser, url: string): Promise<Load> => {
  const page = await opened(browser);
  const sizes: Promise<readonly [boolean, number]>[] = [];
  page.on('requestfinished', (request) => {
    const isData = request.url().includes('/v1/');
    sizes.push(
      request.sizes().then(
        ({ responseBodySize }) => [isData, responseBodySize] as const,
        () => [isData, 0] as const,
      ),
    );
  });
  await page.addInitScript(TRY_KEYS);
  await page.goto(url);
  const at = (await page.evaluate('window.benchLoaded')) as Pick<Load, 'shown' | 'answers' | 'timeline'>;
  const all = await Promise.all(sizes);
  const sum = (data: boolean): number => all.filter(([is]) => is === data).reduce((whole, [, size]) => whole + size, 0);
  await page.context().close();
  return { ...at, sent: sum(false), data: sum(true) };
};

/** How far the handle goes in one sweep, as a part of the track, and how long a sweep takes. */
const SWEEP_MS = 2500;

/** The pace while the said date is dragged to and fro, and how many boards the service was asked for meanwhile. */
export const scrubbed = async (
  browser: Browser,
  url: string,
  seconds: number,
): Promise<Readonly<{ pace: Pace; boards: number }>> => {
  const page = await opened(browser);
  await page.goto(`${url}/?span=all`);
  await settled(page);
  const box = (await page.locator('.slider-said').boundingBox())!;
  let boards = 0;
  page.on('response', (response) => (boards += response.url().includes('/v1/positions?') ? 1 : 0));
  const at = (passed: number): number => {
    const phase = Math.abs(((passed / SWEEP_MS) % 2) - 1);
    return box.x + 20 + (box.width - 40) * phase;
  };
  await page.mouse.move(at(0), box.y + 8);
  await page.mouse.down();
  const pace = await paceWhile(page, seconds * 1000, async (_, passed) => {
    await page.mouse.move(at(passed), box.y + 8);
    await page.waitForTimeout(8);
  });
  await page.mouse.up();
  await page.context().close();
  return { pace, boards };
};

/** The pace while the lanes are zoomed by the wheel, in and out. `query` says whose lanes. */
export const zoomed = async (browser: Browser, url: string, query: string, seconds: number): Promise<Pace> => {
  const page = await opened(browser);
  await page.goto(`${url}/?view=lanes&${query}`);
  await page.locator('.lanes [data-spot]').first().waitFor();
  await page.waitForTimeout(1500);
  const box = (await page.locator('.lanes [data-lane]').first().boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2);
  await page.keyboard.down('Control');
  const pace = await paceWhile(page, seconds * 1000, async (turn) => {
    await page.mouse.wheel(0, turn % 80 < 40 ? -60 : 60);
    await page.waitForTimeout(8);
  });
  await page.keyboard.up('Control');
  await page.context().close();
  return pace;
};

/** What a page holds after its garbage was collected: bytes of the JavaScript heap, and DOM nodes, those kept out of sight too. */
export type Memory = Readonly<{ heap: number; nodes: number; inDocument: number; boards: number }>;

/** Play from the first statement at the highest speed, and look at the memory before and after each minute. */
export const played = async (
  browser: Browser,
  url: string,
  minutes: number,
  tell: (memory: Memory, minute: number) => void,
): Promise<readonly Memory[]> => {
  const page = await opened(browser);
  let boards = 0;
  page.on('response', (response) => (boards += response.url().includes('/v1/positions?') ? 1 : 0));
  await page.goto(url);
  await settled(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const look = async (): Promise<Memory> => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
    const inDocument = (await page.evaluate("document.querySelectorAll('*').length")) as number;
    return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), inDocument, boards };
  };
  const found: Memory[] = [];
  const note = async (): Promise<void> => {
    found.push(await look());
    tell(found.at(-1)!, found.length - 1);
  };
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('8');
  await page.getByRole('button', { name: 'First statement' }).click();
  await note();
  for (let minute = 1; minute <= minutes; minute += 1) {
    const play = page.getByRole('button', { name: 'Play', exact: true });
    if (await play.isVisible()) await play.click();
    await page.waitForTimeout(60_000);
    await note();
  }
  await page.context().close();
  return found;
};
