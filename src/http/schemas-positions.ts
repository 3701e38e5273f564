/** The answers about positions. */

import { PROPOSITION_KINDS } from '../../events/index.js';
import { ASIDES, CHANGE_KINDS, DIFFERENCES } from '../../projections/index.js';
import { count, day, flag, instant, list, listOf, object, oneOf, path, ref, Schema, text, truth } from './schema.js';
import { ASKED, ASKED_TOO, ID, NEXT, PAGED } from './schemas-common.js';

const STATUS = oneOf('stance in force', 'no stance in force', 'no statement on record');
const LAST_STATEMENT = object({ statement: ID, day, daysBefore: count('Days from it to the said date asked of.') });

const MORE = list(oneOf(...ASIDES), 'Of the four lists, those that have more than the last five.');

const STANCES: Readonly<Record<string, Schema>> = {
  PropositionAnswer: object(
    {
      id: ID,
      kind: oneOf(...PROPOSITION_KINDS),
      wording: listOf('LanguageText'),
      stance: ref('StanceInForce'),
      since: { ...day, description: 'The day that opened the unbroken run of this stance.' },
      lastStated: day,
      timesStated: count('Statements in that run.'),
      evidence: list(ref('Evidence'), 'The first and the latest; all in force where it is mixed.'),
    },
    { policyOf: ID, condition: text(), sinceWithdrawal: truth },
  ),
  Contest: object(
    {
      proposition: ID,
      stance: ref('StanceInForce'),
      by: ref('NamedActor'),
      byStance: ref('StanceInForce'),
      since: day,
      evidence: listOf('Evidence'),
    },
    { byCondition: text('The condition of `byStance`, where that is conditional.') },
  ),
  AnswerGiven: object(
    { answer: oneOf('agreed', 'denied', 'unanswered', 'affirms', 'denies', 'conditional', 'mixed') },
    { stance: ref('StanceInForce'), since: day, evidence: ref('Evidence') },
  ),
  Characterisation: object(
    {
      proposition: ID,
      by: ref('NamedActor'),
      as: ref('Stance'),
      said: day,
      account: ref('Account'),
      evidence: ref('Evidence'),
      answer: ref('AnswerGiven'),
    },
    { condition: text() },
  ),
  Aside: object({ proposition: ID, why: text(), evidence: ref('Evidence') }),
};

const POSITION = object(
  {
    actor: object({ id: ID, name: text(), kind: ref('ActorKind') }),
    issue: object({ id: ID, title: listOf('LanguageText') }),
    ...ASKED,
    status: STATUS,
    propositions: listOf('PropositionAnswer'),
    contests: listOf('Contest'),
    characterisations: list(ref('Characterisation'), 'What others say of the actor: never its position.'),
    declined: listOf('Aside'),
    uncertain: listOf('Aside'),
    notCounted: listOf('Aside'),
    withdrawn: listOf('Aside'),
    permalink: path,
    history: path,
  },
  {
    lastStatement: LAST_STATEMENT,
    more: MORE,
    ...ASKED_TOO,
  },
);

const BOARD_CELL = object(
  {
    actor: ref('NamedActor'),
    issue: ID,
    status: STATUS,
    stances: list(
      object({ proposition: ID, stance: ref('StanceInForce'), since: day, lastStated: day }, { condition: text() }),
    ),
    contested: count(),
    characterised: count(),
    declined: count(),
    uncertain: count(),
    notCounted: count(),
    permalink: path,
  },
  { lastStatement: LAST_STATEMENT, more: MORE },
);

const HISTORY_ENTRY = object(
  {
    day,
    proposition: ID,
    kind: oneOf('first-stated', 'reaffirmed', 'shifted', 'declined', 'withdrawn', 'not-counted'),
    evidence: ref('Evidence'),
  },
  { before: ref('StanceShown'), after: ref('StanceShown') },
);

const SIDE = object({ actor: ID, issue: ID, ...ASKED, permalink: path }, ASKED_TOO);

const BECAUSE = object(
  { position: count(), time: instant, event: text('The type of the event.') },
  { statement: ID, actor: ID, reason: text() },
);

const DIFFERENCE = object(
  {
    proposition: text('A proposition’s id; empty for a silence.'),
    change: oneOf(...DIFFERENCES),
    why: text(),
  },
  {
    before: ref('PropositionAnswer'),
    after: ref('PropositionAnswer'),
    contest: ref('Contest'),
    evidence: list(ref('Evidence'), 'The words it rests on, where the other parts do not hold them.'),
    because: list(
      BECAUSE,
      'What was recorded between the two recorded times that made it, and of the statements shown.',
    ),
  },
);

const CHANGE = object(
  {
    id: text('`position.index`.'),
    position: count(),
    index: count('The number of the change among those of its event, from 1.'),
    recorded: instant,
    kind: oneOf(...CHANGE_KINDS),
    actor: ID,
    issue: ID,
    proposition: ID,
    statement: ID,
    spokeFor: list(ID, 'The bodies spoken for in the statement, where the actor is its speaker.'),
    said: object({ edtf: text(), day }),
    learned: oneOf('in-order', 'late'),
    revises: list(text(), 'Earlier changes that this one shows in another light.'),
    why: text(),
  },
  {
    before: ref('StanceShown'),
    after: ref('StanceShown'),
    by: { ...ID, description: 'Who contests or characterises.' },
    as: ref('Stance'),
    condition: text('Of a characterisation: under which condition it says that the actor does what `as` says.'),
  },
);

export const POSITION_SCHEMAS: Readonly<Record<string, Schema>> = {
  ...STANCES,
  Position: POSITION,
  BoardCell: BOARD_CELL,
  Board: object({ ...ASKED, cells: listOf('BoardCell'), permalink: path }, ASKED_TOO),
  HistoryEntry: HISTORY_ENTRY,
  History: object(
    {
      actor: ref('NamedActor'),
      issue: object({ id: ID }),
      ...ASKED,
      ...PAGED,
      entries: listOf('HistoryEntry'),
      permalink: path,
    },
    { ...NEXT, ...ASKED_TOO },
  ),
  CorrectionsSince: object({
    actor: ref('NamedActor'),
    issue: object({ id: ID }),
    asOf: ASKED.asOf,
    evidence: ASKED.evidence,
    rules: ASKED.rules,
    knownFrom: ref('KnownAt'),
    knownTo: ref('KnownAt'),
    corrections: list(ref('Correction'), 'In log order.'),
  }),
  Side: SIDE,
  Difference: DIFFERENCE,
  Diff: object({ from: ref('Side'), to: ref('Side'), differences: listOf('Difference'), unchanged: list(ID) }),
  Change: CHANGE,
  Changes: object({
    changes: listOf('Change'),
    knownAt: ref('KnownAt'),
    last: text('The place that the page reached: `after` for the next, or for a stream.'),
    more: flag,
  }),
};
