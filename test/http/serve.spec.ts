import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../src/http/serve.js';
import { holderOf } from '../../src/record/machine.js';
import { opened } from '../support/subscriber.js';

const directory = mkdtempSync(join(tmpdir(), 'onrecord-serve-'));
const store = `sqlite:${join(directory, 'onrecord.db')}`;
afterAll(() => rmSync(directory, { recursive: true }));

const told: string[] = [];
const write = process.stderr.write.bind(process.stderr);
beforeAll(() => (process.stderr.write = (text: string | Uint8Array) => told.push(String(text)) > 0));
afterAll(() => (process.stderr.write = write));

const statusOf = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) =>
    get(url, { headers: { host }, agent: false }, (response) => resolve(response.resume().statusCode)).on(
      'error',
      reject,
    ),
  );

describe('the service', () => {
  it('says where it listens, to people and to who else opens its store, and ends with its streams', async () => {
    const before = process.listenerCount('SIGTERM');
    const service = await serve({ store, port: 0, logger: false });
    expect(told.join('')).toContain(service.url);
    expect(holderOf(store)).toEqual({ pid: process.pid, url: service.url });
    await expect(serve({ store, port: 0, logger: false })).rejects.toMatchObject({ type: 'store-held' });
    const stream = await opened(`${service.url}/v1/events/stream`);
    const over = new Promise((resolve) => stream.resume().on('close', resolve));
    await Promise.all([service.close(), service.close(), over]);
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });

  it('answers to no other name than this computer’s, whatever leads to it', async () => {
    const service = await serve({ store, port: 0, logger: false });
    expect(await statusOf(`${service.url}/healthz`, 'evil.example:8360')).toBe(421);
    expect(await statusOf(`${service.url}/healthz`, 'localhost:8360')).toBe(200);
    expect(await statusOf(`${service.url}/healthz`, '[::1]:8360')).toBe(200);
    await service.close();
  });

  it('lets its store go where it may not listen', async () => {
    await expect(serve({ store, host: '0.0.0.0', port: 0, logger: false })).rejects.toMatchObject({
      type: 'not-loopback',
    });
    const service = await serve({ store, port: 0, logger: false });
    await service.close();
  });
});
