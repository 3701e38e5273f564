/** A made-up record of a size: lines to import, the same in every run. Every name in it is made of chance syllables. */

import { type Chance, chanceOf, wordsOf } from '../asof/random.js';

/** An event as an import takes it: the door works out the rest. */
type Line = Readonly<{ type: string; data: object }>;

export const SEED = 5;
export const STATEMENTS = 5000;
export const BODIES = 16;
export const PEOPLE = 24;
export const ISSUES = 12;

const CLAIMS = 6;
const SOURCES = 200;
const FIRST_DAY = Date.UTC(2016, 0, 2);
const DAYS = 3600;
const DAY_MS = 86_400_000;

const several = (count: number, name: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name}-${String(index + 1)}`);

export const bodies = several(BODIES, 'body');
export const people = several(PEOPLE, 'speaker');
export const issues = several(ISSUES, 'issue');
const sources = several(SOURCES, 'paper');
const claims = issues.flatMap((issue) => several(CLAIMS, `${issue}-claim`).map((claim) => [issue, claim] as const));

const english = (text: string): readonly { language: string; text: string }[] => [{ language: 'en', text }];

const named = (chance: Chance, length: number): string =>
  wordsOf(chance, length).replaceAll(/\b\w/g, (letter) => letter.toUpperCase());

const sentence = (chance: Chance, length: number): string => {
  const words = wordsOf(chance, length);
  return `${words[0]!.toUpperCase()}${words.slice(1)}.`;
};

const cast = (chance: Chance): readonly Line[] => [
  { type: 'RecordOpened', data: { name: 'A made-up record' } },
  ...bodies.map((actorId): Line => ({
    type: 'ActorRegistered',
    data: { actorId, kind: 'government', names: english(named(chance, 6)), zone: 'UTC' },
  })),
  ...people.flatMap((actorId, index): readonly Line[] => {
    const body = bodies[index % BODIES]!;
    const membership = { membershipId: `${actorId}-post`, body, post: `Minister of ${named(chance, 5)}` };
    return [
      { type: 'ActorRegistered', data: { actorId, kind: 'person', names: english(named(chance, 10)) } },
      { type: 'MembershipRecorded', data: { actorId, ...membership, speaksFor: true, from: '2015-01-01' } },
    ];
  }),
  ...issues.map((issueId): Line => ({
    type: 'IssueOpened',
    data: { issueId, title: english(named(chance, 14)) },
  })),
  ...claims.map(([issueId, propositionId]): Line => ({
    type: 'PropositionWorded',
    data: { issueId, propositionId, kind: 'claim', wording: english(sentence(chance, 60)) },
  })),
  ...sources.map((sourceId): Line => ({
    type: 'SourceDescribed',
    data: {
      sourceId,
      kind: 'press',
      title: named(chance, 40),
      publisher: named(chance, 12),
      language: 'en',
      url: `https://example.org/${sourceId}`,
    },
  })),
];

const statement = (chance: Chance, day: number, index: number): Line => {
  const source = chance.pick(sources);
  const coded = new Set([chance.pick(claims), ...(chance.is(0.4) ? [chance.pick(claims)] : [])]);
  return {
    type: 'StatementRecorded',
    data: {
      statementId: `statement-${String(index + 1)}`,
      speaker: chance.is(0.7) ? chance.pick(people) : chance.pick(bodies),
      channel: { kind: 'speech' },
      said: { edtf: new Date(day).toISOString().slice(0, 10), zone: 'UTC' },
      reports: [{ source, directness: 'verbatim', attribution: [] }],
      codings: [...coded].map(([issue, proposition]) => ({
        codingId: proposition,
        issue,
        proposition,
        stance: chance.is(0.8) ? 'affirms' : 'denies',
        evidence: [{ source, directness: 'verbatim', quote: { exact: sentence(chance, 70), language: 'en' } }],
        coder: 'bench',
      })),
    },
  };
};

/** The lines of the record, in the order of saying. */
export const recordLines = (statements = STATEMENTS): readonly string[] => {
  const chance = chanceOf(SEED);
  const days = Array.from({ length: statements }, () => FIRST_DAY + chance.below(DAYS) * DAY_MS).sort((a, b) => a - b);
  return [...cast(chance), ...days.map((day, index) => statement(chance, day, index))].map((event) =>
    JSON.stringify(event),
  );
};
