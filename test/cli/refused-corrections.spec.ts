import { folder, onrecord, Run, serve, Service } from '../support/command-line.js';
import { exported, HEAD, madeUp, SPEECH, WORDS } from '../support/made-up.js';

const place = folder();
afterAll(() => place.remove());

const REFUSED: readonly (readonly [string, number, readonly string[], RegExp])[] = [
  ['a missing reason', 2, ['correct', SPEECH, '--said', '2026-01-13'], /'--reason <text>' not specified/],
  ['a blank reason', 4, ['void', SPEECH, '--reason', ' '], /^onrecord: --reason must say something: it is blank/],
  [
    'a missing stance',
    2,
    ['code', SPEECH, 'new', '--issue', 'harbour'],
    /'--proposition <id>' and '--stance <stance>'/,
  ],
  [
    'two ways of saying for whom',
    2,
    ['correct', SPEECH, '--personally', '--on-behalf-of', 'examplia', '--reason', 'x'],
    /cannot be used/,
  ],
  [
    'a date that does not exist',
    4,
    ['correct', SPEECH, '--said', '2026-02-30', '--reason', 'x'],
    /^onrecord: --said .*2026-02 has no day 30, its last is the 28th/,
  ],
  [
    'a date to come',
    4,
    ['correct', SPEECH, '--said', '2999-01-01', '--reason', 'x'],
    /^onrecord: --said 2999-01-01 .*lies after now/,
  ],
  [
    'a zone there is not',
    4,
    ['correct', SPEECH, '--zone', 'Examplia/Port', '--reason', 'x'],
    /^onrecord: --zone must be the IANA name/,
  ],
  [
    'an actor there is not',
    4,
    ['correct', SPEECH, '--speaker', 'Placeholdr', '--reason', 'x'],
    /^onrecord: --speaker: No actor is called “Placeholdr”/,
  ],
  [
    'a name of several',
    2,
    ['correct', SPEECH, '--asked-by', 'Placeholder', '--reason', 'x'],
    /^onrecord: --asked-by: .*name of 2 actors/,
  ],
  [
    'an answer to itself',
    4,
    ['correct', SPEECH, '--in-reply-to', SPEECH, '--reason', 'x'],
    /^onrecord: --in-reply-to is this statement/,
  ],
  [
    'a person to be spoken for',
    4,
    ['correct', SPEECH, '--on-behalf-of', 'Jane', '--reason', 'x'],
    /^onrecord: --on-behalf-of names placeholder-jane, a person/,
  ],
  ['nothing to correct', 4, ['correct', SPEECH, '--reason', 'x'], /corrects nothing: give at least one field/],
  [
    'nothing to revise',
    4,
    ['revise', SPEECH, 'harbour-should-reopen', '--reason', 'x'],
    /^onrecord: This revises nothing: give at least one option/,
  ],
  [
    'an account that is not corrected',
    4,
    ['report', SPEECH, 'examplia-gazette-2026-01-15', '--reason', 'x'],
    /^onrecord: This corrects nothing: give at least one option/,
  ],
  [
    'a source there is not',
    3,
    ['report', SPEECH, 'examplia-gazette', '--note', 'x', '--reason', 'x'],
    /no source with the id .* Nearest: examplia-gazette-2026-01-15/,
  ],
  [
    'a withdrawal there is not',
    5,
    ['void', SPEECH, '--withdrawal', '--reason', 'x'],
    /^onrecord: There is no withdrawal of statement .* on record, and so none to void\./,
  ],
  ['a statement there is not', 3, ['void', 'placeholder-speech', '--reason', 'x'], new RegExp(`Nearest: ${SPEECH}`)],
  [
    'a coding there is not',
    3,
    ['revise', SPEECH, 'harbour-should-open', '--stance', 'denies', '--reason', 'x'],
    /no coding of .* Nearest: harbour-should-reopen/,
  ],
  [
    'a coding there is',
    5,
    [
      'code',
      SPEECH,
      'harbour-should-reopen',
      '--issue',
      'harbour',
      '--proposition',
      'harbour-should-reopen',
      '--stance',
      'denies',
      ...WORDS,
    ],
    /already/,
  ],
  [
    'a stance there is not',
    4,
    ['revise', SPEECH, 'harbour-should-reopen', '--stance', 'shrugs', '--reason', 'x'],
    /^onrecord: --stance must be one of affirms/,
  ],
  [
    'a condition missing',
    4,
    ['revise', SPEECH, 'harbour-should-reopen', '--stance', 'conditional', '--reason', 'x'],
    /^onrecord: --condition is required/,
  ],
  [
    'a source there is not',
    4,
    [
      'withdraw',
      SPEECH,
      '--by',
      'Jane',
      '--said',
      '2026-01-20',
      '--source',
      'nothing-like-it',
      '--directness',
      'verbatim',
    ],
    /^onrecord: --source names source “nothing-like-it”/,
  ],
  [
    'one who may not take it back',
    4,
    ['withdraw', SPEECH, '--by', 'John', '--said', '2026-01-20', ...WORDS],
    /^onrecord: --by names placeholder-john: only the speaker/,
  ],
  [
    'words of no coding',
    4,
    [
      'corroborate',
      SPEECH,
      '--source',
      'examplia-daily',
      '--directness',
      'readout',
      '--why',
      'x',
      '--quote',
      'none=words',
    ],
    /^onrecord: --quote names “none”/,
  ],
  [
    'words without a coding',
    2,
    ['corroborate', SPEECH, ...WORDS, '--why', 'x', '--quote', 'words'],
    /--quote “words” will not do/,
  ],
  ['a person there is not', 3, ['name', 'Janus', '--text', 'x', '--language', 'en'], /No actor is called “Janus”/],
  [
    'a membership there is not',
    3,
    ['membership', 'Jane', 'harbour-minister', '--until', '2026-02-01', '--reason', 'x'],
    /no membership of .* Nearest: placeholder-harbour-minister/,
  ],
  [
    'a post that ends before it begins',
    4,
    ['membership', 'Jane', 'placeholder-harbour-minister', '--until', '2025-01-01', '--reason', 'x'],
    /^onrecord: --until 2025-01-01 is not after/,
  ],
  [
    'an author in no plain characters',
    2,
    ['void', SPEECH, '--reason', 'x', '--recorded-by', 'Ånn'],
    /--recorded-by must be 1 to 200 printable ASCII/,
  ],
];

