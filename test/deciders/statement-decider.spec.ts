import {
  affirmed,
  any,
  corrected,
  corroborated,
  post,
  saidOn,
  voided,
  withdrawalVoided,
  withdrawn,
} from '../support/given.js';
import { recorded } from '../support/decide.js';

const evidence = { source: 'daily', directness: 'paraphrase' };
const report = { source: 'daily', directness: 'paraphrase', attribution: [] };
const coding = {
  codingId: 'open',
  issue: 'harbour',
  proposition: 'harbour-is-open',
  stance: 'affirms',
  evidence: [evidence],
  coder: 'tester',
};
const statement = {
  statementId: 'speech',
  speaker: 'ana-bright',
  channel: { kind: 'speech' },
  said: { edtf: '2025-11-07' },
  reports: [report],
  codings: [coding],
};
const withCoding = (part: object): object => ({ ...statement, codings: [{ ...coding, ...part }] });
const quoting = (quote: object): object => withCoding({ evidence: [{ ...evidence, quote }] });
/** A statement on record with the id “speech”, coded `harbour-is-open-affirms`. */
const spoken = affirmed('2025-11-07', { id: 'speech' });
const CODED = 'harbour-is-open-affirms';

describe('recording a statement', () => {
  it('records it with the bounds of its date, in the speaker’s zone', () =>
    recorded()
      .when('RecordStatement', statement)
      .then([{ type: 'StatementRecorded', data: { ...statement, said: saidOn('2025-11-07') } }]));

  it('records the zone of the place where it is given', () =>
    recorded()
      .when('RecordStatement', { ...statement, said: { edtf: '2025-11-07', zone: 'America/New_York' } })
      .then([{ data: { said: saidOn('2025-11-07', 'America/New_York') } }]));

  it('is refused where the id is taken', () =>
    recorded(spoken)
      .when('RecordStatement', statement)
      .refused('conflict', 'There is a statement with the id “speech” already.'));

  it('is refused where it names what is not on record, with the nearest there is, each field at once', () =>
    recorded()
      .when('RecordStatement', {
        ...statement,
        speaker: 'ana-brigt',
        onBehalfOf: ['norlnd', 'cy-reed'],
        audience: ['reform', 'nobody'],
        askedBy: 'reforms',
        inReplyTo: 'letter',
        reports: [{ ...report, source: 'dayly' }, report],
        codings: [
          { ...coding, issue: 'harbor' },
          { ...coding, codingId: 'other', proposition: 'harbour-is-opened' },
          { ...coding, codingId: 'third', holders: ['norland', 'sudlnd'] },
        ],
      })
      .faults({
        '/speaker': 'names actor “ana-brigt”, which is not on record. Nearest: ana-bright.',
        '/onBehalfOf/0': 'Nearest: norland',
        '/onBehalfOf/1': 'a person: only a body can be spoken for',
        '/audience/1': 'See /v1/actors for those there are.',
        '/askedBy': 'Nearest: reform',
        '/inReplyTo': 'names statement “letter”, which is not on record.',
        '/reports/0/source': 'names source “dayly”, which is not on record. Nearest: daily.',
        '/codings/0/issue': 'Nearest: harbour',
        '/codings/1/proposition':
          'names proposition “harbour-is-opened”, which is not on record. Nearest: harbour-is-open',
        '/codings/2/holders/1': 'Nearest: sudland',
      }));

  it('is refused where a stance of it is nobody’s, or an actor is named twice', () =>
    recorded()
      .when('RecordStatement', {
        ...statement,
        onBehalfOf: ['norland', 'norland'],
        audience: ['sudland', 'sudland'],
        codings: [
          { ...coding, holders: [] },
          { ...coding, codingId: 'twice', holders: ['ana-bright', 'ana-bright'] },
        ],
      })
      .faults({
        '/onBehalfOf/1': '“norland” comes twice.',
        '/audience/1': '“sudland” comes twice.',
        '/codings/0/holders': 'names nobody: name whose stance it is, or leave it out',
        '/codings/1/holders/1': '“ana-bright” comes twice.',
      }));

  it('is refused where a stance is on a proposition of another issue, and says whose it is', () =>
    recorded(any({ type: 'IssueOpened', data: { issueId: 'fleet', title: [{ language: 'en', text: 'The fleet' }] } }))
      .when('RecordStatement', { ...statement, codings: [{ ...coding, issue: 'fleet' }] })
      .faults({
        '/codings/0/proposition': 'which is a proposition of harbour and not of fleet. Name that issue',
      }));

  it('is refused where it answers itself', () =>
    recorded()
      .when('RecordStatement', { ...statement, inReplyTo: 'speech' })
      .faults({ '/inReplyTo': 'nothing answers itself' }));

  it('is refused where a source or a coding comes twice', () =>
    recorded()
      .when('RecordStatement', { ...statement, reports: [report, report], codings: [coding, coding] })
      .faults({ '/reports/1/source': '“daily” comes twice.', '/codings/1/codingId': '“open” comes twice.' }));

  it('is refused where the words are of a source that does not tell of it', () =>
    recorded()
      .when('RecordStatement', withCoding({ evidence: [{ ...evidence, source: 'gazette' }] }))
      .faults({ '/codings/0/evidence/0/source': 'is none of the statement’s reports: daily.' }));

  it('is refused where a link of its chain names nobody, or an unknown actor', () =>
    recorded()
      .when('RecordStatement', {
        ...statement,
        reports: [{ ...report, attribution: [{ name: 'A visitor' }, { note: 'who?' }, { actor: 'nobody' }] }],
      })
      .faults({
        '/reports/0/attribution/1': 'names nobody: give an actor or a name.',
        '/reports/0/attribution/2/actor': 'names actor “nobody”',
      }));

  it('is refused where a conditional stance has no condition, or another has one', () => {
    recorded()
      .when('RecordStatement', withCoding({ stance: 'conditional' }))
      .faults({ '/codings/0/condition': 'is required: under which condition is it affirmed?' });
    recorded()
      .when('RecordStatement', withCoding({ condition: 'the ice melts' }))
      .faults({ '/codings/0/condition': 'is for conditional stances, and this one affirms.' });
    recorded()
      .when('RecordStatement', withCoding({ stance: 'conditional', condition: 'the ice melts' }))
      .then([{}]);
  });

  it('is refused where it is said in the future, by the clock of the place', () => {
    const at = (now: string) => recorded().at(now).when('RecordStatement', statement);
    at('2025-11-06T14:59:59.999Z').faults({ '/said/edtf': '2025-11-07 in Asia/Tokyo lies after now' });
    at('2025-11-06T15:00:00.000Z').then([{}]);
    recorded()
      .when('RecordStatement', { ...statement, said: { edtf: '9999-12-31' } })
      .faults({ '/said/edtf': 'lies after now' });
  });

  it('is refused where its date cannot be read or was never there', () => {
    recorded()
      .when('RecordStatement', { ...statement, said: { edtf: '2025-02-30' } })
      .faults({ '/said/edtf': '2025-02 has no day 30, its last is the 28th.' });
    recorded()
      .when('RecordStatement', { ...statement, said: { edtf: '2011-12-30', zone: 'Pacific/Apia' } })
      .faults({ '/said/edtf': 'there was no such day in Pacific/Apia' });
  });

  it('takes a statement without a stance', () =>
    recorded()
      .when('RecordStatement', { ...statement, codings: [] })
      .then([{ data: { codings: [] } }]));
});

