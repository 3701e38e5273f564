import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { inBrowser, seriousFindings, shot } from '../support/browser.js';
import { importLines } from '../../src/record/import.js';
import { type TestService, withNothing } from '../support/service.js';

const spots = (page: Page): Locator => page.locator('.lanes [data-spot]');
const lane = (page: Page, key: string): Locator => page.locator(`[data-lane="${key}"]`);
const PEACE = 'japan/taiwan/strait-peace-matters';
const REMARK = 'japan/taiwan/attack-on-taiwan-may-threaten-japans-survival';

const names = async (marks: Locator): Promise<readonly (string | null)[]> =>
  Promise.all((await marks.all()).map((mark) => mark.getAttribute('aria-label')));

const focusedName = (page: Page): Promise<string | null | undefined> =>
  page.evaluate("document.activeElement?.getAttribute('aria-label')");

/** Asks again and again until it is so, or says what it was at last. */
const soon = async (ask: () => Promise<unknown>, wanted: unknown): Promise<void> => {
  const end = Date.now() + 5_000;
  const fits = (found: unknown): boolean =>
    wanted instanceof RegExp ? wanted.test(String(found)) : JSON.stringify(found) === JSON.stringify(wanted);
  let found = await ask();
  while (!fits(found) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    found = await ask();
  }
  if (wanted instanceof RegExp) expect(found).toMatch(wanted);
  else expect(found).toEqual(wanted);
};

const query = (page: Page, name: string): string | null => new URL(page.url()).searchParams.get(name);

const url = (page: Page, pattern: RegExp): Promise<void> => page.waitForURL(pattern, { timeout: 5_000 });

