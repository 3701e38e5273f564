/** Pinned answers, kept by their URL. They never change, so what is kept is exact; what was not read for longest goes first. */

/** How much is kept, in characters of the answers as they came. */
const BUDGET = 12_000_000;

type Kept = Readonly<{ answer: unknown; size: number }>;

export class AnswerCache {
  private readonly kept = new Map<string, Kept>();
  private size = 0;

  constructor(private readonly budget = BUDGET) {}

  get(url: string): unknown {
    const found = this.kept.get(url);
    if (found === undefined) return undefined;
    this.kept.delete(url);
    this.kept.set(url, found);
    return found.answer;
  }

  set(url: string, answer: unknown, size: number): void {
    if (this.kept.has(url)) return;
    this.kept.set(url, { answer, size });
    this.size += size;
    for (const [oldest, { size: freed }] of this.kept) {
      if (this.size <= this.budget || oldest === url) return;
      this.kept.delete(oldest);
      this.size -= freed;
    }
  }
}
