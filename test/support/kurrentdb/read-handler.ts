/** Streams.Read: reads that end, and subscriptions. */

import { edgeMessage, eventMessage, notFoundMessage } from './messages.js';
import { type NodeContext, refusalOf } from './node.js';
import { GONE, openOutlet, type Outlet, type ReadCall } from './outlet.js';
import { isReadable, readAll, readStream, type View } from './reading.js';
import { invalidArgument, invalidPosition, streamDeleted } from './statuses.js';
import { followAll, followStream } from './subscriptions.js';
import { type Wish, wishOf } from './wishes.js';

const answerStream = async (view: View, wish: Extract<Wish, { of: 'stream' }>, out: Outlet): Promise<void> => {
  const found = readStream(view, wish.stream, wish.from, wish.backwards, wish.count);
  if (found.kind === 'deleted') return out.fail(streamDeleted(wish.stream));
  if (found.kind === 'not found') {
    await out.send(notFoundMessage(wish.stream));
    return out.end();
  }
  if (wish.edges && !wish.backwards && found.events.length === 0) await out.send(edgeMessage('first', found.first));
  for (const record of found.events) await out.send(eventMessage(record, wish.idsAsText));
  if (wish.edges) await out.send(edgeMessage('last', found.last));
  await out.end();
};

const answerAll = async (view: View, wish: Extract<Wish, { of: 'all' }>, out: Outlet): Promise<void> => {
  const matches = wish.filter?.matches ?? (() => true);
  for (const record of readAll(view, wish.from, wish.backwards, wish.count, matches)) {
    await out.send(eventMessage(record, wish.idsAsText));
  }
  await out.end();
};

const answer = async (view: View, wish: Wish, out: Outlet): Promise<void> => {
  if (wish.of === 'stream') return wish.subscription ? followStream(view, wish, out) : answerStream(view, wish, out);
  if (typeof wish.from === 'object' && !isReadable(view, wish.from)) {
    return out.fail(invalidPosition(!wish.subscription && !wish.filter));
  }
  return wish.subscription ? followAll(view, wish, out) : answerAll(view, wish, out);
};

export const handleRead = (context: NodeContext, call: ReadCall): void => {
  const options = call.request.getOptions();
  if (!options?.getUuidOption() || !(options.hasStream() || options.hasAll())) {
    call.emit('error', invalidArgument('A required option is missing.'));
    return;
  }
  const wish = wishOf(options);
  const refused = refusalOf(context, call.metadata, false);
  if (refused) {
    call.emit('error', refused);
    return;
  }
  const out = openOutlet(call, wish.subscription ? 'subscribe' : 'read', context);
  answer(context, wish, out).catch((error: unknown) => {
    if (error !== GONE) throw error;
  });
};
