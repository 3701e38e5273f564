import type { AsOf } from '../events/index.js';
import { actorAt } from './actors.js';
import { issueAt } from './codebook.js';
import { indexOf } from './indexed.js';
import { Asked, asked, pinned, Position, positionOn } from './position.js';
import type { Question } from './question.js';
import type { StanceInForce } from './stance-in-force.js';

/** One actor's position on one issue in few words. */
export type BoardCell = Readonly<{
  actor: Readonly<{ id: string; name: string }>;
  issue: string;
  status: Position['status'];
  stances: readonly Readonly<{
    proposition: string;
    stance: StanceInForce;
    since: string;
    lastStated: string;
    condition?: string;
  }>[];
  contested: number;
  characterised: number;
  declined: number;
  uncertain: number;
  notCounted: number;
  /** Of the lists counted above, those that have more than the last five. */
  more?: Position['more'];
  lastStatement?: Position['lastStatement'];
  permalink: string;
}>;

/** Every actor that has anything on record, on every issue, at one point of both clocks. */
export type Board = Asked & Readonly<{ cells: readonly BoardCell[]; permalink: string }>;

const cellOf = (position: Position): BoardCell => ({
  actor: { id: position.actor.id, name: position.actor.name },
  issue: position.issue.id,
  status: position.status,
  stances: position.propositions.map(({ id, stance, since, lastStated, condition }) => ({
    proposition: id,
    stance,
    since,
    lastStated,
    ...(condition === undefined ? {} : { condition }),
  })),
  contested: position.contests.length,
  characterised: position.characterisations.length,
  declined: position.declined.length,
  uncertain: position.uncertain.length,
  notCounted: position.notCounted.length,
  ...(position.more === undefined ? {} : { more: position.more }),
  ...(position.lastStatement === undefined ? {} : { lastStatement: position.lastStatement }),
  permalink: position.permalink,
});

const isOnRecord = (position: Position): boolean =>
  position.status !== 'no statement on record' || position.characterisations.length > 0;

/** The actors that hold anything on an issue, or of whom anything is said there. */
const actorsOn = (question: Question, issue: string): ReadonlySet<string> => {
  const { propositions, characterised } = indexOf(question.readings, issue);
  return new Set([...propositions.keys(), ...characterised.keys()]);
};

/** The board as of a moment: a cell for each actor with a statement on, or a characterisation of its view of, an issue. */
export const boardOf = (question: Question & { moment: { asOf: AsOf } }): Board => {
  const { readings, moment } = question;
  const issues = [...readings.codebook.keys()];
  const cells = issues.flatMap((id) => {
    const issue = issueAt(readings.codebook, id, moment.position);
    if (issue === undefined) return [];
    const concerned = actorsOn(question, id);
    return [...readings.actors.keys()].flatMap((actorId) => {
      const actor = concerned.has(actorId) ? actorAt(readings.actors, actorId, moment.position) : undefined;
      const position = actor === undefined ? undefined : positionOn(question, actor, issue);
      return position === undefined || !isOnRecord(position) ? [] : [cellOf(position)];
    });
  });
  const permalink = `/v1/positions?${pinned(question, moment.asOf)}`;
  return { ...asked(question, moment.asOf, issues), cells, permalink };
};
