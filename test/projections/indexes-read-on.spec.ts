import fc from 'fast-check';
import { emptyReadings, forked, read, type Readings, readingIndexesOn } from '../../projections/index.js';
import { askPosition } from '../../src/record/ask.js';
import { events, NOW } from '../support/bundled.js';

const ISSUES = ['taiwan', 'collective-self-defense', 'dialogue'];
const ACTORS = ['japan', 'china', 'takaichi-sanae', 'komeito'];

const readTo = (position: number): Readings => events.slice(0, position).reduce(read, emptyReadings());

/** The position of each index that was made. */
const reached = ({ indexes }: Readings): readonly number[] => [...indexes.values()].map(({ upTo }) => upTo);

describe('the indexes of what was read before', () => {
  it('are made of every issue without a question', () => {
    const readings = forked(readTo(72));
    expect(reached(readings)).toEqual([]);
    expect([...readingIndexesOn(readings)].length).toBeGreaterThan(0);
    expect(reached(readings)).toEqual([72, 72, 72]);
    expect([...readingIndexesOn(readings)]).toEqual([]);
  });

  it('give the same answers whatever is asked and read while they are made', () => {
    const step = fc.oneof(
      fc.constant('on' as const),
      fc.constant('event' as const),
      fc.record({ actor: fc.constantFrom(...ACTORS), issue: fc.constantFrom(...ISSUES) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 72 }), fc.array(step, { maxLength: 30 }), (from, steps) => {
        let readings = forked(readTo(from));
        const making = readingIndexesOn(readings, 1);
        for (const one of steps) {
          const next = events[readings.log.times.length];
          if (one === 'on') making.next();
          else if (one !== 'event') askPosition(readings, one.actor, one.issue, {}, NOW);
          else if (next !== undefined) readings = read(readings, next);
        }
        Array.from(making);
        const whole = readTo(readings.log.times.length);
        for (const actor of ACTORS) {
          for (const issue of ISSUES)
            expect(askPosition(readings, actor, issue, {}, NOW)).toEqual(askPosition(whole, actor, issue, {}, NOW));
        }
      }),
    );
  });
});
