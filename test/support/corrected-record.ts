/** A made-up record of two ends: what was known at first, and what was corrected, named and opened after it. */

import { type Ask, type TestService, withNothing } from './service.js';

const en = (text: string) => [{ language: 'en', text }];
const report = { source: 'gazette', directness: 'paraphrase', attribution: [] };
const named = (actorId: string, kind: string, name: string) => ({ actorId, kind, names: en(name) });

const said = (statementId: string, edtf: string, proposition: string, issue = 'y') => ({
  statementId,
  speaker: 'bo',
  channel: { kind: 'speech' },
  said: { edtf },
  reports: [report],
  codings: [
    {
      codingId: 'one',
      issue,
      proposition,
      stance: 'denies',
      coder: 'a reader',
      evidence: [{ source: 'gazette', directness: 'paraphrase' }],
    },
  ],
});

const DESCRIBED = { kind: 'press', title: 'Gazette', publisher: 'Gazette', language: 'en' };
const post = { body: 'sudland', membershipId: 'post', speaksFor: true };
const claim = (propositionId: string, text: string) => ({ propositionId, kind: 'claim', wording: en(text) });

/** What the record held at first: Bo of Sudland denied q and r. */
const THEN: readonly (readonly [path: string, body: object])[] = [
  ['/v1/actors', named('sudland', 'government', 'Sudland')],
  ['/v1/actors', named('bo', 'person', 'Bo Example')],
  ['/v1/actors/bo/memberships', { ...post, post: 'Minister of Ports' }],
  ['/v1/issues', { issueId: 'y', title: en('Ports') }],
  ['/v1/issues/y/propositions', claim('q', 'The port is open.')],
  ['/v1/issues/y/propositions', claim('r', 'The port is deep.')],
  ['/v1/sources', { sourceId: 'gazette', ...DESCRIBED }],
  ['/v1/statements', said('y1', '2026-01-01', 'r')],
  ['/v1/statements', said('y2', '2026-01-10', 'q')],
];

const withdrawal = { by: 'bo', said: { edtf: '2026-01-20' }, report };
const corrected = { corrected: { channel: { kind: 'interview' } }, reason: 'It was an interview.' };

/** What was corrected, named and opened later. */
const LATER: readonly (readonly [path: string, body: object])[] = [
  ['/v1/statements/y2/withdrawals', withdrawal],
  ['/v1/statements/y1/corrections', corrected],
  ['/v1/actors/bo/memberships/post/corrections', { ...post, post: 'Minister of Quays', reason: 'Misread.' }],
  ['/v1/issues/y/propositions/q/wordings', { wording: en('The quay is open.'), reason: 'Clearer.' }],
  ['/v1/actors/sudland/names', { name: en('Southland')[0] }],
  ['/v1/issues', { issueId: 'z', title: en('Fish') }],
  ['/v1/issues/z/propositions', claim('s', 'There are fish.')],
  ['/v1/actors', named('cy', 'person', 'Cy Example')],
  ['/v1/statements', { ...said('y3', '2026-01-11', 's', 'z'), speaker: 'cy' }],
];

const sent = async (ask: Ask, all: typeof THEN): Promise<void> => {
  for (const [path, body] of all) {
    const { status, body: answer } = await ask.post(path).set('X-Recorded-By', 'ann@example.org').send(body);
    if (status !== 201) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
  }
};

export type Known = { position: number };

/** The service over the record; `known` is given the log position at which the first part ends. */
export const withCorrectedRecord = async (known: Known): Promise<TestService> => {
  const service = await withNothing();
  await sent(service.ask, THEN);
  known.position = service.machine.runner.position;
  await sent(service.ask, LATER);
  return service;
};
