/** A doorbell: rung when there may be something new. It carries nothing: whoever hears it reads the log. */
export class Bell {
  private waiting = new Set<() => void>();

  ring = (): void => {
    const woken = this.waiting;
    this.waiting = new Set();
    for (const wake of woken) wake();
  };

  /** Resolves when the bell rings, when the signal aborts, or after so many milliseconds. */
  heard(signal?: AbortSignal, milliseconds?: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = milliseconds === undefined ? undefined : setTimeout(wake, milliseconds);
      this.waiting.add(wake);
      if (signal?.aborted === true) wake();
      else signal?.addEventListener('abort', wake, { once: true });
    });
  }
}
