import type { Readings } from '../../projections/index.js';
import { membershipsAt, statementAnswer } from '../../projections/index.js';
import { importing } from '../support/importing.js';
import { madeUpActorLines } from '../support/made-up-actors.js';

const SPEECH = { statementId: 'speech' };
const REPORT = { source: 'arvia-gazette', directness: 'paraphrase', attribution: [] };
const line = (type: string, data: object): string => JSON.stringify({ type, data });
const post = (speaksFor: boolean, type = 'MembershipCorrected'): string =>
  line(type, {
    actorId: 'blake-example',
    membershipId: 'blake-adviser',
    body: 'arvia',
    post: 'Adviser',
    speaksFor,
    ...(type === 'MembershipCorrected' ? { reason: 'Misread.' } : {}),
  });

const FIRST = [
  ...madeUpActorLines,
  post(true, 'MembershipRecorded'),
  ...['question', 'speech'].map((statementId) =>
    line('StatementRecorded', {
      statementId,
      speaker: 'avery-example',
      channel: { kind: 'speech' },
      said: { edtf: '2025-11-07' },
      reports: [REPORT],
      codings: [],
    }),
  ),
];
const W = line('StatementWithdrawn', { ...SPEECH, by: 'arvia', said: { edtf: '2025-11-10' }, report: REPORT });
const V = line('WithdrawalVoided', { ...SPEECH, reason: 'Entered in error.' });
const answering = (inReplyTo: string | null): string =>
  line('StatementCorrected.v2', { ...SPEECH, corrected: { inReplyTo }, reason: 'Misread.' });
const told = (directness: string): string =>
  line('ReportCorrected', { ...SPEECH, report: { ...REPORT, directness }, reason: 'Misread.' });

const { machine, given } = importing(FIRST);

const readings = (): Readings => machine().runner.readings;
const speech = () => statementAnswer(readings(), 'speech', readings().log.times.length)!;

describe('a line that comes again in a file after what undid it', () => {
  it.each([
    ['a withdrawal', [W, V, W], () => expect(speech().status).toBe('withdrawn')],
    ['that it was entered in error', [W, V, W, V], () => expect(speech().status).toBe('standing')],
    [
      'a correction',
      [answering('question'), answering(null), answering('question')],
      () => expect(speech().inReplyTo).toBe('question'),
    ],
    [
      'a source’s account',
      [told('verbatim'), told('readout'), told('verbatim')],
      () => expect(speech().reports[0]?.directness).toBe('verbatim'),
    ],
    [
      'a membership',
      [post(false), post(true), post(false)],
      () => {
        const held = membershipsAt(readings().actors.get('blake-example')!, readings().log.times.length);
        expect(held[0]?.speaksFor).toBe(false);
      },
    ],
  ])('is recorded once more: %s; and the file can be imported again', async (_what, lines, holds) => {
    expect(await given(...lines)).toMatchObject({ recorded: lines.length, repeated: 0, warned: 0 });
    holds();
    expect(await given(...lines)).toMatchObject({ recorded: 0, repeated: lines.length, warned: 0 });
    holds();
  });

  it('is passed over where nothing undid it', async () => {
    expect(await given(W, W, answering('question'), W)).toMatchObject({ recorded: 2, repeated: 2, warned: 0 });
    expect(await given(...FIRST, ...FIRST)).toMatchObject({ recorded: 0, repeated: 2 * FIRST.length, warned: 0 });
  });

  it('under the id of a command of another kind is refused as that, whatever it would come to', async () => {
    const own = (text: string): string => JSON.stringify({ ...(JSON.parse(text) as object), commandid: 'taken' });
    await given(own(W), V);
    await expect(given(own(V))).rejects.toThrow(/Line 1: \/commandid was given before, with other content/);
  });

  it('is another command with the id of its own that it is given', async () => {
    const own = JSON.stringify({ ...(JSON.parse(W) as object), commandid: 'again' });
    expect(await given(W, V, own)).toMatchObject({ recorded: 3, warned: 0 });
    expect(speech().status).toBe('withdrawn');
  });
});

