/** What is kept in this tab until it is closed. Where the browser keeps nothing, the page holds it as long as it is open. */

const storedAt = (name: string): string => `onrecord.${name}`;

/** The text kept under a name; nothing where there is none. */
export const keptText = (name: string): string | undefined => {
  try {
    return sessionStorage.getItem(storedAt(name)) ?? undefined;
  } catch {
    return undefined;
  }
};

/** Keep a text under a name; nothing takes away what was kept. Whether the browser took it makes no difference to the page. */
export const keepText = (name: string, text: string | undefined): void => {
  try {
    if (text === undefined) sessionStorage.removeItem(storedAt(name));
    else sessionStorage.setItem(storedAt(name), text);
  } catch {
    // Storage is full or refused: what was to be kept is in memory.
  }
};
