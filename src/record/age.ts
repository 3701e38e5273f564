/** How old an answer is, where it could not be confirmed that it rests on the head of the log. */

import { Base, Readings, readPosition, timeAt } from '../../projections/index.js';
import { Refusal } from '../refusal.js';
import type { EventStore } from '../store/event-store.js';
import { StoreUnreachable } from '../store/refusals.js';
import type { ProjectionRunner } from './runner.js';

/**
 * Since when an answer may lack something: `asOf` is when the position it rests on was last known to be the log's head
 * (ISO 8601, UTC), `seconds` how long ago that was, `problem` why it is not known to be so now.
 */
export type Age = Readonly<{ asOf: string; seconds: number; problem: string }>;

/** What was read of a log, and its age where the head could not be confirmed. */
export type Aged<View extends Base = Readings> = Readonly<{ readings: View; age?: Age }>;

type Read<View extends Base> = Readonly<{ store: EventStore; runner: ProjectionRunner<View> }>;

const UNREACHABLE = 'The store cannot be reached.';
const LAGGING = 'What the log holds is still being read.';

const aged = (asOf: string, problem: string): Age => ({
  asOf,
  seconds: Math.max(0, Math.floor((Date.now() - Date.parse(asOf)) / 1000)),
  problem,
});

/**
 * When the position that the readings have reached was last known to be the head: as far as the store goes when it was
 * last heard of, and else when the last event read was recorded, since it was the head then.
 */
const knownHeadAt = (readings: Base, held: number, asOf: string): string => {
  const position = readPosition(readings);
  return position >= held ? asOf : (timeAt(readings.log, position) ?? new Date(0).toISOString());
};

/** How old what a store gives is; nothing where it knows the head of the log. */
export const ageOfStore = async (store: EventStore): Promise<Age | undefined> => {
  const { reachable, problem, asOf } = await store.standing();
  return reachable ? undefined : aged(asOf, problem ?? UNREACHABLE);
};

/**
 * The readings to answer from, waited for as long as a question waits. The store is asked once where its log ends; where
 * it cannot say, what is here is the answer.
 *
 * @param minimum the position that the answer has to rest on.
 * @throws NotYetRead where the minimum was not reached in time; a Refusal where the log is damaged.
 */
export const readFor = async <View extends Base>({ store, runner }: Read<View>, minimum = 0): Promise<Aged<View>> => {
  const { reachable, problem, position, asOf } = await store.standing();
  const isSound = !reachable || problem === undefined;
  const readings = await runner.caughtUp(minimum, isSound ? position : undefined);
  const isBehind = readPosition(readings) < position;
  if (reachable && !isBehind) return { readings };
  return { readings, age: aged(knownHeadAt(readings, position, asOf), reachable ? LAGGING : (problem ?? UNREACHABLE)) };
};

/** A refusal that rests on an old reading says so where it is told. */
export const agedRefusal = (error: unknown, age: Age | undefined): unknown =>
  age !== undefined && error instanceof Refusal ? Object.assign(error, { age }) : error;

/** The age that a refusal was given, if it was. */
export const ageIn = (error: unknown): Age | undefined =>
  error instanceof Refusal && 'age' in error ? (error.age as Age) : undefined;

/**
 * The head of the log, which the store was asked for just now: nothing is decided on half a log.
 *
 * @throws StoreUnreachable where it cannot be known.
 */
export const confirmedHead = async (store: EventStore): Promise<number> => {
  const { reachable, problem, position } = await store.standing();
  if (!reachable) throw new StoreUnreachable(`${problem ?? UNREACHABLE} Nothing was recorded.`);
  return position;
};
