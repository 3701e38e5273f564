/**
 * What a batch of random logs is of: any, any with few codings kept as many are, any read at once, such as are of others alone,
 * or one proposition coded very often.
 */
export type Make = 'any' | 'few' | 'base' | 'others' | 'hot';

/** Batches in which the readings and the oracle once differed. Each is run again every time. */
export const SEEDS: readonly Readonly<{ seed: number; make: Make }>[] = [
  { seed: 524_005_958, make: 'any' },
  { seed: 786_784_343, make: 'few' },
  { seed: 1, make: 'others' },
];
