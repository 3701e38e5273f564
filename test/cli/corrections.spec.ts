import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseType } from '../../events/index.js';
import type { Outcome } from '../../src/record/ledger.js';
import { asked, folder, onrecord, Run, serve, Service } from '../support/command-line.js';
import { exported, GAZETTE, HEAD, madeUp, SPEECH, WORDS } from '../support/made-up.js';

const place = folder();
afterAll(() => place.remove());

/** Every command that corrects, in an order in which each can be, with the event it makes. */
const CORRECTIONS: readonly (readonly [type: string, args: readonly string[], data: object])[] = [
  [
    'StatementCorrected',
    ['correct', SPEECH, '--said', '2026-01-13', '--venue', 'Town hall', '--reason', 'The gazette gives the 13th.'],
    {
      statementId: SPEECH,
      corrected: {
        said: { edtf: '2026-01-13', zone: 'Europe/Lisbon' },
        channel: { kind: 'speech', venue: 'Town hall' },
      },
      reason: 'The gazette gives the 13th.',
    },
  ],
  [
    'StatementCorrected',
    ['correct', SPEECH, '--speaker', 'Jane', '--audience', 'John Placeholder', 'Examplia', '--reason', 'To both.'],
    { corrected: { speaker: 'placeholder-jane', audience: ['placeholder-john', 'examplia'] } },
  ],
  [
    'StatementCoded',
    [
      ...['code', SPEECH, 'dredging', '--issue', 'harbour', '--proposition', 'harbour-needs-dredging'],
      ...['--stance', 'affirms', ...WORDS, '--quote', 'open by spring', '--language', 'en'],
    ],
    {
      coding: {
        codingId: 'dredging',
        coder: 'ann@example.org',
        evidence: [{ source: GAZETTE, directness: 'verbatim', quote: { exact: 'open by spring', language: 'en' } }],
      },
    },
  ],
  [
    'CodingRevised',
    ['revise', SPEECH, 'dredging', '--stance', 'conditional', '--condition', 'by spring', '--reason', 'Read again.'],
    {
      coding: {
        codingId: 'dredging',
        proposition: 'harbour-needs-dredging',
        stance: 'conditional',
        condition: 'by spring',
        evidence: [{ quote: { exact: 'open by spring' } }],
      },
      reason: 'Read again.',
    },
  ],
  [
    'StatementCorroborated',
    [
      ...['corroborate', SPEECH, '--source', 'examplia-daily', '--directness', 'paraphrase'],
      ...['--why', 'The same speech.', '--quote', 'dredging=so long as = it opens by spring'],
    ],
    {
      report: { source: 'examplia-daily', directness: 'paraphrase', attribution: [] },
      evidence: [
        {
          codingId: 'dredging',
          evidence: {
            source: 'examplia-daily',
            directness: 'paraphrase',
            quote: { exact: 'so long as = it opens by spring' },
          },
        },
      ],
    },
  ],
  [
    'ActorNamed',
    ['name', 'Jane Placeholder', '--text', 'Placeholder J.', '--language', 'en', '--order', 'family-first'],
    { actorId: 'placeholder-jane', name: { text: 'Placeholder J.', language: 'en', order: 'family-first' } },
  ],
  [
    'MembershipRecorded',
    [
      'membership',
      'John',
      'john-mayor',
      '--body',
      'Examplia',
      '--post',
      'Mayor',
      '--no-speaks-for',
      '--until',
      '2026-03-01',
    ],
    {
      actorId: 'placeholder-john',
      membershipId: 'john-mayor',
      body: 'examplia',
      speaksFor: false,
      until: '2026-03-01',
    },
  ],
  [
    'MembershipCorrected',
    ['membership', 'John', 'john-mayor', '--from', '2026-01-05', '--no-until', '--reason', 'He stayed.'],
    { body: 'examplia', post: 'Mayor', speaksFor: false, from: '2026-01-05', reason: 'He stayed.' },
  ],
  [
    'StatementWithdrawn',
    ['withdraw', SPEECH, '--by', 'Jane', '--said', '2026-01-20', ...WORDS, '--quote', 'I take that back.'],
    {
      by: 'placeholder-jane',
      said: { edtf: '2026-01-20' },
      report: { source: GAZETTE, directness: 'verbatim', attribution: [] },
      quote: { exact: 'I take that back.' },
    },
  ],
  [
    'WithdrawalVoided',
    ['void', SPEECH, '--withdrawal', '--reason', 'It was another speech.'],
    { statementId: SPEECH, reason: 'It was another speech.' },
  ],
  [
    'ReportCorrected',
    ['report', SPEECH, GAZETTE, '--told-by', 'Jane', '--reason', 'The gazette has it from her office.'],
    {
      report: { source: GAZETTE, directness: 'verbatim', attribution: [{ actor: 'placeholder-jane' }] },
      reason: 'The gazette has it from her office.',
    },
  ],
  [
    'ReportCorrected',
    ['report', SPEECH, GAZETTE, '--told-by-nobody', '--directness', 'paraphrase', '--reason', 'Read again.'],
    { report: { source: GAZETTE, directness: 'paraphrase', attribution: [] } },
  ],
  [
    'StatementCorrected',
    ['correct', SPEECH, '--no-on-behalf-of', '--no-audience', '--no-in-reply-to', '--no-asked-by', '--reason', 'None.'],
    { corrected: { onBehalfOf: null, audience: null, inReplyTo: null, askedBy: null } },
  ],
  ['StatementVoided', ['void', SPEECH, '--reason', 'Entered twice.'], { reason: 'Entered twice.' }],
];

