/**
 * A server that speaks KurrentDB's gRPC protocol to the official client, over real sockets, with its log in memory. It
 * is a tool of the tests: it keeps nothing, guards nothing, models only what On Record relies on, and misbehaves when it
 * is told to. It is not a store to use.
 */

import type { Server } from '@grpc/grpc-js';
import { createFaults, type Misbehaviour } from './faults.js';
import { type Front, openFront } from './front.js';
import * as logs from './log.js';
import type { AppendSeen, NodeContext, Sizes } from './node.js';
import { bind, serve, type Tls } from './serve.js';

export type { Method, Misbehaviour } from './faults.js';
export type { TestLog } from './log.js';
export type { AppendSeen } from './node.js';

export type TestServerOptions = Readonly<{
  /** The log of another server: the two are nodes of one cluster, the first the leader, the others its followers. */
  log?: logs.TestLog;
  /** The default is any port that is free. */
  port?: number;
  /** The default is 24.10.0. */
  version?: string;
  /** Milliseconds since 1970. */
  clock?: () => number;
  /** False: the server does not say that it has BatchAppend, so the client appends by Append. */
  batches?: boolean;
  /** True: the events of one append share a commit position and differ by prepare position. */
  transactions?: boolean;
  /** The default is what the version has: 1 MiB an append before 25.1, then 16 MiB an event. */
  sizes?: Sizes;
  /** Serve TLS. */
  tls?: Tls;
  /** Names and passwords; without them anybody may do anything. The client sends none without TLS. */
  users?: Readonly<Record<string, string>>;
}>;

export type TestServer = {
  readonly port: number;
  readonly url: string;
  readonly log: logs.TestLog;
  /** Which it says it is; read anew by each connection of a client. */
  version: string;
  /** The log's clock, milliseconds since 1970: it may run backwards. */
  clock: () => number;
  role: 'leader' | 'follower';
  /** How many of the log's newest events this node does not have yet. */
  behind: number;
  /** Events in the log but those of streams whose names begin with `$`. */
  readonly appended: number;
  /** Connections that stand. */
  readonly connections: number;
  /** Each append that arrived, in order, whatever became of it. */
  readonly appends: readonly AppendSeen[];
  /** Begin to misbehave; gives how to stop it. */
  misbehave(how: Misbehaviour): () => void;
  /** Drop every connection now, with a reset, and go on listening. */
  cutAll(): void;
  /** Let no byte through any more, on old connections and new; gives how to end it. */
  freeze(): () => void;
  /** Go away: every connection is dropped and the port is closed. */
  stop(): Promise<void>;
  /** Come back with the same log on the same port. */
  start(): Promise<void>;
  softDelete(stream: string): void;
  tombstone(stream: string): void;
  /** Hide a stream's events below a revision. */
  truncate(stream: string, before: number): void;
  /** Remove what is hidden from the log, `$all` too. */
  scavenge(): void;
  /** Forget which ids were written, so that an append that expects any revision is no repeat. */
  forgetIds(): void;
  /** Go back to the log before its newest records, as a restored backup does; connections are dropped. */
  rollBack(count: number): void;
  /** Append events of another application, to streams outside On Record's. */
  foreign(count: number): void;
};

const MEBIBYTE = 2 ** 20;
const FOREIGN_STREAMS = 7;

const sizesOf = (version: string): Sizes => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 25 || (major === 25 && minor >= 1)
    ? { append: 256 * MEBIBYTE, event: 16 * MEBIBYTE }
    : { append: MEBIBYTE, event: Infinity };
};

const FOREIGN_BYTES = Buffer.from('{"of":"another application"}', 'utf8');

const appendForeign = (log: logs.TestLog, count: number): void => {
  for (let index = 0; index < count; index += 1) {
    const event = { id: crypto.randomUUID(), type: 'OrderPlaced', json: true, data: FOREIGN_BYTES };
    const stream = `order-${log.sequence % FOREIGN_STREAMS}`;
    logs.append(log, stream, 'any', [{ ...event, metadata: Buffer.from('{}') }]);
  }
};

/** What there is of a server while it runs, and what can be set on it. */
type Machine = { front?: Front | undefined; grpc?: Server | undefined; version: string; behind: number };

