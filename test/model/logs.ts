/** Random logs that the deciders allow. */

import fc from 'fast-check';
import type { RecordedEvent } from '../../events/index.js';
import { CAST } from './cast.js';
import { commandOf } from './commands.js';
import { begun, decide, Making, Setting } from './making.js';
import { anyWish, hotWish, Wish } from './wishes.js';

/** What a log is made of. */
export type Plan = Readonly<{ setting: Setting; wishes: readonly Wish[] }>;

/** Twelve days and no more, so that much falls together: two on which clocks change, and one that Apia left out. */
const AUTUMN = ['01', '02', '03', '04', '05', '08', '09', '10', '20', '30'].map((day) => `2025-11-${day}`);
const DAY_SETS: readonly (readonly string[])[] = [
  [...AUTUMN, '2025-12-01', '2026-03-08'],
  AUTUMN.slice(0, 6),
  AUTUMN.slice(1, 4),
  ['2011-12-28', '2011-12-29', '2011-12-30', '2011-12-31', '2012-01-01'],
];

const settingOf = (daySets: readonly (readonly string[])[]): fc.Arbitrary<Setting> =>
  fc
    .record({
      days: fc.constantFrom(...daySets),
      isReconstructed: fc.constantFrom(false, false, true),
      areIdsOdd: fc.constantFrom(false, false, false, true),
    })
    .map((setting) => ({ ...setting, isOfOthers: false }));

const anySetting = settingOf([...DAY_SETS, ...DAY_SETS.slice(0, 2)]);
/** Where all is said on one day or two, dozens of codings are in force together. */
const hotSetting = settingOf([...DAY_SETS, AUTUMN.slice(2, 4), AUTUMN.slice(2, 3)]);

/** Put a wish to a log in the making. */
const wishFor = (making: Making, wish: Wish): void => {
  making.clock = new Date(Date.parse(making.clock) + wish.gap).toISOString();
  const command = commandOf(making, wish);
  if (command !== undefined) decide(making, command, making.setting.isReconstructed && wish.isReconstructed);
};

/** The log that a plan makes. One that begins with the same wishes begins with the same events. */
export const logOf = ({ setting: how, wishes }: Plan): readonly RecordedEvent[] => {
  const making = begun(how);
  for (const wish of wishes) wishFor(making, wish);
  return making.events;
};

/** How many events every log begins with. */
export const CAST_LENGTH = CAST.length;

const planOf = (
  setting: fc.Arbitrary<Setting>,
  wish: fc.Arbitrary<Wish>,
  minLength: number,
  maxLength: number,
): fc.Arbitrary<Plan> => fc.record({ setting, wishes: fc.array(wish, { minLength, maxLength, size: 'max' }) });

/** A log of a few dozen events. */
export const smallPlan = planOf(anySetting, anyWish, 8, 50);
/** A log where one proposition has one to three hundred codings. */
export const hotPlan = planOf(hotSetting, hotWish, 110, 230);
/** A log in which everybody speaks of others: nobody holds anything unless by a policy, a correction or a post. */
export const othersPlan = planOf(
  anySetting.map((setting) => ({ ...setting, isOfOthers: true })),
  anyWish,
  2,
  24,
);
/** Mostly small ones. */
export const anyPlan = fc.oneof({ weight: 24, arbitrary: smallPlan }, { weight: 1, arbitrary: hotPlan });
/** A log of a statement or two, and what came of them. */
export const shortPlan = planOf(anySetting, anyWish, 1, 5);
/** Wishes that come after those of a plan. */
export const furtherWishes = (length: number): fc.Arbitrary<readonly Wish[]> =>
  fc.array(anyWish, { minLength: length, maxLength: length });
