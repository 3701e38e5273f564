/** Chance that comes out the same in every run: mulberry32, and what is drawn from it. */
export type Chance = Readonly<{
  /** A number from 0 up to, and not including, 1. */
  next: () => number;
  /** A whole number from 0 up to, and not including, a bound. */
  below: (bound: number) => number;
  /** Whether something of this probability happens. */
  is: (probability: number) => boolean;
  pick: <T>(choices: readonly T[]) => T;
}>;

export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    next,
    below,
    is: (probability) => next() < probability,
    pick: (choices) => choices[below(choices.length)]!,
  };
};

const SYLLABLES = 'ba den fo gal hir ko lum mi nar os pel ri sta tu ven wo zan el qui dor'.split(' ');

const wordOf = (chance: Chance): string =>
  Array.from({ length: 1 + chance.below(3) }, () => chance.pick(SYLLABLES)).join('');

const WORDS = ((chance: Chance): readonly string[] => Array.from({ length: 500 }, () => wordOf(chance)))(chanceOf(7));

/** Made-up words of at least a length. */
export const wordsOf = (chance: Chance, length: number): string => {
  let text = chance.pick(WORDS);
  while (text.length < length) text += ` ${chance.pick(WORDS)}`;
  return text;
};
