/**
 * The page in a browser, with a made-up record of 5,000 statements by 40 actors on 12 issues: how long until the board can
 * be used, frames a second while scrubbing and zooming, memory while it plays, bytes of the first load. `npm run bench:page`,
 * or `-- --minutes N` for another time of play than ten minutes (0 leaves it out).
 */

import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { median, megabytes, table, type Verdict, whole } from './asof/report.js';
import type { Pace } from './page/frames.js';
import { type Load, loadOnce, type Memory, played, scrubbed, zoomed } from './page/measures.js';
import { BODIES, bodies, ISSUES, issues, PEOPLE, recordLines, SEED, STATEMENTS } from './page/record.js';
import { launched, served } from './page/service.js';

const LOADS = 5;
const SCRUB_SECONDS = 10;
const ZOOM_SECONDS = 5;

/** The limits of the issue that the page is made for. */
const MOST_MS = 1500;
const LEAST_FPS = 30;
const MOST_BYTES = 60 * 1024;
/** By how much memory may differ and still be called steady, as a part. */
const STEADY = 0.1;
/** How many minutes it takes to tell: the page keeps some answers, and is full of them after two or three. */
const TELLING_MINUTES = 6;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const minutes = Number(values.minutes);

const line = (text: string): void => void process.stdout.write(`${text}\n`);
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
const load = (): string =>
  loadavg()
    .map((one) => one.toFixed(2))
    .join(' ');

const shown = ({ fps, p95, worst, count }: Pace): string =>
  `${fps.toFixed(1)} fps, frame time p95 ${p95.toFixed(1)} ms, worst ${worst.toFixed(0)} ms, ${whole(count)} frames`;

const paced = (requirement: string, { fps }: Pace): Verdict => ({
  requirement,
  figure: `${fps.toFixed(1)} fps`,
  met: fps >= LEAST_FPS,
});

/** Whether the last third holds no more than the two before it. */
const steady = (all: readonly Memory[], of: (memory: Memory) => number): boolean => {
  const third = Math.ceil(all.length / 3);
  const most = (some: readonly Memory[]): number => Math.max(...some.map(of));
  return most(all.slice(-third)) <= most(all.slice(0, -third)) * (1 + STEADY);
};

const remembered = (all: readonly Memory[]): Verdict => {
  const [first, last] = [all[0]!, all.at(-1)!];
  return {
    requirement: `memory steady over ${String(all.length - 1)} min of play`,
    figure: `${megabytes(first.heap)} to ${megabytes(last.heap)}, ${whole(first.nodes)} to ${whole(last.nodes)} nodes`,
    met: steady(all, ({ heap }) => heap) && steady(all, ({ nodes }) => nodes),
  };
};

line(`The page: ${whole(STATEMENTS)} statements, ${BODIES + PEOPLE} actors, ${ISSUES} issues, seed ${SEED}`);
line(`Node ${process.version}, ${cpus().length} cores, load average ${load()}`);
const service = await served(recordLines());
const browser = await launched();
const verdicts: Verdict[] = [];
try {
  line(`Chromium ${browser.version()}, load average after the import ${load()}\n`);
  await loadOnce(browser, service.url);
  const loads: Load[] = [];
  for (let at = 0; at < LOADS; at += 1) loads.push(await loadOnce(browser, service.url));
  const [stands, answers, timeline] = (['shown', 'answers', 'timeline'] as const).map((of) =>
    median(loads.map((one) => one[of])),
  ) as [number, number, number];
  const one = loads[0]!;
  line(
    `load, median of ${LOADS}: board stands ${seconds(stands)}, cells answer a key ${seconds(answers)} ` +
      `(${loads.map((each) => seconds(each.answers)).join(', ')}), timeline read ${seconds(timeline)}`,
  );
  line(`sent: ${kilobytes(one.sent)} of page, ${kilobytes(one.data)} of answers`);
  verdicts.push(
    { requirement: 'board interactive under 1.5 s', figure: seconds(answers), met: answers < MOST_MS },
    { requirement: 'first load under 60 KB as sent', figure: kilobytes(one.sent), met: one.sent < MOST_BYTES },
  );
  const { pace, boards } = await scrubbed(browser, service.url, SCRUB_SECONDS);
  line(`scrubbing, ${SCRUB_SECONDS} s: ${shown(pace)}; ${boards} boards asked for`);
  verdicts.push(paced('scrubbing at 30 fps', pace));
  for (const [name, query] of [
    ['an actor on an issue', `actor=${bodies[0]!}&issue=${issues[0]!}`],
    ['an actor on all issues', `actor=${bodies[0]!}`],
  ] as const) {
    const zoom = await zoomed(browser, service.url, query, ZOOM_SECONDS);
    line(`lanes of ${name}, zoomed for ${ZOOM_SECONDS} s: ${shown(zoom)}`);
    verdicts.push(paced(`lanes zoom at 30 fps, ${name}`, zoom));
  }
  if (minutes > 0) {
    const memory = await played(browser, service.url, minutes, ({ heap, nodes, inDocument, boards }, minute) =>
      line(
        `play, ${minute} min: heap ${megabytes(heap)}, ${whole(nodes)} nodes (${whole(inDocument)} elements in sight), ${boards} boards`,
      ),
    );
    if (minutes >= TELLING_MINUTES) verdicts.push(remembered(memory));
    else line(`(too short to tell whether memory is steady: that takes ${TELLING_MINUTES} minutes)`);
  }
  line(`\nload average at the end ${load()}\n`);
  process.stdout.write(table(verdicts));
} finally {
  await browser.close();
  await service.stop();
}
