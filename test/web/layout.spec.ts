import type { Page } from 'playwright-core';
import { inBrowser, shot } from '../support/browser.js';

/** The lists whose chosen words are wider than the room that the list has for them, by those words. */
const cutChoices = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`[...document.querySelectorAll('main select')].flatMap((list) => {
    const style = getComputedStyle(list);
    const words = document.createElement('span');
    words.textContent = list.selectedOptions[0].text;
    Object.assign(words.style, { position: 'absolute', whiteSpace: 'nowrap', font: style.font });
    document.body.append(words);
    const needed = words.getBoundingClientRect().width + parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
    words.remove();
    return needed > list.clientWidth ? [list.selectedOptions[0].text] : [];
  })`);

/** The days on the scrubber’s axis that a handle goes through. */
const struckDays = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`[...document.querySelectorAll('.density .axis text')].flatMap((day) => {
    const told = day.getBoundingClientRect();
    const strikes = ({ left, right, top, bottom }) =>
      left < told.right && right > told.left && top < told.bottom - 2 && bottom > told.top + 2;
    return [...document.querySelectorAll('.handle')].some((one) => strikes(one.getBoundingClientRect())) ? [day.textContent] : [];
  })`);

inBrowser('the layout of the page', ({ open }) => {
  it.each([
    ['/?view=events&type=StatementVoided', 1280],
    ['/?view=events&type=StatementVoided', 320],
    ['/?view=events&type=StatementCoded', 320],
    ['/?view=compare&actor=japan&issue=dialogue&from=2025-11-06&to=2025-11-25', 320],
    ['/?view=lanes&issue=dialogue', 320],
  ])('cuts no words of what is chosen: %s at %i', async (path, width) => {
    const page = await open(path, { width });
    await page.locator('main select').first().waitFor();
    await page.locator('.foot a').nth(2).waitFor();
    expect(await cutChoices(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  it.each([
    ['/?', 1280],
    ['/?', 320],
    ['/?lang=ja', 320],
    ['/?asOf=2025-11-24', 1280],
  ])('strikes through no day of the scrubber: %s at %i', async (path, width) => {
    const page = await open(path, { width });
    await page.getByRole('grid').waitFor();
    await page.locator('.density .axis text').first().waitFor();
    expect(await page.locator('.handle').count()).toBe(2);
    expect(await struckDays(page)).toEqual([]);
    await shot(page, `scrubber-${width}`);
  });

  it('draws the days of the lanes over the line of the date asked of', async () => {
    const page = await open('/?view=lanes&issue=taiwan');
    await page.locator('.axis-picture .tick').first().waitFor();
    const drawn: readonly string[] = await page.evaluate(
      "[...document.querySelectorAll('.axis-picture > *')].map((one) => one.getAttribute('class').split(' ')[0])",
    );
    expect(drawn.indexOf('now')).toBe(0);
    expect(drawn.filter((one) => one === 'tick').length).toBeGreaterThan(3);
    expect(await page.evaluate("getComputedStyle(document.querySelector('.axis-picture .tick')).paintOrder")).toMatch(
      /^stroke/,
    );
  });
});
