import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compiled } from './support/compiled.js';
import { folder, serve, Service } from './support/command-line.js';

const place = folder();
const store = place.store('demo');

/** One command of the README’s tour, and what the README says it prints. */
type Shown = Readonly<{ command: string; output: string }>;

const tour = (): readonly Shown[] =>
  [...readFileSync('README.md', 'utf8').matchAll(/```console\n(.*?)```/gs)].flatMap((block) =>
    (block[1] ?? '')
      .split(/^\$ /m)
      .filter((text) => text !== '')
      .map((text) => {
        const end = text.indexOf('\n');
        return { command: text.slice(0, end), output: text.slice(end + 1).trim() };
      }),
  );

/** Times of the store’s clock differ from run to run; those of the bundled record do not. */
const timeless = (text: string): string => text.replaceAll(/20(2[6-9]|[3-9]\d)-\d\d-\d\dT[\d:.]+Z/g, 'NOW').trim();

const ran = (command: string): Promise<string> =>
  new Promise((done, failed) => {
    const line = command.replace('bin/onrecord.js', join(compiled(), 'bin/onrecord.js'));
    const child = spawn('bash', ['-c', `exec node ${line}`], { env: { ...process.env, ONRECORD_STORE: store } });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.once('exit', (code) =>
      code === 0 ? done(out) : failed(new Error(`${command} exited with ${code}: ${err}`)),
    );
  });

describe('the README', () => {
  let demo: Service;
  beforeAll(async () => {
    demo = await serve(store, ['demo', '--port', '0']);
  }, 30_000);
  afterAll(async () => {
    await demo.stop();
    place.remove();
  });

  it('shows a tour', () => expect(tour().length).toBeGreaterThan(5));

  it.each(tour())('prints what it says for $command', async ({ command, output }) => {
    expect(timeless(await ran(command))).toBe(timeless(output));
  });
});
