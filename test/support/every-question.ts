/** Every question that the API describes, asked of everything that stands in a path, in every form. */

import { allOperations } from '../../src/http/operations.js';
import { namesIn } from '../../src/http/openapi-parts.js';
import type { TestService } from './service.js';

/** What wants words to look for, does not end, or holds hashes alone. */
const NOT_ASKED: readonly string[] = ['search', 'eventStream', 'inclusion', 'consistency'];

/** Values by the name that they have in a path, and in a query. */
export type Asked = Readonly<{
  inPath: Readonly<Record<string, readonly string[]>>;
  inQuery: Readonly<Record<string, string>>;
}>;

/** What is of both sides of a comparison, by what gives the first of them its own: they do not go together. */
const OF_BOTH: Readonly<Record<string, string>> = { asOf: 'from', knownAt: 'knownFrom' };

/** The addresses of the questions, each with those of the query’s parameters that it takes and that go together. */
export const everyQuestion = ({ inPath, inQuery }: Asked, notAsked = NOT_ASKED): readonly string[] =>
  allOperations()
    .filter(([id, { method }]) => method === 'get' && !notAsked.includes(id))
    .flatMap(([, { path, query }]) => {
      const paths = namesIn(path).reduce<readonly string[]>(
        (made, name) => made.flatMap((one) => inPath[name]!.map((value) => one.replace(`{${name}}`, value))),
        [path],
      );
      const taken = Object.keys(inQuery).filter((name) => (query as readonly string[]).includes(name));
      const asked = taken.filter((name) => !taken.includes(OF_BOTH[name] ?? ''));
      const forms = (query as readonly string[]).includes('format') ? ['json', 'csv'] : [''];
      return paths.flatMap((one) =>
        forms.map((form) => {
          const given = asked.map((name) => `${name}=${inQuery[name]}`);
          return `${one}?${[...given, ...(form === '' ? [] : [`format=${form}`])].join('&')}`;
        }),
      );
    });

/** The whole body of an answer as text. */
export const bodyOf = async (
  { ask }: TestService,
  url: string,
): Promise<Readonly<{ status: number; text: string }>> => {
  const response = await ask
    .get(url)
    .buffer(true)
    .parse((stream, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => done(null, Buffer.concat(pieces).toString('utf8')));
    });
  return { status: response.status, text: response.body as string };
};
