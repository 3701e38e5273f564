import type { Event } from './event.js';
import type { LanguageText } from './text.js';

/** A claim is about the world; a policy is that of the actor named in `policyOf`. */
export const PROPOSITION_KINDS = ['claim', 'policy'] as const;
export type PropositionKind = (typeof PROPOSITION_KINDS)[number];

/** A subject of the codebook was opened. */
export type IssueOpened = Event<
  'IssueOpened',
  { issueId: string; title: readonly LanguageText[]; description?: string }
>;

/** A sentence that an actor can affirm or deny joined an issue. */
export type PropositionWorded = Event<
  'PropositionWorded',
  {
    issueId: string;
    propositionId: string;
    kind: PropositionKind;
    policyOf?: string;
    wording: readonly LanguageText[];
    note?: string;
  }
>;

/** A proposition's wording changed; its id and what was coded on it stay. */
export type PropositionReworded = Event<
  'PropositionReworded',
  { issueId: string; propositionId: string; wording: readonly LanguageText[]; reason: string }
>;

export type IssueEvent = IssueOpened | PropositionWorded | PropositionReworded;
