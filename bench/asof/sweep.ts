/** The rules of runs, for the baseline: what opens and closes, in order, and the run that is in force at the end. */

/** A coding that may be in force. */
type Item = Readonly<{ stance: string; earliest: string; latest: string }>;

/** A coding opening or closing at a point, on a calendar day. */
export type Mark = Readonly<{ item: Item; point: string; day: string; opens: boolean }>;

/** What stands at a point, and which of it is in force: all whose last bound is not before the greatest first bound. */
type Standing = { all: Set<Item>; inForce: Set<Item>; greatest: string };

const refreshed = (standing: Standing): void => {
  standing.greatest = '';
  for (const { earliest } of standing.all) if (earliest > standing.greatest) standing.greatest = earliest;
  standing.inForce = new Set([...standing.all].filter(({ latest }) => latest >= standing.greatest));
};

const opened = (standing: Standing, item: Item): void => {
  standing.all.add(item);
  if (item.earliest > standing.greatest) {
    standing.greatest = item.earliest;
    for (const one of standing.inForce) if (one.latest < standing.greatest) standing.inForce.delete(one);
  }
  if (item.latest >= standing.greatest) standing.inForce.add(item);
};

const closed = (standing: Standing, item: Item): void => {
  standing.all.delete(item);
  standing.inForce.delete(item);
  if (item.earliest === standing.greatest) refreshed(standing);
};

const stanceOf = ({ inForce }: Standing): string | undefined => {
  let stance: string | undefined;
  for (const item of inForce) {
    if (stance !== undefined && stance !== item.stance) return 'mixed';
    stance = item.stance;
  }
  return stance;
};

/** The last run of one stance, and the last day of what opened or closed where it began; nothing where it has no stance. */
export const runInForce = (marks: readonly Mark[]): Readonly<{ stance: string; since: string }> | undefined => {
  const ordered = [...marks].sort((a, b) => (a.point < b.point ? -1 : a.point > b.point ? 1 : 0));
  const standing: Standing = { all: new Set(), inForce: new Set(), greatest: '' };
  let [stance, since]: [string | undefined, string] = [undefined, ''];
  for (let index = 0; index < ordered.length;) {
    const { point } = ordered[index]!;
    let day = '';
    for (; ordered[index]?.point === point; index += 1) {
      const mark = ordered[index]!;
      (mark.opens ? opened : closed)(standing, mark.item);
      if (mark.day > day) day = mark.day;
    }
    const next = stanceOf(standing);
    if (next !== stance) [stance, since] = [next, day];
  }
  return stance === undefined ? undefined : { stance, since };
};
