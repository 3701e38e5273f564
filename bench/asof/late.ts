/** Records that come late, before everything that is there, beside records of what was just said. */

import type { RecordedEvent } from '../../events/index.js';
import { Base, readBase, Readings } from '../../projections/index.js';
import { HOT_BODY, HOT_ISSUE, HOT_PLACE } from './cast.js';
import { asking, Loaded, timed } from './load.js';
import { Chance, chanceOf } from './random.js';
import { answered } from './questions.js';
import { duration, median, Report, times, whole } from './report.js';
import type { Size } from './size.js';
import { END, NOW, saidAt, START, YEAR } from './when.js';
import { hotStatement, ordinarySpeaker } from './words.js';

const ROUNDS = 20;
/** How far apart the records in one place are said, so that they fall as thickly as the log around them. */
const APART = 8 * 3_600_000;
/** What two measurements of the same thing may differ by. */
const TOLERANCE = 1.15;

/** Where on the line of saying records are put: before everything, anywhere in it, after everything. */
const PLACES: Readonly<Record<string, (index: number, chance: Chance) => number>> = {
  'at the front': (index) => START - YEAR - index * APART,
  'in the middle': (_, chance) => START + chance.next() * (END - START),
  'at the end': (index) => END + index * APART,
};

/** Some records in a place, written on from where the log is. */
const recordsAt = (place: string, round: number, each: number, { writer }: Loaded<Readings>['log'], chance: Chance) =>
  Array.from({ length: each }, (_, at): RecordedEvent => {
    const index = round * each + at;
    const said = saidAt(PLACES[place]!(index, chance), HOT_PLACE);
    const id = `late-${place.replaceAll(' ', '-')}-${index}`;
    const speaker = ordinarySpeaker(chance);
    const statement = hotStatement({ id, said, speaker, affirms: index % 2 === 0, codings: 1 }, chance);
    return writer.write(statement, END + 3 * YEAR + index);
  });

/** A question of now, which all that was read has a part in: what was put off has to be done for it. */
const askNow = (readings: Readings): unknown =>
  answered(readings, { actor: HOT_BODY, issue: HOT_ISSUE, clocks: { asOf: NOW.slice(0, 10) } });

/** Reads on in rounds, a place after the other, and prints what a record takes in each, the question after them included. */
export const lateRecords = (long: Loaded<Readings>, size: Size, { line, verdict }: Report): Readings => {
  const each = Math.max(1, Math.round(size.questions / 10 / ROUNDS));
  const chance = chanceOf(11);
  const taken = new Map(Object.keys(PLACES).map((place) => [place, [] as number[]]));
  let readings = long.readings;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [place, found] of taken) {
      const records = recordsAt(place, round, each, long.log, chance);
      const [next, milliseconds] = timed(() => {
        const read = asking(records.reduce<Base>(readBase, readings));
        askNow(read);
        return read;
      });
      readings = next;
      found.push(milliseconds / each);
    }
  }
  line(`Late records on the hot claim, ${whole(ROUNDS * each)} in each place, in rounds of ${each} and a question`);
  for (const [place, found] of taken) line(`  ${place.padEnd(13)}  ${duration(median(found))} each`);
  const ratio = median(taken.get('at the front')!.map((one, round) => one / taken.get('at the end')![round]!));
  verdict({
    requirement: 'a late record at the front costs no more than one at the end',
    figure: times(ratio),
    met: ratio <= TOLERANCE,
  });
  return readings;
};
