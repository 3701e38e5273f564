import type { Page } from 'playwright-core';
import { inBrowser, seriousFindings, shot } from '../support/browser.js';
import { type Known, withCorrectedRecord } from '../support/corrected-record.js';

const known: Known = { position: 0 };

const CORRECTIONS = [
  /^Withdrawn by its speaker: y2 .*position \d+, by ann@example\.org$/,
  /^Corrected: y1 .*by ann@example\.org It was an interview\.$/,
  /^A post was corrected: Bo Example post .*Misread\.$/,
  /^A proposition was worded anew: The port is open\. .*Clearer\.$/,
];

inBrowser(
  'an old view',
  ({ open }) => {
    const old = (more: string): string => `/?asOf=2026-01-15&knownAt=${known.position}${more}`;
    const corrections = async (page: Page): Promise<readonly string[]> => {
      await page.locator('.corrected-since').first().waitFor();
      return (await page.locator('.corrected-since li').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '));
    };
    const quiet = (page: Page): Promise<void> => page.locator('main [aria-busy="false"]').first().waitFor();
    const main = (page: Page): Promise<string> => page.locator('main').innerText();
    const matches = (patterns: readonly RegExp[]) => patterns.map((one) => expect.stringMatching(one) as string);

    it('of a position says beside it all that was corrected since: what, when, by whom and why', async () => {
      const page = await open(old('&card=sudland/y'));
      expect(await corrections(page)).toEqual(matches(CORRECTIONS));
      const card = await page.locator('.card').innerText();
      expect(card).toMatch(/Denies\s+The port is open\./);
      expect(card).toMatch(/Bo Example, Minister of Ports/);
      await shot(page, 'old-card');
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Show as known now' }).click();
      await page.locator('.corrected-since').waitFor({ state: 'detached' });
    });

    it('of the board marks the cells that rest on something corrected', async () => {
      const page = await open(old(''));
      await page.locator('[data-cell="sudland/y"]').getByText('Corrected since').waitFor();
      await page.locator('[data-cell="bo/y"]').getByText('Corrected since').waitFor();
      const now = await open('/?asOf=2026-01-15');
      await quiet(now);
      expect(await now.locator('[data-cell]').getByText('Corrected since').count()).toBe(0);
    });

    it('of a comparison says it beside each side', async () => {
      const page = await open(old('&view=compare&actor=sudland&issue=y&from=2025-12-31&to=2026-01-15'));
      const left = page.getByRole('group', { name: 'Left side' });
      const right = page.getByRole('group', { name: 'Right side' });
      await right.locator('.corrected-since').waitFor();
      expect(await right.locator('li').count()).toBe(4);
      await left.locator('.corrected-since').waitFor();
      expect(await main(page)).toContain('The port is open.');
      expect(await main(page)).not.toContain('Southland');
      await shot(page, 'old-comparison');
      expect(await seriousFindings(page)).toEqual([]);
    });

    it('of two recorded times says what was corrected since each', async () => {
      const page = await open(`/?view=compare&actor=sudland&issue=y&knownFrom=${known.position}`);
      const left = page.getByRole('group', { name: 'Left side' });
      await left.locator('.corrected-since').waitFor();
      expect(await left.locator('li').count()).toBe(4);
      expect(await page.getByRole('group', { name: 'Right side' }).locator('.corrected-since').count()).toBe(0);
      expect(await main(page)).toContain('The quay is open.');
    });

    it('of lanes marks those that it is of, and lists it', async () => {
      const page = await open(old('&view=lanes&actor=sudland'));
      expect(await corrections(page)).toEqual(matches(CORRECTIONS));
      expect(await page.locator('.lane-label').allInnerTexts()).toEqual([
        expect.stringMatching(/^The port is open\.\s+Corrected since$/) as string,
        expect.stringMatching(/^The port is deep\.\s+Corrected since$/) as string,
      ]);
      await shot(page, 'old-lanes');
      expect(await seriousFindings(page)).toEqual([]);
    });

    it('is said in Japanese too', async () => {
      const page = await open(old('&card=sudland/y&lang=ja'));
      expect(await corrections(page)).toContainEqual(
        expect.stringMatching(/^発言者が撤回：y2 .*記録者：ann@example\.org$/),
      );
    });
  },
  () => withCorrectedRecord(known),
);