describe('a quote', () => {
  const TEXT = 'The minister said: “The harbour is open – for all.” She left. The harbour is open again.';
  const kept = recorded().keeping('daily', TEXT);
  const found = (quote: object): unknown => {
    const [event] = kept.when('RecordStatement', quoting(quote)).events;
    return event?.type === 'StatementRecorded' ? event.data.codings[0]?.evidence[0]?.quote : undefined;
  };
  const at = '/codings/0/evidence/0/quote/exact';

  it('that stands in the kept text gets its place', () =>
    expect(found({ exact: 'The minister said' })).toEqual({ exact: 'The minister said', start: 0, end: 17 }));

  it('is found with other quote marks, dashes and white space', () =>
    expect(found({ exact: 'said: "The harbour is open - for\nall."' })).toMatchObject({ start: 13, end: 51 }));

  it('that stands nowhere is refused with the nearest passage', () =>
    kept.when('RecordStatement', quoting({ exact: 'The harbour is open - for none.' })).faults({
      [at]: 'does not stand in the source’s text. The passage most like it reads: “The harbour is open – for all.”.',
    }));

  it('that stands nowhere is told of the nearest passage from word to word, whatever stands before it', () =>
    recorded()
      .keeping('daily', 'He said: “The harbour is open.”\nLater she said that it is not.')
      .when('RecordStatement', quoting({ exact: 'Later she sayed' }))
      .faults({ [at]: 'The passage most like it reads: “Later she said”.' }));

  it('that stands in several places is refused unless its surroundings or its start say which', () => {
    kept
      .when('RecordStatement', quoting({ exact: 'The harbour is open' }))
      .faults({ [at]: 'stands in 2 places of the source’s text.' });
    expect(found({ exact: 'The harbour is open', suffix: ' again' })).toMatchObject({ start: 62 });
    expect(found({ exact: 'The harbour is open', prefix: 'said: “' })).toMatchObject({ start: 20 });
    expect(found({ exact: 'The harbour is open', start: 62 })).toMatchObject({ start: 62, end: 81 });
  });

  it('is never moved to a look-alike', () => {
    kept
      .when('RecordStatement', quoting({ exact: 'The harbour is open', start: 21 }))
      .faults({ [at]: 'does not stand' });
    kept
      .when('RecordStatement', quoting({ exact: 'The harbour is open', start: 62, end: 80 }))
      .faults({ [at]: 'ends at 81 in the source’s text, not at 80.' });
    kept
      .when('RecordStatement', quoting({ exact: 'The harbour is open', suffix: ' tomorrow' }))
      .faults({ [at]: 'does not stand' });
  });

  it('that says the opposite in two letters more does not match, and the text that is there is shown', () => {
    const japanese = recorded().keeping('daily', '存立危機事態になり得ると述べた。');
    japanese
      .when('RecordStatement', quoting({ exact: '存立危機事態になり得ない' }))
      .faults({ [at]: 'The passage most like it reads: “存立危機事態になり得ると”.' });
    japanese.when('RecordStatement', quoting({ exact: '存立危機事態になり得る' })).then([{}]);
  });

  it('is taken as it is given where no text is kept', () =>
    recorded()
      .when('RecordStatement', quoting({ exact: 'anything', start: 5, end: 13 }))
      .then([{ data: { codings: [{ evidence: [{ quote: { exact: 'anything', start: 5, end: 13 } }] }] } }]));

  it('is checked in whatever command brings it', () => {
    const wrong = { exact: 'The harbour is shut' };
    const standing = recorded(spoken).keeping('daily', TEXT).keeping('gazette', TEXT);
    const bad = { ...coding, codingId: CODED, evidence: [{ ...evidence, quote: wrong }] };
    standing
      .when('CodeStatement', { statementId: 'speech', coding: { ...bad, codingId: 'new' } })
      .faults({ '/coding/evidence/0/quote/exact': 'does not stand' });
    standing
      .when('ReviseCoding', { statementId: 'speech', coding: bad, reason: 'Misread.' })
      .faults({ '/coding/evidence/0/quote/exact': 'does not stand' });
    standing
      .when('CorroborateStatement', {
        statementId: 'speech',
        report: { ...report, source: 'gazette' },
        evidence: [{ codingId: CODED, evidence: { ...evidence, source: 'gazette', quote: wrong } }],
        why: 'The same words.',
      })
      .faults({ '/evidence/0/evidence/quote/exact': 'does not stand' });
    standing
      .when('WithdrawStatement', {
        statementId: 'speech',
        by: 'ana-bright',
        said: { edtf: '2025-11-10' },
        report,
        quote: wrong,
      })
      .faults({ '/quote/exact': 'does not stand' });
  });
});

