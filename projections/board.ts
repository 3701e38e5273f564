import type { AsOf } from '../events/index.js';
import { actorAt } from './actors.js';
import { issueAt } from './codebook.js';
import { sidesOfClaims } from './contests.js';
import { Question, readingsOn } from './held.js';
import { Asked, asked, pinned, Position, positionOn } from './position.js';
import type { StanceInForce } from './timeline.js';

/** One actor's position on one issue in few words. */
export type BoardCell = Readonly<{
  actor: Readonly<{ id: string; name: string }>;
  issue: string;
  status: Position['status'];
  stances: readonly Readonly<{ proposition: string; stance: StanceInForce; since: string; lastStated: string }>[];
  contested: number;
  characterised: number;
  declined: number;
  uncertain: number;
  notCounted: number;
  lastStatement?: Position['lastStatement'];
  permalink: string;
}>;

/** Every actor that has anything on record, on every issue, at one point of both clocks. */
export type Board = Asked & Readonly<{ cells: readonly BoardCell[]; permalink: string }>;

const cellOf = (position: Position): BoardCell => ({
  actor: { id: position.actor.id, name: position.actor.name },
  issue: position.issue.id,
  status: position.status,
  stances: position.propositions.map(({ id, stance, since, lastStated }) => ({
    proposition: id,
    stance,
    since,
    lastStated,
  })),
  contested: position.contests.length,
  characterised: position.characterisations.length,
  declined: position.declined.length,
  uncertain: position.uncertain.length,
  notCounted: position.notCounted.length,
  ...(position.lastStatement === undefined ? {} : { lastStatement: position.lastStatement }),
  permalink: position.permalink,
});

const isOnRecord = (position: Position): boolean =>
  position.status !== 'no statement on record' || position.characterisations.length > 0;

/** The board as of a moment: a cell for each actor with a statement on, or a characterisation of its view of, an issue. */
export const boardOf = (question: Question & { moment: { asOf: AsOf } }): Board => {
  const { readings, moment } = question;
  const cells = [...readings.codebook.keys()].flatMap((id) => {
    const issue = issueAt(readings.codebook, id, moment.position);
    const all = readingsOn(readings, id, moment.position);
    if (issue === undefined || all.length === 0) return [];
    const sides = sidesOfClaims(question, all);
    return [...readings.actors.keys()].flatMap((actorId) => {
      const actor = actorAt(readings.actors, actorId, moment.position);
      const position = actor === undefined ? undefined : positionOn(question, actor, issue, all, sides);
      return position === undefined || !isOnRecord(position) ? [] : [cellOf(position)];
    });
  });
  const shown = [...readings.codebook.keys()].flatMap((id) => readingsOn(readings, id, moment.position));
  return { ...asked(question, moment.asOf, shown), cells, permalink: `/v1/positions?${pinned(question, moment.asOf)}` };
};
