import { folder, onrecord } from '../support/command-line.js';
import { madeUpActorLines } from '../support/made-up-actors.js';

const place = folder();
const store = place.store('arvia');
afterAll(() => place.remove());

const line = (type: string, data: object): string => JSON.stringify({ type, data });

const paraphrased = { source: 'arvia-gazette', directness: 'paraphrase' };
const report = { ...paraphrased, attribution: [] };
const fair = { issue: 'fishing', proposition: 'fair', stance: 'affirms', evidence: [paraphrased] };

const RECORD: readonly string[] = [
  ...madeUpActorLines,
  line('IssueOpened', { issueId: 'fishing', title: [{ language: 'en', text: 'Fishing' }] }),
  line('PropositionWorded', {
    ...{ issueId: 'fishing', propositionId: 'fair', kind: 'claim' },
    wording: [{ language: 'en', text: 'The quotas are fair.' }],
  }),
  line('SourceDescribed', {
    ...{ sourceId: 'arvia-evening-post', kind: 'press', title: 'Quotas', language: 'en' },
    publisher: 'The Evening Post of Arvia',
  }),
  line('StatementRecorded', {
    ...{ statementId: 'on-quotas', speaker: 'blake-example', channel: { kind: 'speech' } },
    ...{ said: { edtf: '2025-11-10' }, audience: ['casey-example', 'arvia'], reports: [report] },
    codings: [
      { ...fair, codingId: 'of-others', holders: ['arvia', 'casey-example'], coder: 'first@example.org' },
      { ...fair, codingId: 'of-both', holders: ['arvia', 'blake-example'], coder: 'second@example.org' },
      { ...fair, codingId: 'own', coder: 'third@example.org' },
    ],
  }),
  line('StatementCorroborated', {
    ...{ statementId: 'on-quotas', report: { ...report, source: 'arvia-evening-post' }, evidence: [] },
    why: 'The same speech on the same day.',
  }),
  line('StatementWithdrawn', {
    ...{ statementId: 'on-quotas', by: 'blake-example', said: { edtf: '2025-11-12' }, report },
    note: 'In a letter to the editor.',
  }),
];

beforeAll(() => expect(onrecord(store, ['import', '-'], RECORD.join('\n'))).toMatchObject({ code: 0 }));

const together = (text: string): string => text.replaceAll(/\s+/g, ' ');
const shown = (): string => together(onrecord(store, ['show', 'on-quotas']).out);

describe('onrecord show of a statement', () => {
  it('says of whom a coding is that names nobody who spoke', () => {
    expect(shown()).toContain(
      'affirms fishing/fair, said of arvia and casey-example, who did not speak coded by first@example.org',
    );
  });

  it('says of a coding that names some who spoke and some who did not which are which', () => {
    expect(shown()).toContain(
      'affirms fishing/fair, held by Blake Example; said of arvia, who did not speak coded by second@example.org',
    );
  });

  it('says who holds a coding that names nobody, and who coded it', () => {
    expect(shown()).toContain('affirms fishing/fair, held by Blake Example coded by third@example.org');
  });

  it('says to whom it was said', () => {
    expect(onrecord(store, ['show', 'on-quotas']).out).toContain('\nto        casey-example, arvia\n');
  });

  it('says what needs saying of its withdrawal', () => {
    expect(shown()).toMatch(/taken back by Blake Example, 2025-11-12.*? note: In a letter to the editor\. /);
  });

  it('says why a further source tells of the same act, beside it and as the reason of the version', () => {
    const why = 'The same speech on the same day.';
    expect(shown()).toContain(`arvia-evening-post: press, paraphrase, The Evening Post of Arvia the same act: ${why} `);
    expect(shown().split('the same act: ')).toHaveLength(2);
    expect(shown()).toContain(`StatementCorroborated by import: ${why} `);
  });
});
