import { type Act, patched, type StatementEvent } from '../../events/index.js';
import { plainOf } from '../commands/check.js';
import type {
  CodeStatement,
  CorrectReport,
  CorrectStatement,
  CorroborateStatement,
  RecordStatement,
  ReviseCoding,
  VoidStatement,
  VoidWithdrawal,
  WithdrawStatement,
} from '../commands/statement-commands.js';
import type { Fault } from '../refusal.js';
import { suggestion } from '../record/question-refusals.js';
import { nothingNew } from './corrects-nothing.js';
import type { Decider } from './decider.js';
import { channelMerged, saidMerged } from './merged.js';
import { actorFault, bodyFault, statementFault } from './references.js';
import { AlreadyOnRecord, NothingToChange, refuse, StatementNotStanding, StatementNotWithdrawn } from './refusals.js';
import {
  actorsFaults,
  codingFaults,
  evidenceFaults,
  placed,
  placedCoding,
  placedEvidence,
  repeatFaults,
  reportFaults,
  saidFrom,
} from './statement-parts.js';
import { evolve, type Standing, type State } from './statement-state.js';
import type { World } from './world.js';

type StatementCommand =
  | RecordStatement
  | CodeStatement
  | ReviseCoding
  | CorroborateStatement
  | CorrectReport
  | CorrectStatement
  | VoidStatement
  | WithdrawStatement
  | VoidWithdrawal;

type Named = Pick<Act, 'onBehalfOf' | 'audience' | 'askedBy' | 'inReplyTo'> & Readonly<{ speaker?: string }>;

const actFaults = (act: Named, self: string, world: World, at: string): readonly Fault[] => [
  ...actorFault(world, act.speaker, `${at}/speaker`),
  ...(act.onBehalfOf ?? []).flatMap((id, index) => bodyFault(world, id, `${at}/onBehalfOf/${index}`)),
  ...(world.wasRecorded === true ? [] : repeatFaults(act.onBehalfOf ?? [], (index) => `${at}/onBehalfOf/${index}`)),
  ...actorsFaults(world, act.audience, `${at}/audience`),
  ...actorFault(world, act.askedBy, `${at}/askedBy`),
  ...(act.inReplyTo === self
    ? [{ pointer: `${at}/inReplyTo`, detail: 'is this statement: nothing answers itself.' }]
    : statementFault(world, act.inReplyTo, `${at}/inReplyTo`)),
];

const record = (command: RecordStatement, world: World): readonly StatementEvent[] => {
  const { reports, codings, statementId } = command;
  const sources = reports.map((report) => report.source);
  refuse([
    ...actFaults(command, statementId, world, ''),
    ...reports.flatMap((report, at) => reportFaults(report, world, `/reports/${at}`)),
    ...repeatFaults(sources, (at) => `/reports/${at}/source`),
    ...codings.flatMap((coding, at) => codingFaults(coding, sources, world, `/codings/${at}`)),
    ...repeatFaults(
      codings.map((coding) => coding.codingId),
      (at) => `/codings/${at}/codingId`,
    ),
  ]);
  const said = saidFrom(command.said, command.speaker, world, '/said');
  const data = plainOf<Omit<RecordStatement, 'said' | 'type' | 'meta'>>(command);
  return [
    {
      type: 'StatementRecorded',
      data: { ...data, said, codings: data.codings.map((coding) => placedCoding(coding, world)) },
    },
  ];
};

const code = (command: CodeStatement, state: Standing, world: World): readonly StatementEvent[] => {
  const { coding, statementId } = plainOf<Pick<CodeStatement, 'coding' | 'statementId' | 'note'>>(command);
  if (state.codings.includes(coding.codingId)) throw new AlreadyOnRecord(`a coding of ${statementId}`, coding.codingId);
  refuse(codingFaults(coding, state.sources, world, '/coding'));
  return [{ type: 'StatementCoded', data: { ...plainOf(command), coding: placedCoding(coding, world) } }];
};

const revise = (command: ReviseCoding, state: Standing, world: World): readonly StatementEvent[] => {
  const { coding, statementId, reason } = plainOf<Pick<ReviseCoding, 'coding' | 'statementId' | 'reason'>>(command);
  if (!state.codings.includes(coding.codingId)) throw new NothingToChange(`coding of ${statementId}`, coding.codingId);
  refuse(codingFaults(coding, state.sources, world, '/coding'));
  return [{ type: 'CodingRevised', data: { statementId, coding: placedCoding(coding, world), reason } }];
};

const corroborate = (command: CorroborateStatement, state: Standing, world: World): readonly StatementEvent[] => {
  const { statementId, report, evidence, why } = plainOf<Omit<CorroborateStatement, 'type' | 'meta'>>(command);
  if (state.sources.includes(report.source)) throw new AlreadyOnRecord(`a report of ${statementId}`, report.source);
  refuse([
    ...reportFaults(report, world, '/report'),
    ...evidence.flatMap((added, at) => [
      ...(state.codings.includes(added.codingId)
        ? []
        : [
            {
              pointer: `/evidence/${at}/codingId`,
              detail: `names “${added.codingId}”, which is no coding of ${statementId}.`,
            },
          ]),
      ...evidenceFaults(added.evidence, [report.source], world, `/evidence/${at}/evidence`),
    ]),
  ]);
  const found = evidence.map((added) => ({ ...added, evidence: placedEvidence(added.evidence, world) }));
  return [{ type: 'StatementCorroborated', data: { statementId, report, evidence: found, why } }];
};

