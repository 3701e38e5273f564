/**
 * The service definitions and messages that ship in the client package. They are CommonJS and come with a protobuf
 * runtime of their own, so they are required from where the client is.
 */

import { createRequire } from 'node:module';
import type * as AnyTypes from 'google-protobuf/google/protobuf/any_pb.js';
import type * as EmptyTypes from 'google-protobuf/google/protobuf/empty_pb.js';
import type * as FeaturesServices from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type * as FeaturesMessages from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type * as GossipServices from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type * as GossipMessages from '@eventstore/db-client/generated/gossip_pb.js';
import type * as SharedMessages from '@eventstore/db-client/generated/shared_pb.js';
import type * as StatusMessages from '@eventstore/db-client/generated/status_pb.js';
import type * as StreamsServices from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type * as StreamsMessages from '@eventstore/db-client/generated/streams_pb.js';

const here = createRequire(import.meta.url);
const client = createRequire(here.resolve('@eventstore/db-client'));
const generated = (name: string): unknown => here(`@eventstore/db-client/generated/${name}.js`);

export const streams = generated('streams_pb') as typeof StreamsMessages;
export const shared = generated('shared_pb') as typeof SharedMessages;
export const status = generated('status_pb') as typeof StatusMessages;
export const features = generated('serverfeatures_pb') as typeof FeaturesMessages;
export const gossip = generated('gossip_pb') as typeof GossipMessages;
export const { StreamsService, StreamsClient } = generated('streams_grpc_pb') as typeof StreamsServices;
export const { ServerFeaturesService } = generated('serverfeatures_grpc_pb') as typeof FeaturesServices;
export const { GossipService } = generated('gossip_grpc_pb') as typeof GossipServices;
export const { Any } = client('google-protobuf/google/protobuf/any_pb.js') as typeof AnyTypes;
export const { Empty: GoogleEmpty } = client('google-protobuf/google/protobuf/empty_pb.js') as typeof EmptyTypes;

export type {
  FeaturesMessages,
  GossipMessages,
  SharedMessages,
  StatusMessages,
  StreamsMessages,
  StreamsServices,
  FeaturesServices,
  GossipServices,
};
