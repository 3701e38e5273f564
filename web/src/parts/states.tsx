/** What stands where an answer is not: it is on its way, there is none, or it failed. */

import type { ComponentChildren } from 'preact';
import type { Failure } from '../api/problem.js';
import { go } from '../state/address.js';
import { actors } from '../state/names.js';
import { say } from '../words/language.js';
import { shellWords } from '../words/shell.js';
import { EnterKey } from './key-asked.js';
import { nameOf } from './names.js';

export const Loading = ({ what }: { what?: string }) => (
  <p class="state state-loading" role="status">
    {what ?? say(shellWords).loading}
  </p>
);

export const Empty = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <div class="state state-empty">
    <p class="state-title">{title}</p>
    {children}
  </div>
);

const Nearest = ({ failure, onPick }: { failure: Failure; onPick?: ((id: string) => void) | undefined }) => {
  const nearest = failure.kind === 'refused' ? (failure.problem.nearest ?? []) : [];
  if (nearest.length === 0 || onPick === undefined) return null;
  return (
    <p>
      {say(shellWords).nearest}:{' '}
      {nearest.map(({ id, name }) => (
        <button key={id} type="button" class="plain" onClick={() => onPick(id)}>
          {actors.value.has(id) ? nameOf(id).text : name}
        </button>
      ))}
    </p>
  );
};

type Failed = { failure: Failure; again?: () => void; onPick?: (id: string) => void };

/** A failure in the service’s own words, with what can be done about it. */
export const Failed = ({ failure, again, onPick }: Failed) => {
  const words = say(shellWords);
  const refused = failure.kind === 'refused';
  return (
    <div class="state state-failed" role="alert">
      <p class="state-title">{refused ? words.refused : words.unreachable}</p>
      <p lang={refused ? 'en' : undefined}>{refused ? failure.message : words.unreachableHelp}</p>
      <Nearest failure={failure} onPick={onPick} />
      <p class="state-actions">
        {again !== undefined && (
          <button type="button" onClick={again}>
            {words.tryAgain}
          </button>
        )}
        {refused && failure.isForKey && <EnterKey why={failure} />}
        {refused && (
          <button type="button" onClick={() => go({ asOf: '', knownAt: '', tie: '' })}>
            {words.backToNow}
          </button>
        )}
      </p>
    </div>
  );
};
