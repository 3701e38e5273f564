/** ServerFeatures and Gossip: which version and methods a node has, and which nodes there are. */

import type { sendUnaryData } from '@grpc/grpc-js';
import { features, gossip, type FeaturesMessages, type GossipMessages, type SharedMessages } from './definitions.js';
import type { Node } from './log.js';
import { uuidOf } from './messages.js';

const STREAMS = 'event_store.client.streams.streams';
const METHODS: Readonly<Record<string, readonly string[]>> = {
  read: ['position', 'events'],
  append: [],
  batchappend: ['deadline_duration'],
  delete: [],
  tombstone: [],
};
const FOLLOWER = 6;
const LEADER = 8;

type State = Parameters<GossipMessages.MemberInfo['setState']>[0];

/** Without batches, a client appends by Append. */
export const answerFeatures = (
  callback: sendUnaryData<FeaturesMessages.SupportedMethods>,
  version: string,
  batches: boolean,
): void => {
  const answer = new features.SupportedMethods().setEventStoreServerVersion(version);
  for (const [name, list] of Object.entries(METHODS)) {
    if (name === 'batchappend' && !batches) continue;
    const method = new features.SupportedMethod().setServiceName(STREAMS).setMethodName(name);
    answer.addMethods(method.setFeaturesList([...list]));
  }
  callback(null, answer);
};

const memberOf = (node: Node): GossipMessages.MemberInfo =>
  new gossip.MemberInfo()
    .setInstanceId(uuidOf(node.id, false) as SharedMessages.UUID)
    .setTimeStamp(String(Date.now() * 10_000))
    .setState((node.role === 'leader' ? LEADER : FOLLOWER) as State)
    .setIsAlive(node.alive)
    .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(node.port));

export const answerGossip = (callback: sendUnaryData<GossipMessages.ClusterInfo>, nodes: readonly Node[]): void => {
  const answer = new gossip.ClusterInfo();
  for (const node of nodes) answer.addMembers(memberOf(node));
  callback(null, answer);
};
