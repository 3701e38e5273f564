/** Keeping what is read where it is while more is put above it. Browsers that anchor by themselves are left to it. */

/** Remembers the first of the elements in sight; what comes back puts it where it was, and says whether it was scrolled to. */
export const holdInSight = (list: HTMLElement | null): (() => boolean) => {
  const rows = [...(list?.children ?? [])];
  const scrolled = (list?.getBoundingClientRect().top ?? 0) < 0;
  const row = scrolled ? rows.find((one) => one.getBoundingClientRect().bottom > 0) : undefined;
  const before = row?.getBoundingClientRect().top;
  return () => {
    if (row === undefined || before === undefined) return false;
    const moved = row.getBoundingClientRect().top - before;
    if (Math.abs(moved) > 1) scrollBy({ top: moved, behavior: 'instant' });
    return true;
  };
};
