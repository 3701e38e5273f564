import { folder, onrecord } from '../support/command-line.js';
import { madeUpActorLines } from '../support/made-up-actors.js';

const place = folder();
const store = place.store('arvia');
afterAll(() => place.remove());

const line = (type: string, data: object): string => JSON.stringify({ type, data });

const claim = (propositionId: string): string =>
  line('PropositionWorded', {
    issueId: 'harbour',
    propositionId,
    kind: 'claim',
    wording: [{ language: 'en', text: `${propositionId}.` }],
  });

const report = { source: 'arvia-gazette', directness: 'paraphrase', attribution: [] };

type Read = Readonly<{ stance: string; condition?: string; holders?: readonly string[] }>;

/** A statement of one reading, by somebody, on a day. */
const said = (statementId: string, speaker: string, edtf: string, proposition: string, read: Read): string =>
  line('StatementRecorded', {
    statementId,
    speaker,
    channel: { kind: 'speech' },
    said: { edtf },
    reports: [report],
    codings: [
      {
        codingId: 'c',
        issue: 'harbour',
        proposition,
        ...read,
        coder: 'a-clerk',
        evidence: [{ source: 'arvia-gazette', directness: 'paraphrase' }],
      },
    ],
  });

const ICE = 'The ice melts,\nall of it.';
const melted: Read = { stance: 'conditional', condition: ICE };
const paid: Read = { stance: 'conditional', condition: 'It is paid for.' };
const [AVERY, BLAKE] = ['avery-example', 'blake-example'];

const RECORD: readonly string[] = [
  ...madeUpActorLines,
  line('IssueOpened', { issueId: 'harbour', title: [{ language: 'en', text: 'The harbour' }] }),
  ...['open', 'ferry', 'dredging', 'tolls', 'pier'].map(claim),
  said('open-by-avery', AVERY, '2025-11-10', 'open', melted),
  said('open-by-blake', BLAKE, '2025-11-11', 'open', { stance: 'denies' }),
  said('ferry-first', AVERY, '2025-11-01/2025-11-10', 'ferry', paid),
  said('ferry-second', AVERY, '2025-11-05/2025-11-12', 'ferry', { stance: 'denies' }),
  said('tolls-by-avery', AVERY, '2025-11-06', 'tolls', paid),
  said('tolls-again', AVERY, '2025-11-09', 'tolls', melted),
  said('of-arvia', BLAKE, '2025-11-07', 'dredging', { ...paid, holders: ['arvia'] }),
  said('of-arvia-on-tolls', BLAKE, '2025-11-10', 'tolls', { stance: 'affirms', holders: ['arvia'] }),
  said('pier-by-avery', AVERY, '2025-11-08', 'pier', paid),
  line('StatementWithdrawn', { statementId: 'pier-by-avery', by: 'arvia', said: { edtf: '2025-11-09' }, report }),
];

beforeAll(() => expect(onrecord(store, ['import', '-'], RECORD.join('\n'))).toMatchObject({ code: 0 }));

/** What a command prints, with its lines run together. */
const printed = (...args: readonly string[]): string => onrecord(store, args).out.replaceAll(/\s+/g, ' ');

const position = (asOf = '2025-11-20', ...args: readonly string[]): string =>
  printed('position', 'arvia', 'harbour', '--as-of', asOf, ...args);

const WHO = 'Avery Example, Prime Minister of Arvia, speech, said';
const UNDER_ICE = 'affirms it under a condition (“The ice melts, all of it.”)';
const UNDER_PAY = 'affirms it under a condition (“It is paid for.”)';

describe('a condition, in a position,', () => {
  it('stands with the stance of whoever contests', () => {
    expect(printed('position', 'blake-example', 'harbour')).toContain(
      `Contested open: Arvia ${UNDER_ICE} since 2025-11-10 ${WHO} 2025-11-10 (open-by-avery) [`,
    );
    expect(position()).toContain('Contested open: Blake Example denies it since 2025-11-11');
  });

  it('stands in what others say of it, and in the answer', () => {
    expect(position()).toContain(`dredging: Blake Example says Arvia ${UNDER_PAY}; answer: unanswered`);
    expect(position()).toContain(`tolls: Blake Example says Arvia affirms it; answer: ${UNDER_ICE}`);
  });

  it('stands with each of the words of a mixed stance, which say what they take', () => {
    const [, mixed = ''] = position().split('MIXED: ferry. (ferry)');
    expect(mixed).toContain(`${WHO} 2025-11-01/2025-11-10 (ferry-first): ${UNDER_PAY} [`);
    expect(mixed).toContain(`${WHO} 2025-11-05/2025-11-12 (ferry-second): denies it [`);
  });

  it('stands with words that took another than the one in force', () => {
    const [, tolls = ''] = position().split('CONDITIONAL: tolls.');
    expect(tolls).toContain('on condition: The ice melts, all of it.');
    expect(tolls).toContain(`(tolls-by-avery): ${UNDER_PAY} [`);
    expect(tolls).toContain('(tolls-again) [');
  });

  it('stands under what is uncertain', () => {
    const [, uncertain = ''] = position('2025-11-06').split('Uncertain by then');
    expect(uncertain).toContain(`(ferry-first): ${UNDER_PAY} [`);
    expect(uncertain).toContain('(ferry-second): denies it [');
  });

  it('stands under what is not counted', () => {
    const [, notCounted = ''] = position('2025-11-20', '--evidence', 'own').split('Not counted');
    expect(notCounted).toContain(`(open-by-avery): ${UNDER_ICE} [`);
    expect(notCounted).toContain('(ferry-second): denies it [');
  });

  it('stands under what was taken back', () => {
    const [, takenBack = ''] = position().split(' Taken back pier: ');
    expect(takenBack).toContain(`(pier-by-avery): ${UNDER_PAY} [`);
  });
});

