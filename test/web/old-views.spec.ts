import type { Page } from 'playwright-core';
import { inBrowser } from '../support/browser.js';
import { type Known, withCorrectedRecord } from '../support/corrected-record.js';

const known: Known = { position: 0 };

inBrowser(
  'an old view',
  ({ open }) => {
    const old = (more: string): string => `/?asOf=2026-01-15&knownAt=${known.position}${more}`;
    const quiet = (page: Page): Promise<void> => page.locator('main [aria-busy="false"]').first().waitFor();

    it.each([['board'], ['lanes&issue=y'], ['compare&actor=sudland&issue=y&from=2025-12-31']])(
      'names nobody and words nothing otherwise than was known then, in the view %s',
      async (view) => {
        const page = await open(old(`&view=${view}&card=bo/y`));
        await page.locator('.card .proposition').first().waitFor();
        await quiet(page);
        const shown = await page.locator('.desk').innerText();
        expect(shown).toContain('The port is open.');
        for (const later of ['The quay is open.', 'Southland', 'Quays', 'Fish', 'Cy Example'])
          expect([later, shown.includes(later)]).toEqual([later, false]);
      },
    );

    it('has the rows, the columns and the posts of then, and after it those of now again', async () => {
      const page = await open(old(''));
      await quiet(page);
      const heads = (role: 'columnheader' | 'rowheader') => page.getByRole(role).allInnerTexts();
      expect(await heads('columnheader')).toEqual(['Actors', 'Ports']);
      expect(await heads('rowheader')).toEqual(['Sudland', expect.stringMatching(/^Bo Example\s+Minister of Ports$/)]);
      await page.getByRole('searchbox').fill('Southland');
      await page.getByText('Show all actors').click();
      await page.getByRole('button', { name: 'Known now' }).click();
      await page.getByRole('columnheader', { name: 'Fish' }).waitFor();
      expect(await heads('rowheader')).toEqual([
        'Sudland',
        expect.stringMatching(/^Bo Example\s+Minister of Quays$/),
        'Cy Example',
      ]);
    });

    it('leaves what is entered, and what arrives, as it is known now', async () => {
      const page = await open(old('&view=enter'));
      const issue = page.getByLabel('Issue', { exact: true });
      await issue.selectOption('y');
      expect(await issue.locator('option').allInnerTexts()).toContain('Fish');
      expect(await page.getByLabel('Proposition', { exact: true }).innerText()).toContain('The quay is open.');
    });
  },
  () => withCorrectedRecord(known),
);
