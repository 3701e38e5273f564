/** What would be recorded and what it would change, or what was. */

import type { Outcome } from '../../api/writing.js';
import { ChangeShown } from '../../parts/change-shown.js';
import { EventBrief } from '../../parts/event-brief.js';
import { FactsShown } from '../../parts/event-facts.js';
import { happened } from '../../words/events.js';
import { say } from '../../words/language.js';
import { enterWords } from './words.js';

const Written = ({ outcome }: { outcome: Outcome }) => (
  <ul class="foreseen-events">
    {outcome.events.map((event) => (
      <li key={event.id}>
        <details>
          <summary>
            <strong>{say(happened)[event.type]}</strong> <EventBrief data={event.data} />
          </summary>
          <FactsShown data={event.data} />
        </details>
      </li>
    ))}
  </ul>
);

/** The events and changes of outcomes, and what the service warns of. */
export const Outcomes = ({ outcomes }: { outcomes: readonly Outcome[] }) => {
  const words = say(enterWords);
  const changes = outcomes.flatMap((outcome) => outcome.changes);
  const warnings = outcomes.flatMap((outcome) => outcome.warnings);
  const written = outcomes.filter(({ events }) => events.length > 0);
  return (
    <>
      {written.length === 0 && <p>{words.nothingNew}</p>}
      {written.map((outcome, at) => (
        <Written key={at} outcome={outcome} />
      ))}
      {warnings.map((warning, at) => (
        <p key={at} class="warning">
          <strong>{words.note}:</strong> <span lang="en">{warning}</span>
        </p>
      ))}
      <h4>{words.changes(changes.length)}</h4>
      <div class="changes">
        {changes.map((change) => (
          <ChangeShown key={change.id} change={change} />
        ))}
      </div>
    </>
  );
};
