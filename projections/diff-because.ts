import type { StatementEvent } from '../events/index.js';
import type { EvidenceShown } from './evidence.js';
import type { Base } from './readings.js';

/** An event between two recorded times, of a statement that a difference shows or of a post of its speaker. */
export type Because = Readonly<{
  position: number;
  time: string;
  event: StatementEvent['type'] | 'MembershipRecorded' | 'MembershipCorrected';
  statement?: string;
  actor?: string;
  reason?: string;
}>;

type Between = Readonly<{ after: number; until: number }>;

const isBetween = ({ after, until }: Between, position: number): boolean => position > after && position <= until;

const ofStatement = (readings: Base, statement: string, between: Between): readonly Because[] =>
  (readings.statements.rows.get(statement)?.versions ?? [])
    .filter(({ position }) => isBetween(between, position))
    .map(({ position, time, eventType, reason }) => ({
      position,
      time,
      event: eventType,
      statement,
      ...(reason === undefined ? {} : { reason }),
    }));

const ofPosts = (readings: Base, actor: string, between: Between): readonly Because[] =>
  Object.values(readings.actors.get(actor)?.memberships ?? {})
    .flat()
    .filter(({ position }) => isBetween(between, position))
    .map(({ position, reason }) => ({
      position,
      time: readings.log.times[position - 1] ?? '',
      event: reason === undefined ? 'MembershipRecorded' : 'MembershipCorrected',
      actor,
      ...(reason === undefined ? {} : { reason }),
    }));

const once = (all: readonly string[]): readonly string[] => [...new Set(all)];

/** What was recorded between two log positions of the statements shown; where nothing was, of their speakers' posts. */
export const becauseOf = (
  readings: Base,
  shown: readonly EvidenceShown[],
  one: number,
  other: number,
): readonly Because[] => {
  const between = { after: Math.min(one, other), until: Math.max(one, other) };
  if (between.after === between.until) return [];
  const statements = once(shown.map(({ statement }) => statement));
  const found = statements.flatMap((id) => ofStatement(readings, id, between));
  const posts = (): readonly Because[] =>
    once(shown.map(({ speaker }) => speaker.id)).flatMap((actor) => ofPosts(readings, actor, between));
  return [...(found.length > 0 ? found : posts())].sort((a, b) => a.position - b.position);
};

const SAYS: Readonly<Record<Because['event'], string>> = {
  StatementRecorded: 'was learned of',
  StatementCoded: 'was coded further',
  CodingRevised: 'was read anew',
  StatementCorroborated: 'was found in another source',
  StatementCorrected: 'was corrected',
  StatementVoided: 'was voided',
  StatementWithdrawn: 'was learned to have been taken back',
  MembershipRecorded: 'was learned to hold a post',
  MembershipCorrected: 'had a post corrected',
};

/** In words, what was recorded between. */
export const whyBecause = (because: readonly Because[]): string =>
  `Between the two recorded times ${because
    .map(({ event, statement, actor, time }) => `${statement ?? actor} ${SAYS[event]} (${time.slice(0, 10)})`)
    .join(', ')}.`;
