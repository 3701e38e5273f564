/** What a wish means in a log: the command that it is there. */

import { Coding, Evidence, NotADate, parseSaidDate, Report, SaidDate } from '../../events/index.js';
import { PROPOSITIONS } from './cast.js';
import { Given, idAfter, Kept, Making, worldOf } from './making.js';
import type { CodingWish, Lag, ReportWish, SaidWish, Wish } from './wishes.js';

const DAY = 86_400_000;
const isoAt = (instant: number): string => new Date(instant).toISOString();

const edtfOf = ({ form, day, until, time }: SaidWish, days: readonly string[]): string => {
  const [one, other] = [days[day % days.length]!, days[until % days.length]!].sort() as [string, string];
  const texts: Readonly<Record<SaidWish['form'], string>> = {
    day: one,
    time: `${one}T${time}`,
    about: `${one}~`,
    range: `${one}/${other}`,
    open: `${one}/..`,
    month: one.slice(0, 7),
    'about-month': `${one.slice(0, 7)}~`,
    year: one.slice(0, 4),
  };
  return texts[form];
};

/** The instant that a lag means after a said date. */
const lagged = ({ earliest, latest }: SaidDate, lag: Lag, clock: string): string => {
  const [first, end] = [Date.parse(earliest), Date.parse(latest)];
  const last = Math.min(end, first + 40 * DAY);
  const instants: Readonly<Record<Lag, number>> = {
    'at-once': Math.max(first, Date.parse(clock)),
    first,
    inside: Math.floor((first + last) / 2),
    last,
    after: last + 1,
    later: last + DAY,
    months: Math.max(last, Date.parse(clock)) + 90 * DAY,
  };
  return isoAt(instants[lag]);
};

/** The said date as a command gives it; the clock moves on where it has to, for nothing is recorded before it is said. */
const said = (making: Making, wish: SaidWish, lag: Lag, speaker: string): { edtf: string; zone?: string } => {
  const edtf = edtfOf(wish, making.setting.days);
  const zone = wish.zone ?? making.actors.get(speaker)?.zone;
  try {
    const recorded = lagged(parseSaidDate(edtf, zone), lag, making.clock);
    if (recorded > making.clock) making.clock = recorded;
  } catch (error) {
    if (!(error instanceof NotADate)) throw error;
  }
  return { edtf, ...(wish.zone === undefined ? {} : { zone: wish.zone }) };
};

const reportOf = ({ source, tellers }: ReportWish): Report => ({
  source,
  directness: 'paraphrase',
  attribution: tellers.map((actor) => (actor === undefined ? { name: 'A clerk' } : { actor })),
});

const evidenceOf = (source: string, start: CodingWish['evidence'][number]['start']): Evidence => ({
  source,
  directness: 'paraphrase',
  ...(start === 'unquoted'
    ? {}
    : { quote: { exact: 'words', ...(start === 'unplaced' ? {} : { start, end: start + 5 }) } }),
});

const holdersOf = ({ holders, other }: CodingWish, { speaker, bodies }: Kept): readonly string[] | undefined => {
  const body = bodies[0] ?? 'norland';
  const named = { speaker: [speaker], body: [body], other: [other], 'speaker-and-other': [speaker, other], nobody: [] };
  return holders === 'all' ? undefined : named[holders];
};

/** A coding of a statement, with one piece of evidence from each source at most. */
const codingOf = (making: Making, wish: CodingWish, codingId: string, statement: Kept): Coding => {
  const { sources } = statement;
  const places = new Map(wish.evidence.map(({ report, start }) => [sources[report % sources.length]!, start]));
  const holders = making.setting.isOfOthers ? [wish.other] : holdersOf(wish, statement);
  return {
    codingId,
    ...PROPOSITIONS[wish.on]!,
    stance: wish.stance,
    ...(wish.stance === 'conditional' ? { condition: `if ${codingId}` } : {}),
    ...(holders === undefined ? {} : { holders }),
    evidence: [...places].map(([source, start]) => evidenceOf(source, start)),
    coder: 'tester',
  };
};

type WishOf<Kind extends Wish['kind']> = Extract<Wish, { kind: Kind }>;

const recorded = (making: Making, wish: WishOf<'record'>): Given => {
  const reports = wish.reports.filter(({ source }, at) => wish.reports.findIndex((r) => r.source === source) === at);
  const id = idAfter(making, 's', making.statements.size);
  const { speaker, bodies } = wish;
  const kept: Kept = {
    id,
    speaker,
    bodies: [...(bodies ?? [])],
    sources: reports.map((r) => r.source),
    codings: [],
    isTakenBack: false,
  };
  const data = {
    statementId: id,
    speaker,
    ...(bodies === undefined ? {} : { onBehalfOf: bodies }),
    channel: { kind: 'speech' },
    said: said(making, wish.said, wish.lag, speaker),
    reports: reports.map(reportOf),
    codings: wish.codings.map((coding, at) => codingOf(making, coding, idAfter(making, 'c', at), kept)),
  };
  return { name: 'RecordStatement', data };
};

