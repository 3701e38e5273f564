import type { Command } from 'commander';
import { Base, statementAt, StatementState } from '../../projections/index.js';
import type { AttributionLink, Report } from '../../events/index.js';
import type { Body } from '../commands/placed.js';
import { nearestIds } from '../record/nearest.js';
import { NotOnRecord } from '../record/question-refusals.js';
import { Argument, Field, Known, touches, Write } from './write-fields.js';
import { addWrite } from './write.js';
import { Refused } from './exit.js';

export const STATEMENT: Argument = { name: 'STATEMENT', at: 'statementId', kind: 'statement' };

export const REASON: Field = { flags: '--reason <text>', at: 'reason', about: 'why the record changes', needed: true };

/** A statement as known at a position, or as it is where it was recorded later. */
export const stateOf = (readings: Base, id: string, position: number): StatementState | undefined =>
  (statementAt(readings.statements, id, position) ?? readings.statements.rows.get(id)?.versions.at(-1))?.state;

const CORRECT: Write = {
  command: 'CorrectStatement',
  arguments: [STATEMENT],
  base: () => ({ corrected: {} }),
  fields: [
    { flags: '--said <date>', at: 'corrected.said.edtf', about: 'when it was said: EDTF, or a date with a time' },
    { flags: '--zone <zone>', at: 'corrected.said.zone', about: 'the IANA zone of the place', none: null },
    { flags: '--no-zone', at: 'corrected.said.zone', about: 'the zone is the speaker’s, if there is one' },
    { flags: '--speaker <actor>', at: 'corrected.speaker', about: 'who spoke', actor: true },
    { flags: '--channel <kind>', at: 'corrected.channel.kind', about: 'the kind of occasion' },
    { flags: '--venue <text>', at: 'corrected.channel.venue', about: 'the place or body, in words', none: null },
    { flags: '--no-venue', at: 'corrected.channel.venue', about: 'it is not known in which place or body' },
    { flags: '--audience <actor...>', at: 'corrected.audience', about: 'to whom', actor: true, none: null },
    { flags: '--no-audience', at: 'corrected.audience', about: 'it is not known to whom' },
    {
      flags: '--on-behalf-of <actor...>',
      at: 'corrected.onBehalfOf',
      about: 'the bodies spoken for',
      actor: true,
      none: null,
    },
    { flags: '--no-on-behalf-of', at: 'corrected.onBehalfOf', about: 'the speaker’s posts decide for whom' },
    {
      flags: '--personally',
      at: 'corrected.onBehalfOf',
      about: 'spoken for nobody else',
      is: [],
      conflicts: 'onBehalfOf',
    },
    { flags: '--in-reply-to <statement>', at: 'corrected.inReplyTo', about: 'the statement it answers', none: null },
    { flags: '--no-in-reply-to', at: 'corrected.inReplyTo', about: 'it answers none' },
    { flags: '--asked-by <actor>', at: 'corrected.askedBy', about: 'who asked', actor: true, none: null },
    { flags: '--no-asked-by', at: 'corrected.askedBy', about: 'nobody is known to have asked' },
    REASON,
  ],
};

const ERROR: Field = { ...REASON, about: 'what the error was' };
const VOID: Write = {
  command: 'VoidStatement',
  arguments: [STATEMENT],
  fields: [
    { flags: '--withdrawal', at: 'withdrawal', about: 'its withdrawal, and not the statement', chooses: true },
    ERROR,
  ],
};
const VOID_WITHDRAWAL: Write = { command: 'VoidWithdrawal', arguments: [STATEMENT], fields: [ERROR] };

/** How a source tells of an act, and in which words. */
export const SOURCE = { flags: '--source <source>', about: 'the source that tells of it', needed: true } as const;
export const DIRECTNESS = {
  flags: '--directness <how>',
  about: 'how it gives the words: verbatim, translation, paraphrase or readout',
  needed: true,
} as const;
export const LANGUAGE = { flags: '--language <tag>', about: 'the language of the quote (BCP 47)' } as const;

const WITHDRAW: Write = {
  command: 'WithdrawStatement',
  arguments: [STATEMENT],
  base: () => ({ report: { attribution: [] } }),
  fields: [
    { flags: '--by <actor>', at: 'by', about: 'who took it back: the speaker or its body', actor: true, needed: true },
    { flags: '--said <date>', at: 'said.edtf', about: 'when: EDTF, or a date with a time', needed: true },
    { flags: '--zone <zone>', at: 'said.zone', about: 'the IANA zone of the place (default: that of --by)' },
    { ...SOURCE, at: 'report.source' },
    { ...DIRECTNESS, at: 'report.directness' },
    { flags: '--quote <text>', at: 'quote.exact', about: 'the words as they stand in the source' },
    { ...LANGUAGE, at: 'quote.language' },
    { flags: '--note <text>', at: 'note', about: 'what needs saying of it' },
  ],
};

