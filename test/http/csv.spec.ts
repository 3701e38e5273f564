import { type TestService, withBundledRecord } from '../support/service.js';

let service: TestService;
beforeAll(async () => (service = await withBundledRecord()));
afterAll(() => service.close());

const BOM = '\uFEFF';

const csv = async (path: string): Promise<readonly string[]> => {
  const response = await service.ask.get(path).set('Accept', 'text/csv').expect(200);
  expect(response.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
  expect(response.headers['vary']).toBe('accept');
  expect(response.text.startsWith(BOM)).toBe(true);
  return response.text.slice(1).trimEnd().split('\r\n');
};

describe('an answer as CSV', () => {
  it.each([
    ['/v1/positions', 'actor,name,issue,status,proposition,stance,since,lastStated,asOf,knownAt'],
    ['/v1/positions/japan/taiwan', 'actor,issue,proposition,wording,stance,condition,since,lastStated,timesStated,'],
    ['/v1/positions/japan/taiwan/history', 'day,actor,issue,proposition,kind,before,after,condition,statement,'],
    ['/v1/positions/japan/taiwan/diff?from=2025-11-06&to=2025-11-25', 'proposition,change,before,beforeSince,after,'],
    ['/v1/changes', 'id,recorded,kind,actor,issue,proposition,before,after,by,statement,said,learned,revises,why'],
    ['/v1/search?q=dialogue', 'kind,id,field,said,text,href'],
    ['/v1/actors', 'id,kind,name,names,zone,memberships'],
  ])('has one row a thing: %s', async (path, columns) => {
    const [head, ...rows] = await csv(path);
    expect(head!.startsWith(columns)).toBe(true);
    expect(rows.length).toBeGreaterThan(0);
  });

  it('has a row for each proposition of a position', async () => {
    const rows = await csv('/v1/positions/japan/taiwan?asOf=2025-11-25');
    expect(rows).toHaveLength(7);
    expect(rows[1]).toMatch(/^japan,taiwan,strait-peace-matters,/);
  });

  it('keeps every script', async () => expect((await csv('/v1/actors?name=Japan')).join()).toContain('日本政府'));

  it('is had by a parameter too, for those who cannot set a header', async () => {
    const byHeader = await service.ask.get('/v1/actors').set('Accept', 'text/csv');
    const byParameter = await service.ask.get('/v1/actors?format=csv');
    expect(byParameter.text).toBe(byHeader.text);
    const json = await service.ask.get('/v1/actors?format=json').set('Accept', 'text/csv');
    expect(json.headers['content-type']).toMatch(/^application\/json/);
  });

  it('is not given to who would rather have JSON', async () => {
    const response = await service.ask.get('/v1/actors').set('Accept', 'text/csv;q=0.5, application/json');
    expect(response.headers['content-type']).toMatch(/^application\/json/);
  });

  it('holds no cell that a spreadsheet takes for a formula', async () => {
    const actor = { actorId: 'trap', kind: 'organisation', names: [{ language: 'en', text: '=HYPERLINK("x")' }] };
    await service.ask.post('/v1/actors').send(actor).expect(201);
    expect((await csv('/v1/actors?name=trap'))[1]).toContain(`"'=HYPERLINK(""x"")"`);
  });
});
