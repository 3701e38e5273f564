/** A reader of a server-sent event stream, as a browser reads one: by blocks, remembering the last id. */

import { get, type IncomingMessage } from 'node:http';

export type Seen = Readonly<{ id: string; data: string }>;

const fieldsOf = (block: string): ReadonlyMap<string, string> =>
  new Map(
    block
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );

export type Stretch = Readonly<{ seen: readonly Seen[]; lastId: string | undefined }>;

type Cut = Readonly<{ messages: number; milliseconds: number }>;

/** Open a stream; the response is there as soon as its headers are. */
export const opened = (
  url: string,
  lastId?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const headers = {
      ...more,
      accept: 'text/event-stream',
      ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
    };
    get(url, { headers, agent: false }, resolve).on('error', reject);
  });

/** Read a stream until so many messages came, or so much time went by without one; then cut the connection. */
export const readUntil = async (url: string, lastId: string | undefined, cut: Cut): Promise<Stretch> => {
  const response = await opened(url, lastId);
  if (response.statusCode !== 200) throw new Error(`The stream answered ${response.statusCode}.`);
  const seen: Seen[] = [];
  let [text, last] = ['', lastId];
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      response.destroy();
      resolve({ seen, lastId: last });
    };
    const timer = setTimeout(end, cut.milliseconds);
    response.setEncoding('utf8').on('data', (chunk: string) => {
      const blocks = (text + chunk).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        if (seen.length >= cut.messages) return end();
        const fields = fieldsOf(block);
        last = fields.get('id') ?? last;
        const data = fields.get('data');
        if (data !== undefined) seen.push({ id: last ?? '', data });
        timer.refresh();
      }
      if (seen.length >= cut.messages) end();
    });
    response.on('error', () => undefined).on('end', end);
  });
};
