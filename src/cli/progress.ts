const TENTHS = 10;
const EVERY_MS = 200;
/** Work that is over before this says nothing of how far it is. */
const QUIET_MS = 1_000;

/** How far work is; `total` is absent where nobody knows how much there is. */
export type Progress = (done: number, total?: number) => void;

/** Where progress is told, and by which clock, in milliseconds. */
export type Teller = Readonly<{ now: () => number; isTerminal: boolean; write: (text: string) => void }>;

const TELLER: Teller = {
  now: Date.now,
  get isTerminal() {
    return process.stderr.isTTY === true;
  },
  write: (text) => void process.stderr.write(text),
};

type Far = Readonly<{ done: number; total: number | undefined; rate: number }>;

const textOf = (what: string, { done, total, rate }: Far): string => {
  const speed = `${Math.round(rate)} a second`;
  if (total === undefined) return `${what}: ${done}, ${speed}`;
  const left = rate > 0 ? `${Math.ceil((total - done) / rate)} s left` : 'time left unknown';
  return `${what}: ${done} of ${total}, ${speed}, ${left}`;
};

/** How many lines have been due by now elsewhere than on a terminal: one a tenth, or one past each power of two. */
const dueBy = (done: number, total: number | undefined): number => {
  if (total === undefined) return done < 1 ? 0 : Math.floor(Math.log2(done));
  return total < TENTHS ? 0 : Math.floor((done / total) * TENTHS);
};

/**
 * Shows how far work is that takes long: rate and time left on a terminal, a line for each ten per cent elsewhere. The work
 * begins with the first call: what was done before that says nothing of its rate.
 */
export const progress = (what: string, teller: Teller = TELLER): Progress => {
  let began: Readonly<{ at: number; done: number }> | undefined;
  let [shown, told, over] = [0, 0, false];
  return (done, total) => {
    const now = teller.now();
    began ??= { at: now, done };
    const passed = now - began.at;
    if (passed < QUIET_MS || over) return;
    const text = textOf(what, { done, total, rate: (done - began.done) / (passed / 1000) });
    over = total !== undefined && done >= total;
    if (teller.isTerminal) {
      if (now - shown < EVERY_MS && !over) return;
      shown = now;
      teller.write(`\r\u001b[K${text}${over ? '\n' : ''}`);
      return;
    }
    const due = dueBy(done, total);
    if (due > told) teller.write(`${text}\n`);
    told = Math.max(told, due);
  };
};
