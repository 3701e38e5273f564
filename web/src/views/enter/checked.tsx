/** Check, then record: the two steps that every form ends with, the second only for what was checked. */

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Outcome } from '../../api/writing.js';
import { say } from '../../words/language.js';
import { type Form } from './form.js';
import { Outcomes } from './foreseen.js';
import { enterWords } from './words.js';

export type Busy = '' | 'checking' | 'saving';

/** What was foreseen, and of which content. */
export type Foreseen = Readonly<{ content: string; outcomes: readonly Outcome[]; sourceFirst?: boolean }>;

/** Runs one thing at a time and says which. */
export const useBusy = (): readonly [Busy, (busy: Busy, work: () => Promise<unknown>) => void] => {
  const [busy, setBusy] = useState<Busy>('');
  const run = (what: Busy, work: () => Promise<unknown>): void => {
    if (busy !== '') return;
    setBusy(what);
    void work().finally(() => setBusy(''));
  };
  return [busy, run];
};

type Checked = {
  form: Form;
  /** What would be sent now, as a text: what was checked is only recorded while it is the same. */
  content: string;
  foreseen: Foreseen | undefined;
  busy: Busy;
  onCheck: () => void;
  onSave: () => void;
  saveLabel?: string;
};

const Foretold = ({ form, content, foreseen, busy, onSave, saveLabel }: Checked & { foreseen: Foreseen }) => {
  const words = say(enterWords);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [foreseen]);
  const same = content === foreseen.content;
  const label = foreseen.sourceFirst ? words.recordSource : (saveLabel ?? words.save);
  return (
    <section class="foreseen" aria-labelledby={`${form.name}-foreseen`}>
      <h3 id={`${form.name}-foreseen`} ref={heading} tabIndex={-1}>
        {words.would}
      </h3>
      <Outcomes outcomes={foreseen.outcomes} />
      {foreseen.sourceFirst && <p class="warning">{words.sourceFirst}</p>}
      {same ? (
        <p class="state-actions">
          <button type="button" class="main" disabled={busy !== ''} onClick={onSave}>
            {busy === 'saving' ? words.saving : label}
          </button>
        </p>
      ) : (
        <p class="warning">{words.changedSince}</p>
      )}
    </section>
  );
};

export const Checked = (props: Checked) => {
  const { foreseen, busy, onCheck } = props;
  const words = say(enterWords);
  return (
    <>
      <p class="state-actions">
        <button type="button" class={foreseen === undefined ? 'main' : ''} disabled={busy !== ''} onClick={onCheck}>
          {busy === 'checking' ? words.checking : words.check}
        </button>
      </p>
      <div aria-live="polite" class="unseen">
        {busy === 'checking' ? words.checking : busy === 'saving' ? words.saving : ''}
      </div>
      {foreseen !== undefined && <Foretold {...props} foreseen={foreseen} />}
    </>
  );
};
