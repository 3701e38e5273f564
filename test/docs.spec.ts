import { readdirSync, readFileSync } from 'node:fs';
import { EVENT_TYPES } from '../events/index.js';
import { COMMAND_OF } from '../src/commands/list.js';
import { allOperations } from '../src/http/operations.js';
import { folder, onrecord } from './support/command-line.js';

/** A document, its tables without the spaces that line them up. */
const read = (file: string): string => readFileSync(file, 'utf8').replaceAll(/ {2,}/g, ' ');

describe('the documents', () => {
  it.each(EVENT_TYPES.map((type) => [type, COMMAND_OF[type]] as const))(
    'tell of event %s and its command %s',
    (type, command) => {
      expect(read('docs/events.md')).toContain(`| \`${type}\` | \`${command}\` |`);
    },
  );

  it('tell of every command of the command line and each of its options', () => {
    const place = folder();
    const help = (...args: readonly string[]): string => onrecord(place.store('none'), [...args, '--help']).out;
    const commands = [...help().matchAll(/^ {2}([a-z]+)(?: |$)/gm)].map((match) => match[1] as string);
    const missing = commands
      .filter((command) => command !== 'help')
      .flatMap((command) => {
        const options = [...help(command).matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map((match) => match[1] as string);
        return [`onrecord ${command}`, ...options.filter((option) => option !== '--help')];
      })
      .filter((text) => !read('docs/operations.md').includes(text));
    place.remove();
    expect(commands.length).toBeGreaterThan(12);
    expect(missing).toEqual([]);
  });

  it('tell of every setting', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => read(`src/${name}`))
      .join('\n');
    const named = [...files.matchAll(/env(?:\.|\[')([A-Z_]+)/g)].map((match) => match[1] as string);
    const taken = [...files.matchAll(/\{([A-Z_, ]+)\} = process\.env/g)].flatMap((match) =>
      (match[1] ?? '').split(','),
    );
    const settings = [...named, ...taken.map((name) => name.trim())];
    expect(settings).toEqual(expect.arrayContaining(['ONRECORD_STORE', 'PORT', 'ONRECORD_KEYS', 'ONRECORD_HOSTS']));
    expect(settings.filter((setting) => !read('docs/operations.md').includes(`\`${setting}\``))).toEqual([]);
  });

  it.each(
    allOperations().map(([, operation]) => [`${operation.method.toUpperCase()} ${operation.path}`, operation] as const),
  )('tell of %s and its parameters', (operation, { query }) => {
    const row = read('docs/api.md')
      .split('\n')
      .find((line) => line.startsWith(`| \`${operation}\``));
    expect(query.filter((name) => !row?.includes(`\`${name}\``))).toEqual([]);
  });

  it('come with a lock file that records no download addresses', () => {
    expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"resolved": "http/);
  });

  it('keep the README short', () => {
    expect(read('README.md').split('\n').length).toBeLessThan(140);
  });

  it('name every document that the README leads to', () => {
    const links = [...read('README.md').matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] as string);
    const missing = links
      .filter((link) => !/^https?:/.test(link))
      .filter((link) => {
        try {
          return read(link) === '';
        } catch {
          return true;
        }
      });
    expect(missing).toEqual([]);
  });
});
