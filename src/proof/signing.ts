/** Signing a log as it grows: what a service does while it runs. */

/** How often it is looked whether the log has grown, in milliseconds. */
const LOOK_MS = 5_000;
/** A checkpoint is made once so many events came after the last, or so long after it where any did. */
const MOST_EVENTS = 1_000;
const MOST_MS = 60_000;

export type Signed = Readonly<{
  /** The position at which the log ends. */
  head: () => Promise<number>;
  /** Signs and gives the size that is signed now. */
  checkpoint: () => Promise<Readonly<{ size: number }>>;
  /** Tells whoever runs the service. */
  say: (text: string) => void;
}>;

/** Signs from now on. What it gives ends that, with one last checkpoint where there is anything new. */
export const signRegularly = ({ head, checkpoint, say }: Signed): (() => Promise<void>) => {
  let [size, since, told] = [0, 0, ''];
  let looking: Promise<void> = Promise.resolve();
  const look = async (last: boolean): Promise<void> => {
    try {
      const grown = (await head()) - size;
      const due = last || grown >= MOST_EVENTS || Date.now() - since >= MOST_MS;
      if (grown <= 0 || !due) return;
      ({ size } = await checkpoint());
      [since, told] = [Date.now(), ''];
    } catch (error) {
      const { message } = error as Error;
      if (message !== told) say(`No checkpoint was made: ${message}`);
      told = message;
    }
  };
  const inTurn = (last: boolean): Promise<void> => (looking = looking.then(() => look(last)));
  const timer = setInterval(() => void inTurn(false), LOOK_MS);
  timer.unref();
  void inTurn(false);
  return async () => {
    clearInterval(timer);
    await inTurn(true);
  };
};
