/** The commands that the forms make of what was typed, and which field each part of a command came from. */

import { pathTo } from '../../api/client.js';
import { actors } from '../../state/names.js';
import type { Pointers, Values } from './form.js';
import { passageOf, startOf } from './quote-field.js';
import { around, canonical } from './passage.js';

export type Command = Readonly<{ path: string; body: object; pointers: Pointers }>;

/** A text that was given; nothing where it is blank, so that the service says that it is required. */
export const given = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === '' ? undefined : text.trim();

const listed = (text: string | undefined): readonly string[] => (text ?? '').split(',').filter((id) => id !== '');

/** An id of what words there are: ASCII, lower case, hyphens. */
export const slug = (...parts: readonly (string | undefined)[]): string =>
  parts
    .map((part) => (part ?? '').normalize('NFKD').toLowerCase())
    .map((part) => part.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, ''))
    .filter((part) => part !== '')
    .join('-')
    .slice(0, 90)
    .replace(/-+$/, '');

export const sourceIdOf = (values: Values): string | undefined =>
  given(values['source.id']) ??
  given(
    slug(values['source.publisher']?.slice(0, 30), values['source.title']?.slice(0, 40), values['source.published']),
  );

export const isNewSource = (values: Values): boolean => values['source.mode'] === 'new';

/** The source that the statement is known from. */
export const sourceOf = (values: Values): string | undefined =>
  isNewSource(values) ? sourceIdOf(values) : given(values['source.known']);

const SOURCE: Pointers = [
  [/^\/(title|publisher|language|officialOf|author|published|url|kind|note)$/, 'source.$1'],
  [/^\/sourceId$|^already-on-record$/, 'source.id'],
];

export const describeSource = (values: Values): Command => ({
  path: '/v1/sources',
  body: {
    sourceId: sourceIdOf(values),
    ...Object.fromEntries(
      ['kind', 'title', 'publisher', 'language', 'officialOf', 'author', 'published', 'url'].map((name) => [
        name,
        given(values[`source.${name}`]),
      ]),
    ),
  },
  pointers: SOURCE,
});

export const keepText = (values: Values): Command => ({
  path: `/v1/sources/${encodeURIComponent(sourceOf(values) ?? '')}/text`,
  body: { text: values['source.text'] ?? '' },
  pointers: [[/^\/(text|sha256|length)$|^body-too-large$/, 'source.text']],
});

export const saidGiven = (values: Values, at = 'act'): object => ({
  edtf: given(values[`${at}.said`]),
  zone: given(values[`${at}.zone`]),
});

export const channelGiven = (values: Values): object => ({
  kind: given(values['act.channel']),
  venue: given(values['act.venue']),
});

/** For whom: left out where posts decide, nobody where it was said personally, else the bodies that were chosen. */
export const behalfGiven = (values: Values): Readonly<{ onBehalfOf?: readonly string[] }> => {
  const behalf = values['act.behalf'];
  if (behalf === 'personally') return { onBehalfOf: [] };
  if (behalf !== 'bodies') return {};
  const bodies = [...listed(values['act.bodies']), given(values['act.body'])].filter((id) => id !== undefined);
  return { onBehalfOf: [...new Set(bodies)] };
};

/** A quote with its place and the words around it where the text is there, else as it was typed. */
const quoteGiven = (values: Values, field: string): object => {
  const exact = given(values[field]);
  if (exact === undefined) return {};
  const text = canonical(values['source.text'] ?? '');
  const language = given(values['source.language']);
  const passage = passageOf(text, exact, values[startOf(field)] ?? '');
  const place = passage === undefined ? {} : { ...around(text, passage), ...passage };
  return { quote: { exact, ...(language === undefined ? {} : { language }), ...place } };
};

const tellers = (values: Values): readonly object[] => {
  const teller = given(values['report.teller']);
  if (teller === undefined) return [];
  return [actors.peek().has(teller) ? { actor: teller } : { name: teller }];
};

/** The numbers of the stances there are on the form. */
export const stancesIn = (values: Values): readonly number[] =>
  Array.from({ length: Number(values['codings.count'] ?? '1') || 1 }, (_nothing, at) => at);

const codingIds = (values: Values): readonly (string | undefined)[] => {
  const seen = new Map<string, number>();
  return stancesIn(values).map((at) => {
    const proposition = given(values[`codings.${at}.proposition`]);
    if (proposition === undefined) return undefined;
    const times = (seen.get(proposition) ?? 0) + 1;
    seen.set(proposition, times);
    return times === 1 ? proposition : `${proposition}-${times}`;
  });
};

const codings = (values: Values): readonly object[] => {
  const ids = codingIds(values);
  return stancesIn(values).map((at) => ({
    codingId: ids[at] ?? `stance-${at + 1}`,
    issue: given(values[`codings.${at}.issue`]),
    proposition: given(values[`codings.${at}.proposition`]),
    stance: given(values[`codings.${at}.stance`]),
    condition: given(values[`codings.${at}.condition`]),
    coder: given(values['by.coder']),
    note: given(values[`codings.${at}.note`]),
    evidence: [
      {
        source: sourceOf(values),
        directness: given(values['report.directness']),
        ...quoteGiven(values, `codings.${at}.exact`),
      },
    ],
  }));
};

export const statementIdOf = (values: Values): string =>
  given(values['act.id']) ?? slug(values['act.speaker'], values['act.channel']?.slice(0, 30), values['act.said']);

const STATEMENT: Pointers = [
  [/^\/statementId$|^already-on-record$/, 'act.id'],
  [/^\/(speaker|askedBy|inReplyTo|note)$/, 'act.$1'],
  [/^\/onBehalfOf.*$|^\/codings\/\d+\/holders.*$/, 'act.body'],
  [/^\/channel\/venue$/, 'act.venue'],
  [/^\/channel.*$/, 'act.channel'],
  [/^\/said\/zone$/, 'act.zone'],
  [/^\/said.*$/, 'act.said'],
  [/^\/reports\/\d+\/source$|^\/codings\/\d+\/evidence\/\d+\/source$/, 'source.known'],
  [/^\/reports\/\d+\/attribution.*$/, 'report.teller'],
  [/^\/reports\/\d+.*$|^\/codings\/\d+\/evidence\/\d+\/directness$/, 'report.directness'],
  [/^\/codings\/\d+\/coder$/, 'by.coder'],
  [/^\/codings\/(\d+)\/(issue|proposition|stance|condition|note)$/, 'codings.$1.$2'],
  [/^\/codings\/(\d+)\/codingId$/, 'codings.$1.proposition'],
  [/^\/codings\/(\d+)\/evidence.*$/, 'codings.$1.exact'],
  [/^\/codings$/, 'codings.0.issue'],
  [/^\/x-recorded-by$/i, 'by.handle'],
];

export const recordStatement = (values: Values): Command => ({
  path: '/v1/statements',
  body: {
    statementId: given(statementIdOf(values)),
    speaker: given(values['act.speaker']),
    ...behalfGiven(values),
    channel: channelGiven(values),
    said: saidGiven(values),
    askedBy: given(values['act.askedBy']),
    inReplyTo: given(values['act.inReplyTo']),
    reports: [
      { source: sourceOf(values), directness: given(values['report.directness']), attribution: tellers(values) },
    ],
    codings: codings(values),
    note: given(values['act.note']),
  },
  pointers: STATEMENT,
});

export const statementAt = (id: string, rest = '', query: Readonly<Record<string, number>> = {}): string =>
  pathTo(`/v1/statements/${encodeURIComponent(id)}${rest}`, query);
