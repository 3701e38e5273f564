/** The way out of a read or a subscription: it waits for a slow client, knows when the client has gone, and misbehaves. */

import { setTimeout as wait } from 'node:timers/promises';
import type { ServerWritableStream, ServiceError } from '@grpc/grpc-js';
import type { StreamsMessages } from './definitions.js';
import type { Fault, Method } from './faults.js';
import type { NodeContext } from './node.js';
import { notLeader, tooBusy } from './statuses.js';

export type ReadCall = ServerWritableStream<StreamsMessages.ReadReq, StreamsMessages.ReadResp>;
type Message = StreamsMessages.ReadResp;

export type Outlet = Readonly<{
  /** Send a message, when the client has room for it. Throws `GONE` where the call is over. */
  send: (message: Message) => Promise<void>;
  /** End the call gracefully, after what befalls it. */
  end: () => Promise<void>;
  fail: (error: ServiceError) => void;
  isOver: () => boolean;
  /** Resolves when the call is over. */
  over: Promise<void>;
}>;

/** Thrown out of whatever was sending, when the call is over. */
export const GONE = Symbol('the call is over');

type Line = Pick<Outlet, 'isOver' | 'over'> &
  Readonly<{ write: (message: Message) => Promise<void>; finish: (how: () => void) => void }>;

/** A fault that befell this call, and how many events passed since. */
type Struck = { readonly fault: Fault; passed: number };

/** How many of the last events are kept for sending them again. */
const KEPT = 100;

/** The call itself: it is finished once, by either side, and whoever waits on it then goes on. */
const lineOf = (call: ReadCall): Line => {
  let isOver = false;
  let settle: () => void = () => undefined;
  let release: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (settle = resolve));
  const finish = (how: () => void): void => {
    if (isOver) return;
    isOver = true;
    how();
    settle();
    release();
  };
  const write = async (message: Message): Promise<void> => {
    if (isOver) throw GONE;
    if (call.write(message)) return;
    await new Promise<void>((resolve) => {
      release = resolve;
      call.once('drain', resolve);
    });
  };
  for (const gone of ['cancelled', 'close']) call.on(gone, () => finish(() => undefined));
  return { isOver: () => isOver, over, finish, write };
};

export const openOutlet = (call: ReadCall, method: Method, { faults, cut }: NodeContext): Outlet => {
  const line = lineOf(call);
  const peer = call.getPeer();
  const struck: Struck[] = faults.take(method).map((fault) => ({ fault, passed: 0 }));
  const sent: Message[] = [];
  let isFirst = true;
  const fail = (error: ServiceError): void => line.finish(() => call.emit('error', error));

  const suffer = async ({ fault, passed }: Struck): Promise<void> => {
    const { how } = fault;
    if (line.isOver() || passed < (how.events ?? 0)) return;
    if (how.kind === 'slow' && !fault.stopped && (method === 'subscribe' || isFirst)) await wait(how.ms);
    else if (how.kind === 'silent') await line.over;
    else if (how.kind === 'cut') line.finish(() => cut(peer));
    else if (how.kind === 'end') line.finish(() => call.end());
    else if (how.kind === 'busy') fail(tooBusy());
    else if (how.kind === 'not-leader') fail(notLeader(how.host, how.port));
  };
  const sufferAll = async (): Promise<void> => {
    for (const entry of [...struck]) await suffer(entry);
  };

  /** A fault that comes while the call is under way: what needs no further message to strike does so at once. */
  const strike = (fault: Fault): void => {
    const entry = { fault, passed: 0 };
    struck.push(entry);
    if (!['slow', 'silent', 'duplicate'].includes(fault.how.kind)) void suffer(entry);
  };

  const repeat = async (): Promise<void> => {
    for (const { fault, passed } of struck) {
      const { how } = fault;
      if (how.kind !== 'duplicate' || fault.stopped || passed <= (how.events ?? 0)) continue;
      if (passed % (how.every ?? 2) !== 0) continue;
      for (const again of sent.slice(-(how.back ?? 1))) await line.write(again);
    }
  };

  const send = async (message: Message): Promise<void> => {
    await sufferAll();
    await line.write(message);
    isFirst = false;
    if (!message.hasEvent()) return;
    for (const entry of struck) entry.passed += 1;
    sent.push(message);
    if (sent.length > KEPT) sent.shift();
    await repeat();
  };

  const end = async (): Promise<void> => {
    await sufferAll();
    line.finish(() => call.end());
  };

  if (method === 'subscribe') faults.underWay.set(strike, method);
  void line.over.then(() => faults.underWay.delete(strike));
  return { send, end, fail, isOver: line.isOver, over: line.over };
};
