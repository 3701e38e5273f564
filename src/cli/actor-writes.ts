import type { Command } from 'commander';
import { membershipsAt } from '../../projections/index.js';
import type { Body } from '../commands/placed.js';
import { nearestIds } from '../record/nearest.js';
import { NotOnRecord } from '../record/question-refusals.js';
import { Argument, Field, Known, Write } from './write-fields.js';
import { addWrite } from './write.js';

const ACTOR: Argument = { name: 'ACTOR', at: 'actorId', kind: 'actor' };
const MEMBERSHIP: Argument = { name: 'MEMBERSHIP', at: 'membershipId', kind: 'id' };

const NAME: Write = {
  command: 'NameActor',
  arguments: [ACTOR],
  fields: [
    { flags: '--text <name>', at: 'name.text', about: 'the name', needed: true },
    { flags: '--language <tag>', at: 'name.language', about: 'the language it is in (BCP 47)', needed: true },
    { flags: '--order <order>', at: 'name.order', about: 'given-first or family-first' },
    { flags: '--note <text>', at: 'note', about: 'where it is from, where that needs saying' },
  ],
};

const FIELDS: readonly Field[] = [
  { flags: '--body <actor>', at: 'body', about: 'the body', actor: true, needed: true },
  { flags: '--post <text>', at: 'post', about: 'the post, in words', needed: true },
  { flags: '--speaks-for', at: 'speaksFor', about: 'the post may commit the body', needed: true },
  { flags: '--no-speaks-for', at: 'speaksFor', about: 'the post may not commit the body' },
  { flags: '--from <day>', at: 'from', about: 'the first day in post' },
  { flags: '--no-from', at: 'from', about: 'the first day is not known' },
  { flags: '--until <day>', at: 'until', about: 'the first day no longer in post' },
  { flags: '--no-until', at: 'until', about: 'no such day is known' },
  { flags: '--note <text>', at: 'note', about: 'what needs saying of a post that is recorded' },
  {
    flags: '--reason <text>',
    at: 'reason',
    about: 'why the membership on record is corrected: what is not given stays',
  },
];

const RECORD: Write = { command: 'RecordMembership', arguments: [ACTOR, MEMBERSHIP], fields: FIELDS };

/** The membership as it is on record, for what no option gives. */
const onRecord = ({ readings, ids: [actor = '', membership = ''], position }: Known): Body => {
  const row = readings.actors.get(actor);
  const ids = Object.keys(row?.memberships ?? {});
  const found = row === undefined ? [] : membershipsAt(row, position);
  const known = found.find(({ membershipId }) => membershipId === membership);
  if (known !== undefined) return { ...known };
  if (ids.includes(membership)) return {};
  throw new NotOnRecord(`membership of ${actor}`, membership, nearestIds(membership, ids));
};

const CORRECT: Write = {
  ...RECORD,
  command: 'CorrectMembership',
  base: onRecord,
  fields: FIELDS.map((field) => ({ ...field, needed: false })),
};

/** A membership that is given a reason is corrected, one without is recorded. */
const recordedOrCorrected = (given: Readonly<Record<string, unknown>>): Write =>
  given['reason'] === undefined ? RECORD : CORRECT;

/** Naming actors, and their posts. */
export const addActorWrites = (program: Command): void => {
  addWrite(program, 'name', 'add a name to an actor', NAME);
  addWrite(
    program,
    'membership',
    'record a person’s post in a body; with --reason, correct the membership on record',
    RECORD,
    recordedOrCorrected,
  );
};
