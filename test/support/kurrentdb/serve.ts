/** The gRPC server of a node: which handler answers which call. */

import { setTimeout as wait } from 'node:timers/promises';
import { Server, ServerCredentials, type UntypedHandleCall } from '@grpc/grpc-js';
import { handleBatchAppend } from './batch-append.js';
import { GossipService, ServerFeaturesService, StreamsService } from './definitions.js';
import type { Method } from './faults.js';
import { answerFeatures, answerGossip } from './information.js';
import type { NodeContext } from './node.js';
import { handleRead } from './read-handler.js';
import { handleAppend, handleDelete, handleTombstone } from './writes.js';

/** Key and certificate, PEM; with `ca`, who comes must show a certificate that this one signed. */
export type Tls = Readonly<{ key: Buffer; cert: Buffer; ca?: Buffer }>;

const MOST_RECEIVED = 17 * 2 ** 20;

type Unary = Parameters<typeof answerFeatures>[0];

/** What every call that ends at once goes through: it may be slow, or never be answered. */
const answering =
  (context: NodeContext, method: Method, answer: (callback: never) => void): UntypedHandleCall =>
  async (call: Readonly<{ getPeer(): string }>, callback: Unary) => {
    for (const { how } of context.faults.take(method)) {
      if (how.kind === 'slow') await wait(how.ms);
      if (how.kind === 'cut') context.cut(call.getPeer());
      if (how.kind === 'silent' || how.kind === 'cut') return;
    }
    answer(callback as never);
  };

/** The gRPC server of a node, not yet bound to a port. */
export const serve = (context: NodeContext, batches: boolean): Server => {
  const server = new Server({ 'grpc.max_receive_message_length': MOST_RECEIVED });
  server.addService(StreamsService, {
    read: handleRead.bind(undefined, context),
    append: handleAppend.bind(undefined, context),
    batchAppend: handleBatchAppend.bind(undefined, context),
    delete: handleDelete.bind(undefined, context),
    tombstone: handleTombstone.bind(undefined, context),
  });
  server.addService(ServerFeaturesService, {
    getSupportedMethods: answering(context, 'features', (callback) =>
      answerFeatures(callback, context.version, batches),
    ),
  });
  server.addService(GossipService, {
    read: answering(context, 'gossip', (callback) => answerGossip(callback, context.log.nodes)),
  });
  return server;
};

/** Bind to any port that is free; gives which. */
export const bind = (server: Server, tls: Tls | undefined): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentialsOf(tls), (error, port) => (error ? reject(error) : resolve(port)));
  });

const credentialsOf = (tls: Tls | undefined): ServerCredentials =>
  tls
    ? ServerCredentials.createSsl(
        tls.ca ?? null,
        [{ private_key: tls.key, cert_chain: tls.cert }],
        tls.ca !== undefined,
      )
    : ServerCredentials.createInsecure();