type Printed = Outcome & Readonly<{ commandId: string }>;
const WHO = ['--recorded-by', 'ann@example.org'];

describe.each(['itself', 'through the service that holds the store'])('the command line, writing %s', (door) => {
  const store = madeUp(place.store(door.split(' ')[0] as string));
  let service: Service | undefined;
  beforeAll(async () => {
    if (door !== 'itself') service = await serve(store);
  }, 20_000);
  afterAll(async () => service?.stop());

  it.each(CORRECTIONS.map((one, at) => [...one, at] as const))(
    'makes %s of %j, having said first what it would change, and makes it once',
    (type, args, data, at) => {
      const given = [...args, ...WHO, '--command-id', `c${at}`];
      const foreseen = asked<Printed>(store, ...given, '--dry-run');
      expect([foreseen.outcome, foreseen.position]).toEqual(['dry-run', HEAD + at]);

      const recorded = asked<Printed>(store, ...given);
      expect(recorded).toMatchObject({ outcome: 'recorded', commandId: `c${at}`, position: HEAD + at + 1 });
      expect(recorded.events).toMatchObject([{ type, data }]);
      expect(recorded.events[0]?.data).toEqual(foreseen.events[0]?.data);
      expect(foreseen.changes.map(({ id, why }) => [id, why])).toEqual(
        recorded.changes.map(({ id, why }) => [id, why]),
      );

      expect(asked<Printed>(store, ...given)).toMatchObject({ outcome: 'repeated', position: HEAD + at + 1 });
    },
    20_000,
  );

  it('has named the author and the command in each event, and made one event of each', () => {
    const events = exported(store).slice(HEAD);
    expect(events.map(({ type, recordedby, commandid }) => [parseType(type).type, recordedby, commandid])).toEqual(
      CORRECTIONS.map(([type], at) => [type, 'ann@example.org', `c${at}`]),
    );
  });
});

describe('either door', () => {
  it('writes the same events', () => {
    const [here, there] = ['itself', 'through'].map((name) =>
      exported(place.store(name)).map(({ id, data }) => [id, data]),
    );
    expect(here).toEqual(there);
  });
});

