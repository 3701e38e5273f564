/** The built page in a real browser, over a service on a real store: for specs of what people see and do. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join, resolve } from 'node:path';
import { jest } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { listen } from '../../src/http/create-app.js';
import { type TestService, withBundledRecord } from './service.js';

const { chromium } = createRequire(resolve('package.json'))('playwright-core') as typeof import('playwright-core');

/** Specs run in the checkout's root. */
const WEB = resolve('web');
const BUILT = resolve('dist/web/index.html');
const LOCK = resolve('node_modules/.cache/onrecord-page-lock');
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The system's Chromium: what CHROMIUM names, else the first on the path. */
const chromiumHere = (): string | undefined =>
  [
    process.env['CHROMIUM'] ?? '',
    ...(process.env['PATH'] ?? '').split(delimiter).flatMap((d) => NAMES.map((n) => join(d, n))),
  ].find((path) => path !== '' && existsSync(path));

const newest = (directory: string): number =>
  Math.max(
    ...readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.endsWith('.md'))
      .map((name) => statSync(join(directory, name)).mtimeMs),
  );

const isBuilt = (): boolean => existsSync(BUILT) && statSync(BUILT).mtimeMs > newest(WEB);

const locked = (): boolean => {
  try {
    mkdirSync(resolve('node_modules/.cache'), { recursive: true });
    mkdirSync(LOCK);
    return true;
  } catch {
    return false;
  }
};

/** How old a lock is before it is taken to be left behind, in milliseconds. */
const STALE_MS = 120_000;

const waitForOther = (): void => {
  const age = Date.now() - (statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (age > STALE_MS && existsSync(LOCK)) rmdirSync(LOCK);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
};

/** Builds the page where it is older than its sources. Specs run beside each other: one builds, the others wait. */
const buildPage = (): void => {
  while (!isBuilt()) {
    if (!locked()) {
      waitForOther();
      continue;
    }
    try {
      if (isBuilt()) return;
      const built = spawnSync(
        process.execPath,
        ['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn'],
        {
          encoding: 'utf8',
        },
      );
      if (built.status !== 0) throw new Error(`The page could not be built:\n${built.stdout}${built.stderr}`);
    } finally {
      rmdirSync(LOCK);
    }
  }
};

/** A page at a path, as wide as is said, light and unmoving where nothing is said. */
export type Seen = Readonly<{ width?: number; height?: number; dark?: boolean; lang?: string }> & BrowserContextOptions;
export type OpenPage = (path: string, seen?: Seen) => Promise<Page>;

/** What a spec is given: `open` a page, and the service that it is over. */
export type AtPage = Readonly<{ open: OpenPage; service: () => TestService; url: () => string }>;

const contextFor = ({ width = 1280, height = 900, dark, lang, ...more }: Seen): BrowserContextOptions => ({
  viewport: { width, height },
  colorScheme: dark === true ? 'dark' : 'light',
  reducedMotion: 'reduce',
  locale: lang ?? 'en-GB',
  ...more,
});

/** What goes wrong in a page without anybody looking: scripts that throw, and what the page's policy blocks. */
const noting = (page: Page, troubles: string[]): void => {
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) troubles.push(message.text());
  });
};

type Stage = { browser?: Browser; service?: TestService; url: string; contexts: BrowserContext[]; troubles: string[] };

const opening =
  (stage: Stage): OpenPage =>
  async (path, seen = {}) => {
    const context = await stage.browser!.newContext(contextFor(seen));
    stage.contexts.push(context);
    const page = await context.newPage();
    noting(page, stage.troubles);
    await page.goto(stage.url + path);
    return page;
  };

const staged = (specs: (at: AtPage) => void, record: () => Promise<TestService>, executablePath: string): void => {
  const stage: Stage = { url: '', contexts: [], troubles: [] };
  beforeAll(async () => {
    buildPage();
    stage.service = await record();
    stage.url = await listen(stage.service.app, { host: '127.0.0.1', port: 0 });
    stage.browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--force-color-profile=srgb'] });
  }, 180_000);
  afterEach(async () => {
    await Promise.all(stage.contexts.splice(0).map((context) => context.close()));
    expect(stage.troubles.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await stage.browser?.close();
    await stage.service?.close();
  });
  specs({ open: opening(stage), service: () => stage.service!, url: () => stage.url });
};

/** How long one spec in a browser may take, in milliseconds. */
const PATIENCE_MS = 40_000;

/** Specs in a browser, over the bundled record where no other is given. Where there is no Chromium they are left out, and it says so. */
export const inBrowser = (
  name: string,
  specs: (at: AtPage) => void,
  record: () => Promise<TestService> = withBundledRecord,
): void => {
  const executable = chromiumHere();
  if (executable === undefined) {
    process.stderr.write(`No Chromium here: the browser specs of ${name} were left out. Install it or set CHROMIUM.\n`);
    describe.skip(name, () => it('needs a Chromium', () => undefined));
    return;
  }
  jest.setTimeout(PATIENCE_MS);
  describe(name, () => staged(specs, record, executable));
};

const LOOK_AGAIN_MS = 25;

/**
 * Waits until an expression is true in the page, 30 s at the most. It is asked anew from here each time: Playwright's own
 * `waitForFunction` evaluates a string in the page when it asks again, which the page's policy forbids.
 */
export const until = async (page: Page, expression: string): Promise<void> => {
  const end = Date.now() + 30_000;
  while ((await page.evaluate(`Promise.resolve(${expression}).then(Boolean)`)) !== true) {
    if (Date.now() > end) throw new Error(`Not so in 30 s: ${expression}`);
    await page.waitForTimeout(LOOK_AGAIN_MS);
  }
};

const AXE = (): string => readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

type Finding = Readonly<{
  id: string;
  impact: string | null;
  help: string;
  nodes: readonly Readonly<{ target: unknown[] }>[];
}>;

/** What axe finds that is serious or critical, a line each; nothing where all is well. */
export const seriousFindings = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(AXE());
  const findings = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  )) as readonly Finding[];
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} at ${target.join(' ')}`));
};

/** A picture of the page in the directory that ONRECORD_SHOTS names; none where it names none. */
export const shot = async (page: Page, name: string): Promise<void> => {
  const directory = process.env['ONRECORD_SHOTS'];
  if (directory !== undefined) await page.screenshot({ path: join(directory, `${name}.png`), fullPage: true });
};
