/** One node as its handlers see it. */

import type { Metadata, ServiceError } from '@grpc/grpc-js';
import type { Faults } from './faults.js';
import type { Expected, Node, Proposed, TestLog } from './log.js';
import { accessDenied, notLeader } from './statuses.js';

/** An append as it arrived, whatever became of it. */
export type AppendSeen = Readonly<{ stream: string; expected: Expected; ids: readonly string[] }>;

/** Most bytes of one append, and of one event of it. */
export type Sizes = Readonly<{ append: number; event: number }>;

export type NodeContext = Readonly<{
  log: TestLog;
  node: Node;
  faults: Faults;
  appends: AppendSeen[];
  users: Readonly<Record<string, string>> | undefined;
  /** How many of the log's newest records it does not have yet. */
  behind: number;
  version: string;
  sizes: () => Sizes;
  cut: (peer: string) => void;
}>;

/** The bytes of an event as a server counts them. */
export const sizeOfEvent = (event: Proposed): number =>
  event.data.length + event.metadata.length + 2 * event.type.length;

/** Why a node will not serve a call: its user is not known, or it wants the leader and this is none. */
export const refusalOf = (context: NodeContext, metadata: Metadata, writes: boolean): ServiceError | undefined => {
  const { users, node, log } = context;
  const [, credentials = ''] = String(metadata.get('authorization')[0] ?? '').split(' ');
  const [name = '', password = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
  if (users && users[name] !== password) return accessDenied();
  if (node.role === 'leader') return undefined;
  const leader = log.nodes.find((other) => other.role === 'leader' && other.alive);
  const wantsLeader = metadata.get('requires-leader')[0] === 'true';
  if (!wantsLeader && (leader || !writes)) return undefined;
  return notLeader(leader && '127.0.0.1', leader?.port);
};
