/**
 * Asks the registry whether a package that ships has a known hole. One of high or critical ends it with 1. Where the registry
 * has no audit endpoint that answers, it says that nothing was checked and ends with 0: no run can wait for that. Where npm
 * itself cannot ask (no lock file, no npm) it ends with 2.
 *
 * @example npm run audit
 */

import { spawnSync } from 'node:child_process';

const ASK = ['audit', '--omit=dev', '--package-lock-only', '--json', '--no-update-notifier'];
const PATIENCE = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=30000'];
const HOLDING = ['critical', 'high'];

/** npm as it is run by itself, or the one that runs this. */
const asked = () => {
  const { npm_execpath: npm } = process.env;
  const [command, first] = npm?.endsWith('npm-cli.js') ? [process.execPath, [npm]] : ['npm', []];
  return spawnSync(command, [...first, ...ASK, ...PATIENCE], { encoding: 'utf8', maxBuffer: 1 << 28 });
};

const read = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};

/** Why the endpoint gave no report, without the registry's address. */
const reasonIn = ({ statusCode, message }) => {
  if (statusCode !== undefined) return `it answered ${statusCode}`;
  const [code] = /\bE[A-Z]{3,}(_[A-Z]+)*\b/.exec(message) ?? [];
  return code === undefined ? 'it gave nothing that can be read' : `it cannot be reached (${code})`;
};

/** A line for each hole of a report, with the package that has it; what only depends on one that has is not told. */
const holesIn = (vulnerabilities) =>
  Object.values(vulnerabilities).flatMap(({ name, via }) =>
    via
      .filter((hole) => typeof hole === 'object')
      .map(({ severity, range, title, url }) => `${severity}: ${name} ${range}: ${title} (${url})`),
  );

const end = (code, ...lines) => {
  (code === 0 ? process.stdout : process.stderr).write(`${lines.join('\n')}\n`);
  process.exitCode = code;
};

const judge = ({ metadata, vulnerabilities }) => {
  const counts = metadata.vulnerabilities;
  const holding = HOLDING.reduce((sum, severity) => sum + counts[severity], 0);
  if (holding > 0)
    return end(
      1,
      `Packages that ship have known holes: ${counts.critical} critical, ${counts.high} high. Update them, or replace them.`,
      ...holesIn(vulnerabilities),
    );
  const rest = counts.total === 0 ? '' : ` There are ${counts.total} lesser findings:`;
  return end(
    0,
    `Checked: no package that ships has a known hole of high or critical.${rest}`,
    ...holesIn(vulnerabilities),
  );
};

const { error, stdout, stderr } = asked();
const report = read(stdout);
if (report.metadata !== undefined) judge(report);
else if (report.message !== undefined)
  end(
    0,
    `NOT CHECKED: whether a package that ships has a known hole. The registry’s audit endpoint was asked, and ${reasonIn(report)}.`,
    'Run `npm run audit` where it answers, before a release.',
  );
else end(2, `npm could not ask for known holes: ${error?.message ?? report.error?.summary ?? stderr}`);
