import { remark } from './output.js';

const TENTHS = 10;
const EVERY_MS = 200;
/** Work that is over before this says nothing of how far it is. */
const QUIET_MS = 1_000;

/** Shows how far work is that takes long: rate and time left on a terminal, a line for each ten per cent elsewhere. */
export const progress = (what: string): ((done: number, total: number) => void) => {
  const started = Date.now();
  let shown = 0;
  let tenth = 0;
  return (done, total) => {
    const passed = Date.now() - started;
    if (passed < QUIET_MS) return;
    const rate = done / (passed / 1000);
    const left = rate > 0 ? Math.ceil((total - done) / rate) : 0;
    const text = `${what}: ${done} of ${total}, ${Math.round(rate)} a second, ${left} s left`;
    if (process.stderr.isTTY) {
      if (Date.now() - shown < EVERY_MS && done < total) return;
      shown = Date.now();
      process.stderr.write(`\r\u001b[K${text}${done >= total ? '\n' : ''}`);
      return;
    }
    const now = total === 0 ? TENTHS : Math.floor((done / total) * TENTHS);
    if (now > tenth && total >= TENTHS) remark(text);
    tenth = Math.max(tenth, now);
  };
};
