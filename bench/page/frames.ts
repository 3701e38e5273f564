/** How many frames a second a page draws while something is done to it. */

import type { Page } from 'playwright-core';

/** Frames a second, and the milliseconds that all but one frame in twenty stay under; of how many frames. */
export type Pace = Readonly<{ fps: number; p95: number; worst: number; count: number }>;

const COUNT = `window.benchFrames = []; window.benchLast = undefined; window.benchCounting = true;
requestAnimationFrame(function tick(now) {
  if (window.benchLast !== undefined) window.benchFrames.push(now - window.benchLast);
  window.benchLast = now;
  if (window.benchCounting) requestAnimationFrame(tick);
});`;

const STOP = 'window.benchCounting = false, window.benchFrames';

const paceOf = (frames: readonly number[]): Pace => {
  const sorted = [...frames].sort((a, b) => a - b);
  const whole = frames.reduce((sum, one) => sum + one, 0);
  return {
    fps: (frames.length * 1000) / whole,
    p95: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN,
    worst: sorted.at(-1) ?? Number.NaN,
    count: frames.length,
  };
};

/** The pace of a page while `act` is done again and again for so many milliseconds; it is given the turn and the time that passed. */
export const paceWhile = async (
  page: Page,
  milliseconds: number,
  act: (turn: number, passed: number) => Promise<void>,
): Promise<Pace> => {
  await page.evaluate(COUNT);
  const began = performance.now();
  for (let turn = 0; performance.now() - began < milliseconds; turn += 1) await act(turn, performance.now() - began);
  return paceOf((await page.evaluate(STOP)) as readonly number[]);
};
