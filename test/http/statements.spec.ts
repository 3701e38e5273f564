import type { Outcome } from '../../src/record/ledger.js';
import { type TestService, withBundledRecord } from '../support/service.js';

let service: TestService;
beforeEach(async () => {
  service = await withBundledRecord();
});
afterEach(() => service.close());

const LETTER = 'china-un-letter-2025';
const REPLY = 'yamazaki-un-letter-2025-11-24';
const SOURCE = 'article-2025-11-25';

const remark = {
  statementId: 'saito-again',
  speaker: 'saito-tetsuo',
  onBehalfOf: [],
  channel: { kind: 'remarks' },
  said: { edtf: '2025-11-26', zone: 'Asia/Tokyo' },
  inReplyTo: REPLY,
  reports: [{ source: SOURCE, directness: 'paraphrase', attribution: [] }],
  codings: [],
};
const WARNING = expect.stringContaining(`Source ${SOURCE} is stamped 2025-11-24, before 2025-11-26`) as string;

const sent = async (path: string, body: object, id: string): Promise<Outcome> => {
  const { body: outcome } = await service.ask.post(path).set('idempotency-key', id).send(body).expect(/./);
  return outcome as Outcome;
};

describe('a statement known from a source stamped before it', () => {
  it('is recorded with a warning, which a trial, a repetition and a correction give too', async () => {
    expect(await sent('/v1/statements?dryRun=true', remark, 'one')).toMatchObject({
      outcome: 'dry-run',
      warnings: [WARNING],
    });
    expect(await sent('/v1/statements', remark, 'one')).toMatchObject({ outcome: 'recorded', warnings: [WARNING] });
    expect(await sent('/v1/statements', remark, 'one')).toMatchObject({ outcome: 'repeated', warnings: [WARNING] });
    const { body } = await service.ask.get('/v1/statements/saito-again').expect(200);
    expect((body as { warnings: string[] }).warnings).toEqual([WARNING]);
    const corrected = { corrected: { said: { edtf: '2025-11-20', zone: 'Asia/Tokyo' } }, reason: 'Misread.' };
    expect(await sent('/v1/statements/saito-again/corrections', corrected, 'two')).toMatchObject({ warnings: [] });
    const again = { corrected: { channel: { kind: 'speech' } }, reason: 'Misread.' };
    expect(await sent('/v1/statements/cabinet-written-reply-2025-11-25/corrections', again, 'three')).toMatchObject({
      warnings: [expect.stringContaining('before 2025-11-25')],
    });
  });

  it('is warned of when it is taken back by such a source', async () => {
    const withdrawal = {
      by: 'fu-cong',
      said: { edtf: '2025-11-26', zone: 'America/New_York' },
      report: { source: SOURCE, directness: 'paraphrase', attribution: [] },
    };
    expect(await sent(`/v1/statements/${LETTER}/withdrawals`, withdrawal, 'one')).toMatchObject({
      warnings: [expect.stringContaining('when this was taken back')],
    });
  });

  it('has nothing to warn of what is no statement', async () => {
    const actor = { actorId: 'somebody', kind: 'person', names: [{ language: 'en', text: 'Somebody' }] };
    expect(await sent('/v1/actors', actor, 'one')).toMatchObject({ warnings: [] });
  });
});

describe('an exchange over HTTP', () => {
  type Entries = { entries: { id: string }[] };

  it('is had from any statement of it', async () => {
    const ids = [LETTER, 'japanese-official-briefing-2025-11', REPLY];
    for (const id of ids) {
      const { body } = await service.ask.get(`/v1/statements/${id}/thread`).expect(200);
      expect((body as Entries).entries.map((entry) => entry.id)).toEqual(ids);
    }
    await service.ask.get('/v1/statements/nothing/thread').expect(404);
  });

  it('is known from when its statements are', async () => {
    const { body } = await service.ask.get(`/v1/statements/${LETTER}/thread?knownAt=52`).expect(200);
    expect((body as Entries).entries.map((entry) => entry.id)).toEqual([LETTER]);
  });

  it('can be asked of the list: what answers a statement, and what an actor asked', async () => {
    const ids = async (query: string): Promise<readonly string[]> => {
      const { body } = await service.ask.get(`/v1/statements?${query}`).expect(200);
      return (body as { statements: { id: string }[] }).statements.map(({ id }) => id);
    };
    expect(await ids(`inReplyTo=${LETTER}`)).toEqual(['japanese-official-briefing-2025-11', REPLY]);
    expect(await ids('askedBy=Komeito')).toEqual(['cabinet-written-reply-2025-11-25']);
    await service.ask.get('/v1/statements?askedBy=komeeto').expect(404, /Nearest: komeito/);
    await service.ask.get('/v1/statements?inReplyTo=china-un-leter-2025').expect(404, /Nearest: china-un-letter-2025/);
  });

  it.each([
    ['speaker=Komeeto', 404, 'Nearest: komeito'],
    ['issue=taiwn', 404, 'Nearest: taiwan'],
    ['proposition=strait-peace-mater', 404, 'Nearest: strait-peace-matters'],
    ['issue=dialogue&proposition=strait-peace-matters', 400, 'is a proposition on taiwan, not on dialogue'],
    ['source=artcle-2025-11-25', 404, 'Nearest: article-2025-11-25'],
  ])('refuses a filter of the list that means nothing, with the nearest: %s', async (query, status, help) => {
    const { body } = await service.ask.get(`/v1/statements?${query}`).expect(status);
    expect((body as { detail: string }).detail).toContain(help);
  });
});

describe('a filter of the feed over HTTP', () => {
  it.each([
    ['kind=shiftet', 400, 'Nearest: shifted'],
    ['body=takaichi-sanae', 400, '“body” names takaichi-sanae, a person, and nobody speaks for a person: give “actor”'],
    ['issue=dialogue&proposition=strait-peace-matters', 400, 'is a proposition on taiwan, not on dialogue'],
    ['actor=japn', 404, 'Nearest: japan'],
    ['proposition=strait-peace-mater', 404, 'Nearest: strait-peace-matters'],
  ])('that means nothing (%s) is refused, page or stream', async (query, status, help) => {
    for (const accept of ['application/json', 'text/event-stream']) {
      const { body } = await service.ask.get(`/v1/changes?${query}`).set('accept', accept).expect(status);
      expect((body as { detail: string }).detail).toContain(help);
    }
  });

  it('by body gives the body’s own changes and those of whoever spoke for it', async () => {
    const { body } = await service.ask.get('/v1/changes?body=Japan&limit=1000').expect(200);
    const actors = new Set((body as { changes: { actor: string }[] }).changes.map(({ actor }) => actor));
    const speakers = ['iwaya-takeshi', 'japan', 'japanese-official', 'takaichi-sanae', 'yamazaki-kazuyuki'];
    expect([...actors].sort()).toEqual(speakers);
  });
});
