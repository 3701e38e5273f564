import type { Page } from 'playwright-core';
import { inBrowser } from '../support/browser.js';

/** Japanese with a comma, a semicolon, a colon or a bracket of the Latin script at it, with what stands around; nothing where there is none. */
const latinSigns = async (page: Page): Promise<readonly string[]> => {
  const told = await page.locator('body').innerText();
  const after = /.{0,12}[぀-ヿ一-鿿）](?:[;:,.] | ?\(|[;:,.]$).{0,12}/gmu;
  const before = /.{0,12}[;:,] [぀-ヿ一-鿿（].{0,12}/gu;
  return [after, before].flatMap((sign) => [...told.matchAll(sign)].map(([found]) => found));
};

inBrowser('the page in Japanese', ({ open }) => {
  it.each([
    ['/?', '[role="grid"]'],
    ['/?card=japan/taiwan', '.proposition'],
    ['/?card=japan/collective-self-defense', '.proposition'],
    ['/?view=compare&actor=japan&issue=taiwan&from=2025-11-06&to=2025-11-25', '.difference'],
    ['/?view=compare&actor=japan&issue=taiwan&knownFrom=60&knownTo=72', '.difference'],
    ['/?view=lanes&issue=taiwan', '.lane'],
    ['/?view=live', '.feed-group'],
    ['/?view=events', '.log-row'],
    ['/?view=events&position=63', '.log-detail .history li'],
    ['/?view=enter', '.enter'],
    ['/?view=enter&statement=takaichi-diet-remark-2025-11-07', '.history li'],
  ])('sets Japanese with the signs of Japanese: %s', async (path, shown) => {
    const page = await open(`${path}&lang=ja`);
    await page.locator(shown).first().waitFor();
    await page.locator('.foot a').nth(2).waitFor();
    expect(await latinSigns(page)).toEqual([]);
  });
});
