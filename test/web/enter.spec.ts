import type { Page } from 'playwright-core';
import { inBrowser, seriousFindings, shot, until } from '../support/browser.js';
import { madeUpActors } from '../support/made-up-actors.js';
import { check, fill, focused, save, tabTo, write } from './entering.js';

const TEXT = `ARVIA, 2 February 2026. At a press conference the Prime Minister of Arvia was asked about the strait.

“Peace and stability across the Taiwan Strait are important for Arvia,” she said. She did not say more.`;

const value = (page: Page, label: string): Promise<string> => page.getByLabel(label, { exact: true }).inputValue();

const way = (page: Page, name: string) => page.locator('.way', { has: page.locator(`strong:text-is("${name}")`) });

inBrowser('entering a statement', ({ open, url, service }) => {
  beforeAll(() => madeUpActors(service()));

  it('is done by keyboard alone: text, quote, name in any script, date, stance, check, record', async () => {
    const page = await open('/?view=enter');
    await page.waitForSelector('.enter');
    await write(page, 'Text of the source', TEXT);
    await write(page, 'Title', 'Prime Minister on the strait');
    await write(page, 'Publisher', 'The Example Times');
    await write(page, 'Stamped date', '2026-02-02');
    await tabTo(page, 'Speaker');
    await page.keyboard.insertText('例田');
    await page.waitForSelector('[role="option"]');
    await shot(page, 'enter-names');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('combobox', { name: 'Speaker' }).inputValue()).toBe('Avery Example');
    await write(page, 'Occasion', 'press conference');
    await write(page, 'Said on', '2026-02-02');
    expect(await page.locator('#enter-act-said-hint').textContent()).toBe('Reads: 2 February 2026');
    await tabTo(page, 'The source gives them');
    await page.keyboard.type('verb');
    await write(page, 'Quote', 'Peace and stability across the Taiwan Strait are');
    await page.waitForSelector('mark');
    await tabTo(page, 'End');
    await tabTo(page, 'End');
    await page.keyboard.press('ArrowRight');
    expect(await page.textContent('mark')).toBe('Peace and stability across the Taiwan Strait are important');
    await tabTo(page, 'Issue');
    await page.keyboard.type('Taiwan');
    await tabTo(page, 'Proposition');
    await page.keyboard.type('Peace and stab');
    await tabTo(page, 'The words');
    await page.keyboard.press('Space');
    await write(page, 'Your name', 'A. Reader');
    await write(page, 'Handle', 'reader@example.org');
    await shot(page, 'enter-filled');
    expect(await seriousFindings(page)).toEqual([]);
    await tabTo(page, 'Check what it would change');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.foreseen');
    expect(await focused(page)).toBe('What would be recorded');
    expect(await page.textContent('.foreseen')).toContain('The source is not on record yet');
    await tabTo(page, 'Record the source, then check the statement');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.foreseen:has-text("2 changes of positions")');
    expect(await page.textContent('.foreseen .changes')).toMatch(/Avery Example · Taiwan.*Arvia · Taiwan/);
    await shot(page, 'enter-foreseen');
    expect(await seriousFindings(page)).toEqual([]);
    expect(await focused(page)).toBe('What would be recorded');
    await tabTo(page, 'Record it');
    await page.keyboard.press('Enter');
    await page.waitForSelector('h1:has-text("Statement: Avery Example, 2 Feb 2026")');
    await shot(page, 'statement');
    expect(await seriousFindings(page)).toEqual([]);
    const id = new URL(page.url()).searchParams.get('statement');
    const { body } = await service().ask.get(`/v1/statements/${id}`);
    expect(body).toMatchObject({
      speaker: { id: 'avery-example' },
      holders: [{ id: 'avery-example' }, { id: 'arvia' }],
      codings: [
        {
          stance: 'affirms',
          coder: 'A. Reader',
          citations: [
            {
              directness: 'verbatim',
              quote: {
                exact: 'Peace and stability across the Taiwan Strait are important',
                start: TEXT.indexOf('Peace'),
              },
            },
          ],
        },
      ],
    });
    const versions = await service().ask.get(`/v1/statements/${id}/versions`);
    expect(versions.body.versions[0].recordedby).toBe('reader@example.org');
  });

  it('shows each refusal at its field and in a summary that takes the keyboard', async () => {
    const page = await open('/?view=enter');
    await page.waitForSelector('.enter');
    await page.getByLabel('Said on').fill('2026-13');
    await page.getByLabel('Stamped date').fill('2026-2-2');
    await page.getByLabel('affirm it under a condition').check();
    await check(page);
    await page.waitForSelector('.summary:focus');
    await shot(page, 'enter-refused');
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.locator('#enter-act-said-fault').textContent()).toContain('there is no month 13');
    expect(await page.locator('#enter-source-published-fault').textContent()).toContain(
      'is no day: write it as 2025-11-07',
    );
    expect(await page.getByRole('combobox', { name: 'Speaker' }).getAttribute('aria-invalid')).toBe('true');
    for (const field of ['Title', 'Speaker', 'Occasion', 'The source gives them', 'Issue', 'Your name'])
      expect(await page.locator(`.summary a:has-text("${field} is required")`).count()).toBe(1);
    await page.click('.summary a:has-text("Said on")');
    expect(await focused(page)).toBe('Said on');
    await fill(page, 'Nobody At All');
    await check(page);
    await page.waitForSelector('.summary:has-text("Speaker must be an id")');
    await page.getByRole('combobox', { name: 'Speaker' }).fill('avery-exampl');
    await check(page);
    await page.waitForSelector('.summary:has-text("which is not on record")');
    await page.getByRole('combobox', { name: 'Speaker' }).fill('例田愛振');
    await page.getByLabel('affirm it under a condition').check();
    await check(page);
    await page.waitForSelector('#enter-codings-0-condition-fault');
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('marks the quote by selecting it, and moves its ends', async () => {
    const page = await open('/?view=enter');
    await page.getByLabel('Text of the source').fill(TEXT);
    await page.locator('.source-text').scrollIntoViewIfNeeded();
    await page.evaluate(`(() => {
      const text = document.querySelector('.source-text').firstChild;
      const at = text.textContent.indexOf('She did not');
      getSelection().setBaseAndExtent(text, at, text, at + 'She did not say '.length);
      document.dispatchEvent(new Event('mouseup'));
    })()`);
    await page.waitForSelector('mark');
    expect(await page.textContent('mark')).toBe('She did not say');
    expect(await value(page, 'Quote')).toBe('She did not say');
    await page.getByRole('button', { name: 'End one word later' }).click();
    await page.getByRole('button', { name: 'Start one word later' }).click();
    expect(await page.textContent('mark')).toBe('did not say more');
    await page.getByLabel('Quote', { exact: true }).fill('not in there');
    await page.waitForSelector('text=These words do not stand so in the text above.');
  });

  it('loses nothing when the service is out of reach or the page is loaded again', async () => {
    const page = await open('/?view=enter');
    await page.waitForSelector('.enter');
    await fill(page);
    await page.context().setOffline(true);
    await check(page);
    await page.waitForSelector('.summary:focus');
    expect(await page.textContent('.summary')).toContain('Nothing you typed is lost');
    await page.context().setOffline(false);
    await page.reload();
    await page.waitForSelector('.enter');
    expect(await value(page, 'Occasion')).toBe('interview');
    expect(await page.getByRole('combobox', { name: 'Speaker' }).inputValue()).toBe('Avery Example');
    expect(await page.getByLabel('affirm it', { exact: true }).isChecked()).toBe(true);
  });

  it('records once what is sent again because its answer was lost', async () => {
    const page = await open('/?view=enter');
    await page.waitForSelector('.enter');
    await fill(page, 'Avery Example', '2026-02-04');
    await check(page);
    await page.waitForSelector('.foreseen button.main');
    await page.route('**/v1/statements', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.click('.foreseen button.main');
    await page.waitForSelector('.summary:focus');
    await page.unroute('**/v1/statements');
    await page.click('.foreseen button.main');
    await page.waitForSelector('h1:has-text("Statement: Avery Example, 4 Feb 2026")');
    const id = new URL(page.url()).searchParams.get('statement');
    const { body } = await service().ask.get(`/v1/statements/${id}/versions`);
    expect(body.versions).toHaveLength(1);
  });

  it('is put right, taken back and voided later from its page, each with its reason', async () => {
    const page = await open('/?view=enter');
    await page.waitForSelector('.enter');
    await fill(page, 'Avery Example', '2026-02-05');
    await save(page);
    await page.click('text=Correct the record of it');
    const correct = way(page, 'Correct the record of it');
    await correct.getByLabel('Said on').fill('2026-02-06');
    await correct.getByLabel('Personally, for nobody else').check();
    await correct.locator('text=Check what it would change').click();
    await page.waitForSelector('.summary a:has-text("Reason is required")');
    await shot(page, 'statement-correct');
    expect(await seriousFindings(page)).toEqual([]);
    await correct.getByLabel('Reason').fill('The date was misread.');
    await correct.locator('text=Check what it would change').click();
    await correct.locator('.foreseen button.main').click();
    await page.waitForSelector('.notice:focus');
    await page.waitForSelector('.history:has-text("The date was misread.")');
    await until(page, `!document.querySelector('dl.facts').textContent.includes('Spoke for')`);

    await page.click('text=Correct the record of it');
    await correct.getByLabel('As the speaker’s posts say').check();
    await correct.getByLabel('Reason').fill('Her post decides.');
    await correct.locator('text=Check what it would change').click();
    await correct.locator('.foreseen button.main').click();
    await page.waitForSelector('dl.facts:has-text("Spoke for")');

    await page.click('text=Record that it was taken back');
    const withdraw = way(page, 'Record that it was taken back');
    await withdraw.getByLabel('Taken back on').fill('2026-02-01');
    await withdraw.getByRole('combobox', { name: 'Source that tells of it' }).fill('arvia-gazette');
    await withdraw.getByLabel('The source gives them').selectOption('paraphrase');
    await withdraw.locator('text=Check what it would change').click();
    await page.waitForSelector('.summary a:has-text("lies before the statement itself")');
    await withdraw.getByLabel('Taken back on').fill('2026-02-08');
    await withdraw.locator('text=Check what it would change').click();
    await withdraw.locator('.foreseen:has-text("Withdrawn") button.main').click();
    await page.waitForSelector('.status:has-text("Taken back by its speaker")');

    await page.click('text=Void the withdrawal');
    const back = way(page, 'Void the withdrawal');
    await back.getByLabel('Reason').fill('It was another statement.');
    await back.locator('text=Check what it would change').click();
    await back.locator('.foreseen:has-text("A withdrawal entered in error was voided") button.main').click();
    await page.waitForSelector('.status:has-text("On record")');
    await page.waitForSelector('.history:has-text("A withdrawal entered in error was voided")');
    await shot(page, 'statement-not-withdrawn');
    expect(await seriousFindings(page)).toEqual([]);

    await page.click('.way strong:text-is("Void it")');
    const voiding = way(page, 'Void it');
    await voiding.getByLabel('Reason').fill('Entered to try the form.');
    await voiding.locator('text=Check what it would change').click();
    await voiding.locator('.foreseen button.main').click();
    await page.waitForSelector('.status:has-text("Voided")');
    await page.waitForSelector('text=Nothing more can be done to it.');
    await shot(page, 'statement-voided');
    expect(await seriousFindings(page)).toEqual([]);
    const id = new URL(page.url()).searchParams.get('statement');
    const { body } = await service().ask.get(`/v1/statements/${id}/versions`);
    expect(body.versions.map(({ event }: { event: string }) => event)).toEqual([
      'StatementRecorded',
      'StatementCorrected',
      'StatementCorrected',
      'StatementWithdrawn',
      'WithdrawalVoided',
      'StatementVoided',
    ]);
  });

  it('is read anew from its page', async () => {
    const page = await open('/?view=enter&statement=takaichi-diet-remark-2025-11-07');
    await page.click('text=Read a stance anew');
    const revise = way(page, 'Read a stance anew');
    await revise.getByLabel('Which stance').selectOption('may-follow-attack-on-us-over-taiwan');
    await until(page, `document.querySelector('[id$="coding-issue"]')?.value === 'collective-self-defense'`);
    await revise.getByLabel('decline to say').check();
    await revise.getByLabel('Reason').fill('Read again.');
    await revise.getByLabel('Your name').fill('A. Reader');
    await revise.locator('text=Check what it would change').click();
    await revise.locator('.foreseen').waitFor();
    expect(await revise.locator('.foreseen .changes').textContent()).toContain('Corrected since');
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('read anew stays whose it was', async () => {
    const evidence = { source: 'arvia-gazette', directness: 'paraphrase' };
    const coding = {
      issue: 'dialogue',
      proposition: 'defense-hotline-should-operate',
      stance: 'denies',
      coder: 'A. Reader',
    };
    await service()
      .ask.post('/v1/statements')
      .send({
        statementId: 'avery-for-herself',
        speaker: 'avery-example',
        channel: { kind: 'interview' },
        said: { edtf: '2026-02-10' },
        reports: [{ ...evidence, attribution: [] }],
        codings: [
          { ...coding, codingId: 'hers', holders: ['avery-example'], evidence: [evidence] },
          { ...coding, codingId: 'of-another', holders: ['blake-example'], evidence: [evidence] },
          { ...coding, codingId: 'of-all', evidence: [evidence] },
        ],
      })
      .expect(201);
    const page = await open('/?view=enter&statement=avery-for-herself');
    await page.click('text=Read a stance anew');
    const revise = way(page, 'Read a stance anew');
    const sent = async (which: string): Promise<unknown> => {
      await revise.getByLabel('Which stance').selectOption(which);
      await until(page, `document.querySelector('[id$="coding-issue"]')?.value === 'dialogue'`);
      await revise.getByLabel('decline to say').check();
      await revise.getByLabel('Reason').fill(`Read again: ${which}.`);
      await revise.getByLabel('Your name').fill('A. Reader');
      const asked = page.waitForRequest(/revisions\?dryRun=true/);
      await revise.locator('text=Check what it would change').click();
      return ((await asked).postDataJSON() as { coding: { holders?: unknown } }).coding.holders;
    };
    expect(await sent('hers')).toEqual(['avery-example']);
    expect(await sent('of-another')).toEqual(['blake-example']);
    expect(await sent('of-all')).toBeUndefined();
  });

  it('is not read anew here where what was noted of it is withheld', async () => {
    const words = 'the lighthouse on the northern mole shall be dark for good';
    const post = (path: string, body: object) => service().ask.post(path).send(body).expect(201);
    const source = { kind: 'press', title: 'Arvia Post', publisher: 'Arvia Post', language: 'en' };
    await post('/v1/sources', { ...source, sourceId: 'arvia-post' });
    const stated = (statementId: string, from: string, part: object) =>
      post('/v1/statements', {
        statementId,
        speaker: 'casey-example',
        channel: { kind: 'interview' },
        said: { edtf: '2026-02-11' },
        reports: [{ source: from, directness: 'verbatim', attribution: [] }],
        codings: [
          {
            codingId: 'read',
            issue: 'dialogue',
            proposition: 'defense-hotline-should-operate',
            stance: 'denies',
            coder: 'A. Reader',
            ...part,
          },
        ],
      });
    await stated('casey-quoted', 'arvia-post', {
      evidence: [{ source: 'arvia-post', directness: 'verbatim', quote: { exact: words } }],
    });
    await stated('casey-noted', 'arvia-gazette', {
      evidence: [{ source: 'arvia-gazette', directness: 'verbatim' }],
      note: `As in “${words}”.`,
    });
    const ways = async (id: string): Promise<string> => {
      const page = await open(`/?view=enter&statement=${id}`);
      await page.waitForSelector('.way');
      return (await page.locator('.way').allTextContents()).join(' ');
    };
    expect(await ways('casey-noted')).toContain('Read a stance anew');
    const hidden = { scope: 'text-and-quotes', reason: 'A court ordered it.', by: 'A. Keeper' };
    await post('/v1/sources/arvia-post/withholdings', hidden);
    for (const id of ['casey-noted', 'casey-quoted']) expect(await ways(id)).not.toContain('Read a stance anew');
  });

  it('is done in Japanese, on a narrow screen, in the dark', async () => {
    const page = await open('/?view=enter', { lang: 'ja-JP', width: 320, dark: true });
    await page.waitForSelector('.enter');
    await page.getByLabel('出典の本文').fill('アルヴィアの首相は「台湾海峡の平和と安定は重要だ」と述べた。');
    await page.getByLabel('引用', { exact: true }).fill('台湾海峡の平和と安定は重要');
    await page.waitForSelector('mark');
    await page.getByRole('button', { name: '何が変わるかを確認' }).click();
    await page.waitForSelector('.summary:focus');
    await shot(page, 'enter-ja-320-dark');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await page.goto(`${url()}/?view=enter&statement=china-un-letter-2025`);
    await page.waitForSelector('.history li');
    await shot(page, 'statement-ja-320-dark');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
  });
});
