/** Lets everything else that waits for this process come first. */
export const otherWork = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
