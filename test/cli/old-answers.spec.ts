import { asked, folder, onrecord, Run, serve } from '../support/command-line.js';
import { GAZETTE, HEAD, madeUp, SPEECH } from '../support/made-up.js';

const place = folder();
afterAll(() => place.remove());

describe('an old answer', () => {
  const store = madeUp(place.store('old'));
  const OLD = ['--known-at', String(HEAD)];
  const VIEWS: readonly (readonly string[])[] = [
    ['position', 'examplia', 'harbour', ...OLD],
    ['position', 'examplia', ...OLD],
    ['position', ...OLD],
    ['history', 'examplia', 'harbour', ...OLD],
    ['diff', 'examplia', 'harbour', '--from', '2026-01-01', '--to', '2026-01-31', ...OLD],
    ['show', SPEECH, ...OLD],
    ['show', GAZETTE, ...OLD],
    ['search', 'spring', ...OLD],
  ];
  const pinned = (view: readonly string[]): Run => onrecord(store, ['--json', ...view, ...clock(view)]);
  /** A question of both clocks pins both: what is left out would be now. */
  const clock = (view: readonly string[]): readonly string[] =>
    ['show', 'diff'].includes(view[0] as string) ? [] : ['--as-of', '2026-01-31'];
  let before: readonly Run[];

  beforeAll(() => {
    before = VIEWS.map(pinned);
    const [left, corrected] = [
      ['membership', 'Jane', 'placeholder-harbour-minister', '--until', '2026-01-10', '--reason', 'She had left.'],
      ['correct', SPEECH, '--said', '2026-01-13', '--reason', 'The gazette gives the 13th.'],
    ];
    for (const args of [left, corrected])
      expect(onrecord(store, [...args!, '--recorded-by', 'ann@example.org']).code).toBe(0);
  }, 30_000);

  it.each(VIEWS.map((view, at) => [view, at] as const))(
    'stays the same bytes, and says beside them what was corrected since: %j',
    (view, at) => {
      const now = pinned(view);
      expect([now.out, before[at]?.err]).toEqual([before[at]?.out, '']);
      expect(now.err).toMatch(/^Corrected since\n[^]*StatementCorrected at .* by ann@example.org/);

      const { out, err } = onrecord(store, view);
      expect(err).toBe('');
      expect(out.replaceAll(/\s+/g, ' ')).toMatch(
        /Corrected since .*placeholder-speech-2026-01-14: StatementCorrected at \S+ by ann@example\.org: The gazette gives the 13th\./,
      );
    },
  );

  it.each([[VIEWS[0]!], [VIEWS[3]!], [VIEWS[4]!], [VIEWS[5]!], [['show', 'Jane', ...OLD]]])(
    'says that a post of a person it shows was corrected: %j',
    (view) => {
      expect(onrecord(store, view).out.replaceAll(/\s+/g, ' ')).toMatch(
        /Corrected since placeholder-jane, membership placeholder-harbour-minister: MembershipCorrected at \S+ by ann@example\.org: She had left\./,
      );
    },
  );

  it('of a body tells of the posts that its members held in it, and of none that they held elsewhere', () => {
    const guild = [
      {
        type: 'ActorRegistered',
        data: { actorId: 'guild', kind: 'organisation', names: [{ language: 'en', text: 'Guild' }] },
      },
      {
        type: 'MembershipRecorded',
        data: {
          actorId: 'placeholder-jane',
          membershipId: 'in-the-guild',
          body: 'guild',
          post: 'Warden',
          speaksFor: false,
        },
      },
    ];
    const mine = madeUp(place.store('elsewhere'));
    expect(onrecord(mine, ['import', '-'], guild.map((line) => JSON.stringify(line)).join('\n')).code).toBe(0);
    for (const membership of ['placeholder-harbour-minister', 'in-the-guild']) {
      const args = ['membership', 'Jane', membership, '--until', '2026-01-10', '--reason', 'She had left.'];
      expect(onrecord(mine, args).code).toBe(0);
    }
    const told = (body: string): string => onrecord(mine, ['show', body, '--known-at', String(HEAD + 2)]).out;
    expect(told('examplia')).toMatch(/Corrected since\n.*membership placeholder-harbour-minister/);
    expect(told('examplia')).not.toContain('in-the-guild');
    expect(told('guild')).toMatch(/Corrected since\n.*membership in-the-guild/);
  });

  it('says that further sources of the same act were found, and further stances read in it', () => {
    const mine = madeUp(place.store('added'));
    const daily = ['--source', 'examplia-daily', '--directness', 'paraphrase'];
    const coding = ['--issue', 'harbour', '--proposition', 'harbour-needs-dredging', '--stance', 'affirms'];
    const added = [
      ['corroborate', SPEECH, ...daily, '--why', 'Same day, same hall.'],
      ['code', SPEECH, 'dredging', ...coding, '--source', GAZETTE, '--directness', 'verbatim'],
    ];
    for (const args of added) expect(onrecord(mine, [...args, '--recorded-by', 'ann@example.org']).code).toBe(0);
    const { out } = onrecord(mine, ['position', 'examplia', 'harbour', '--as-of', '2026-01-31', ...OLD]);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /StatementCorroborated at \S+ by ann@example\.org: Same day, same hall\. .*StatementCoded at \S+ by ann@example\.org/,
    );
  });

  it('that is not old says nothing of it', () => {
    const { out } = onrecord(store, ['history', 'examplia', 'harbour', '--known-at', String(HEAD + 2)]);
    expect(out).not.toContain('Corrected since');
  });

  it('keeps its table for a spreadsheet as it is', () => {
    const { out, err } = onrecord(store, [...VIEWS[0]!, '--csv']);
    expect([out.includes('Corrected'), err.includes('Corrected since')]).toEqual([false, true]);
  });

  it('names no other permalink than those of its own: an actor’s board has those of its cells', () => {
    const shown = onrecord(store, ['position', 'examplia', '--as-of', '2026-01-31', ...OLD]).out;
    expect(shown).toContain(`\n/v1/positions/examplia/harbour?asOf=2026-01-31&knownAt=${HEAD}\n`);
    expect(shown).not.toContain('/v1/positions?');
    const board = asked<object>(store, 'position', 'examplia', '--as-of', '2026-01-31', ...OLD);
    expect(board).not.toHaveProperty('permalink');
  });
});

