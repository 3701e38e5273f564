import type { AsOf } from '../events/index.js';
import type { Held } from './held.js';
import { orderKey, saidBy } from './moment.js';

/** A stance as an answer gives it: one that a coding can take, or `mixed` where codings in force together disagree. */
export type StanceInForce = 'affirms' | 'denies' | 'conditional' | 'mixed';

/** An unbroken run of one stance on one proposition. `since` is the day that opened it, where it was said. */
export type Run = Readonly<{
  stance: StanceInForce | undefined;
  since: string;
  /** The codings that say so, in order, each statement once per coding. */
  stated: readonly Held[];
  /** The codings in force together at the run's end. */
  inForce: readonly Held[];
  /** Whether a withdrawal opened it. */
  byWithdrawal: boolean;
}>;

/** One thing that happens to a stance: a coding comes to count, or a statement is taken back. */
type Step = Readonly<{ key: string; day: string; adds?: Held; withdraws?: string }>;

/** Of several codings of one statement on one proposition, the last in the text. */
const lastInText = (held: readonly Held[]): readonly Held[] => {
  const byStatement = new Map<string, Held>();
  for (const one of held) {
    const id = one.version.state.statementId;
    const known = byStatement.get(id);
    if (known === undefined || known.order <= one.order) byStatement.set(id, one);
  }
  return [...byStatement.values()];
};

const stepsOf = (held: readonly Held[], asOf: AsOf | undefined): readonly Step[] =>
  held
    .flatMap((one): Step[] => {
      const { said, withdrawal, statementId } = one.version.state;
      if (!saidBy(said, asOf)) return [];
      const added: Step = { key: orderKey(said, asOf), day: said.lastDay, adds: one };
      if (withdrawal === undefined || !saidBy(withdrawal.said, asOf)) return [added];
      const { said: taken } = withdrawal;
      const withdraws: Step = { key: orderKey(taken, asOf), day: taken.lastDay, withdraws: statementId };
      return withdraws.key <= added.key ? [] : [added, withdraws];
    })
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));

/** Codings whose last bound is not before the greatest first bound. */
const together = (held: readonly Held[]): readonly Held[] => {
  let greatest = '';
  for (const one of held) {
    const { earliest } = one.version.state.said;
    if (earliest > greatest) greatest = earliest;
  }
  return held.filter((one) => one.version.state.said.latest >= greatest);
};

const stanceOf = (inForce: readonly Held[]): StanceInForce | undefined => {
  const stances = new Set(inForce.map((one) => one.stance));
  if (stances.size > 1) return 'mixed';
  const [only] = stances;
  return only === 'declines' ? undefined : only;
};

/** Steps of one key happen together: no stance between them ever was the answer. */
const grouped = (steps: readonly Step[]): readonly (readonly Step[])[] => {
  const groups: Step[][] = [];
  for (const step of steps) {
    const group = groups.at(-1);
    if (group?.[0]?.key === step.key) group.push(step);
    else groups.push([step]);
  }
  return groups;
};

type State = Readonly<{ standing: readonly Held[]; inForce: readonly Held[] }>;

const withdrawnIn = (group: readonly Step[]): ReadonlySet<string> =>
  new Set(group.flatMap((step) => step.withdraws ?? []));

const without = (held: readonly Held[], taken: ReadonlySet<string>): readonly Held[] =>
  taken.size === 0 ? held : held.filter((one) => !taken.has(one.version.state.statementId));

/** What one group of steps makes of what was in force. Without a withdrawal, only what was in force can still be. */
const after = (state: State, group: readonly Step[], taken: ReadonlySet<string>): State => {
  const added = group.flatMap((step) => step.adds ?? []);
  const standing = without([...state.standing, ...added], taken);
  return { standing, inForce: taken.size === 0 ? together([...state.inForce, ...added]) : together(standing) };
};

/** The codings that say a stance: those in force, and those of the group that another one overtook on its day. */
const saying = (
  stance: StanceInForce | undefined,
  inForce: readonly Held[],
  group: readonly Step[],
): readonly Held[] => {
  const overtaken = group.flatMap((step) => step.adds ?? []).filter((one) => one.stance === stance);
  return [...new Set([...overtaken, ...inForce])].sort((a, b) =>
    latestOf(a) < latestOf(b) ? -1 : latestOf(a) > latestOf(b) ? 1 : 0,
  );
};

const latestOf = (held: Held): string => held.version.state.said.latest;

const extended = (run: Run, inForce: readonly Held[], group: readonly Step[], taken: ReadonlySet<string>): Run => {
  const known = new Set(run.stated);
  const fresh = saying(run.stance, inForce, group).filter((one) => !known.has(one));
  return { ...run, stated: without([...run.stated, ...fresh], taken), inForce };
};

const opened = (stance: StanceInForce | undefined, inForce: readonly Held[], group: readonly Step[]): Run => ({
  stance,
  since: group.reduce((latest, step) => (step.day > latest ? step.day : latest), ''),
  stated: saying(stance, inForce, group),
  inForce,
  byWithdrawal: group.every((step) => step.adds === undefined),
});

/**
 * The runs of stance that codings of one proposition, held by one actor, make up to a said date, oldest first.
 * A run without stance follows a withdrawal that left none.
 */
export const runsOf = (held: readonly Held[], asOf: AsOf | undefined): readonly Run[] => {
  const runs: Run[] = [];
  let state: State = { standing: [], inForce: [] };
  const taking = lastInText(held.filter((one) => one.stance !== 'declines'));
  for (const group of grouped(stepsOf(taking, asOf))) {
    const taken = withdrawnIn(group);
    state = after(state, group, taken);
    const stance = stanceOf(state.inForce);
    const current = runs.at(-1);
    if (current?.stance === stance) {
      if (current !== undefined) runs[runs.length - 1] = extended(current, state.inForce, group, taken);
    } else {
      runs.push(opened(stance, state.inForce, group));
    }
  }
  return runs;
};
