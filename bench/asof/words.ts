/** What is said: statements of the hot body and of the others, with their codings and quotes. */

import type { Coding, Directness, EventOf, SaidDate, Stance } from '../../events/index.js';
import { Body, HEAVY, HOT_BODY, HOT_GAZETTES, HOT_ISSUE, HOT_POLICY, HOT_SIDES, HOT_SPEAKERS } from './cast.js';
import { BODIES, ISSUES, MAIN, PAPERS, RIVALS } from './cast.js';
import { Chance, wordsOf } from './random.js';

export type Recorded = EventOf<'StatementRecorded'>;

/** What a coding says, before it has words. */
type Sense = Readonly<{ issue: string; proposition: string; stance: Stance }>;
type Heard = Readonly<{ source: string; directness: Directness }>;

const OPPOSITE: Readonly<Partial<Record<Stance, Stance>>> = { affirms: 'denies', denies: 'affirms' };

/** The other side of a stance. */
export const opposite = (stance: Stance): Stance => OPPOSITE[stance] ?? 'affirms';

/** Now and then under a condition, now and then no answer, else as it is. */
const bent = (stance: Stance, chance: Chance): Stance => {
  const drawn = chance.next();
  return drawn < 0.04 ? 'conditional' : drawn < 0.07 ? 'declines' : stance;
};

const codingOf = (sense: Sense, heard: Heard, index: number, chance: Chance): Coding => {
  const exact = wordsOf(chance, 116);
  const start = chance.below(8000);
  const quote = { exact, language: 'en', prefix: wordsOf(chance, 20), suffix: wordsOf(chance, 20) };
  return {
    codingId: `${sense.proposition}-${index + 1}`,
    ...sense,
    ...(sense.stance === 'conditional' ? { condition: `only if ${wordsOf(chance, 30)}` } : {}),
    evidence: [{ ...heard, quote: { ...quote, start, end: start + exact.length } }],
    coder: `coder-${chance.below(12)}`,
  };
};

type Told = Readonly<{ id: string; speaker: string; said: SaidDate; heard: Heard; onBehalfOf?: readonly string[] }>;

const statementOf = (told: Told, senses: readonly Sense[], chance: Chance): Recorded => ({
  type: 'StatementRecorded',
  data: {
    statementId: told.id,
    speaker: told.speaker,
    ...(told.onBehalfOf === undefined ? {} : { onBehalfOf: told.onBehalfOf }),
    channel: { kind: 'speech', venue: wordsOf(chance, 12) },
    said: told.said,
    reports: [{ ...told.heard, attribution: [] }],
    codings: senses.map((sense, index) => codingOf(sense, told.heard, index, chance)),
  },
});

/** Seven in ten in the body's own document, two in a newspaper, one in that of another side. */
const heardBy = (own: readonly string[], others: readonly Body[], chance: Chance): Heard => {
  const drawn = chance.next();
  if (drawn < 0.7) return { source: chance.pick(own), directness: 'verbatim' };
  if (drawn < 0.9) return { source: chance.pick(PAPERS), directness: 'paraphrase' };
  return { source: chance.pick(others).gazette, directness: 'readout' };
};

/** What one hot statement is besides its words: who says it, whether it affirms or denies, and in how many codings. */
export type Hot = Readonly<{ id: string; said: SaidDate; speaker: string; affirms: boolean; codings: 1 | 2 }>;

const secondHot = (first: Stance, chance: Chance): Sense => {
  if (!chance.is(0.4))
    return { issue: HOT_ISSUE, proposition: chance.pick(HOT_SIDES), stance: bent('affirms', chance) };
  return { issue: HOT_ISSUE, proposition: MAIN, stance: chance.is(0.1) ? opposite(first) : first };
};

/** A statement for Hotland: on the claim, and where it has a second coding, on the claim again or beside it. */
export const hotStatement = ({ id, said, speaker, affirms, codings }: Hot, chance: Chance): Recorded => {
  const stance = bent(affirms ? 'affirms' : 'denies', chance);
  const first: Sense = { issue: HOT_ISSUE, proposition: MAIN, stance };
  const heard = heardBy(HOT_GAZETTES, RIVALS, chance);
  const onBehalfOf = speaker !== HEAVY && chance.is(0.05) ? { onBehalfOf: [HOT_BODY] } : {};
  const senses = codings === 1 ? [first] : [first, secondHot(stance, chance)];
  return statementOf({ id, speaker, said, heard, ...onBehalfOf }, senses, chance);
};

/** Any of those who speak for Hotland but the busiest. */
export const ordinarySpeaker = (chance: Chance): string => HOT_SPEAKERS[1 + chance.below(HOT_SPEAKERS.length - 1)]!;

const either = (chance: Chance): Stance => bent(chance.is(0.5) ? 'affirms' : 'denies', chance);

/** One in fifty statements of a rival is on what Hotland claims or does. */
const onHot = (chance: Chance): Sense => ({
  issue: HOT_ISSUE,
  proposition: chance.is(0.5) ? MAIN : HOT_POLICY,
  stance: either(chance),
});

const coldSenses = (body: Body, chance: Chance): readonly Sense[] => {
  const issue = chance.pick(body.issues);
  const propositions = ISSUES.get(issue)!;
  const from = chance.below(propositions.length);
  return Array.from({ length: 2 + chance.below(3) }, (_, index) => ({
    issue,
    proposition: propositions[(from + index) % propositions.length]!,
    stance: either(chance),
  }));
};

/** A body that is to speak. */
export const speakingBody = (chance: Chance): Body => chance.pick(BODIES);

/** A statement of another body, or of one of its people; every eighth person speaks for nobody now and then. */
export const coldStatement = (id: string, body: Body, said: SaidDate, chance: Chance): Recorded => {
  const speaker = chance.is(0.2) ? body.id : chance.pick(body.people);
  const personal = BODIES.indexOf(body) % 2 === 0 && speaker === body.people[0] && chance.is(0.2);
  const heard = heardBy([body.gazette], BODIES, chance);
  const senses = coldSenses(body, chance);
  const all = RIVALS.includes(body) && chance.is(0.16) ? [onHot(chance), ...senses.slice(1)] : senses;
  return statementOf({ id, speaker, said, heard, ...(personal ? { onBehalfOf: [] } : {}) }, all, chance);
};
