import type { Command } from 'commander';
import type { Body } from '../commands/placed.js';
import { nearestIds } from '../record/nearest.js';
import { NotOnRecord } from '../record/question-refusals.js';
import { Refused } from './exit.js';
import { DIRECTNESS, LANGUAGE, REASON, SOURCE, stateOf, STATEMENT } from './statement-writes.js';
import { Argument, Field, Known, touches, Write } from './write-fields.js';
import { addWrite } from './write.js';

const CODING: Argument = { name: 'CODING', at: 'coding.codingId', kind: 'id' };
const EVIDENCE = 'coding.evidence';

const FIELDS: readonly Field[] = [
  { flags: '--issue <id>', at: 'coding.issue', about: 'the issue', needed: true },
  { flags: '--proposition <id>', at: 'coding.proposition', about: 'the proposition of that issue', needed: true },
  {
    flags: '--stance <stance>',
    at: 'coding.stance',
    about: 'affirms, denies, conditional or declines',
    needed: true,
  },
  { flags: '--condition <text>', at: 'coding.condition', about: 'the condition, of a conditional stance' },
  {
    flags: '--holder <actor...>',
    at: 'coding.holders',
    about: 'whose stance it is (default: the speaker’s and that of every body spoken for)',
    actor: true,
  },
  { ...SOURCE, at: `${EVIDENCE}.0.source` },
  { ...DIRECTNESS, at: `${EVIDENCE}.0.directness` },
  { flags: '--quote <text>', at: `${EVIDENCE}.0.quote.exact`, about: 'the words as they stand in the source' },
  { ...LANGUAGE, at: `${EVIDENCE}.0.quote.language` },
  { flags: '--coder <who>', at: 'coding.coder', about: 'who read it so (default: who records it)' },
  { flags: '--note <text>', at: 'coding.note', about: 'why it is read so' },
];

const CODE: Write = {
  command: 'CodeStatement',
  arguments: [STATEMENT, CODING],
  base: ({ recordedBy }) => ({ coding: { coder: recordedBy } }),
  fields: FIELDS,
};

/**
 * The coding as it is on record, for what no option gives. Evidence is replaced whole; a condition goes where another
 * stance is given.
 */
const onRecord = ({ readings, ids: [statement = '', coding = ''], position, given }: Known): Body => {
  const { codings = [] } = stateOf(readings, statement, position) ?? {};
  const found = codings.find(({ codingId }) => codingId === coding);
  if (found === undefined) {
    const ids = codings.map(({ codingId }) => codingId);
    throw new NotOnRecord(`coding of ${statement}`, coding, nearestIds(coding, ids));
  }
  if (!given.some((place) => place.startsWith('coding.')))
    throw new Refused(
      'invalid',
      'This revises nothing: give at least one option that says how the coding is now read.',
    );
  const dropped = [
    ...(touches(given, EVIDENCE) ? ['evidence'] : []),
    ...(touches(given, 'coding.stance') ? ['condition'] : []),
  ];
  return { coding: Object.fromEntries(Object.entries(found).filter(([field]) => !dropped.includes(field))) };
};

const asOnRecord = (field: Field): Field => ({
  ...field,
  needed: false,
  about: field.about.replace(/ \(default: .*\)$/, ''),
});

const REVISE: Write = {
  command: 'ReviseCoding',
  arguments: [STATEMENT, CODING],
  base: onRecord,
  fields: [...FIELDS.map(asOnRecord), REASON],
};

/** Reading statements: stances, and how they are now read. */
export const addCodingWrites = (program: Command): void => {
  addWrite(program, 'code', 'add a stance that was read in a statement', CODE);
  addWrite(program, 'revise', 'say how a coding is now read: what no option gives stays, evidence goes whole', REVISE);
};
