/** What a statement’s parts have to hold to, and what the door makes of them: said dates with bounds, quotes with places. */

import canonicalize from 'canonicalize';
import {
  Coding,
  Evidence,
  formerSaidDate,
  NotADate,
  parseSaidDate,
  Quote,
  Report,
  SaidDate,
} from '../../events/index.js';
import type { Fault } from '../refusal.js';
import { mayHint } from './hints.js';
import { locate } from './quotes.js';
import { actorFault, actorFaults, propositionFaults, sourceFault } from './references.js';
import { DoesNotHold } from './refusals.js';
import type { World } from './world.js';

export type SaidGiven = Readonly<{ edtf: string; zone?: string }>;

/** The said date that was recorded then, where it has the bounds that an earlier version read: it stays what it is. */
const asReadThen = ({ edtf }: SaidGiven, zone: string | undefined, { saidThen }: World): SaidDate | undefined => {
  const former = saidThen === undefined ? undefined : formerSaidDate(edtf, zone);
  return former !== undefined && canonicalize(former) === canonicalize(saidThen) ? former : undefined;
};

/**
 * The said date that was given, in the speaker’s zone where none was. Nothing can be recorded as said in the future.
 *
 * @throws DoesNotHold
 */
export const saidFrom = (given: SaidGiven, speaker: string, world: World, pointer: string): SaidDate => {
  const zone = given.zone ?? world.actor(speaker)?.zone;
  const said = ((): SaidDate => {
    try {
      return asReadThen(given, zone, world) ?? parseSaidDate(given.edtf, zone);
    } catch (error) {
      if (error instanceof NotADate) throw new DoesNotHold([{ pointer: `${pointer}/edtf`, detail: error.message }]);
      throw error;
    }
  })();
  if (said.earliest <= world.now) return said;
  const detail = `${given.edtf}${zone === undefined ? '' : ` in ${zone}`} lies after now (${world.now}): nothing is recorded before it is said.`;
  throw new DoesNotHold([{ pointer: `${pointer}/edtf`, detail }]);
};

/** Faults of a report: its source and every teller are on record or have a name. */
export const reportFaults = (report: Report, world: World, at: string): readonly Fault[] => [
  ...sourceFault(world, report.source, `${at}/source`),
  ...report.attribution.flatMap((link, index): readonly Fault[] => {
    const pointer = `${at}/attribution/${index}`;
    if (link.actor !== undefined) return actorFault(world, link.actor, `${pointer}/actor`);
    return link.name === undefined ? [{ pointer, detail: 'names nobody: give an actor or a name.' }] : [];
  }),
];

const conditionFault = (coding: Coding, at: string): readonly Fault[] => {
  const needs = coding.stance === 'conditional';
  if (needs === (coding.condition !== undefined)) return [];
  const detail = needs
    ? 'is required: under which condition is it affirmed?'
    : `is for conditional stances, and this one ${coding.stance}.`;
  return [{ pointer: `${at}/condition`, detail }];
};

const placeFault = ({ exact, start, end }: Quote, at: string): readonly Fault[] => {
  if (end === undefined || end === (start ?? Number.NaN) + exact.length) return [];
  const detail =
    start === undefined
      ? 'is given without a start: give both or neither.'
      : `must be ${start + exact.length}: the quote has ${exact.length} UTF-16 code units.`;
  return [{ pointer: `${at}/quote/end`, detail }];
};

const quoteFault = (evidence: Evidence, world: World, at: string): readonly Fault[] => {
  if (evidence.quote === undefined) return [];
  const text = world.textOf(evidence.source);
  if (text === undefined) return placeFault(evidence.quote, at);
  const found = locate(text, evidence.quote, mayHint(world));
  return 'fault' in found ? [{ pointer: `${at}/quote/exact`, detail: found.fault }] : [];
};

/** Faults of one piece of evidence: its source is one that tells of the act, and its quote stands in it. */
export const evidenceFaults = (
  evidence: Evidence,
  sources: readonly string[],
  world: World,
  at: string,
): readonly Fault[] => {
  if (sources.includes(evidence.source)) return quoteFault(evidence, world, at);
  const detail = `names ${evidence.source}, which is none of the statement’s reports: ${sources.join(', ')}.`;
  return [{ pointer: `${at}/source`, detail }];
};

/** Faults where an id comes twice in a list. */
export const repeatFaults = (ids: readonly string[], pointer: (at: number) => string): readonly Fault[] =>
  ids.flatMap((id, at) => (ids.indexOf(id) === at ? [] : [{ pointer: pointer(at), detail: `“${id}” comes twice.` }]));

/** Faults of a list of actors: each is on record, and named once. A log from before that was asked stays what it is. */
export const actorsFaults = (world: World, ids: readonly string[] | undefined, at: string): readonly Fault[] => [
  ...actorFaults(world, ids, at),
  ...(world.wasRecorded === true ? [] : repeatFaults(ids ?? [], (index) => `${at}/${index}`)),
];

/** The fault of a coding that is nobody’s stance: it would stand nowhere. */
const nobodysFault = ({ holders }: Coding, world: World, at: string): readonly Fault[] => {
  if (holders?.length !== 0 || world.wasRecorded === true) return [];
  const detail = 'names nobody: name whose stance it is, or leave it out for the speaker and every body spoken for.';
  return [{ pointer: `${at}/holders`, detail }];
};

/** Faults of a coding: its issue, proposition and holders are on record, its condition fits, its evidence holds. */
export const codingFaults = (
  coding: Coding,
  sources: readonly string[],
  world: World,
  at: string,
): readonly Fault[] => [
  ...propositionFaults(world, coding.issue, coding.proposition, at),
  ...actorsFaults(world, coding.holders, `${at}/holders`),
  ...nobodysFault(coding, world, at),
  ...conditionFault(coding, at),
  ...coding.evidence.flatMap((evidence, index) => evidenceFaults(evidence, sources, world, `${at}/evidence/${index}`)),
];

/** A quote with its place in the text, where the text is kept; as it was given where it is not. */
export const placed = (quote: Quote, source: string, world: World): Quote => {
  const text = world.textOf(source);
  if (text === undefined) return quote;
  const found = locate(text, quote, false);
  return 'fault' in found ? quote : { ...quote, ...found };
};

export const placedEvidence = (evidence: Evidence, world: World): Evidence =>
  evidence.quote === undefined ? evidence : { ...evidence, quote: placed(evidence.quote, evidence.source, world) };

export const placedCoding = (coding: Coding, world: World): Coding => ({
  ...coding,
  evidence: coding.evidence.map((evidence) => placedEvidence(evidence, world)),
});