describe('a statement on record', () => {
  const standing = recorded(spoken);
  const further = { ...coding, codingId: 'dredging', proposition: 'dredging-helps' };
  const withdrawal = { statementId: 'speech', by: 'ana-bright', said: { edtf: '2025-11-10' }, report };

  it('takes a further stance, and not twice', () => {
    standing
      .when('CodeStatement', { statementId: 'speech', coding: further })
      .then([{ type: 'StatementCoded', data: { statementId: 'speech', coding: further } }]);
    standing
      .when('CodeStatement', { statementId: 'speech', coding: { ...further, codingId: CODED } })
      .refused('conflict', `There is a coding of speech with the id “${CODED}” already.`);
  });

  it('takes a revised coding of one that is there', () => {
    const now = { ...coding, codingId: CODED, stance: 'denies' };
    standing
      .when('ReviseCoding', { statementId: 'speech', coding: now, reason: 'Misread.' })
      .then([{ type: 'CodingRevised', data: { statementId: 'speech', coding: now, reason: 'Misread.' } }]);
    standing
      .when('ReviseCoding', { statementId: 'speech', coding: further, reason: 'Misread.' })
      .refused('missing', 'There is no coding of speech with the id “dredging”.');
  });

  it('takes another source, its words for codings there are, and no source twice', () => {
    const told = { statementId: 'speech', report: { ...report, source: 'gazette' }, why: 'The same words.' };
    const words = { ...evidence, source: 'gazette' };
    standing
      .when('CorroborateStatement', { ...told, evidence: [{ codingId: CODED, evidence: words }] })
      .then([{ type: 'StatementCorroborated', data: told }]);
    standing
      .when('CorroborateStatement', { ...told, evidence: [{ codingId: 'none', evidence: words }] })
      .faults({ '/evidence/0/codingId': 'names “none”, which is no coding of speech.' });
    standing
      .when('CorroborateStatement', { ...told, evidence: [{ codingId: CODED, evidence }] })
      .faults({ '/evidence/0/evidence/source': 'names daily, which is none' });
    recorded(spoken, corroborated('speech', 'gazette'))
      .when('CorroborateStatement', { ...told, evidence: [] })
      .refused('conflict', 'There is a report of speech with the id “gazette” already.');
  });

  it('takes words of a source that came later', () =>
    recorded(spoken, corroborated('speech', 'gazette'))
      .when('CodeStatement', {
        statementId: 'speech',
        coding: { ...further, evidence: [{ ...evidence, source: 'gazette' }] },
      })
      .then([{ type: 'StatementCoded' }]));

  it('takes a correction of what is wrong, with its reason', () => {
    const correction = { statementId: 'speech', reason: 'Misread.' };
    standing
      .when('CorrectStatement', { ...correction, corrected: { said: { edtf: '2025-11-03' } } })
      .then([{ type: 'StatementCorrected', data: { ...correction, corrected: { said: saidOn('2025-11-03') } } }]);
    standing
      .when('CorrectStatement', { ...correction, corrected: { speaker: 'bo-stone', said: { edtf: '2025-11-03' } } })
      .then([{ data: { corrected: { speaker: 'bo-stone', said: saidOn('2025-11-03') } } }]);
    standing
      .when('CorrectStatement', { ...correction, corrected: {} })
      .faults({ '/corrected': 'corrects nothing: give at least one field.' });
    standing
      .when('CorrectStatement', {
        ...correction,
        corrected: { speaker: 'nobody', onBehalfOf: ['cy-reed'], inReplyTo: 'speech' },
      })
      .faults({
        '/corrected/speaker': 'not on record',
        '/corrected/onBehalfOf/0': 'a person',
        '/corrected/inReplyTo': 'nothing answers itself',
      });
    standing
      .when('CorrectStatement', { ...correction, corrected: { said: { edtf: '2026-11-03' } } })
      .faults({ '/corrected/said/edtf': 'lies after now' });
  });

  it('keeps the parts of a date and of an occasion that a correction leaves out, and loses those that it says are none', () => {
    const correction = { statementId: 'speech', reason: 'Misread.' };
    const corrects = (corrected: object, to: object): void =>
      standing.when('CorrectStatement', { ...correction, corrected }).then([{ data: { corrected: to } }]);
    corrects({ said: { zone: 'Europe/Lisbon' } }, { said: saidOn('2025-11-07', 'Europe/Lisbon') });
    corrects({ said: { edtf: '2025-11-03', zone: null } }, { said: saidOn('2025-11-03') });
    corrects(
      { speaker: 'bo-stone', said: { edtf: '2025-11-03', zone: null } },
      { speaker: 'bo-stone', said: saidOn('2025-11-03', 'America/New_York') },
    );
    corrects({ channel: { venue: 'The fair' } }, { channel: { kind: 'speech', venue: 'The fair' } });
  });

  it('is taken back by its speaker or a body it was spoken for', () => {
    for (const by of ['ana-bright', 'norland']) {
      standing
        .when('WithdrawStatement', { ...withdrawal, by })
        .then([{ type: 'StatementWithdrawn', data: { by, said: saidOn('2025-11-10') } }]);
    }
    standing
      .when('WithdrawStatement', { ...withdrawal, by: 'sudland' })
      .faults({ '/by': 'only the speaker (ana-bright) or a body it was spoken for (norland) can take it back' });
    standing.when('WithdrawStatement', { ...withdrawal, by: 'nobody' }).faults({ '/by': 'not on record' });
  });

  it('is not taken back by a body that the speaker belonged to and did not speak for', () => {
    const alone = { '/by': 'only the speaker (ana-bright) can take it back: it was spoken for no body.' };
    const personal = affirmed('2025-11-07', { id: 'speech', onBehalfOf: [] });
    recorded(personal)
      .when('WithdrawStatement', { ...withdrawal, by: 'norland' })
      .faults(alone);
    for (const term of [{ from: '2025-11-08' }, { until: '2025-11-07' }, { speaksFor: false }])
      recorded(post('ana-bright', 'reform', term), spoken)
        .when('WithdrawStatement', { ...withdrawal, by: 'reform' })
        .faults({ '/by': 'a body it was spoken for (norland)' });
    recorded(post('ana-bright', 'reform'), spoken)
      .when('WithdrawStatement', { ...withdrawal, by: 'reform' })
      .then([{ data: { by: 'reform' } }]);
  });

  it('is taken back anew where the withdrawal on record takes nothing back, and can then be corrected to a later day', () => {
    const other = corrected('speech', { speaker: 'bo-stone' });
    const passedOver = recorded(spoken, withdrawn('speech', '2025-11-10', { speaker: 'norland' }), other);
    passedOver
      .when('WithdrawStatement', { ...withdrawal, by: 'sudland' })
      .then([{ type: 'StatementWithdrawn', data: { by: 'sudland' } }]);
    const later = { statementId: 'speech', reason: 'Misread.', corrected: { said: { edtf: '2025-11-20' } } };
    passedOver.when('CorrectStatement', later).then([{ type: 'StatementCorrected' }]);
    const back = { ...later, corrected: { ...later.corrected, speaker: 'ana-bright' } };
    passedOver
      .when('CorrectStatement', back)
      .faults({ '/corrected/said/edtf': 'lies after the statement was taken back' });
    recorded(spoken, withdrawn('speech', '2025-11-10', { speaker: 'norland' }))
      .when('CorrectStatement', { ...later, corrected: { ...later.corrected, speaker: 'bo-stone' } })
      .then([{ type: 'StatementCorrected' }]);
  });

  it('is not taken back before it was said, in the future, or twice', () => {
    standing
      .when('WithdrawStatement', { ...withdrawal, said: { edtf: '2025-11-06' } })
      .faults({ '/said/edtf': 'nothing is taken back before it is said' });
    standing
      .when('WithdrawStatement', { ...withdrawal, said: { edtf: '2025-12-02' } })
      .faults({ '/said/edtf': 'lies after now' });
    standing.when('WithdrawStatement', { ...withdrawal, said: { edtf: '2025-11-07' } }).then([{}]);
    recorded(spoken, withdrawn('speech', '2025-11-10'))
      .when('WithdrawStatement', withdrawal)
      .refused(
        'conflict',
        'Statement speech is withdrawn already, by ana-bright, and is not withdrawn twice. All else can still be recorded of it: ' +
          'it can be coded, corroborated, corrected or voided, and so can its withdrawal be voided.',
      );
  });

  it('stands again where its withdrawal was entered in error, and can be taken back anew', () => {
    const wish = { statementId: 'speech', reason: 'It was another.' };
    recorded(spoken, withdrawn('speech', '2025-11-10'))
      .when('VoidWithdrawal', wish)
      .then([{ type: 'WithdrawalVoided', data: wish }]);
    const again = recorded(spoken, withdrawn('speech', '2025-11-10'), withdrawalVoided('speech'));
    again.when('WithdrawStatement', withdrawal).then([{ type: 'StatementWithdrawn' }]);
    again
      .when('CorrectStatement', { ...wish, corrected: { said: { edtf: '2025-11-20' } } })
      .then([{ type: 'StatementCorrected' }]);
    for (const none of [standing, again])
      none
        .when('VoidWithdrawal', wish)
        .refused('conflict', 'There is no withdrawal of statement speech on record, and so none to void.');
  });

  it('takes what is now known of how one of its sources tells of it', () => {
    const now = {
      statementId: 'speech',
      report: { ...report, attribution: [{ actor: 'bo-stone' }] },
      reason: 'Misread.',
    };
    standing.when('CorrectReport', now).then([{ type: 'ReportCorrected', data: now }]);
    standing
      .when('CorrectReport', { ...now, report: { ...now.report, source: 'gazette' } })
      .refused('missing', 'There is no report of speech with the id “gazette”.');
    standing
      .when('CorrectReport', { ...now, report: { ...report, attribution: [{ actor: 'nobody' }, {}] } })
      .faults({ '/report/attribution/0/actor': 'not on record', '/report/attribution/1': 'names nobody' });
  });

  it('takes a correction that takes a part out', () => {
    const none = { onBehalfOf: null, audience: null, inReplyTo: null, askedBy: null };
    const all = { onBehalfOf: ['norland'], audience: ['sudland'], inReplyTo: 'question', askedBy: 'bo-stone' };
    recorded(affirmed('2025-11-01', { id: 'question' }), spoken, corrected('speech', all))
      .when('CorrectStatement', { statementId: 'speech', corrected: none, reason: 'Misread.' })
      .then([{ type: 'StatementCorrected', data: { corrected: none } }]);
    const personal = recorded(
      affirmed('2025-11-07', { id: 'speech', onBehalfOf: [] }),
      withdrawn('speech', '2025-11-10', { speaker: 'norland' }),
    );
    const later = { statementId: 'speech', reason: 'Misread.', corrected: { said: { edtf: '2025-11-20' } } };
    personal.when('CorrectStatement', later).then([{ type: 'StatementCorrected' }]);
    personal
      .when('CorrectStatement', { ...later, corrected: { ...later.corrected, onBehalfOf: null } })
      .faults({ '/corrected/said/edtf': 'lies after the statement was taken back' });
  });

  it('can be voided with a reason', () =>
    standing
      .when('VoidStatement', { statementId: 'speech', reason: 'Entered twice.' })
      .then([{ type: 'StatementVoided', data: { statementId: 'speech', reason: 'Entered twice.' } }]));

  const every = [
    ['CodeStatement', { coding: further }],
    ['ReviseCoding', { coding: { ...coding, codingId: CODED }, reason: 'x' }],
    ['CorroborateStatement', { report: { ...report, source: 'gazette' }, evidence: [], why: 'x' }],
    ['CorrectStatement', { corrected: { speaker: 'cy-reed' }, reason: 'x' }],
    ['VoidStatement', { reason: 'x' }],
    ['WithdrawStatement', { by: 'ana-bright', said: { edtf: '2025-11-10' }, report }],
    ['VoidWithdrawal', { reason: 'x' }],
    ['CorrectReport', { report, reason: 'x' }],
  ] as const;

  it.each(every)('that was voided refuses %s', (name, data) =>
    recorded(spoken, voided('speech'))
      .when(name, { statementId: 'speech', ...data })
      .refused('conflict', 'Statement speech is voided: nothing can be added to it or taken from it.'),
  );

  it.each(every)('that is not there refuses %s, with the nearest there is', (name, data) =>
    recorded(spoken)
      .when(name, { statementId: 'speach', ...data })
      .refused('missing', 'There is no statement with the id “speach”. Nearest: speech.'),
  );

  it('that was voided keeps its id', () =>
    recorded(spoken, voided('speech'))
      .when('RecordStatement', statement)
      .refused('conflict', 'There was a statement with the id “speech”, which is voided: an id is not used again.'));
});
