/** Of every type of event: whether a line of it, without an id of its own, can be recorded again, and when. */

import { EVENT_TYPES, type RecordEventType } from '../../events/index.js';
import { importing } from '../support/importing.js';
import { madeUpActorLines } from '../support/made-up-actors.js';

const line = (type: RecordEventType, data: object): string => JSON.stringify({ type, data });
const withOwnId = (text: string): string =>
  JSON.stringify({ ...(JSON.parse(text) as object), commandid: 'an-id-of-its-own' });
const english = (text: string): readonly object[] => [{ language: 'en', text }];

const [S, SOURCE, ISSUE] = [{ statementId: 'speech' }, { sourceId: 'arvia-gazette' }, { issueId: 'dialogue' }];
const REPORT = { source: 'arvia-gazette', directness: 'paraphrase', attribution: [] };
const EVIDENCE = { source: 'arvia-gazette', directness: 'paraphrase' };
const CODING = { codingId: 'open', ...{ issue: 'dialogue', proposition: 'open' }, evidence: [EVIDENCE], coder: 'A.' };
const WHY = { reason: 'Misread.' };

const post = (type: RecordEventType, speaksFor: boolean): string =>
  line(type, {
    ...{ actorId: 'blake-example', membershipId: 'adviser', body: 'arvia', post: 'Adviser', speaksFor },
    ...(type === 'MembershipCorrected' ? WHY : {}),
  });
const statement = (statementId: string): string =>
  line('StatementRecorded', {
    ...{ statementId, speaker: 'avery-example', channel: { kind: 'speech' }, said: { edtf: '2025-11-07' } },
    ...{ reports: [REPORT], codings: [] },
  });
const claim = (type: RecordEventType, text: string): string =>
  line(type, {
    ...ISSUE,
    ...{ propositionId: 'open', wording: english(text) },
    ...(type === 'PropositionWorded' ? { kind: 'claim' } : WHY),
  });
const text = (letter: string): string => line('SourceCaptured', { ...SOURCE, sha256: letter.repeat(64), length: 9 });
const withheld = (scope: string, more: object = {}): string =>
  line('SourceWithheld', { ...SOURCE, scope, reason: 'An order.', by: 'A. Keeper', ...more });
const released = line('SourceReleased', { ...SOURCE, reason: 'It was lifted.', by: 'A. Keeper' });
const read = (stance: string): string => line('CodingRevised', { ...S, coding: { ...CODING, stance }, ...WHY });
const told = (directness: string): string =>
  line('ReportCorrected', { ...S, report: { ...REPORT, directness }, ...WHY });
const answering = (inReplyTo: string | null): string =>
  JSON.stringify({ type: 'StatementCorrected.v2', data: { ...S, corrected: { inReplyTo }, ...WHY } });
const taken = line('StatementWithdrawn', { ...S, by: 'arvia', said: { edtf: '2025-11-10' }, report: REPORT });
const voidedWithdrawal = line('WithdrawalVoided', { ...S, ...WHY });

const NAME = line('ActorNamed', { actorId: 'arvia', name: { language: 'en', text: 'The Isle' } });
const DAILY = line('SourceDescribed', {
  ...{ sourceId: 'daily', kind: 'press', title: 'Daily', publisher: 'Daily', language: 'en' },
});
const CODED = line('StatementCoded', { ...S, coding: { ...CODING, stance: 'affirms' } });
const ALSO_TOLD = line('StatementCorroborated', {
  ...{ ...S, report: { ...REPORT, source: 'daily' }, evidence: [], why: 'The same day.' },
});
const ACTOR = line('ActorRegistered', { actorId: 'casey-party', kind: 'party', names: english('Casey’s') });
const OPENED = line('IssueOpened', { ...ISSUE, title: english('Dialogue') });

/** What every case begins with; a line of each type that goes in once is among these, or follows from them. */
const FIRST = [
  ...[line('RecordOpened', { name: 'Made up' }), ...madeUpActorLines, ACTOR, NAME, DAILY],
  ...[OPENED, claim('PropositionWorded', 'It is open.'), post('MembershipRecorded', true)],
  ...[statement('question'), statement('speech'), CODED, ALSO_TOLD],
];

/** Types of which a line can be true once more after another event undid it: the lines that go before, it, and the other. */
const COMES_AGAIN: Partial<Record<RecordEventType, Readonly<{ before?: string; says: string; undoes: string }>>> = {
  MembershipCorrected: { says: post('MembershipCorrected', false), undoes: post('MembershipCorrected', true) },
  PropositionReworded: { says: claim('PropositionReworded', 'Open.'), undoes: claim('PropositionReworded', 'Ajar.') },
  SourceCaptured: { says: text('a'), undoes: text('b') },
  SourceWithheld: { says: withheld('text'), undoes: released },
  SourceReleased: { before: withheld('text'), says: released, undoes: withheld('text-and-quotes') },
  CodingRevised: { says: read('denies'), undoes: read('declines') },
  ReportCorrected: { says: told('verbatim'), undoes: told('readout') },
  StatementCorrected: { says: answering('question'), undoes: answering(null) },
  StatementWithdrawn: { says: taken, undoes: voidedWithdrawal },
  WithdrawalVoided: { before: taken, says: voidedWithdrawal, undoes: taken.replace('11-10', '11-11') },
};