const corrected = (making: Making, wish: WishOf<'correct'>, { id, speaker }: Kept): Given => {
  const given = {
    ...(wish.speaker === undefined ? {} : { speaker: wish.speaker }),
    ...(wish.bodies === undefined ? {} : { onBehalfOf: wish.bodies }),
    ...(wish.said === undefined ? {} : { said: said(making, wish.said, wish.lag, wish.speaker ?? speaker) }),
  };
  const parts = Object.keys(given).length === 0 ? { onBehalfOf: null } : given;
  return { name: 'CorrectStatement', data: { statementId: id, corrected: parts, reason: 'Misread.' } };
};

/** What was taken back already and is to be again was mostly not taken back at all. */
const withdrawn = (making: Making, wish: WishOf<'withdraw'>, kept: Kept): Given => {
  const { id, speaker, bodies } = kept;
  if (kept.isTakenBack && wish.by > 1)
    return { name: 'VoidWithdrawal', data: { statementId: id, reason: 'It was another.' } };
  const may = [speaker, ...bodies, ...worldOf(making).bodiesOf(speaker)];
  const by = may[wish.by % may.length]!;
  const data = { statementId: id, by, said: said(making, wish.said, wish.lag, by), report: reportOf(wish.report) };
  return { name: 'WithdrawStatement', data };
};

/** A source that tells of the statement already tells of it otherwise. */
const corroborated = (wish: WishOf<'corroborate'>, { id, codings, sources }: Kept): Given => {
  const { source } = wish.report;
  if (sources.includes(source))
    return { name: 'CorrectReport', data: { statementId: id, report: reportOf(wish.report), reason: 'Misread.' } };
  const told = codings.filter((_coding, at) => (wish.which >> at) % 2 === 1);
  const evidence = told.map((codingId, at) => ({ codingId, evidence: evidenceOf(source, (wish.start + at) % 4) }));
  const data = { statementId: id, report: reportOf(wish.report), evidence, why: 'The same words.' };
  return { name: 'CorroborateStatement', data };
};

const posted = (making: Making, wish: WishOf<'post'>): Given => {
  const { days } = making.setting;
  const known = [...making.memberships.values()];
  const old = known[wish.about % known.length]!;
  const id = wish.isCorrection ? old : { actorId: wish.actor, membershipId: idAfter(making, 'post', wish.about % 3) };
  const data = {
    actorId: id.actorId,
    membershipId: id.membershipId,
    body: wish.body,
    post: 'Minister',
    speaksFor: wish.speaksFor,
    ...(wish.from === undefined ? {} : { from: days[wish.from % days.length] }),
    ...(wish.until === undefined ? {} : { until: days[wish.until % days.length] }),
  };
  return wish.isCorrection
    ? { name: 'CorrectMembership', data: { ...data, reason: 'Misread.' } }
    : { name: 'RecordMembership', data };
};

/** A wish as a command, or nothing where there is no statement yet to wish it of. */
export const commandOf = (making: Making, wish: Wish): Given | undefined => {
  if (wish.kind === 'record') return recorded(making, wish);
  if (wish.kind === 'post') return posted(making, wish);
  if (wish.kind === 'noise') {
    const name = { language: 'en', text: `Northland ${making.events.length}` };
    return { name: 'NameActor', data: { actorId: 'norland', name } };
  }
  const statements = [...making.statements.values()];
  const about = statements[wish.about % statements.length];
  if (about === undefined) return undefined;
  const statementId = about.id;
  switch (wish.kind) {
    case 'code': {
      const coding = codingOf(making, wish.coding, idAfter(making, 'c', about.codings.length), about);
      return { name: 'CodeStatement', data: { statementId, coding } };
    }
    case 'revise': {
      const coding = codingOf(making, wish.coding, about.codings[wish.which % about.codings.length]!, about);
      return { name: 'ReviseCoding', data: { statementId, coding, reason: 'Misread.' } };
    }
    case 'corroborate':
      return corroborated(wish, about);
    case 'correct':
      return corrected(making, wish, about);
    case 'withdraw':
      return withdrawn(making, wish, about);
    case 'void':
      return { name: 'VoidStatement', data: { statementId, reason: 'Entered twice.' } };
  }
};
