/** A doorbell: it says that there may be something new, and carries nothing. */

export type Bell = Readonly<{
  ring: () => void;
  /** Resolves at the next ring, when the signal aborts, or after so many milliseconds. */
  heard: (signal?: AbortSignal, milliseconds?: number) => Promise<void>;
}>;

/** A bell that nobody listens to yet. */
export const newBell = (): Bell => {
  const listeners = new Set<() => void>();
  return {
    ring: () => {
      for (const wake of [...listeners]) wake();
    },
    heard: (signal, milliseconds) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const timer = milliseconds === undefined ? undefined : setTimeout(() => wake(), milliseconds);
        const wake = (): void => {
          clearTimeout(timer);
          listeners.delete(wake);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        listeners.add(wake);
        signal?.addEventListener('abort', wake, { once: true });
      }),
  };
};
