/**
 * What is the same in many statements, held once. A record of millions of codings repeats the ids of its actors, sources and
 * propositions, its days and its said dates: text read from a log is a copy of its own each time. Nothing that is asked can
 * tell the difference.
 */

import type { Channel, Coding, Evidence, Report, SaidDate } from '../events/index.js';

/**
 * As many as are kept, and so many characters of what they are known by: beyond, what is the same is held anew. What is only
 * asked for is shared too, and may be long.
 */
const MOST = 20_000;
const MOST_CHARACTERS = 2_000_000;

/** A table of things by text, that is emptied when it is full. */
export const table = <Thing>(): ((key: string, thing: Thing) => Thing) => {
  const known = new Map<string, Thing>();
  let characters = 0;
  return (key, thing) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    characters += key.length;
    if (known.size >= MOST || characters > MOST_CHARACTERS) {
      known.clear();
      characters = key.length;
    }
    known.set(key, thing);
    return thing;
  };
};

const texts = table<string>();
const dates = table<SaidDate>();
const reports = table<Report>();
const channels = table<Channel>();

/** The one copy of a text. */
export const shared = <Text extends string>(text: Text): Text => texts(text, text) as Text;

/** A thing while it is put together: what is put together in one order takes the least room. */
export type Made<Thing> = { -readonly [Name in keyof Thing]: Thing[Name] };

/** A said date that shares what it can. One without a time is the same for everything said that day there. */
export const sharedDate = (said: SaidDate): SaidDate => {
  const { edtf, zone, precision, uncertain, firstDay, lastDay, earliest, latest } = said;
  const [kept, first, last] = [shared(precision), shared(firstDay), shared(lastDay)];
  const end = latest === earliest ? earliest : latest;
  const compact: Made<SaidDate> =
    zone === undefined
      ? { edtf, precision: kept, firstDay: first, lastDay: last, earliest, latest: end }
      : { edtf, zone: shared(zone), precision: kept, firstDay: first, lastDay: last, earliest, latest: end };
  if (uncertain !== undefined) compact.uncertain = uncertain;
  return precision === 'time' ? compact : dates(JSON.stringify(said), compact);
};

/** A report: that of one source, through the same tellers, is the same for every statement in it. */
export const sharedReport = (report: Report): Report => reports(JSON.stringify(report), report);

/** Where something was said. */
export const sharedChannel = (channel: Channel): Channel => channels(JSON.stringify(channel), channel);

const sharedEvidence = ({ source, directness, quote, note }: Evidence): Evidence => {
  const compact: Made<Evidence> =
    quote === undefined
      ? { source: shared(source), directness: shared(directness) }
      : { source: shared(source), directness: shared(directness), quote };
  if (note !== undefined) compact.note = note;
  return compact;
};

/** A coding that shares its ids. */
export const sharedCoding = (coding: Coding): Coding => {
  const { condition, holders, note } = coding;
  const compact: Made<Coding> = {
    codingId: shared(coding.codingId),
    issue: shared(coding.issue),
    proposition: shared(coding.proposition),
    stance: shared(coding.stance),
    evidence: coding.evidence.map(sharedEvidence),
    coder: shared(coding.coder),
  };
  if (condition !== undefined) compact.condition = condition;
  if (holders !== undefined) compact.holders = holders;
  if (note !== undefined) compact.note = note;
  return compact;
};