describe('a condition, on the board,', () => {
  it('stands in a column of its own', () => {
    const rows = onrecord(store, ['position', '--as-of', '2025-11-20']).out.split('\n');
    const tolls = rows.find((row) => row.startsWith('arvia ') && row.includes(' tolls '));
    expect(tolls).toMatch(/ conditional +tolls .*“The ice melts, all of it\.”$/);
  });
});

describe('a condition, in a history,', () => {
  it('stands in each step and with its words', () => {
    const history = printed('history', 'arvia', 'harbour', '--as-of', '2025-11-20');
    expect(history).toContain(
      '2025-11-09 shifted tolls (conditional “It is paid for.” -> conditional “The ice melts, all of it.”)',
    );
    expect(history).toContain(`(tolls-again): ${UNDER_ICE} [`);
    expect(history).toContain('(ferry-second): denies it [');
  });
});

describe('a condition, in a comparison,', () => {
  it('stands with the words of each side', () => {
    const changed = printed('diff', 'arvia', 'harbour', '--from', '2025-11-06', '--to', '2025-11-20');
    const [, tolls = ''] = changed.split(' changed tolls ').slice(-2);
    expect(tolls).toContain(`before: ${WHO} 2025-11-06 (tolls-by-avery): ${UNDER_PAY} [`);
    expect(tolls).toContain(`after: ${WHO} 2025-11-09 (tolls-again): ${UNDER_ICE} [`);
    const [, ferry = ''] = changed.split(' added ferry ').slice(-2);
    expect(ferry).toContain(`(ferry-first): ${UNDER_PAY} [`);
    expect(ferry).toContain('(ferry-second): denies it [');
  });

  it('stands with the words of whoever contests', () => {
    const contested = printed('diff', 'blake-example', 'harbour', '--from', '2025-11-01', '--to', '2025-11-20');
    expect(contested).toContain(`(open-by-avery): ${UNDER_ICE} [`);
    expect(printed('diff', 'blake-example', 'harbour', '--with', 'arvia')).toContain(`(open-by-avery): ${UNDER_ICE} [`);
  });

  it('stands on both sides where one coding was read otherwise', () => {
    const revised = place.store('revised');
    expect(onrecord(revised, ['import', '-'], RECORD.join('\n'))).toMatchObject({ code: 0 });
    const known = String(RECORD.length + 1);
    const how = ['--stance', 'conditional', '--condition', 'The pier is safe.', '--reason', 'Read again.'];
    expect(onrecord(revised, ['revise', 'open-by-avery', 'c', ...how])).toMatchObject({ code: 0 });
    const sides = ['--known-from', known, '--known-to', String(RECORD.length + 2), '--as-of', '2025-11-20'];
    const { out } = onrecord(revised, ['diff', 'arvia', 'harbour', ...sides]);
    const text = out.replaceAll(/\s+/g, ' ');
    expect(text).toContain(`before: ${WHO} 2025-11-10 (open-by-avery): ${UNDER_ICE} [`);
    expect(text).toContain(
      `after: ${WHO} 2025-11-10 (open-by-avery): affirms it under a condition (“The pier is safe.”) [`,
    );
  });
});

describe('a condition, in what is followed,', () => {
  const moved = 'tolls  (conditional “It is paid for.” -> conditional “The ice melts, all of it.”)';

  it('stands in the line of the change', () => {
    const { out } = onrecord(store, ['watch', '--once', '--after', '0']);
    expect(out).toContain(`harbour/${moved}\n`);
    expect(onrecord(store, ['replay']).out).toContain(`harbour/${moved}\n`);
  });

  it('stands in the line of what is said of another', () =>
    expect(onrecord(store, ['watch', '--once', '--after', '0', '--kind', 'characterised']).out).toContain(
      'arvia  characterised by blake-example  harbour/dredging  (as conditional “It is paid for.”)',
    ));

  it('does nothing to the terminal', () => {
    const terminal = place.store('terminal');
    const red = said('red', AVERY, '2025-11-10', 'open', { stance: 'conditional', condition: '\u001b[31mIt is red.' });
    expect(onrecord(terminal, ['import', '-'], [...RECORD, red].join('\n'))).toMatchObject({ code: 0 });
    for (const args of [['watch', '--once', '--after', '0'], ['replay']])
      expect(onrecord(terminal, args).out).toContain('conditional “\\u001b[31mIt is red.”');
  });
});

describe('onrecord show', () => {
  it('says under which condition, in the coding and beside the source', () => {
    expect(printed('show', 'open-by-avery')).toContain(
      'Codings affirms harbour/open under a condition (“The ice melts, all of it.”), held by Avery Example, Arvia',
    );
    expect(printed('show', 'open-by-avery')).toContain(
      'affirms open under a condition (“The ice melts, all of it.”), paraphrase, no words given',
    );
  });
});

describe('a stance that is told', () => {
  it('is never the bare word for a conditional one as a verb', () => {
    const all = [
      ['position', 'arvia', 'harbour'],
      ['position', 'blake-example', 'harbour'],
      ['history', 'arvia', 'harbour'],
      ['diff', 'arvia', 'harbour', '--with', 'blake-example'],
      ['show', 'open-by-avery'],
    ];
    for (const args of all) expect(printed(...args)).not.toMatch(/conditional (it|harbour|open)\b/);
  });
});