/** `CODING=TEXT`, as the evidence of a coding. */
const evidenceIn = (given: string, report: Body, language: unknown): Body => {
  const at = given.indexOf('=');
  if (at < 1)
    throw new Refused('malformed', `--quote “${given}” will not do: write the coding’s id and the words, as ID=WORDS.`);
  const quote = { exact: given.slice(at + 1), ...(language === undefined ? {} : { language }) };
  const { source, directness } = report;
  return { codingId: given.slice(0, at), evidence: { source, directness, quote } };
};

const corroborated = ({ evidence, language, ...body }: Body): Body => {
  const given = evidence as readonly string[];
  if (language !== undefined && given.length === 0)
    throw new Refused('malformed', '--language is that of the words of --quote: give both, or neither.');
  return { ...body, evidence: given.map((words) => evidenceIn(words, body['report'] as Body, language)) };
};

const CORROBORATE: Write = {
  command: 'CorroborateStatement',
  arguments: [STATEMENT],
  base: () => ({ report: { attribution: [] }, evidence: [] }),
  complete: corroborated,
  fields: [
    { ...SOURCE, at: 'report.source' },
    { ...DIRECTNESS, at: 'report.directness' },
    { flags: '--why <text>', at: 'why', about: 'how it is known to be the same act', needed: true },
    { flags: '--quote <coding=text...>', at: 'evidence', about: 'its words for a coding there is, as ID=WORDS' },
    { ...LANGUAGE, at: 'language' },
    { flags: '--note <text>', at: 'report.note', about: 'what needs saying of the source’s account' },
  ],
};

const REPORTER: Argument = { name: 'SOURCE', at: 'report.source', kind: 'source' };

/** The source's account as it is on record, for what no option gives. */
const toldOnRecord = ({ readings, ids: [statement = '', source = ''], position, given }: Known): Body => {
  const { reports = [] } = stateOf(readings, statement, position) ?? {};
  const known = reports.find((report) => report.source === source);
  if (known === undefined) {
    const ids = reports.map((report) => report.source);
    throw new NotOnRecord(`report of ${statement}`, source, nearestIds(source, ids));
  }
  if (!touches(given, 'report'))
    throw new Refused(
      'invalid',
      'This corrects nothing: give at least one option that says how the source tells of it.',
    );
  return { report: { ...known } };
};

/** Tellers as the links of a chain; links there are on record stay as they are. */
const toldBy = ({ report, ...body }: Body): Body => {
  const { attribution, ...rest } = report as Report;
  const chain = (attribution as readonly (string | AttributionLink)[]).map((link) =>
    typeof link === 'string' ? { actor: link } : link,
  );
  return { ...body, report: { ...rest, attribution: chain } };
};

const CHAIN = { at: 'report.attribution', conflicts: 'toldByNobody' } as const;
const CORRECT_REPORT: Write = {
  command: 'CorrectReport',
  arguments: [STATEMENT, REPORTER],
  base: toldOnRecord,
  complete: toldBy,
  fields: [
    { ...DIRECTNESS, at: 'report.directness', needed: false },
    { ...CHAIN, flags: '--told-by <actor...>', about: 'through whom it came, nearest the act first', actor: true },
    { flags: '--told-by-nobody', at: CHAIN.at, about: 'the source has it from the act itself', is: [] },
    { flags: '--note <text>', at: 'report.note', about: 'what needs saying of the source’s account' },
    { flags: '--no-note', at: 'report.note', about: 'nothing needs saying of it' },
    REASON,
  ],
};

/** Correcting, voiding, withdrawing and corroborating statements. */
export const addStatementWrites = (program: Command): void => {
  addWrite(program, 'correct', 'say what is now known of an act of saying: only what changes, and why', CORRECT);
  addWrite(
    program,
    'void',
    'take out a statement that was entered in error; with --withdrawal, what was recorded of its being taken back',
    VOID,
    (given) => (given['withdrawal'] === true ? VOID_WITHDRAWAL : VOID),
  );
  addWrite(program, 'withdraw', 'record that the speaker, or its body, took a statement back', WITHDRAW);
  addWrite(program, 'corroborate', 'add another source of the same act', CORROBORATE);
  addWrite(
    program,
    'report',
    'say what is now known of how a source tells of a statement: only what changes, and why',
    CORRECT_REPORT,
  );
};