const correctReport = (command: CorrectReport, state: Standing, world: World): readonly StatementEvent[] => {
  const data = plainOf<Omit<CorrectReport, 'type' | 'meta'>>(command);
  const { statementId, report } = data;
  if (!state.sources.includes(report.source)) {
    const there = ` It is known from ${state.sources.join(', ')}. Another source of it is a corroboration.`;
    throw new NothingToChange(`report of ${statementId}`, report.source, there);
  }
  refuse(reportFaults(report, world, '/report'));
  return [{ type: 'ReportCorrected', data }];
};

const correct = (command: CorrectStatement, state: Standing, world: World): readonly StatementEvent[] => {
  const { statementId, reason, corrected } = plainOf<Omit<CorrectStatement, 'type' | 'meta'>>(command);
  const { said: given, channel, ...others } = corrected;
  const said = given && saidMerged(state.act.said, given);
  const rest = { ...others, ...(channel === undefined ? {} : { channel: channelMerged(state.act.channel, channel) }) };
  const nothing = { pointer: '/corrected', detail: 'corrects nothing: give at least one field.' };
  refuse([
    ...(Object.keys(corrected).length === 0 ? [nothing] : []),
    ...actFaults(patched({}, rest), statementId, world, '/corrected'),
  ]);
  const found = said && saidFrom(said, rest.speaker ?? state.act.speaker, world, '/corrected/said');
  const now = found === undefined ? rest : { ...rest, said: found };
  if (world.wasRecorded !== true) refuse(nothingNew(state.act, now, world));
  const { withdrawal } = state;
  if (withdrawal !== undefined && found !== undefined && found.earliest > withdrawal.latest) {
    const detail = `lies after the statement was taken back (${withdrawal.latest}): nothing is taken back before it is said.`;
    const takesBack = world.spoke(statementId, now).includes(withdrawal.by);
    refuse(takesBack ? [{ pointer: '/corrected/said/edtf', detail }] : []);
  }
  return [{ type: 'StatementCorrected', data: { statementId, corrected: now, reason } }];
};

/**
 * The fault where a withdrawal is by nobody who spoke, which readings pass over. Before rules 4 any body that the speaker
 * belonged to could take a statement back: what was recorded so stays what it is.
 */
const byFault = (by: string, speaker: string, spoke: readonly string[], world: World): readonly Fault[] => {
  if (spoke.includes(by)) return [];
  if (world.wasRecorded === true && world.bodiesOf(speaker).includes(by)) return [];
  const bodies = spoke.filter((one) => one !== speaker).join(', ');
  const who =
    bodies === ''
      ? `(${speaker}) can take it back: it was spoken for no body.`
      : `(${speaker}) or a body it was spoken for (${bodies}) can take it back.`;
  const other = { pointer: '/by', detail: `names ${by}: only the speaker ${who}` };
  return world.actor(by) === undefined ? actorFault(world, by, '/by') : [other];
};

const withdraw = (command: WithdrawStatement, state: Standing, world: World): readonly StatementEvent[] => {
  const spoke = world.spoke(command.statementId);
  const earlier = state.withdrawal?.by;
  if (earlier !== undefined && spoke.includes(earlier)) throw new StatementNotStanding(command.statementId, earlier);
  refuse([
    ...byFault(command.by, state.act.speaker, spoke, world),
    ...reportFaults(command.report, world, '/report'),
    ...evidenceFaults({ ...command.report, quote: command.quote }, [command.report.source], world, ''),
  ]);
  const said = saidFrom(command.said, command.by, world, '/said');
  const { earliest: first } = state.act.said;
  if (said.latest < first) {
    refuse([
      {
        pointer: '/said/edtf',
        detail: `lies before the statement itself (${first}): nothing is taken back before it is said.`,
      },
    ]);
  }
  const { quote, ...data } = plainOf<Omit<WithdrawStatement, 'said' | 'type' | 'meta'>>(command);
  const found = quote === undefined ? {} : { quote: placed(quote, command.report.source, world) };
  return [{ type: 'StatementWithdrawn', data: { ...data, said, ...found } }];
};

const change = (
  command: Exclude<StatementCommand, RecordStatement>,
  state: Standing,
  world: World,
): readonly StatementEvent[] => {
  switch (command.type) {
    case 'CodeStatement':
      return code(command, state, world);
    case 'ReviseCoding':
      return revise(command, state, world);
    case 'CorroborateStatement':
      return corroborate(command, state, world);
    case 'CorrectReport':
      return correctReport(command, state, world);
    case 'CorrectStatement':
      return correct(command, state, world);
    case 'VoidStatement':
      return [{ type: 'StatementVoided', data: plainOf(command) }];
    case 'WithdrawStatement':
      return withdraw(command, state, world);
    case 'VoidWithdrawal':
      if (state.withdrawal === undefined) throw new StatementNotWithdrawn(command.statementId);
      return [{ type: 'WithdrawalVoided', data: plainOf(command) }];
  }
};

const decide = (command: StatementCommand, state: State, world: World): readonly StatementEvent[] => {
  if (command.type === 'RecordStatement') {
    if (state.status !== 'unknown')
      throw new AlreadyOnRecord('a statement', command.statementId, state.status === 'voided');
    return record(command, world);
  }
  if (state.status === 'unknown') {
    const near = suggestion(world.nearest('statement', command.statementId), '/v1/events');
    throw new NothingToChange('statement', command.statementId, near);
  }
  if (state.status === 'voided') throw new StatementNotStanding(command.statementId);
  return change(command, state, world);
};

export const statementDecider: Decider<StatementCommand, State, StatementEvent> = {
  initial: { status: 'unknown' },
  evolve,
  decide,
};
