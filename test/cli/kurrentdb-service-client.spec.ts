import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askService, sendTo } from '../../src/cli/service.js';

const asked: IncomingMessage[] = [];
const positions: (number | undefined)[] = [];

const listening = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      asked.push(request);
      const position = positions.shift();
      if (position !== undefined) response.setHeader('x-on-record-position', position);
      response.setHeader('content-type', 'application/json').end('{}');
    });
    server.listen(0, '127.0.0.1', () => resolve(server));
  });

describe('the command line as a client of services', () => {
  it('asks for at least the greatest position that it has seen of each', async () => {
    const servers = [await listening(), await listening()];
    const [one, two] = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    positions.push(5, 3, undefined, 7, 1, 7);
    await askService(one!, '/v1/projections');
    await sendTo(one!, '/v1/actors', { body: '{}' });
    await sendTo(one!, '/v1/actors', { body: '{}' });
    await askService(one!, '/v1/projections');
    await askService(two!, '/v1/projections');
    await askService(one!, '/v1/projections');
    const minima = asked.map(({ headers }) => headers['x-on-record-min-position']);
    expect(minima).toEqual([undefined, '5', '5', '5', undefined, '7']);
    for (const server of servers) server.close();
  });
});
