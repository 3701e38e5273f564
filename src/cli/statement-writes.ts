import type { Command } from 'commander';
import { Readings, statementAt, StatementState } from '../../projections/index.js';
import type { Body } from '../commands/placed.js';
import { Argument, Field, Known, touches, Write } from './write-fields.js';
import { addWrite } from './write.js';
import { Refused } from './exit.js';

export const STATEMENT: Argument = { name: 'STATEMENT', at: 'statementId', kind: 'statement' };

export const REASON: Field = { flags: '--reason <text>', at: 'reason', about: 'why the record changes', needed: true };

/** A statement as known at a position, or as it is where it was recorded later. */
export const stateOf = (readings: Readings, id: string, position: number): StatementState | undefined =>
  (statementAt(readings.statements, id, position) ?? readings.statements.rows.get(id)?.versions.at(-1))?.state;

/** What of a date or a channel no option gives stays as it is on record. */
const corrected = ({ readings, ids: [id = ''], position, given }: Known): Body => {
  const state = stateOf(readings, id, position);
  if (state === undefined) return { corrected: {} };
  const { edtf, zone } = state.said;
  return {
    corrected: {
      ...(touches(given, 'corrected.said') ? { said: { edtf, ...(zone === undefined ? {} : { zone }) } } : {}),
      ...(touches(given, 'corrected.channel') ? { channel: state.channel } : {}),
    },
  };
};

const CORRECT: Write = {
  command: 'CorrectStatement',
  arguments: [STATEMENT],
  base: corrected,
  fields: [
    { flags: '--said <date>', at: 'corrected.said.edtf', about: 'when it was said: EDTF, or a date with a time' },
    { flags: '--zone <zone>', at: 'corrected.said.zone', about: 'the IANA zone of the place (default: as on record)' },
    { flags: '--speaker <actor>', at: 'corrected.speaker', about: 'who spoke', actor: true },
    { flags: '--channel <kind>', at: 'corrected.channel.kind', about: 'the kind of occasion' },
    { flags: '--venue <text>', at: 'corrected.channel.venue', about: 'the place or body, in words' },
    { flags: '--audience <actor...>', at: 'corrected.audience', about: 'to whom', actor: true },
    { flags: '--on-behalf-of <actor...>', at: 'corrected.onBehalfOf', about: 'the bodies spoken for', actor: true },
    {
      flags: '--personally',
      at: 'corrected.onBehalfOf',
      about: 'spoken for nobody else',
      is: [],
      conflicts: 'onBehalfOf',
    },
    { flags: '--in-reply-to <statement>', at: 'corrected.inReplyTo', about: 'the statement it answers' },
    { flags: '--asked-by <actor>', at: 'corrected.askedBy', about: 'who asked', actor: true },
    REASON,
  ],
};

const VOID: Write = {
  command: 'VoidStatement',
  arguments: [STATEMENT],
  fields: [{ ...REASON, about: 'what the error was' }],
};

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

const corroborated = ({ evidence, language, ...body }: Body): Body => ({
  ...body,
  evidence: (evidence as readonly string[]).map((given) => evidenceIn(given, body['report'] as Body, language)),
});

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

/** Correcting, voiding, withdrawing and corroborating statements. */
export const addStatementWrites = (program: Command): void => {
  addWrite(program, 'correct', 'say what is now known of an act of saying: only what changes, and why', CORRECT);
  addWrite(program, 'void', 'take out a statement that was entered in error', VOID);
  addWrite(program, 'withdraw', 'record that the speaker, or its body, took a statement back', WITHDRAW);
  addWrite(program, 'corroborate', 'add another source of the same act', CORROBORATE);
};