const contextOf = (machine: Machine, log: logs.TestLog, node: logs.Node, options: TestServerOptions): NodeContext => ({
  log,
  node,
  faults: createFaults(),
  appends: [],
  users: options.users,
  get behind() {
    return machine.behind;
  },
  get version() {
    return machine.version;
  },
  sizes: () => options.sizes ?? sizesOf(machine.version),
  cut: (peer) => machine.front?.cut(peer),
});

type Network = Pick<TestServer, 'start' | 'stop' | 'cutAll' | 'freeze'>;

const networkOf = (machine: Machine, context: NodeContext, options: TestServerOptions): Network => ({
  start: async () => {
    if (machine.grpc) return;
    machine.grpc = serve(context, options.batches ?? true);
    machine.front = await openFront(context.node.port, await bind(machine.grpc, options.tls));
    context.node.port = machine.front.port;
    context.node.alive = true;
  },
  stop: async () => {
    const { front, grpc } = machine;
    context.node.alive = false;
    machine.front = machine.grpc = undefined;
    await front?.close();
    grpc?.forceShutdown();
  },
  cutAll: () => machine.front?.cutAll(),
  freeze: () => {
    machine.front?.freeze();
    return () => machine.front?.thaw();
  },
});

type LogControls = Pick<
  TestServer,
  'log' | 'clock' | 'appended' | 'softDelete' | 'tombstone' | 'truncate' | 'scavenge' | 'forgetIds' | 'foreign'
>;

const logControlsOf = (log: logs.TestLog): LogControls => ({
  log,
  get clock() {
    return log.clock;
  },
  set clock(next) {
    log.clock = next;
  },
  get appended() {
    return log.records.filter((record) => !record.stream.startsWith('$')).length;
  },
  softDelete: (stream) => void logs.softDelete(log, stream),
  tombstone: (stream) => void logs.tombstone(log, stream),
  truncate: (stream, before) => logs.truncate(log, stream, before),
  scavenge: () => logs.scavenge(log),
  forgetIds: () => log.remembered.clear(),
  foreign: (count) => appendForeign(log, count),
});

type NodeControls = Omit<TestServer, keyof Network | keyof LogControls | 'rollBack'>;

const nodeControlsOf = (machine: Machine, context: NodeContext, scheme: 'http' | 'tls'): NodeControls => ({
  get port() {
    return context.node.port;
  },
  get url() {
    return `kurrentdb://${scheme === 'tls' ? 'localhost' : '127.0.0.1'}:${context.node.port}?tls=${scheme === 'tls'}`;
  },
  get version() {
    return machine.version;
  },
  set version(next) {
    machine.version = next;
  },
  get role() {
    return context.node.role;
  },
  set role(next) {
    context.node.role = next;
  },
  get behind() {
    return machine.behind;
  },
  set behind(next) {
    machine.behind = next;
    logs.ring(context.log);
  },
  get connections() {
    return machine.front?.connections ?? 0;
  },
  appends: context.appends,
  misbehave: context.faults.misbehave,
});

/** One object with all that several have, what is read or set of them included. */
const together = <A extends object, B extends object, C extends object>(a: A, b: B, c: C): A & B & C =>
  Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(a),
      ...Object.getOwnPropertyDescriptors(b),
      ...Object.getOwnPropertyDescriptors(c),
    },
  ) as A & B & C;

/** Start a server; whoever starts it stops it. */
export const startTestServer = async (options: TestServerOptions = {}): Promise<TestServer> => {
  const log = options.log ?? logs.createLog(options);
  const role = log.nodes.length > 0 ? 'follower' : 'leader';
  const node: logs.Node = { port: options.port ?? 0, role, alive: false, id: crypto.randomUUID() };
  const machine: Machine = { version: options.version ?? '24.10.0', behind: 0 };
  const context = contextOf(machine, log, node, options);
  const network = networkOf(machine, context, options);
  log.nodes.push(node);
  await network.start();
  const rollBack = (count: number): void => {
    logs.rollBack(log, count);
    network.cutAll();
  };
  const controls = nodeControlsOf(machine, context, options.tls ? 'tls' : 'http');
  return together(controls, logControlsOf(log), { ...network, rollBack });
};
