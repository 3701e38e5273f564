/** The commands that put a statement right or take it back. */

import type { Citation } from '../../api/types.js';
import type { CodingRead, Statement } from '../../api/writing.js';
import { behalfGiven, channelGiven, type Command, given, saidGiven, statementAt } from './commands.js';
import type { Pointers, Values } from './form.js';

const WHY: Pointers = [[/^\/reason$|^statement-not-standing$/, 'reason']];

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Only what differs from what is on record is a correction; of a part that does, what was cleared is taken out. */
export const correction = ({ id, speaker, channel, said }: Statement, values: Values): Command => {
  const now = { channel: channelGiven(values), said: saidGiven(values) };
  const was = { channel: { kind: channel.kind, venue: channel.venue }, said: { edtf: said.edtf, zone: said.zone } };
  return {
    path: statementAt(id, '/corrections'),
    body: {
      corrected: {
        ...(values['act.speaker'] === speaker.id ? {} : { speaker: given(values['act.speaker']) }),
        ...(values['act.behalf'] === 'posts' ? { onBehalfOf: null } : behalfGiven(values)),
        ...(isSame(now.channel, was.channel) ? {} : { channel: { venue: null, ...now.channel } }),
        ...(isSame(now.said, was.said) ? {} : { said: { zone: null, ...now.said } }),
      },
      reason: given(values['reason']),
    },
    pointers: [
      [/^\/corrected\/speaker$/, 'act.speaker'],
      [/^\/corrected\/onBehalfOf.*$/, 'act.body'],
      [/^\/corrected\/channel\/venue$/, 'act.venue'],
      [/^\/corrected\/channel.*$/, 'act.channel'],
      [/^\/corrected\/said\/zone$/, 'act.zone'],
      [/^\/corrected(\/said.*)?$/, 'act.said'],
      ...WHY,
    ],
  };
};

/** A text that the service gives in the place of one in which withheld words stand. */
const isBlanked = (text: string | undefined): boolean => text?.startsWith('[withheld: words of ') === true;

/** The codings that can be read anew here: a revision states the whole coding, and words that are withheld are not known here. */
export const revisable = ({ codings }: Statement): readonly CodingRead[] =>
  codings.filter(
    ({ citations, note, condition }) =>
      !isBlanked(note) &&
      !isBlanked(condition) &&
      citations.every((citation) => citation.withheld === undefined && !isBlanked(citation.note)),
  );

const evidenceOf = ({ source, directness, quote, note }: Citation): object => ({
  source,
  directness,
  ...(quote === undefined ? {} : { quote }),
  ...(note === undefined ? {} : { note }),
});

/** The whole coding as it is now read, on the evidence that it rests on. */
export const revision = ({ id, codings }: Statement, values: Values): Command => {
  const coding = codings.find(({ codingId }) => codingId === values['which']);
  return {
    path: statementAt(id, `/codings/${encodeURIComponent(values['which'] ?? '')}/revisions`),
    body: {
      coding: {
        codingId: values['which'],
        issue: given(values['coding.issue']),
        proposition: given(values['coding.proposition']),
        stance: given(values['coding.stance']),
        condition: values['coding.stance'] === 'conditional' ? given(values['coding.condition']) : undefined,
        coder: given(values['by.coder']),
        holders: coding?.holdersNamed,
        evidence: (coding?.citations ?? []).map(evidenceOf),
        note: coding?.note,
      },
      reason: given(values['reason']),
    },
    pointers: [
      [/^\/coding\/(issue|proposition|stance|condition)$/, 'coding.$1'],
      [/^\/coding\/coder$/, 'by.coder'],
      [/^\/coding\/codingId$/, 'which'],
      ...WHY,
    ],
  };
};

export const voiding = ({ id }: Statement, values: Values): Command => ({
  path: statementAt(id, '/voids'),
  body: { reason: given(values['reason']) },
  pointers: WHY,
});

export const voidingWithdrawal = ({ id }: Statement, values: Values): Command => ({
  path: statementAt(id, '/withdrawals/voids'),
  body: { reason: given(values['reason']) },
  pointers: [[/^\/reason$|^statement-not-(standing|withdrawn)$/, 'reason']],
});

export const withdrawal = ({ id }: Statement, values: Values): Command => {
  const exact = given(values['exact']);
  return {
    path: statementAt(id, '/withdrawals'),
    body: {
      by: given(values['act.by']),
      said: saidGiven(values),
      report: {
        source: given(values['source.known']),
        directness: given(values['report.directness']),
        attribution: [],
      },
      ...(exact === undefined ? {} : { quote: { exact } }),
      note: given(values['act.note']),
    },
    pointers: [
      [/^\/by$/, 'act.by'],
      [/^\/said\/zone$/, 'act.zone'],
      [/^\/said.*$|^statement-not-standing$/, 'act.said'],
      [/^\/report\/directness$/, 'report.directness'],
      [/^\/report.*$|^\/source$/, 'source.known'],
      [/^\/quote.*$/, 'exact'],
      [/^\/note$/, 'act.note'],
    ],
  };
};
