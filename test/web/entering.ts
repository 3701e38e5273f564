/** Entering a statement as people do, and one as a program sends it; its actors and its source are made up. */

import type { Page } from 'playwright-core';

/** What the focused element is called: its label, its legend or its words. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(`(() => {
    const element = document.activeElement;
    const label = element?.labels?.[0]?.textContent ?? element?.textContent ?? '';
    const legend = element?.type === 'radio' ? (element.closest('fieldset')?.querySelector('legend')?.textContent ?? '') : '';
    return [legend, element?.getAttribute('aria-label') ?? '', label].join(' ').trim();
  })()`);

/** Press Tab until something of this name has the keyboard. */
export const tabTo = async (page: Page, name: string): Promise<void> => {
  for (let presses = 0; presses < 90; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await focused(page)).startsWith(name)) return;
  }
  throw new Error(`No Tab leads to “${name}”.`);
};

export const write = async (page: Page, name: string, text: string): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.insertText(text);
};

export const check = (page: Page): Promise<void> => page.click('text=Check what it would change');

/** A whole form but for what is said otherwise, by way of labels. */
export const fill = async (page: Page, speaker = 'Avery Example', day = '2026-02-03'): Promise<void> => {
  await page.getByLabel('One that is on record').check();
  await page.getByRole('combobox', { name: 'Source on record' }).fill('Gazette of Arvia');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Speaker' }).fill(speaker);
  await page.getByLabel('Occasion').fill('interview');
  await page.getByLabel('Said on').fill(day);
  await page.getByLabel('The source gives them').selectOption('paraphrase');
  await page.getByLabel('Issue', { exact: true }).selectOption('dialogue');
  await page.getByLabel('Proposition', { exact: true }).selectOption('defense-hotline-should-operate');
  await page.getByLabel('affirm it', { exact: true }).check();
  await page.getByLabel('Your name').fill('A. Reader');
};

export const save = async (page: Page): Promise<void> => {
  await check(page);
  await page.waitForSelector('.foreseen button.main');
  await page.click('.foreseen button.main');
  await page.waitForSelector('h1:has-text("Statement:")');
};

/** Avery Example’s statement for Arvia, as the API takes it: two changes, the speaker’s and the body’s. */
export const statement = (statementId: string, edtf: string, stance = 'affirms'): object => ({
  statementId,
  speaker: 'avery-example',
  onBehalfOf: ['arvia'],
  channel: { kind: 'interview' },
  said: { edtf },
  reports: [{ source: 'arvia-gazette', directness: 'paraphrase', attribution: [] }],
  codings: [
    {
      codingId: 'one',
      issue: 'dialogue',
      proposition: 'japan-china-dialogue-should-continue',
      stance,
      coder: 'a reader',
      evidence: [{ source: 'arvia-gazette', directness: 'paraphrase' }],
    },
  ],
});