describe('a stance that was read anew', () => {
  const read = (stance: string): string =>
    line('CodingRevised', { ...SPEECH, coding: { ...CODING, stance }, reason: 'Read again.' });
  const CODING = {
    codingId: 'hotline',
    issue: 'dialogue',
    proposition: 'defense-hotline-should-operate',
    evidence: [{ source: 'arvia-gazette', directness: 'paraphrase' }],
    coder: 'A. Reader',
  };
  const codebook = [
    line('IssueOpened', { issueId: 'dialogue', title: [{ language: 'en', text: 'Dialogue' }] }),
    line('PropositionWorded', {
      issueId: 'dialogue',
      propositionId: CODING.proposition,
      kind: 'claim',
      wording: [{ language: 'en', text: 'It should.' }],
    }),
    line('SourceDescribed', { sourceId: 'daily', kind: 'press', title: 'D', publisher: 'D', language: 'en' }),
    line('StatementCoded', { ...SPEECH, coding: { ...CODING, stance: 'affirms' } }),
  ];
  const further = line('StatementCorroborated', {
    ...SPEECH,
    report: { ...REPORT, source: 'daily' },
    evidence: [{ codingId: 'hotline', evidence: { source: 'daily', directness: 'paraphrase' } }],
    why: 'The same day.',
  });

  it('is still read so where another source was found for it', async () => {
    const file = [...codebook, read('denies'), further];
    expect(await given(...file)).toMatchObject({ recorded: file.length });
    expect(await given(...file)).toMatchObject({ recorded: 0, repeated: file.length, warned: 0 });
    expect(await given(read('denies'))).toMatchObject({ repeated: 1, warned: 0 });
  });

  it('and then otherwise is not', async () => {
    await given(...codebook, read('denies'), read('declines'));
    expect(await given(read('denies'))).toMatchObject({ repeated: 1, warned: 1 });
    expect(await given(read('declines'))).toMatchObject({ repeated: 1, warned: 0 });
  });
});

describe('a line of an earlier import that the record contradicts since', () => {
  it('is passed over with a warning that says where it is and what to do', async () => {
    await given(W);
    const position = machine().runner.position;
    await given(V);
    const again = await given(W);
    expect(again).toMatchObject({ recorded: 0, repeated: 1, warned: 1 });
    expect(again.warnings).toEqual([
      {
        line: 1,
        statement: 'speech',
        warning:
          `This line went in before, at position ${position}, and the record says otherwise since: it was passed over. ` +
          'To record it anew, give it a commandid of its own.',
      },
    ]);
    expect(speech().status).toBe('standing');
  });

  it('of a membership or a wording is passed over with a warning, too', async () => {
    await given(post(false));
    await given(post(true));
    const again = await given(post(false));
    expect(again).toMatchObject({ recorded: 0, repeated: 1, warned: 1 });
    expect(again.warnings[0]).toEqual({ line: 1, warning: expect.stringContaining('the record says otherwise since') });
    expect(await given(post(true))).toMatchObject({ repeated: 1, warned: 0 });
    const words = (text: string): string =>
      line('PropositionReworded', {
        issueId: 'dialogue',
        propositionId: 'open',
        wording: [{ language: 'en', text }],
        reason: 'Clearer.',
      });
    await given(
      line('IssueOpened', { issueId: 'dialogue', title: [{ language: 'en', text: 'Dialogue' }] }),
      line('PropositionWorded', {
        issueId: 'dialogue',
        propositionId: 'open',
        kind: 'claim',
        wording: [{ language: 'en', text: 'It is open.' }],
      }),
      words('It stands open.'),
    );
    await given(words('It is wide open.'));
    expect(await given(words('It stands open.'))).toMatchObject({ repeated: 1, warned: 1 });
    expect(await given(words('It is wide open.'))).toMatchObject({ repeated: 1, warned: 0 });
  });

  it('gives none where the file itself says how it went on', async () => {
    await given(W, V);
    expect(await given(W, V)).toMatchObject({ repeated: 2, warned: 0 });
    await given(told('verbatim'), told('readout'));
    expect(await given(told('verbatim'))).toMatchObject({ repeated: 1, warned: 1 });
    expect(await given(told('verbatim'), told('translation'))).toMatchObject({ recorded: 1, repeated: 1, warned: 0 });
  });
});
