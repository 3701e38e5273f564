/**
 * The hot body's stance on its claim by the rules of docs/semantics.md and nothing else: folds the log up to the recorded
 * time asked for, sorts what counts by when it was said, and goes through it once.
 */

import {
  AsOf,
  boundedBy,
  Coding,
  Membership,
  patched,
  RecordedEvent,
  Report,
  SaidDate,
  StatementRecorded,
} from '../../events/index.js';
import { HOT_BODY, MAIN } from './cast.js';
import { Mark, runInForce } from './sweep.js';

export type NaiveQuestion = Readonly<{ position: number; asOf: AsOf; policy: 'own' | 'press' | 'all' }>;
export type NaiveAnswer = Readonly<{ stance: string; since: string }>;

type Statement = {
  data: StatementRecorded['data'];
  reports: readonly Report[];
  codings: Coding[];
  withdrawal?: { said: SaidDate; source: string };
};

type Record = Readonly<{
  memberships: Map<string, Map<string, Membership>>;
  officials: Map<string, string | undefined>;
  statements: Map<string, Statement>;
}>;

const fold = ({ memberships, officials, statements }: Record, event: RecordedEvent): void => {
  const { data, time, type } = event;
  const statement = 'statementId' in data ? statements.get(data.statementId) : undefined;
  switch (type) {
    case 'MembershipRecorded':
    case 'MembershipCorrected':
      if (!memberships.has(data.actorId)) memberships.set(data.actorId, new Map());
      memberships.get(data.actorId)!.set(data.membershipId, data);
      return;
    case 'SourceDescribed':
      officials.set(data.sourceId, data.officialOf);
      return;
    case 'StatementRecorded':
      statements.set(data.statementId, {
        data: { ...data, said: boundedBy(data.said, time) },
        reports: data.reports,
        codings: [...data.codings],
      });
      return;
    default:
      if (statement !== undefined) amend(statements, statement, event);
  }
};

const amend = (statements: Record['statements'], statement: Statement, { type, data, time }: RecordedEvent): void => {
  switch (type) {
    case 'StatementCoded':
      statement.codings.push(data.coding);
      return;
    case 'CodingRevised':
      statement.codings = statement.codings.map((one) => (one.codingId === data.coding.codingId ? data.coding : one));
      return;
    case 'StatementCorroborated':
      statement.reports = [...statement.reports, data.report];
      statement.codings = statement.codings.map((one) => {
        const further = data.evidence.filter(({ codingId }) => codingId === one.codingId);
        return { ...one, evidence: [...one.evidence, ...further.map(({ evidence }) => evidence)] };
      });
      return;
    case 'StatementCorrected': {
      const { said = statement.data.said } = data.corrected;
      statement.data = { ...patched(statement.data, data.corrected), said: boundedBy(said, time) };
      return;
    }
    case 'StatementWithdrawn':
      statement.withdrawal = { said: boundedBy(data.said, time), source: data.report.source };
      return;
    case 'WithdrawalVoided':
      delete statement.withdrawal;
      return;
    case 'ReportCorrected':
      statement.reports = statement.reports.map((one) => (one.source === data.report.source ? data.report : one));
      return;
    case 'StatementVoided':
      statements.delete(data.statementId);
      return;
    default:
      return;
  }
};

const spokeForHotland = ({ memberships }: Record, { speaker, onBehalfOf, said }: Statement['data']): boolean => {
  if (speaker === HOT_BODY) return true;
  if (onBehalfOf !== undefined) return onBehalfOf.includes(HOT_BODY);
  for (const { body, speaksFor, from, until } of memberships.get(speaker)?.values() ?? []) {
    if (body !== HOT_BODY || !speaksFor) continue;
    if ((from === undefined || from <= said.firstDay) && (until === undefined || said.lastDay < until)) return true;
  }
  return false;
};

/** Whether a source counts. In the made-up log a document is Hotland's, another side's, or a newspaper's, and tells of nobody. */
const allows = (officials: Record['officials'], policy: NaiveQuestion['policy'], source: string): boolean => {
  if (policy === 'all') return true;
  const official = officials.get(source);
  return official === HOT_BODY || (policy === 'press' && official === undefined);
};

/** Of several codings of one statement, the last in the first source that quotes all of them with a place; else the last. */
const lastInText = (codings: readonly Coding[], sources: readonly string[]): Coding | undefined => {
  if (codings.length < 2) return codings[0];
  const placeIn = (source: string, coding: Coding): number | undefined =>
    coding.evidence.find((one) => one.source === source)?.quote?.start;
  const source = sources.find((one) => codings.every((coding) => placeIn(one, coding) !== undefined));
  if (source === undefined) return codings.at(-1);
  return [...codings].sort((a, b) => placeIn(source, a)! - placeIn(source, b)!).at(-1);
};

const isSaidBy = (said: SaidDate, asOf: AsOf): boolean => {
  if ('date' in asOf) return said.lastDay <= asOf.date;
  return said.precision === 'time' ? said.latest <= asOf.instant : said.latest < asOf.instant;
};

/** What things are ordered by: days under a calendar date, else instants, a time before a day that ends with it. */
const pointOf = (said: SaidDate, asOf: AsOf): string =>
  'date' in asOf ? said.lastDay : `${said.latest}${said.precision === 'time' ? 0 : 1}`;

const marksOf = (record: Record, statement: Statement, { asOf, policy }: NaiveQuestion): readonly Mark[] => {
  const { data, reports, codings, withdrawal } = statement;
  const counted = codings.filter(
    ({ proposition, stance, evidence }) =>
      proposition === MAIN &&
      stance !== 'declines' &&
      evidence.some(({ source }) => allows(record.officials, policy, source)),
  );
  if (counted.length === 0 || !isSaidBy(data.said, asOf) || !spokeForHotland(record, data)) return [];
  const coding = lastInText(
    counted,
    reports.map(({ source }) => source),
  )!;
  const { earliest, latest, lastDay } = data.said;
  const item = { stance: coding.stance, earliest, latest };
  const opens = { item, point: pointOf(data.said, asOf), day: lastDay, opens: true };
  if (withdrawal === undefined || !allows(record.officials, policy, withdrawal.source)) return [opens];
  const closes = { item, point: pointOf(withdrawal.said, asOf), day: withdrawal.said.lastDay, opens: false };
  if (closes.point <= opens.point) return [];
  return isSaidBy(withdrawal.said, asOf) ? [opens, closes] : [opens];
};

/** Hotland's stance in force on its claim and since when, or nothing where none is. */
export const naiveStance = (log: readonly RecordedEvent[], question: NaiveQuestion): NaiveAnswer | undefined => {
  const record: Record = { memberships: new Map(), officials: new Map(), statements: new Map() };
  for (let index = 0; index < question.position; index += 1) fold(record, log[index]!);
  const marks: Mark[] = [];
  for (const statement of record.statements.values()) marks.push(...marksOf(record, statement, question));
  return runInForce(marks);
};
