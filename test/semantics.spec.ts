import { readFileSync } from 'node:fs';
import { parseSaidDate, STANCES, type Stance } from '../events/index.js';
import type { Aside, Position } from '../projections/index.js';
import { askPosition } from '../src/record/ask.js';
import * as given from './support/given.js';

const DOCUMENT = readFileSync('docs/semantics.md', 'utf8');
const PROPOSITIONS: Readonly<Record<string, string>> = {
  open: given.CLAIM,
  dredging: given.OTHER_CLAIM,
  patrols: given.POLICY,
};

/** The worked examples: the number of each, and the lines of its block. */
const EXAMPLES = [...DOCUMENT.matchAll(/^\*\*(\d+)\.([^*]+)\*\*(?:(?!```)[^])*```example\n([^]*?)```/gm)].map(
  ([, number, title, lines]) => [`${number}.${title}`, (lines ?? '').trim().split('\n')] as const,
);

const first = <Value>(form: RegExp, line: string, of: (found: readonly string[]) => Value): Value | undefined => {
  const match = form.exec(line);
  return match === null ? undefined : of(match.slice(1));
};
const after = (line: string, word: string): string | undefined => new RegExp(` ${word} (\\S+)`).exec(line)?.[1];
const instant = (line: string): { recorded?: string } => {
  const day = after(line, 'recorded');
  return day === undefined ? {} : { recorded: `${day}T00:00:00.000Z` };
};
const among = (line: string, word: string): Readonly<Record<string, string>> => {
  const value = after(line, word);
  return value === undefined ? {} : { [word]: value };
};

const SAID = new RegExp(`^(\\S+): (\\S+) (${STANCES.join('|')}) (\\S+) on (\\S+)`);

const statement = (line: string): given.Word | undefined =>
  first(SAID, line, ([id = '', speaker = '', stance, proposition = '', edtf = '']) =>
    given.stated(edtf, stance as Stance, {
      id,
      speaker,
      proposition: PROPOSITIONS[proposition] ?? proposition,
      ...(line.endsWith(' for nobody') ? { onBehalfOf: [] } : {}),
      ...(after(line, 'from') === undefined ? {} : { source: after(line, 'from') as string }),
      ...(/ if (.+)$/.test(line) ? { condition: / if (.+)$/.exec(line)?.[1] as string } : {}),
      ...instant(line),
    }),
  );

/** What one line of a record says. */
const word = (line: string): given.Word => {
  const term = { ...among(line, 'from'), ...among(line, 'until'), ...instant(line) };
  const found =
    statement(line) ??
    first(/^withdraw (\S+) on (\S+)/, line, ([id = '', day = '']) => {
      const source = after(line, 'from');
      const speaker = after(line, 'by');
      return given.withdrawn(id, day, {
        ...instant(line),
        ...(speaker === undefined ? {} : { speaker }),
        ...(source === undefined ? {} : { source }),
      });
    }) ??
    first(/^void withdrawal of (\S+)/, line, ([id = '']) => given.withdrawalVoided(id)) ??
    first(/^correct (\S+) to (\S+)/, line, ([id = '', day = '']) =>
      given.corrected(id, { said: parseSaidDate(day, 'Asia/Tokyo') }, instant(line).recorded),
    ) ??
    first(/^post (\S+) in (\S+)/, line, ([who = '', body = '']) => given.post(who, body, term)) ??
    first(/^correct post (\S+) in (\S+)/, line, ([who = '', body = '']) => given.postCorrected(who, body, term));
  if (found === undefined) throw new Error(`No line of a record reads “${line}”.`);
  return found;
};

const short = (proposition: string): string =>
  Object.keys(PROPOSITIONS).find((name) => PROPOSITIONS[name] === proposition) ?? proposition;

const asides = (name: string, all: readonly Aside[]): readonly string[] =>
  all.length === 0 ? [] : [`${name}: ${all.map(({ evidence }) => evidence.statement).join(', ')}`];

/** The whole of a position, in the words of the examples. `last statement` is told where something was declined. */
const told = (position: Position): readonly string[] => [
  ...position.propositions.map(
    ({ id, stance, since, timesStated, condition }) =>
      `${short(id)} ${stance} since ${since}, stated ${timesStated}${condition === undefined ? '' : `, if ${condition}`}`,
  ),
  ...(position.propositions.length === 0 ? [position.status] : []),
  ...position.contests.map(({ by, byStance, since }) => `contested by ${by.id}, which ${byStance} since ${since}`),
  ...position.characterisations.map(
    ({ by, as, proposition, answer }) => `characterised by ${by.id} as ${as} ${short(proposition)}: ${answer.answer}`,
  ),
  ...asides('declined', position.declined),
  ...asides('uncertain', position.uncertain),
  ...asides('not counted', position.notCounted),
  ...asides('withdrawn', position.withdrawn),
  ...(position.declined.length === 0
    ? []
    : [`last statement on ${position.lastStatement?.day}, ${position.lastStatement?.daysBefore} days before`]),
];

const asked = (record: readonly given.Word[], question: string): Position => {
  const known = after(question, 'known at');
  const clocks = {
    ...(known === undefined ? {} : { knownAt: String(given.CAST.length + Number(known)) }),
    ...(after(question, 'as of') === undefined ? {} : { asOf: after(question, 'as of') as string }),
    ...among(question, 'evidence'),
  };
  const actor = /^\? (\S+)/.exec(question)?.[1] ?? '';
  return askPosition(given.given(...record).readings, actor, 'harbour', clocks, given.NOW);
};

/** A block with the answers that the record gives in place of those that it says. */
const answered = (lines: readonly string[]): readonly string[] => {
  const record: given.Word[] = [];
  return lines.flatMap((line) => {
    if (line.startsWith('=')) return [];
    if (line.startsWith('?')) return [line, ...told(asked(record, line)).map((text) => `= ${text}`)];
    record.push(word(line));
    return [line];
  });
};

describe('the worked examples of the rules', () => {
  it('are there, numbered in order, and all of them are read', () => {
    const numbers = EXAMPLES.map(([title]) => Number.parseInt(title, 10));
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => at + 1));
    expect(numbers.length).toBeGreaterThanOrEqual(12);
    expect(DOCUMENT.match(/```example/g)).toHaveLength(numbers.length);
  });

  it('cite only rules that there are', () => {
    const [rules = '', examples = ''] = DOCUMENT.split('## 5. Worked examples');
    const known = [...rules.matchAll(/^(\d+)\. /gm)].map(([, number]) => number);
    const cited = [...examples.matchAll(/\(rules? ([\d, to]+)\)/g)].flatMap(([, list]) =>
      (list ?? '').split(/, | to /),
    );
    expect(cited.length).toBeGreaterThan(20);
    expect(cited.filter((number) => !known.includes(number))).toEqual([]);
  });

  it.each(EXAMPLES)('%s', (_title, lines) => expect(answered(lines)).toEqual(lines));
});
