/** An empty log on a cluster: on the tests' own server, or on a real one where KURRENTDB_TEST_URL names it. */

import { v4 as uuid } from 'uuid';
import { startTestServer } from './kurrentdb/server.js';

/** A real server to run the suites on, as `kurrentdb://admin:changeit@localhost:2113?tls=false`. */
export const REAL = process.env['KURRENTDB_TEST_URL'];

export type ALog = Readonly<{ url: string; stop: () => Promise<void> }>;

/** A real server is never empty: there each log has streams of its own, beside those of others. */
export const aLog = async (): Promise<ALog> => {
  if (REAL !== undefined) {
    const url = `${REAL}${REAL.includes('?') ? '&' : '?'}streamPrefix=onrecordtest-${uuid()}-`;
    return { url, stop: () => Promise.resolve() };
  }
  const server = await startTestServer();
  server.foreign(50);
  return { url: server.url, stop: () => server.stop() };
};
