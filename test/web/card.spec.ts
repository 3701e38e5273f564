import type { Page } from 'playwright-core';
import { inBrowser, seriousFindings, shot, until } from '../support/browser.js';

const copied = (page: Page): Promise<unknown> => page.evaluate('navigator.clipboard.readText()');

inBrowser('the card', ({ open, service, url }) => {
  const card = async (path: string, seen = {}): Promise<Page> => {
    const page = await open(path, { permissions: ['clipboard-read', 'clipboard-write'], ...seen });
    await page.locator('.card .asked').waitFor();
    await page.locator('.scrubber[aria-busy="false"]').waitFor();
    return page;
  };
  const proposition = (page: Page, wording: string) =>
    page.locator('.proposition').filter({ hasText: wording }).first();

  it('opens from a cell, takes the keyboard, and gives it back', async () => {
    const page = await open('/');
    await page.locator('[data-cell="japan/taiwan"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('.card .asked').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('card-title');
    await shot(page, 'card');
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.card').waitFor({ state: 'detached' });
    await until(page, 'document.activeElement.dataset.cell === "japan/taiwan"');
  });

  it('gives the words, who said them in what post, where, when, and in which source they stand', async () => {
    const page = await card('/?asOf=2025-11-07&card=japan/collective-self-defense');
    const words = proposition(page, 'Japan may exercise collective self-defense');
    const text = await words.innerText();
    expect(text).toMatch(/On condition/);
    expect(text).toMatch(/On condition that: Such a situation, threatening Japan’s survival, has occurred\./);
    expect(text).toMatch(/since 7 November 2025; stated once, on 7 November 2025/);
    expect(text).toMatch(
      /Takaichi Sanae, Prime Minister of Japan\s+Diet remark, National Diet of Japan, 7 November 2025/,
    );
    expect(text).toMatch(/WE2USATTV · published 24 Nov 2025 · not written before 25 Nov 2025 · third-party report/);
    expect(await words.locator('q').innerText()).toBe(
      'if such a situation occurred, and the US was attacked while protecting Taiwan, Japan could exercise its right to collective self-defense',
    );
    expect(await words.locator('blockquote').getAttribute('lang')).toBe('en');
  });

  it('opens the source at the quote', async () => {
    const page = await card('/?asOf=2025-01-24&card=iwaya-takeshi/taiwan');
    const link = page.getByRole('link', { name: /Open the source at the quote/ });
    await link.waitFor();
    expect(await link.getAttribute('href')).toMatch(
      /^https:\/\/www\.mofa\.go\.jp\/fp\/pp\/pageite_000001_00780\.html#:~:text=/,
    );
    expect(await link.getAttribute('rel')).toBe('noreferrer noopener');
  });

  it('dates as precisely as the record does, and says who told of it', async () => {
    const page = await card('/?asOf=2025-11-25&card=japan/taiwan');
    const words = await proposition(page, 'Japan has changed its position').innerText();
    expect(words).toMatch(/briefing, between 21 November 2025 and 22 November 2025/);
    expect(words).toMatch(/as told by Sakura Murakami/);
  });

  it('sets contested claims side by side, in the same form', async () => {
    const page = await card('/?asOf=2025-11-25&card=japan/taiwan');
    const contest = page.getByRole('region', { name: 'Contested: Japan has changed its position on a Taiwan crisis.' });
    const sides = contest.locator('.side');
    expect((await sides.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      'Japan Denies since 22 November 2025',
      'China Affirms since 21 November 2025',
    ]);
    const [ours, theirs] = [(await sides.first().boundingBox())!, (await sides.last().boundingBox())!];
    expect(ours.y).toBe(theirs.y);
    expect(await contest.innerText()).toMatch(/Fu Cong, Permanent Representative of China to the United Nations/);
  });

  it('says why this is the answer, and shows the first words of the run', async () => {
    const page = await card('/?asOf=2025-11-25&card=japan/taiwan');
    const words = proposition(page, 'Peace and stability across the Taiwan Strait');
    await words.getByText('Why this is the answer').click();
    expect(await words.locator('.why').innerText()).toMatch(
      /4 statements take this stance in an unbroken run from 22 February 2023.*position 72, under version 6 of the rules/s,
    );
    await words.getByText('First said in this run').click();
    await words.getByText('17th Japan-China Security Dialogue', { exact: false }).first().waitFor();
  });

  it('shows what others say of it as theirs, with the answer given', async () => {
    const page = await card('/?asOf=2025-11-24&card=japan/collective-self-defense');
    const others = page.locator('.beside').filter({ hasText: 'What others say of it' });
    expect(await others.innerText()).toMatch(/Their accounts, not Japan’s position\./);
    expect(await others.getByText('Answer: denies it').count()).toBe(2);
  });

  it('shows what was declined, is uncertain, or is not counted', async () => {
    const declined = await card('/?asOf=2025-11-25&card=takaichi-sanae/taiwan');
    await declined.getByRole('heading', { name: 'Declined to say' }).waitFor();
    const uncertain = await card('/?asOf=2025-11-10&card=china/taiwan');
    await uncertain.getByText('No stance in force.').waitFor();
    await uncertain.getByRole('heading', { name: 'Not yet certainly said by this date' }).waitFor();
    const notCounted = await card('/?asOf=2023-02-22&card=china/dialogue');
    await notCounted.getByRole('heading', { name: 'On record, not counted' }).waitFor();
    const none = await card('/?asOf=2023-02-22&card=takaichi-sanae/taiwan');
    await none.getByText('No statement on record.').waitFor();
    expect(await seriousFindings(none)).toEqual([]);
  });

  it('shows what was corrected later, and every version of a statement', async () => {
    const page = await card('/?asOf=2025-11-22&knownAt=2025-11-24T00:00:00Z&card=china/taiwan');
    await page.getByRole('heading', { name: 'Corrected since' }).waitFor();
    expect(await page.locator('.later-box').first().innerText()).toMatch(
      /Corrected: china-un-letter-2025 · 26 Nov 2025, position 67, by \S.*The article of 25 November 2025 names the writer/s,
    );
    await page.getByText('Versions of this record').first().click();
    await page.getByText('after what is shown').first().waitFor();
    expect(await page.locator('.versions li').first().innerText()).toMatch(/^Recorded, 23 Nov 2025, position 52/);
    await shot(page, 'card-corrected');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show as known now' }).click();
    await page.locator('.later-box').first().waitFor({ state: 'detached' });
  });

  it('copies a permalink that pins both clocks and opens the same', async () => {
    const page = await card('/?tie=1&asOf=2025-11-25&card=china/taiwan');
    await page.getByRole('button', { name: 'Copy permalink' }).click();
    await page.getByText('Copied').waitFor();
    const link = String(await copied(page));
    expect(link).toBe(`${url()}/?asOf=2025-11-25&knownAt=60&card=china/taiwan`);
    const again = await card(link.slice(url().length));
    expect(await again.locator('.card .proposition').allInnerTexts()).toEqual(
      await page.locator('.card .proposition').allInnerTexts(),
    );
  });

  it('copies citations, of the position and of the words', async () => {
    const page = await card('/?asOf=2025-11-07&card=takaichi-sanae/taiwan');
    await page.locator('.card-tools').getByRole('button', { name: 'Copy citation' }).click();
    await page.getByText('Copied').waitFor();
    expect(await copied(page)).toBe(
      'Takaichi Sanae on Taiwan: stated position as of 7 November 2025, as known at log position 72 (26 Nov 2025). ' +
        `On Record, rules version 6. ${url()}/?asOf=2025-11-07&knownAt=72&card=takaichi-sanae/taiwan`,
    );
    await page.locator('.words-tools').first().getByRole('button', { name: 'Copy citation' }).click();
    await until(page, "navigator.clipboard.readText().then((text) => text.includes('Diet remark'))");
    expect(await copied(page)).toMatch(
      /^Takaichi Sanae, Prime Minister of Japan, Diet remark, 7 November 2025: “if Taiwan were/,
    );
  });

  it('leads to the answer as JSON', async () => {
    const page = await card('/?asOf=2025-11-25&card=japan/taiwan');
    const href = await page.getByRole('link', { name: 'JSON', exact: true }).getAttribute('href');
    expect(href).toBe('/v1/positions/japan/taiwan?asOf=2025-11-25&knownAt=72');
    expect((await page.request.get(url() + href!)).status()).toBe(200);
  });

  it('says who is not on record, and offers the nearest', async () => {
    const page = await open('/?card=japn/taiwan');
    await page.getByRole('alert').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('alert').getByRole('button', { name: 'Japan', exact: true }).click();
    await page.getByRole('heading', { name: 'Japan on Taiwan' }).waitFor();
  });

  it('takes the view’s place where it is narrow, and leads back', async () => {
    const page = await card('/?card=japan/taiwan', { width: 320, dark: true });
    expect(await page.getByRole('grid').count()).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await shot(page, 'card-320');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back to the board' }).click();
    await page.getByRole('grid').waitFor();
  });

  it('speaks Japanese and leaves the words in their language', async () => {
    const page = await card('/?lang=ja&card=takaichi-sanae/taiwan');
    await page.getByRole('heading', { name: '高市早苗：台湾' }).waitFor();
    expect(await page.locator('.card blockquote').first().getAttribute('lang')).toBe('en');
    await shot(page, 'card-ja');
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('prints as a briefing, with its sources numbered', async () => {
    const page = await card('/?asOf=2025-11-25&card=japan/taiwan');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: 'Play' }).isVisible()).toBe(false);
    expect(await page.locator('h1').isVisible()).toBe(true);
    const sources = page.locator('.card .sources li');
    expect(await sources.count()).toBe(5 - 1);
    await shot(page, 'card-print');
  });

  it('opens the source alone where no words are quoted', async () => {
    const { body } = await service().ask.get('/v1/statements/iwaya-diet-speech-2025-01-24').expect(200);
    const [coding] = body.codings;
    const source = 'arvia-bulletin';
    const described = {
      kind: 'press',
      title: 'Bulletin',
      publisher: 'Bulletin',
      language: 'en',
      published: '2025-02-03',
    };
    await service()
      .ask.post('/v1/sources')
      .send({ sourceId: source, url: 'https://arvia.example/bulletin', ...described })
      .expect(201);
    const named = [{ language: 'en', text: 'Avery Example' }];
    await service().ask.post('/v1/actors').send({ actorId: 'avery-example', kind: 'person', names: named }).expect(201);
    await service()
      .ask.post('/v1/statements')
      .send({
        statementId: 'without-a-quote',
        speaker: 'avery-example',
        channel: { kind: 'press conference' },
        said: { edtf: '2025-02-03', zone: 'Asia/Tokyo' },
        reports: [{ source, directness: 'paraphrase', attribution: [] }],
        codings: [
          {
            codingId: 'dialogue',
            issue: coding.issue,
            proposition: coding.proposition,
            stance: 'affirms',
            evidence: [{ source, directness: 'paraphrase' }],
            coder: 'test',
          },
        ],
      })
      .expect(201);
    const page = await card(`/?asOf=2025-02-03&card=avery-example/${String(coding.issue)}`);
    const link = page.getByRole('link', { name: /^Open the source: / }).first();
    expect(await link.innerText()).toMatch(/^Open the source\s/);
    expect(await link.getAttribute('href')).not.toContain(':~:text=');
  });

  it('says in the place of withheld words that they are, since when, why and by whom', async () => {
    const source = 'article-2025-11-25';
    const why = { scope: 'text-and-quotes', reason: 'A made-up order of a court.', by: 'A. Keeper' };
    await service().ask.post(`/v1/sources/${source}/withholdings`).send(why).expect(201);
    const page = await card('/?asOf=2025-11-07&card=japan/collective-self-defense');
    const withheld = page.locator('.withheld').first();
    expect(await withheld.innerText()).toMatch(/^The words are withheld since .+, by A\. Keeper\. A made-up order/);
    expect(await page.locator('.card blockquote').count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    const lifted = { reason: 'Lifted.', by: 'A. Keeper' };
    await service().ask.post(`/v1/sources/${source}/releases`).send(lifted).expect(201);
  });
});
