import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { answerTo } from '../api/client.js';
import { heldKey } from '../api/key.js';
import { type Failure, Refused } from '../api/problem.js';
import { keyWords } from '../words/key.js';
import { say } from '../words/language.js';
import { shellWords } from '../words/shell.js';

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

/** Saves an answer, one at a time: whether it is on its way, and what went wrong with the last. */
const useSaving = (href: string) => {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const start = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailure(
      await save(href).then(
        () => undefined,
        (error: unknown) => error as Failure,
      ),
    );
    setBusy(false);
  };
  return { busy, failure, start };
};

const Saves = () => (
  <svg class="saves" width="10" height="11" viewBox="0 0 10 11" aria-hidden="true">
    <path d="M5 0v7M2 4.5l3 3 3-3M1 10.2h8" fill="none" stroke="currentColor" stroke-width="1.4" />
  </svg>
);

const FailureShown = ({ failure }: { failure: Failure }) => (
  <span role="alert" lang={failure instanceof Refused ? 'en' : undefined}>
    {' '}
    {failure instanceof Refused ? failure.message : say(shellWords).unreachable}
  </span>
);

type Link = { href: string; class?: string; children: ComponentChildren };

/**
 * A link to an answer of the API. A browser shows no key when it follows one: with a key the answer is fetched and saved, however
 * the link is opened, and the link says so.
 */
export const ApiLink = ({ href, class: className, children }: Link) => {
  const { busy, failure, start } = useSaving(href);
  const isSaved = heldKey.value !== undefined;
  const open = (event: MouseEvent): void => {
    if (!isSaved || event.button > 1) return;
    event.preventDefault();
    void start();
  };
  const saving = isSaved ? { title: say(keyWords).saves, 'aria-busy': busy } : {};
  return (
    <>
      <a class={className} href={href} onClick={open} onAuxClick={open} {...saving}>
        {children}
        {isSaved && <Saves />}
      </a>
      {failure !== undefined && <FailureShown failure={failure} />}
    </>
  );
};
