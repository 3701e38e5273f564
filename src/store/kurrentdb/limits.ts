/** How long things may take, in milliseconds, and how large they may be. */
export type Limits = Readonly<{
  /** How long a read waits for the log's head before it answers from what is here, and an append before it gives up. */
  head: number;
  /** The wait for the next message of a read that is under way. */
  read: number;
  /** One attempt of an append. */
  append: number;
  /** All attempts of an append, from the first time its outcome became unknown. */
  appendTotal: number;
  /** The wait for a subscription to be confirmed. */
  subscribe: number;
  /** How often what follows the log looks whether the subscription is still all there. */
  heartbeat: number;
  /** The first pause before a further attempt; each is twice as long as the one before. */
  firstPause: number;
  /** The longest pause. */
  longestPause: number;
}>;

export const LIMITS: Limits = {
  head: 2_000,
  read: 2_000,
  append: 5_000,
  appendTotal: 15_000,
  subscribe: 5_000,
  heartbeat: 5_000,
  firstPause: 25,
  longestPause: 2_000,
};

/** How many records a read of the whole log asks for at once. */
export const PAGE_RECORDS = 1_000;

/** The pause before attempt n, counted from 1, with some chance in it so that many do not come back at once. */
export const pauseBefore = (attempt: number, { firstPause, longestPause }: Limits): number =>
  Math.min(longestPause, firstPause * 2 ** Math.min(attempt - 1, 20)) * (0.5 + Math.random() / 2);

/** Waits so many milliseconds, or until the signal aborts. */
export const pause = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const over = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, milliseconds);
    signal?.addEventListener('abort', over, { once: true });
  });
