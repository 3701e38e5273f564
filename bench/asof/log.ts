/**
 * A made-up log, one event at a time: half of its codings on one body and one issue, a fifth of those by one delegate,
 * a tenth of its statements recorded years after they were said and in no order.
 */

import type { RecordedEvent } from '../../events/index.js';
import { aftermathOf } from './aftermath.js';
import { cast, HEAVY, HOT_ISSUE, HOT_PLACE, MAIN } from './cast.js';
import { Chance, chanceOf } from './random.js';
import { DAY, END, saidAbout, START } from './when.js';
import { coldStatement, hotStatement, ordinarySpeaker, Recorded, speakingBody } from './words.js';
import { Writer, writerOf } from './writer.js';

export const SEED = 20_251_107;

const HOUR = 3_600_000;

/** A stretch of time in which nothing is said, milliseconds since 1970, half-open. */
export type Gap = Readonly<{ from: number; until: number }>;
/** `part`: of the twenty years, how much from their beginning the log covers; all of them if not given. */
export type LogOptions = Readonly<{ codings: number; part?: number; gap?: Gap }>;

/** How many there are of what. */
export type Tally = {
  statements: number;
  codings: number;
  /** Statements for the hot body; they affirm and deny in turn. */
  turns: number;
  /** Codings on the hot issue, on its claim, and by the busiest delegate. */
  hot: number;
  main: number;
  heavy: number;
};

/** A log that is being written: its events in order, how far it is, and whoever writes it and can write on. */
export type MadeUpLog = Readonly<{ events: Iterable<RecordedEvent>; tally: Readonly<Tally>; writer: Writer }>;

/** Nine in ten within a month; the tenth at any time since the beginning. */
const saidBefore = (recorded: number, chance: Chance, gap: Gap | undefined): number => {
  const late = chance.is(0.1);
  const said = late ? START + chance.next() * (recorded - START) : recorded - HOUR - chance.next() ** 3 * 30 * DAY;
  return gap !== undefined && said >= gap.from && said < gap.until ? said - (gap.until - gap.from) : said;
};

const count = (tally: Tally, { data: { speaker, codings } }: Recorded): void => {
  tally.statements += 1;
  tally.codings += codings.length;
  tally.hot += codings.filter(({ issue }) => issue === HOT_ISSUE).length;
  tally.main += codings.filter(({ proposition }) => proposition === MAIN).length;
  if (speaker === HEAVY) tally.heavy += codings.length;
};

/** The next statement: whichever side of the log is behind its share. */
const nextStatement = (tally: Tally, recorded: number, chance: Chance, gap: Gap | undefined): Recorded => {
  const said = saidBefore(recorded, chance, gap);
  const number = String(tally.statements + 1).padStart(7, '0');
  if (tally.hot * 2 > tally.codings) {
    const body = speakingBody(chance);
    return coldStatement(`${body.id}-speech-${number}`, body, saidAbout(said, body.place, chance), chance);
  }
  const speaker = tally.heavy * 5 > tally.hot ? ordinarySpeaker(chance) : HEAVY;
  tally.turns += 1;
  return hotStatement(
    {
      id: `hotland-speech-${number}`,
      said: saidAbout(said, HOT_PLACE, chance),
      speaker,
      affirms: tally.turns % 2 === 0,
      codings: chance.is(0.5) ? 2 : 1,
    },
    chance,
  );
};

const statements = function* ({ codings, part = 1, gap }: LogOptions, tally: Tally, writer: Writer, chance: Chance) {
  const aftermath = aftermathOf(chance);
  while (tally.codings < codings) {
    const recorded = START + (part * (END - START) * tally.codings) / codings;
    const statement = nextStatement(tally, recorded, chance, gap);
    count(tally, statement);
    yield writer.write(statement, recorded);
    aftermath.remember(statement);
    const fate = chance.is(0.02) ? aftermath.next(recorded) : undefined;
    if (fate !== undefined) yield writer.write(fate, recorded);
  }
};

const eventsOf = function* (
  options: LogOptions,
  tally: Tally,
  writer: Writer,
  chance: Chance,
): Generator<RecordedEvent> {
  for (const event of cast()) yield writer.write(event, START - DAY);
  yield* statements(options, tally, writer, chance);
};

/** The same log each time it is made of the same number of codings. */
export const logOf = (options: LogOptions): MadeUpLog => {
  const tally: Tally = { statements: 0, codings: 0, turns: 0, hot: 0, main: 0, heavy: 0 };
  const chance = chanceOf(SEED);
  const writer = writerOf(chance);
  return { events: eventsOf(options, tally, writer, chance), tally, writer };
};