inBrowser('the lanes', ({ open }) => {
  const lanes = async (path: string, seen = {}): Promise<Page> => {
    const page = await open(path, seen);
    await spots(page).first().waitFor();
    return page;
  };

  it('has a lane for each proposition of an actor on an issue, with a bar for each run and a mark for each statement', async () => {
    const page = await lanes('/?view=lanes&actor=japan&issue=taiwan');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Japan · Taiwan');
    expect(await page.locator('.lane').count()).toBe(7);
    expect(await names(lane(page, PEACE).locator('[data-spot]'))).toEqual([
      '24 November 2025. Reaffirmed: Affirms. Yamazaki Kazuyuki',
      '25 November 2025. Reaffirmed: Affirms. Japan',
    ]);
    expect(await lane(page, PEACE).locator('.run-label').textContent()).toBe('Affirms since 22 Feb 2023');
    expect(await lane(page, PEACE).getByRole('button', { name: '2 earlier' }).count()).toBe(1);
    expect(await names(lane(page, 'japan/taiwan/japans-taiwan-policy-changed').locator('[data-spot]'))).toEqual([
      'between 21 November 2025 and 22 November 2025. New stance: Denies. Japanese official (unnamed)',
      'between 21 November 2025 and 22 November 2025. Contested by China',
    ]);
    expect(await names(lane(page, 'japan/taiwan/us-president-raised-the-remark').locator('[data-spot]'))).toEqual([
      '25 November 2025. Declined to say. Takaichi Sanae',
    ]);
    await shot(page, 'lanes');
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('has a lane for each actor on an issue, under each proposition', async () => {
    const page = await lanes('/?view=lanes&issue=taiwan');
    const group = page.locator('.lane-group').filter({ hasText: 'Japan has changed its position on a Taiwan crisis.' });
    expect(await group.locator('.lane-label').allInnerTexts()).toEqual([
      'Japan',
      'China',
      'Fu Cong',
      'Japanese official (unnamed)',
    ]);
    expect(
      (await names(group.locator('[data-lane^="china"] [data-spot]'))).map((name) => name?.split('. ')[1]),
    ).toEqual(['New stance: Affirms', 'Corrected since', 'Contested by Japan']);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('radio', { name: 'Bodies only' }).check();
    await soon(() => page.locator('[data-lane*="fu-cong"]').count(), 0);
    await shot(page, 'lanes-issue');
  });

  it('draws a rough date as the range it was said in', async () => {
    const page = await lanes('/?view=lanes&actor=japan&issue=taiwan');
    expect(await lane(page, 'japan/taiwan/japans-taiwan-policy-changed').locator('.bracket').count()).toBe(1);
    expect(await lane(page, REMARK).locator('.bracket').count()).toBe(0);
  });

  it('shows as ghosts what the record did not know yet, and leads to when it learned of it', async () => {
    const page = await lanes('/?view=lanes&actor=japan&issue=taiwan&knownAt=60');
    const ghost = lane(page, REMARK).locator('[data-spot]');
    expect(await names(ghost)).toEqual(['7 November 2025. Learned later']);
    expect(await lane(page, REMARK).locator('.run rect').count()).toBe(0);
    await ghost.focus();
    expect(await page.getByRole('tooltip').innerText()).toContain('Learned 26 Nov 2025');
    await shot(page, 'lanes-ghosts');
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await url(page, /knownAt=63/);
    await page.getByRole('heading', { name: 'Japan on Taiwan' }).waitFor();
    await soon(() => lane(page, REMARK).locator('.ghost-ring').count(), 0);
  });

  it('follows the recorded clock when it is tied to the date', async () => {
    const page = await lanes('/?view=lanes&actor=japan&issue=taiwan&asOf=2025-11-24');
    expect(await page.locator('.ghost-ring').count()).toBe(0);
    await page.getByText('What we knew then', { exact: true }).click();
    await soon(() => page.locator('.ghost-ring').count(), 7);
  });

  it('is one stop for Tab; arrows go along and across, Enter opens the position of the day, Escape gives the place back', async () => {
    const page = await lanes('/?view=lanes&actor=japan&issue=taiwan');
    expect(await page.locator('.lanes [tabindex="0"]').count()).toBe(1);
    await page.locator('.lane-key summary').focus();
    await page.keyboard.press('Tab');
    expect(await focusedName(page)).toMatch(/^24 November 2025\. Reaffirmed/);
    await page.keyboard.press('ArrowRight');
    await soon(() => focusedName(page), /^25 November 2025/);
    const tooltip = page.getByRole('tooltip');
    expect(await tooltip.innerText()).toContain("crucial not only to Japan's security");
    expect(await page.locator(':focus').getAttribute('aria-describedby')).toBe('lane-reading');
    await page.keyboard.press('Escape');
    expect(await tooltip.count()).toBe(0);
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) {
      const before = await page.evaluate("document.activeElement.closest('[data-lane]').dataset.lane");
      await page.keyboard.press(key);
      await soon(
        async () => (await page.evaluate("document.activeElement.closest('[data-lane]').dataset.lane")) !== before,
        true,
      );
    }
    await soon(() => focusedName(page), /^7 November/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Japan on Taiwan' }).waitFor();
    expect(query(page, 'asOf')).toBe('2025-11-07');
    await page.keyboard.press('Escape');
    await soon(() => focusedName(page), /^7 November/);
  });

  it('brings what is out of sight into sight, with Home and with its count', async () => {
    const page = await lanes('/?view=lanes&actor=japan&issue=taiwan');
    await lane(page, PEACE).locator('[data-spot]').first().focus();
    await page.keyboard.press('Home');
    await soon(() => focusedName(page), /^22 February 2023/);
    await lane(page, PEACE).getByRole('button', { name: '3 later' }).click();
    await soon(() => focusedName(page), /^24 January 2025/);
  });

  it('zooms by year, month and day, with buttons, keys and the wheel, and keeps it in the URL', async () => {
    const page = await lanes('/?view=lanes&actor=japan&issue=taiwan');
    const zoom = page.getByRole('group', { name: 'Zoom' }).first();
    await zoom.getByRole('radio', { name: 'Year' }).check();
    await url(page, /range=2024-1\d-\d\d\/2025-1/);
    await zoom.getByRole('radio', { name: 'Day' }).check();
    await url(page, /range=2025-11-23\/2025-11-25/);
    await zoom.getByRole('radio', { name: 'All' }).check();
    await url(page, /range=2023/);
    await lane(page, REMARK).locator('[data-spot]').focus();
    await page.keyboard.press('m');
    await url(page, /range=2025-1\d-\d\d\/2025-1/);
    expect(await focusedName(page)).toMatch(/^7 November 2025/);
    const before = query(page, 'range');
    await page.keyboard.press('+');
    await page.waitForURL((now) => now.searchParams.get('range') !== before);
    const nearer = query(page, 'range');
    await lane(page, PEACE).locator('.lane-track').hover();
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, 300);
    await page.keyboard.up('Control');
    await page.waitForURL((now) => now.searchParams.get('range') !== nearer);
    expect(await page.evaluate('devicePixelRatio')).toBe(1);
  });

  it('gathers marks that stand too near each other under a count, and draws near to them', async () => {
    const page = await lanes('/?view=lanes&issue=taiwan&range=2023-01-01/2025-12-31');
    const gathered = lane(page, 'china/taiwan/japans-taiwan-policy-changed').locator('[data-spot]');
    expect(await names(gathered)).toEqual([
      '3 marks, 21 Nov 2025 to 22 Nov 2025: New stance, Corrected since, Contested',
    ]);
    await gathered.click();
    await soon(() => gathered.count(), 3);
  });

  it('selects a span by dragging, by Shift and arrows, and by its dates, and leads to what differs', async () => {
    const page = await lanes('/?view=lanes&actor=japan&issue=taiwan');
    const track = await lane(page, REMARK).locator('.lane-track').boundingBox();
    const at = (part: number): [number, number] => [track!.x + track!.width * part, track!.y + track!.height * 0.9];
    await page.mouse.move(...at(0.15));
    await page.mouse.down();
    await page.mouse.move(...at(0.5), { steps: 4 });
    await page.mouse.up();
    await url(page, /from=2025-11-0\d&to=2025-11-1\d/);
    await page.getByRole('button', { name: 'Clear' }).click();
    await url(page, /^((?!from=).)*$/);
    await lane(page, PEACE).locator('[data-spot]').first().focus();
    await page.keyboard.press('Shift+ArrowRight');
    await url(page, /from=2025-11-24&to=2025-11-25/);
    await page.getByLabel('from', { exact: true }).fill('2025-11-06');
    await url(page, /from=2025-11-06&to=2025-11-25/);
    await shot(page, 'lanes-span');
    expect(await seriousFindings(page)).toEqual([]);
    await page.locator('.span-picked').getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('heading', { name: 'As of 6 November 2025' }).waitFor();
    expect(await page.getByRole('heading', { name: 'As of 25 November 2025' }).count()).toBe(1);
  });

  it('is there as a table too', async () => {
    const page = await lanes('/?view=lanes&actor=japan&issue=taiwan');
    await page.getByText('The same as a table').click();
    const table = page.getByRole('table', { name: 'What the lanes show, in the order of saying' });
    await soon(() => table.getByRole('row').count(), 13);
    expect(await table.getByRole('row').nth(1).innerText()).toMatch(/22 February 2023\s+Japan\s+Peace and stability/);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('follows the date asked of', async () => {
    const page = await lanes('/?view=lanes&actor=japan&issue=taiwan');
    await page.getByRole('button', { name: 'First statement' }).click();
    await soon(() => page.locator('.now-label').textContent(), 'As of 22 Feb 2023');
    await url(page, /range=2023/);
  });

  it('says so where there is nothing, in both languages, on narrow and wide screens, in the dark', async () => {
    const page = await open('/?view=lanes&actor=komeito&issue=taiwan');
    await page.getByText('No lane holds anything for this.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    for (const width of [320, 2560]) {
      const other = await lanes('/?view=lanes&actor=japan&issue=taiwan&lang=ja', { width, dark: width === 320 });
      expect(await other.locator('.lane-label').first().innerText()).toBe('台湾海峡の平和と安定は重要である。');
      await shot(other, `lanes-${width}`);
      expect(await seriousFindings(other)).toEqual([]);
      expect(await other.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
  });
});

const said = (statementId: string, stance: string, edtf: string): string =>
  JSON.stringify({
    type: 'StatementRecorded',
    data: {
      statementId,
      speaker: 'placeholder-jane',
      channel: { kind: 'speech' },
      said: { edtf, zone: 'Europe/Lisbon' },
      reports: [{ source: 'examplia-gazette-2026-01-15', directness: 'verbatim', attribution: [] }],
      codings: [
        {
          codingId: 'reopen',
          issue: 'harbour',
          proposition: 'harbour-should-reopen',
          stance,
          evidence: [{ source: 'examplia-gazette-2026-01-15', directness: 'verbatim' }],
          coder: 'you',
        },
      ],
    },
  });

const takenBack = (statementId: string, edtf: string): string =>
  JSON.stringify({
    type: 'StatementWithdrawn',
    data: {
      statementId,
      by: 'placeholder-jane',
      said: { edtf, zone: 'Europe/Lisbon' },
      report: { source: 'examplia-gazette-2026-01-15', directness: 'verbatim', attribution: [] },
    },
  });

/** Nobody’s words: a stance that shifts and is taken back. */
const withShifts = async (): Promise<TestService> => {
  const service = await withNothing();
  await importLines(service.machine, [
    ...readFileSync('examples/first-statement.jsonl', 'utf8').trimEnd().split('\n'),
    said('placeholder-denial', 'denies', '2026-02-10T15:00'),
    takenBack('placeholder-denial', '2026-03-01'),
    ...['04-01', '04-02', '04-03'].map((day) => said(`placeholder-again-${day}`, 'affirms', `2026-${day}`)),
  ]);
  return service;
};

inBrowser(
  'the lanes of a stance that shifts',
  ({ open }) => {
    const LANE = '[data-lane="examplia/harbour/harbour-should-reopen"]';
    const path = '/?view=lanes&actor=examplia&issue=harbour';

    it('draws each run as a bar of its own and marks the shift and the withdrawal', async () => {
      const page = await open(`${path}&range=2026-01-01/2026-03-31`);
      const marks = page.locator(`${LANE} [data-spot]`);
      await marks.first().waitFor();
      expect((await names(marks)).map((name) => name?.split('. ').slice(0, 2).join('. '))).toEqual([
        '14 January 2026. New stance: Affirms',
        expect.stringMatching(/^10 Feb(ruary)? 2026.*\. Shifted: Denies$/),
        '1 March 2026. Withdrawn: Denies',
      ]);
      expect(await page.locator(`${LANE} .run`).count()).toBe(3);
      expect(await page.locator(`${LANE} .run-label`).allInnerTexts()).toHaveLength(3);
      const fills = await page
        .locator(`${LANE} .run`)
        .evaluateAll((runs) =>
          runs.map((run) => (run as unknown as { innerHTML: string }).innerHTML.match(/bar-\w+/)?.[0]),
        );
      expect(fills).toEqual(['bar-affirms', 'bar-denies', 'bar-affirms']);
      await shot(page, 'lanes-shifts');
      expect(await seriousFindings(page)).toEqual([]);
    });

    it('has three days in a row apart when a month is in sight, and together when years are', async () => {
      const page = await open(`${path}&range=2026-03-15/2026-04-14`);
      await soon(() => page.locator(`${LANE} [data-spot]`).count(), 3);
      const far = await open(`${path}&range=2020-01-01/2026-12-31`);
      await soon(() => far.locator(`${LANE} .pill`).count(), 1);
    });
  },
  withShifts,
);
