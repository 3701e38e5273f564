/** How the tests' server misbehaves: what is asked for, which calls it befalls, and for how many. */

/** Kinds of call. `append` is Append and BatchAppend, `delete` is Delete and Tombstone, `subscribe` is a Read that stays. */
export type Method = 'features' | 'gossip' | 'read' | 'subscribe' | 'append' | 'delete';

type Common = Readonly<{
  /** Which calls it befalls; each kind has those where it makes sense as its default. */
  methods?: readonly Method[];
  /** How many calls it befalls; then it ends by itself. The default is every one until it is stopped. */
  times?: number;
  /** Reads and subscriptions: how many events pass first. The default is 0. */
  events?: number;
  /** Writes: whether it strikes before the write takes effect or after. The default is before. */
  when?: 'before' | 'after';
}>;

export type Misbehaviour =
  /** The call is accepted and not answered, or not any more. By default every kind of call. */
  | (Common & Readonly<{ kind: 'silent' }>)
  /** Writes wait so long; reads before their first message; subscriptions before each message. By default every kind. */
  | (Common & Readonly<{ kind: 'slow'; ms: number }>)
  /** The connection of the call is reset. By default appends. */
  | (Common & Readonly<{ kind: 'cut' }>)
  /** The call's stream ends gracefully with no error and no answer. By default subscriptions, those under way too. */
  | (Common & Readonly<{ kind: 'end' }>)
  /** Refused: another node leads, or, with no host and port, none does now. By default appends. */
  | (Common & Readonly<{ kind: 'not-leader'; host?: string; port?: number }>)
  /** Refused: too much to do. By default appends. */
  | (Common & Readonly<{ kind: 'busy' }>)
  /** The server itself says that the write took too long; with `when: 'after'` it went in all the same. */
  | (Common & Readonly<{ kind: 'timeout' }>)
  /** Each `every`th event (default 2) is followed by the last `back` events (default 1) once more. Subscriptions. */
  | (Common & Readonly<{ kind: 'duplicate'; every?: number; back?: number }>);

/** A misbehaviour in force. */
export type Fault = Readonly<{ how: Misbehaviour }> & { left: number; stopped: boolean };

export type Faults = Readonly<{
  misbehave: (how: Misbehaviour) => () => void;
  /** The faults that befall a call that begins now; each is counted. */
  take: (method: Method) => readonly Fault[];
  /** Calls under way that a new fault befalls too, each with its method. */
  underWay: Map<(fault: Fault) => void, Method>;
}>;

const EVERY: readonly Method[] = ['features', 'gossip', 'read', 'subscribe', 'append', 'delete'];
const DEFAULT_METHODS: Readonly<Record<Misbehaviour['kind'], readonly Method[]>> = {
  silent: EVERY,
  slow: EVERY,
  cut: ['append'],
  end: ['subscribe'],
  'not-leader': ['append'],
  busy: ['append'],
  timeout: ['append'],
  duplicate: ['subscribe'],
};

const befalls = (fault: Fault, method: Method): boolean =>
  !fault.stopped && fault.left > 0 && (fault.how.methods ?? DEFAULT_METHODS[fault.how.kind]).includes(method);

export const createFaults = (): Faults => {
  const inForce = new Set<Fault>();
  const underWay: Faults['underWay'] = new Map();
  const count = (fault: Fault): Fault => {
    fault.left -= 1;
    if (fault.left <= 0) inForce.delete(fault);
    return fault;
  };
  return {
    misbehave: (how) => {
      const fault: Fault = { how, left: how.times ?? Infinity, stopped: false };
      inForce.add(fault);
      for (const [strike, method] of [...underWay]) if (befalls(fault, method)) strike(count(fault));
      return () => {
        fault.stopped = true;
        inForce.delete(fault);
      };
    },
    take: (method) => [...inForce].filter((fault) => befalls(fault, method)).map(count),
    underWay,
  };
};
