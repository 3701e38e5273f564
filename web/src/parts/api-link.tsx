import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { answerTo } from '../api/client.js';
import { heldKey } from '../api/key.js';
import { type Failure, Refused } from '../api/problem.js';
import { say } from '../words/language.js';
import { shellWords } from '../words/shell.js';
import { isPlainClick } from './link.js';

/** A name for the file that an answer is saved as: its path, and an ending that tells its format. */
const fileName = (href: string, { type }: Blob): string => {
  const name = new URL(href, location.href).pathname.replace('/v1/', '').replaceAll(/[^\w.-]+/g, '-');
  return `${name}.${type.startsWith('text/csv') ? 'csv' : type.includes('ndjson') ? 'jsonl' : 'json'}`;
};

const save = async (href: string): Promise<void> => {
  const answer = await (await answerTo(href, {})).blob();
  const url = URL.createObjectURL(answer);
  Object.assign(document.createElement('a'), { href: url, download: fileName(href, answer) }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};

type Link = { href: string; class?: string; children: ComponentChildren };

/** A link to an answer of the API. A browser shows no key when it follows one: with a key the answer is fetched and saved. */
export const ApiLink = ({ href, class: className, children }: Link) => {
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  return (
    <>
      <a
        class={className}
        href={href}
        onClick={(event) => {
          if (heldKey.peek() === undefined || !isPlainClick(event)) return;
          event.preventDefault();
          void save(href).then(
            () => setFailure(undefined),
            (error: unknown) => setFailure(error as Failure),
          );
        }}
      >
        {children}
      </a>
      {failure !== undefined && (
        <span role="alert" lang={failure instanceof Refused ? 'en' : undefined}>
          {' '}
          {failure instanceof Refused ? failure.message : say(shellWords).unreachable}
        </span>
      )}
    </>
  );
};
