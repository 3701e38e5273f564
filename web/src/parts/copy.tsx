import { useState } from 'preact/hooks';
import { evidenceWords } from '../words/evidence.js';
import { say } from '../words/language.js';

/** How long the button says what became of it, in milliseconds. */
const SAID_MS = 2_500;

/** A button that copies a text and says whether it did. */
export const Copy = ({ text, label }: { text: () => string; label: string }) => {
  const [became, setBecame] = useState<'copied' | 'notCopied' | undefined>();
  const copy = async (): Promise<void> => {
    setBecame(
      await navigator.clipboard.writeText(text()).then(
        () => 'copied' as const,
        () => 'notCopied' as const,
      ),
    );
    setTimeout(() => setBecame(undefined), SAID_MS);
  };
  return (
    <span class="copy">
      <button type="button" onClick={() => void copy()}>
        {label}
      </button>
      <span role="status">{became === undefined ? '' : say(evidenceWords)[became]}</span>
    </span>
  );
};
