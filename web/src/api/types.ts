/** The answers of the service, as its OpenAPI description has them; only what the page reads. */

import type { StanceShown } from './types-changes.js';

export type { Change, ChangeKind, Changes, StanceShown } from './types-changes.js';

export type Day = string;
export type Instant = string;
export type Id = string;

export type Policy = 'own' | 'press' | 'all';
export type Account = 'own' | 'press' | 'counterpart';
export type StanceInForce = 'affirms' | 'denies' | 'conditional' | 'mixed';
export type Stance = 'affirms' | 'denies' | 'conditional' | 'declines';
export type Directness = 'verbatim' | 'translation' | 'paraphrase' | 'readout';
export type Status = 'stance in force' | 'no stance in force' | 'no statement on record';
export type ActorKind = 'person' | 'office' | 'government' | 'party' | 'organisation';

export type KnownAt = Readonly<{ position: number; time?: Instant }>;
export type LanguageText = Readonly<{ language: string; text: string }>;
export type Name = LanguageText & Readonly<{ order?: 'family-first' | 'given-first' }>;
export type Named = Readonly<{ id: Id; name: string }>;

/** What every answer on both clocks says of how it was asked. */
export type Asked = Readonly<{
  asOf: string;
  knownAt: KnownAt;
  evidence: Policy;
  rules: string;
  recordedTimes?: 'reconstructed';
}>;

export type Membership = Readonly<{
  membershipId: Id;
  body: Id;
  post: string;
  speaksFor: boolean;
  from?: Day;
  until?: Day;
}>;
export type Actor = Readonly<{
  id: Id;
  kind: ActorKind;
  name: string;
  names: readonly Name[];
  memberships: readonly Membership[];
  zone?: string;
  unnamed?: boolean;
  note?: string;
}>;
export type Actors = Readonly<{ total: number; next?: number; actors: readonly Actor[] }>;

export type Proposition = Readonly<{
  id: Id;
  kind: 'claim' | 'policy';
  policyOf?: Id;
  wording: readonly LanguageText[];
  note?: string;
}>;
export type Issue = Readonly<{
  id: Id;
  title: readonly LanguageText[];
  description?: string;
  propositions: readonly Proposition[];
}>;
export type Issues = Readonly<{ total: number; next?: number; issues: readonly Issue[] }>;

export type LastStatement = Readonly<{ statement: Id; day: Day; daysBefore: number }>;
export type CellStance = Readonly<{ proposition: Id; stance: StanceInForce; since: Day; lastStated: Day }>;
export type Cell = Readonly<{
  actor: Named;
  issue: Id;
  status: Status;
  stances: readonly CellStance[];
  contested: number;
  characterised: number;
  declined: number;
  uncertain: number;
  notCounted: number;
  lastStatement?: LastStatement;
  permalink: string;
}>;
export type Board = Asked & Readonly<{ cells: readonly Cell[]; permalink: string }>;

export type Said = Readonly<{ edtf: string; firstDay: Day; lastDay: Day; zone?: string }>;
export type Quote = Readonly<{
  exact: string;
  language?: string;
  prefix?: string;
  suffix?: string;
  start?: number;
  end?: number;
}>;
export type AttributionLink = Readonly<{ actor?: Id; name?: string; directness?: Directness; note?: string }>;
export type Citation = Readonly<{
  source: Id;
  title: string;
  publisher: string;
  published?: Day;
  notBefore?: Day;
  account: Account;
  directness: Directness;
  attribution: readonly AttributionLink[];
  quote?: Quote;
  /** The words are withheld: since when, why, by whose decision, and what obliged them. */
  withheld?: Readonly<{ since: Instant; reason: string; by: string; authority?: string }>;
  note?: string;
}>;
export type Recorded = Readonly<{ position: number; time: Instant; timebasis?: 'reconstructed' }>;
export type Evidence = Readonly<{
  statement: Id;
  coding: Id;
  stance: Stance;
  condition?: string;
  speaker: Named;
  post?: string;
  personally?: true;
  spokeFor: readonly (Named & Readonly<{ post?: string }>)[];
  channel: Readonly<{ kind: string; venue?: string }>;
  said: Said;
  citations: readonly Citation[];
  coder: string;
  recorded: Recorded;
  versions: string;
  inReplyTo?: Id;
  askedBy?: Id;
  note?: string;
}>;