/** Those that a service refuses, and not the command line before it. */
const BY_THE_SERVICE = /blank|does not exist|nothing to|a coding there is$|may not|no coding|ends before/;

describe.each(['itself', 'through a service'])('what is refused, writing %s,', (door) => {
  const store = madeUp(place.store(`refused-${door.length}`));
  let service: Service | undefined;
  beforeAll(async () => {
    if (door !== 'itself') service = await serve(store);
  }, 20_000);
  afterAll(async () => service?.stop());

  it.each(REFUSED.filter(([what]) => door === 'itself' || BY_THE_SERVICE.test(what)))(
    'is told under its option: %s',
    (_what, exit, args, said) => {
      const { code, out, err } = onrecord(store, args);
      expect([code, out, err]).toEqual([exit, '', expect.stringMatching(said)]);
    },
  );

  it('is an id that was used for something else', () => {
    const voided = (reason: string): Run =>
      onrecord(store, ['void', SPEECH, '--reason', reason, '--command-id', 'twice']);
    expect(voided('Entered twice.').code).toBe(0);
    const { code, err } = voided('Another reason.');
    expect([code, err]).toEqual([5, expect.stringMatching(/twice was given before, with other content/)]);
    expect(onrecord(store, ['void', SPEECH, '--reason', 'Once more.']).code).toBe(5);
    expect(exported(store)).toHaveLength(HEAD + 1);
  });
});