describe('what is printed of a correction', () => {
  const store = madeUp(place.store('printed'));
  const correct = (...args: readonly string[]): Run => onrecord(store, ['correct', SPEECH, ...args]);

  it('is where it was recorded, by whom, under which id, and each change in a line with its why', () => {
    const { code, out } = correct('--said', '2026-01-13', '--reason', 'The gazette gives the 13th.');
    const [first, ...changes] = out.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(first).toMatch(
      /^Recorded at position 12 by anonymous@local, command [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.$/,
    );
    expect(changes.length).toBeGreaterThan(0);
    for (const change of changes) {
      expect(change).toMatch(/^ {2}12\.\d+ {2}2026-01-13 .* record-corrected .*: .*The gazette gives the 13th\.$/);
    }
  });

  it('is that nothing was recorded, on a dry run', () => {
    const { out } = correct('--said', '2026-01-12', '--reason', 'Or the 12th.', '--dry-run');
    expect(out).toMatch(
      /^Would be recorded by anonymous@local, after position 12\. Nothing was recorded\.\n {2}13\.1 /,
    );
  });

  it('is that there is no new event, where the record says so already', () => {
    const name = ['name', 'Jane', '--text', 'Jane Placeholder', '--language', 'en', '--order', 'given-first'];
    expect(onrecord(store, name)).toEqual({ code: 0, out: 'The record says so already: no new event.\n', err: '' });
  });

  it('is the same again, whatever was corrected between', () => {
    const venue = ['--venue', 'Town hall', '--reason', 'It was there.', '--command-id', 'venue'];
    expect(correct(...venue).out).toContain('Recorded at position 13');
    expect(correct('--channel', 'interview', '--reason', 'It was no speech.').out).toContain('position 14');
    expect(correct(...venue).out).toMatch(/^Recorded before, at position 13, command venue: no new event\./);
  });

  it('names the setting’s author', () => {
    process.env['ONRECORD_RECORDED_BY'] = 'desk@example.org';
    try {
      const { out } = correct('--channel', 'speech', '--reason', 'It was one.');
      expect(out).toContain('Recorded at position 15 by desk@example.org');
    } finally {
      delete process.env['ONRECORD_RECORDED_BY'];
    }
  });
});

describe('a body in a file', () => {
  const store = madeUp(place.store('data'));
  const file = join(place.path, 'body.json');
  const written = (body: unknown): string => {
    writeFileSync(file, typeof body === 'string' ? body : JSON.stringify(body));
    return file;
  };

  it('is what HTTP takes, with the command’s id where it gives one', () => {
    const body = { corrected: { onBehalfOf: [] }, reason: 'She spoke for herself.', commandId: 'from-the-file' };
    const outcome = asked<Printed>(store, 'correct', SPEECH, '--data', written(body));
    expect(outcome).toMatchObject({ outcome: 'recorded', commandId: 'from-the-file' });
    expect(onrecord(store, ['correct', SPEECH, '--data', '-'], JSON.stringify(body)).out).toContain('Recorded before');
  });

  it.each<readonly [string, unknown, number, RegExp]>([
    [
      'a field that is wrong',
      { corrected: { said: { edtf: 'soon' } }, reason: 'x' },
      4,
      /\/corrected\/said\/edtf of .*body\.json /,
    ],
    ['no reason', { corrected: { onBehalfOf: [] } }, 4, /\/reason of .*body\.json is required/],
    [
      'another statement',
      { statementId: 'other', reason: 'x' },
      4,
      /\/statementId of .*body\.json names "other", and STATEMENT names/,
    ],
    ['no JSON', 'soon', 2, /--data .*body\.json is no JSON/],
    ['no object', '[]', 4, /must hold a JSON object/],
  ])('is refused at its place for %s', (_what, body, exit, said) => {
    const { code, err } = onrecord(store, ['correct', SPEECH, '--data', written(body)]);
    expect([code, err]).toEqual([exit, expect.stringMatching(said)]);
  });

  it('goes with the option that says which of two commands is meant', () => {
    const withdrawal = ['withdraw', SPEECH, '--by', 'Jane', '--said', '2026-01-20', ...WORDS];
    expect(onrecord(store, withdrawal)).toMatchObject({ code: 0 });
    const data = ['--data', written({ reason: 'It was another speech.' })];
    const voided = asked<Printed>(store, 'void', SPEECH, '--withdrawal', ...data);
    expect(voided.events.map(({ type }) => type)).toEqual(['WithdrawalVoided']);
    const { out } = onrecord(store, ['replay', '--json']);
    const types = out
      .split('\n')
      .flatMap((text) => /"type":"(Statement(?:Corrected|Withdrawn)[^"]*)"/.exec(text)?.[1] ?? []);
    expect(types).toEqual(['StatementCorrected.v2', 'StatementWithdrawn']);
  });

  it('goes with none of the options that it takes the place of', () => {
    const { code, err } = onrecord(store, ['void', SPEECH, '--data', file, '--reason', 'x']);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/'--data <file>' cannot be used with option '--reason <text>'/),
    ]);
  });
});

describe('a store that is not there', () => {
  it('is not made by a correction', () => {
    const run = (): Run => onrecord(place.store('nowhere'), ['void', SPEECH, '--reason', 'x']);
    expect([run(), run()]).toEqual(Array(2).fill(expect.objectContaining({ code: 3 })));
  });
});