export type PropositionAnswer = Readonly<{
  id: Id;
  kind: 'claim' | 'policy';
  policyOf?: Id;
  wording: readonly LanguageText[];
  stance: StanceInForce;
  condition?: string;
  since: Day;
  sinceWithdrawal?: true;
  lastStated: Day;
  timesStated: number;
  evidence: readonly Evidence[];
}>;
export type Contest = Readonly<{
  proposition: Id;
  stance: StanceInForce;
  by: Named;
  byStance: StanceInForce;
  since: Day;
  evidence: readonly Evidence[];
}>;
export type AnswerGiven = Readonly<{
  answer: 'agreed' | 'denied' | 'unanswered' | StanceInForce;
  stance?: StanceInForce;
  since?: Day;
  evidence?: Evidence;
}>;
export type Characterisation = Readonly<{
  proposition: Id;
  by: Named;
  as: Stance;
  condition?: string;
  said: Day;
  account: Account;
  evidence: Evidence;
  answer: AnswerGiven;
}>;
export type Aside = Readonly<{ proposition: Id; why: string; evidence: Evidence }>;
export type Position = Asked &
  Readonly<{
    actor: Named & Readonly<{ kind: ActorKind }>;
    issue: Readonly<{ id: Id; title: readonly LanguageText[] }>;
    status: Status;
    propositions: readonly PropositionAnswer[];
    contests: readonly Contest[];
    characterisations: readonly Characterisation[];
    declined: readonly Aside[];
    uncertain: readonly Aside[];
    notCounted: readonly Aside[];
    withdrawn: readonly Aside[];
    more?: readonly string[];
    lastStatement?: LastStatement;
    permalink: string;
    history: string;
  }>;

export type Source = Readonly<{
  id: Id;
  described: Readonly<{
    kind: string;
    title: string;
    publisher: string;
    language: string;
    officialOf?: Id;
    author?: string;
    published?: Day;
    url?: string;
    note?: string;
  }>;
  textKept: boolean;
}>;

export type Sources = Readonly<{ total: number; next?: number; sources: readonly Source[] }>;

/** A statement as lists have it; its said date is in EDTF. */
export type StatementListed = Readonly<{
  id: Id;
  said: string;
  recorded: Readonly<{ position: number; time: Instant }>;
}>;
export type Statements = Readonly<{ knownAt: KnownAt; total: number; statements: readonly StatementListed[] }>;

export type Version = Readonly<{
  position: number;
  time: Instant;
  event: string;
  recordedby: string;
  reason?: string;
}>;
export type Versions = Readonly<{ statement: Id; knownAt: KnownAt; versions: readonly Version[] }>;

export type HistoryKind = 'first-stated' | 'reaffirmed' | 'shifted' | 'declined' | 'withdrawn' | 'not-counted';
export type HistoryEntry = Readonly<{
  day: Day;
  proposition: Id;
  kind: HistoryKind;
  evidence: Evidence;
  before?: StanceShown;
  after?: StanceShown;
}>;
export type History = Asked &
  Readonly<{
    actor: Named;
    issue: Readonly<{ id: Id }>;
    total: number;
    next?: number;
    entries: readonly HistoryEntry[];
  }>;

export type Side = Asked & Readonly<{ actor: Id; issue: Id; permalink: string }>;
export type DifferenceKind =
  | 'added'
  | 'changed'
  | 'restated'
  | 'withdrawn'
  | 'gone'
  | 'contested'
  | 'no longer contested'
  | 'fell silent'
  | 'opposed'
  | 'differs'
  | 'held'
  | 'not held';
export type Because = Readonly<{
  position: number;
  time: Instant;
  event: string;
  statement?: Id;
  actor?: Id;
  reason?: string;
}>;
export type Difference = Readonly<{
  proposition: Id;
  change: DifferenceKind;
  why: string;
  before?: PropositionAnswer;
  after?: PropositionAnswer;
  contest?: Contest;
  evidence?: readonly Evidence[];
  because?: readonly Because[];
}>;
export type Diff = Readonly<{ from: Side; to: Side; differences: readonly Difference[]; unchanged: readonly Id[] }>;
