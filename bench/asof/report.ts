/** How figures are printed, and what they are held against. */

/** A requirement, what was measured, and whether that meets it. */
export type Verdict = Readonly<{ requirement: string; figure: string; met: boolean }>;

/** Where a measurement puts what it finds. */
export type Report = Readonly<{ line: (text: string) => void; verdict: (verdict: Verdict) => void }>;

/** How long each of some things took, in milliseconds. */
export type Times = Readonly<{ median: number; p99: number; max: number; mean: number; count: number }>;

/** The value below which a part of some sorted values lie. */
const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

export const timesOf = (milliseconds: readonly number[]): Times => {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    max: sorted.at(-1) ?? Number.NaN,
    mean: sorted.reduce((sum, one) => sum + one, 0) / sorted.length,
    count: sorted.length,
  };
};

export const median = (values: readonly number[]): number => timesOf(values).median;

/** Milliseconds, with three digits that say something. */
export const duration = (milliseconds: number): string => {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  if (milliseconds >= 100) return `${milliseconds.toFixed(0)} ms`;
  return milliseconds >= 1 ? `${milliseconds.toFixed(2)} ms` : `${milliseconds.toFixed(4)} ms`;
};

export const shown = ({ median, p99, max }: Times): string =>
  `median ${duration(median)}  p99 ${duration(p99)}  max ${duration(max)}`;

export const whole = (value: number): string => Math.round(value).toLocaleString('en');
export const times = (ratio: number): string => `${ratio.toFixed(2)} x`;
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(Math.abs(bytes) < 1e7 ? 1 : 0)} MB`;

/** What is held against each requirement, one line each. */
export const table = (verdicts: readonly Verdict[]): string => {
  const [first, second] = [
    Math.max(11, ...verdicts.map(({ requirement }) => requirement.length)),
    Math.max(6, ...verdicts.map(({ figure }) => figure.length)),
  ];
  const row = (requirement: string, figure: string, met: string): string =>
    `${requirement.padEnd(first)}  ${figure.padEnd(second)}  ${met}\n`;
  return (
    row('requirement', 'figure', 'met') +
    verdicts.map(({ requirement, figure, met }) => row(requirement, figure, met ? 'met' : 'NOT MET')).join('')
  );
};
