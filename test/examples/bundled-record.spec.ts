import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { Evidence, ID_PATTERN, isEventType, Quote, RecordedEvent, subjectOf } from '../../events/index.js';
import { bundledRecord } from '../../examples/build.js';

const file = readFileSync('examples/japan-china.jsonl', 'utf8');
const lines = file.trimEnd().split('\n');
const events = lines.map((line) => JSON.parse(line) as RecordedEvent);

type Words = Readonly<{ source: string; quote: Quote }>;

const evidenceOf = (event: RecordedEvent): readonly Evidence[] => {
  if (event.type === 'StatementRecorded') return event.data.codings.flatMap((coding) => coding.evidence);
  if (event.type === 'StatementCoded') return event.data.coding.evidence;
  if (event.type === 'StatementCorroborated') return event.data.evidence.map((added) => added.evidence);
  return [];
};
const words: readonly Words[] = events
  .flatMap(evidenceOf)
  .flatMap(({ source, quote }) => (quote === undefined ? [] : [{ source, quote }]));

const NAMES: Readonly<Record<string, string>> = {
  ...{ speaker: 'actor', onBehalfOf: 'actor', audience: 'actor', askedBy: 'actor', holders: 'actor', actor: 'actor' },
  ...{ officialOf: 'actor', policyOf: 'actor', body: 'actor' },
  ...{ issue: 'issue', source: 'source', inReplyTo: 'statement' },
};

/** The subjects that a part of an event names: the fields above, at any depth. */
const named = (value: unknown, field = ''): readonly string[] => {
  if (typeof value === 'string') return field in NAMES ? [`${NAMES[field]}-${value}`] : [];
  if (Array.isArray(value)) return value.flatMap((item) => named(item, field));
  return Object.entries(value ?? {}).flatMap(([key, part]) => named(part, key));
};

describe('the bundled record', () => {
  it('is byte for byte what its build makes', () => expect(file).toBe(bundledRecord()));

  it('holds one canonical envelope a line', () =>
    lines.forEach((line, index) => expect(line).toBe(canonicalize(events[index]))));

  it('opens with its name', () => expect(events[0]!.type).toBe('RecordOpened'));

  it('numbers its events from 1 without a gap', () =>
    expect(events.map((event) => Number(event.sequence))).toEqual(events.map((_, index) => index + 1)));

  it('gives every event an id and a command of its own', () => {
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
    expect(new Set(events.map((event) => event.commandid)).size).toBe(events.length);
    events.forEach((event) => expect(event.commandid).toMatch(ID_PATTERN));
  });

  it('files every event under its subject', () =>
    events.forEach((event) => {
      expect(isEventType(event.type)).toBe(true);
      expect(event.subject).toBe(subjectOf(event));
    }));

  it('never lets its time go backwards', () => {
    const times = events.map((event) => event.time);
    expect(times).toEqual([...times].sort());
  });

  it('says of every recorded time that it is reconstructed', () =>
    events.forEach((event) => expect(event.timebasis).toBe('reconstructed')));

  it('rests on nothing that it has not recorded before', () => {
    const known = new Set<string>();
    for (const event of events) {
      expect(named(event.data).filter((subject) => !known.has(subject))).toEqual([]);
      known.add(event.subject);
    }
  });

  it('codes only propositions of its codebook, on their issue', () => {
    const codebook = new Set(
      events.flatMap(({ type, data }) =>
        type === 'PropositionWorded' ? [`${data.issueId}/${data.propositionId}`] : [],
      ),
    );
    const codings = events.flatMap(({ type, data }) =>
      type === 'StatementRecorded' ? data.codings : type === 'StatementCoded' ? [data.coding] : [],
    );
    expect(codebook.size).toBe(19);
    expect(codings.filter(({ issue, proposition }) => !codebook.has(`${issue}/${proposition}`))).toEqual([]);
  });

  it('records nothing before it was said', () =>
    events.forEach((event) => {
      if (event.type === 'StatementRecorded') expect(event.data.said.earliest < event.time).toBe(true);
    }));

  it('quotes fewer than 25 words at a time', () =>
    words.forEach(({ quote }) => expect(quote.exact.split(/\s+/).length).toBeLessThan(25)));

  it('gives every quote the words around it and its place', () =>
    words.forEach(({ quote }) => {
      expect(quote).toMatchObject({
        prefix: expect.any(String),
        suffix: expect.any(String),
        start: expect.any(Number),
      });
      expect(quote.end! - quote.start!).toBe(quote.exact.length);
    }));
});

const directory = process.env['ONRECORD_SOURCES'];
const canonicalText = (path: string): string =>
  readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .normalize('NFC');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

if (directory === undefined) {
  it.skip('the documents of the bundled record are not checked: ONRECORD_SOURCES names no directory of their texts', () => {});
} else {
  describe(`the documents of the bundled record, in ${directory}`, () => {
    const texts = new Map(
      readdirSync(directory, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => canonicalText(join(directory, entry.name)))
        .map((text) => [sha256(text), text] as const),
    );
    const captures = events.flatMap(({ type, data }) => (type === 'SourceCaptured' ? [data] : []));
    const textOf = (source: string): string =>
      texts.get(captures.find((capture) => capture.sourceId === source)?.sha256 ?? '') ?? '';

    it.each(captures)('has the hash and length recorded of $sourceId', ({ sha256: hash, length }) => {
      expect([...texts.keys()]).toContain(hash);
      expect(texts.get(hash)).toHaveLength(length);
    });

    it.each(words)('has “$quote.exact” where the record says, once', ({ source, quote }) => {
      const text = textOf(source);
      const around = `${quote.prefix}${quote.exact}${quote.suffix}`;
      expect(text.slice(quote.start, quote.end)).toBe(quote.exact);
      expect(text.indexOf(around)).toBe(quote.start! - quote.prefix!.length);
      expect(text.lastIndexOf(around)).toBe(text.indexOf(around));
    });
  });
}
