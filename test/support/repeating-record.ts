/** A record of made-up actors in which every free text can repeat words that are quoted from one source. */

/** A source’s words, and a text that may repeat them, by where it stands. */
export type Repeating = Readonly<{ words: string; text: (place: string) => string }>;

const english = (text: string): readonly object[] => [{ language: 'en', text }];

const PEOPLE = { actorId: 'avery-example', kind: 'person', zone: 'Asia/Tokyo' };

/** Where the words are from; and a source that has words of its own. */
export const WITHHELD = 'arvia-gazette';
export const OTHER = 'arvia-herald';
export const OWN_WORDS = 'The herald heard it otherwise.';

const source = (sourceId: string, { text }: Repeating): object => ({
  sourceId,
  kind: 'press',
  title: text(`${sourceId} title`),
  publisher: text(`${sourceId} publisher`),
  author: text(`${sourceId} author`),
  language: 'en',
  published: '2025-11-01',
  stampedTime: text(`${sourceId} time`).slice(0, 60),
  notBefore: { date: '2025-11-02', reason: text(`${sourceId} not before`) },
  note: text(`${sourceId} note`),
});

const coding = (codingId: string, { words, text }: Repeating): object => ({
  codingId,
  issue: 'harbour',
  proposition: 'open',
  stance: 'conditional',
  condition: text(`${codingId} condition`),
  evidence: [
    { source: WITHHELD, directness: 'verbatim', quote: { exact: words }, note: text(`${codingId} evidence`) },
    { source: OTHER, directness: 'verbatim', quote: { exact: OWN_WORDS } },
  ],
  coder: text(`${codingId} coder`),
  note: text(`${codingId} note`),
});

const report = (from: string, { text }: Repeating): object => ({
  source: from,
  directness: 'verbatim',
  attribution: [{ name: text(`${from} teller`), note: text(`${from} teller note`) }],
  note: text(`${from} report`),
});

const statement = (statementId: string, edtf: string, given: Repeating): object => ({
  statementId,
  speaker: 'avery-example',
  channel: { kind: given.text(`${statementId} channel`).slice(0, 200), venue: given.text(`${statementId} venue`) },
  said: { edtf, zone: 'Asia/Tokyo' },
  reports: [report(WITHHELD, given), report(OTHER, given)],
  codings: [coding(`${statementId}-open`, given)],
  note: given.text(`${statementId} note`),
});

const membership = (text: Repeating['text']): object => ({
  actorId: 'avery-example',
  membershipId: 'minister',
  body: 'arvia',
  post: text('post'),
  speaksFor: true,
});

/** The codebook and the actors. */
const cast = (given: Repeating): readonly (readonly [string, object])[] => {
  const { text } = given;
  return [
    ['RecordOpened', { name: text('log'), description: text('log description') }],
    ['ActorRegistered', { actorId: 'arvia', kind: 'government', names: english('Arvia'), note: text('arvia note') }],
    ['ActorRegistered', { ...PEOPLE, names: english(text('name')), note: text('avery note') }],
    ['ActorNamed', { actorId: 'avery-example', name: { language: 'ja', text: text('second name') } }],
    ['MembershipRecorded', { ...membership(text), note: text('membership note') }],
    ['MembershipCorrected', { ...membership(text), from: '2025-01-01', reason: text('membership reason') }],
    ['IssueOpened', { issueId: 'harbour', title: english(text('title')), description: text('issue description') }],
    [
      'PropositionWorded',
      {
        issueId: 'harbour',
        propositionId: 'open',
        kind: 'claim',
        wording: english(text('wording')),
        note: text('wording note'),
      },
    ],
    [
      'PropositionReworded',
      { issueId: 'harbour', propositionId: 'open', wording: english(text('rewording')), reason: text('reworded') },
    ],
    ['SourceDescribed', source(WITHHELD, given)],
    ['SourceDescribed', source(OTHER, given)],
    ['SourceDescribed', source('arvia-mail', given)],
  ];
};

/** Statements, and everything that can become of one. */
const said = (given: Repeating): readonly (readonly [string, object])[] => {
  const { words, text } = given;
  const statementId = 'first';
  return [
    ['StatementRecorded', statement(statementId, '2025-11-03', given)],
    ['StatementCoded', { statementId, coding: coding('second-open', given), note: text('coded note') }],
    [
      'CodingRevised',
      {
        statementId,
        coding: { ...coding('second-open', given), stance: 'denies', condition: undefined },
        reason: text('revised'),
      },
    ],
    [
      'StatementCorroborated',
      { statementId, report: report('arvia-mail', given), evidence: [], why: text('corroborated') },
    ],
    [
      'StatementCorrected',
      {
        statementId,
        corrected: { channel: { kind: 'speech', venue: text('corrected venue') } },
        reason: text('corrected'),
      },
    ],
    ['StatementRecorded', statement('second', '2025-11-04', given)],
    ['StatementRecorded', statement('third', '2025-11-05', given)],
    ['StatementVoided', { statementId: 'third', reason: text('voided') }],
    [
      'StatementWithdrawn',
      {
        statementId,
        by: 'avery-example',
        said: { edtf: '2025-11-06', zone: 'Asia/Tokyo' },
        report: report(WITHHELD, given),
        quote: { exact: words },
        note: text('withdrawn'),
      },
    ],
  ];
};

/** The lines of such a record, as the import takes them: each command there is, each with all its texts. */
export const repeatingLines = (given: Repeating): readonly string[] =>
  [...cast(given), ...said(given)].map(([type, data]) => JSON.stringify({ type, data }));