/**
 * Types of which a line goes in once, since nothing undoes it or since what it made keeps its id and is corrected by events of
 * another type: the line, and what comes after it and changes what it said, where anything does.
 */
const GOES_IN_ONCE: Partial<Record<RecordEventType, Readonly<{ says: string; then?: string }>>> = {
  RecordOpened: { says: FIRST[0]! },
  ActorRegistered: { says: ACTOR },
  ActorNamed: { says: NAME },
  MembershipRecorded: { says: post('MembershipRecorded', true), then: post('MembershipCorrected', false) },
  IssueOpened: { says: OPENED },
  PropositionWorded: {
    says: claim('PropositionWorded', 'It is open.'),
    then: claim('PropositionReworded', 'It is ajar.'),
  },
  SourceDescribed: { says: DAILY },
  StatementRecorded: { says: statement('speech'), then: line('StatementVoided', { ...S, ...WHY }) },
  StatementCoded: { says: CODED, then: read('denies') },
  StatementCorroborated: {
    says: ALSO_TOLD,
    then: line('ReportCorrected', { ...S, report: { ...REPORT, source: 'daily', directness: 'readout' }, ...WHY }),
  },
  StatementVoided: { says: line('StatementVoided', { ...S, ...WHY }) },
};

const { machine, given } = importing(FIRST);

it('every type of event either can come again or goes in once', () => {
  const listed = [...Object.keys(COMES_AGAIN), ...Object.keys(GOES_IN_ONCE)];
  expect(listed.sort()).toEqual([...EVENT_TYPES].sort());
});

describe.each(Object.entries(COMES_AGAIN))('a line of %s that comes again after what undid it', (_type, its) => {
  const before = its.before === undefined ? [] : [its.before];
  const file = [...before, its.says, its.undoes, its.says];

  it('is recorded once more in the same file, which can be imported again', async () => {
    expect(await given(...file)).toMatchObject({ recorded: file.length, repeated: 0, warned: 0 });
    expect(await given(...file)).toMatchObject({ recorded: 0, repeated: file.length, warned: 0 });
  });

  it('is passed over with a warning in another file, and goes in under an id of its own', async () => {
    await given(...before, its.says);
    await given(its.undoes);
    expect(await given(its.says)).toMatchObject({
      ...{ recorded: 0, repeated: 1, warned: 1 },
      warnings: [{ line: 1, warning: expect.stringContaining('the record says otherwise since: it was passed over') }],
    });
    expect(await given(withOwnId(its.says))).toMatchObject({ recorded: 1, warned: 0 });
    expect(await given(its.says)).toMatchObject({ repeated: 1, warned: 0 });
  });

  it('is passed over in silence where nothing undid it', async () => {
    await given(...before, its.says);
    expect(await given(its.says, its.says)).toMatchObject({ recorded: 0, repeated: 2, warned: 0 });
  });
});

describe.each(Object.entries(GOES_IN_ONCE))('a line of %s', (_type, { says, then }) => {
  it('goes in once: it is passed over when it comes again, and refused under an id of its own', async () => {
    await given(says);
    if (then !== undefined) await given(then);
    expect(await given(says)).toMatchObject({ recorded: 0, repeated: 1, warned: 0 });
    await expect(given(withOwnId(says))).rejects.toThrow(/^Line 1: /);
    expect(await given(says)).toMatchObject({ recorded: 0, repeated: 1, warned: 0 });
  });
});

describe('what had to be withheld', () => {
  const withholding = () => machine().runner.readings.withheld.get('arvia-gazette');

  it('is withheld at the end of a file that says so last', async () => {
    await given(withheld('text'), released, withheld('text'));
    expect(withholding()).toMatchObject({ scope: 'text', shown: { reason: 'An order.' } });
  });

  it.each([
    ['for another reason', { reason: 'Another order.' }],
    ['by another', { by: 'B. Keeper' }],
    ['by another’s order', { authority: 'Order 7' }],
  ])('and was withheld %s meanwhile is withheld as the file says last', async (_how, other) => {
    expect(await given(withheld('text'), withheld('text', other), withheld('text'))).toMatchObject({ recorded: 3 });
    expect(withholding()?.shown).toEqual({ since: expect.any(String), reason: 'An order.', by: 'A. Keeper' });
  });

  it('and erased is not said again by what only withholds it, and is erased again where it was released between', async () => {
    const erased = withheld('text', { erased: true });
    expect(await given(erased, withheld('text'), erased)).toMatchObject({ recorded: 2, repeated: 1, warned: 0 });
    const file = [released, withheld('text', { by: 'B. Keeper' }), erased.replace('A. Keeper', 'B. Keeper')];
    expect(await given(...file, released, file[1]!, file[2]!)).toMatchObject({ recorded: 6, repeated: 0, warned: 0 });
    expect(withholding()).toMatchObject({ erased: true, shown: { by: 'B. Keeper' } });
  });
});