describe('an old answer that counts words it does not show', () => {
  const store = madeUp(place.store('counted'));
  const said = (day: string): string => {
    const evidence = [{ source: GAZETTE, directness: 'verbatim' }];
    const coding = { codingId: 'reopen', issue: 'harbour', proposition: 'harbour-should-reopen', stance: 'affirms' };
    const data = {
      statementId: `speech-${day}`,
      speaker: 'placeholder-jane',
      channel: { kind: 'speech' },
      said: { edtf: day },
      reports: [{ ...evidence[0], attribution: [] }],
      codings: [{ ...coding, evidence, coder: 'spec' }],
    };
    return JSON.stringify({ type: 'StatementRecorded', data });
  };

  it.each([
    ['position', 'examplia', 'harbour'],
    ['position', 'examplia'],
    ['diff', 'examplia', 'harbour', '--from', '2026-01-01'],
  ])('says that such words were taken out: %s %s %s', (...question) => {
    const days = ['2026-01-15', '2026-01-16'].map(said).join('\n');
    expect(onrecord(store, ['import', '-'], days).code).toBe(0);
    expect([0, 5]).toContain(onrecord(store, ['void', 'speech-2026-01-15', '--reason', 'Never said.']).code);
    const view = [...question.filter((part) => part !== undefined), '--known-at', String(HEAD + 2)];
    const { out } = onrecord(store, view);
    expect(out.split('Corrected since')[0]).not.toContain('speech-2026-01-15');
    expect(out.split('Corrected since')[1]).toMatch(/speech-2026-01-15: StatementVoided/);
  });
});

describe('a log without a name', () => {
  const unnamed = (name: string, ...more: readonly string[]): Run =>
    onrecord(place.store(name), ['import', 'examples/first-statement.jsonl', ...more]);

  it('is told on stderr what it is called, once', () => {
    expect(unnamed('unnamed', '--dry-run').err).toContain('it would now be called “On Record”');
    expect(unnamed('unnamed').err).toContain('it is now called “On Record”');
    expect(unnamed('unnamed').err).toBe('');
  });

  it('is told so through a service too', async () => {
    const service = await serve(place.store('served'));
    const { code, err } = unnamed('served');
    await service.stop();
    expect([code, err]).toEqual([0, expect.stringContaining('it is now called “On Record”')]);
  }, 20_000);
});
