/** A log and a question in readable words, for whoever has to find out why two answers differ. */

import type { RunDetails } from 'fast-check';
import type { Coding, RecordedEvent, Report, SaidDate } from '../../events/index.js';
import { CAST_LENGTH, logOf, Plan } from './logs.js';
import type { Asked } from './questions.js';

const saidIn = ({ edtf, zone, firstDay, lastDay, earliest, latest }: SaidDate): string =>
  `${edtf}${zone === undefined ? '' : ` ${zone}`} (${firstDay} to ${lastDay}, ${earliest} to ${latest})`;

const codingIn = ({ codingId, issue, proposition, stance, holders, evidence }: Coding): string => {
  const places = evidence.map(({ source, quote }) => `${source}${quote === undefined ? '' : `@${quote.start ?? '?'}`}`);
  const whose = holders === undefined ? '' : ` held by [${holders.join(', ')}]`;
  return `${codingId} ${stance} ${issue}/${proposition}${whose} on ${places.join(' ')}`;
};

const reportIn = ({ source, attribution }: Report): string =>
  attribution.length === 0 ? source : `${source} via ${attribution.map(({ actor, name }) => actor ?? name).join(', ')}`;

const lines = (heads: string, ...parts: readonly (readonly string[])[]): string =>
  [heads, ...parts.flat()].join('\n       ');

const whoIn = (speaker: string | undefined, bodies: readonly string[] | null | undefined): string =>
  `${speaker ?? ''}${bodies === undefined ? '' : bodies === null ? ' for its posts' : ` for [${bodies.join(', ')}]`}`;

const toldIn = (event: RecordedEvent): string => {
  switch (event.type) {
    case 'StatementRecorded': {
      const { statementId, speaker, onBehalfOf, said, reports, codings } = event.data;
      const head = `${statementId} by ${whoIn(speaker, onBehalfOf)}, said ${saidIn(said)}`;
      return lines(
        head,
        reports.map((report) => `told by ${reportIn(report)}`),
        codings.map(codingIn),
      );
    }
    case 'StatementCoded':
    case 'CodingRevised':
      return `${event.data.statementId}: ${codingIn(event.data.coding)}`;
    case 'StatementCorroborated':
      return `${event.data.statementId} by ${reportIn(event.data.report)} for ${event.data.evidence
        .map(({ codingId, evidence }) => `${codingId}@${evidence.quote?.start ?? '?'}`)
        .join(' ')}`;
    case 'StatementCorrected': {
      const { said, speaker, onBehalfOf } = event.data.corrected;
      return `${event.data.statementId}: ${whoIn(speaker, onBehalfOf)}${said === undefined ? '' : `, said ${saidIn(said)}`}`;
    }
    case 'ReportCorrected':
      return `${event.data.statementId} now by ${reportIn(event.data.report)}`;
    case 'StatementWithdrawn':
      return `${event.data.statementId}, said ${saidIn(event.data.said)}, told by ${reportIn(event.data.report)}`;
    default:
      return JSON.stringify(event.data);
  }
};

/** The events of a log that come after its cast, one after the other. */
export const logInWords = (events: readonly RecordedEvent[]): string =>
  events
    .slice(CAST_LENGTH)
    .map((event) => {
      const basis = event.timebasis === undefined ? '' : ' (reconstructed)';
      return `${Number(event.sequence)} ${event.time}${basis} ${event.type} ${toldIn(event)}`;
    })
    .join('\n');

/** What fast-check is to say of a property that fails: the seed, the log in words, and why. */
export const reportOf =
  <Case extends readonly [Plan, ...unknown[]]>(what: string) =>
  ({ failed, counterexample, seed, errorInstance }: RunDetails<Case>): void => {
    if (!failed) return;
    const log = counterexample === null ? '' : logInWords(logOf(counterexample[0]));
    throw new Error(`${what}: seed ${seed}.\n\n${log}\n\n${(errorInstance as Error | null)?.message ?? ''}`);
  };

/** A question in a sentence. */
export const questionInWords = ({ actor, issue, asOf, knownAt, position, policy }: Asked): string =>
  `What was the position of ${actor} on ${issue} as of ${JSON.stringify(asOf)}, known at ${knownAt} (position ${position}), evidence ${policy}?`;
