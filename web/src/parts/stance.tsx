/** A stance: a small shape and its word, always both. */

import type { Stance, StanceInForce } from '../api/types.js';
import { say } from '../words/language.js';
import { stanceWords } from '../words/stances.js';

const Disc = ({ of }: { of: Stance | StanceInForce }) => {
  if (of === 'affirms') return <circle cx="8" cy="8" r="5.5" fill="currentColor" />;
  if (of === 'denies') return <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" stroke="currentColor" stroke-width="2.2" />;
  const ring = <circle cx="8" cy="8" r="5.2" fill="none" stroke="currentColor" stroke-width="1.6" />;
  if (of === 'declines') return ring;
  if (of === 'conditional')
    return (
      <>
        {ring}
        <path d="M8 2.8a5.2 5.2 0 0 1 0 10.4Z" fill="currentColor" />
      </>
    );
  return (
    <>
      {ring}
      <path d="M5 5l6 6M11 5l-6 6" stroke="currentColor" stroke-width="1.6" />
    </>
  );
};

export const StanceShape = ({ of }: { of: Stance | StanceInForce }) => (
  <svg class="shape" width="11" height="11" viewBox="0 0 16 16" aria-hidden="true">
    <Disc of={of} />
  </svg>
);

export const StanceWord = ({ of }: { of: Stance | StanceInForce }) => (
  <span class={`stance stance-${of}`}>
    <StanceShape of={of} />
    <span>{say(stanceWords)[of]}</span>
  </span>
);
