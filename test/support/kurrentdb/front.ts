/**
 * The network before the tests' server: a TCP listener that passes bytes on to the gRPC server behind it, so that
 * connections can be cut as a network cuts them, or fall silent, whatever the gRPC server holds of them.
 */

import { createServer, type AddressInfo, type Server, type Socket, connect } from 'node:net';

export type Front = {
  readonly port: number;
  /** How many connections stand. */
  readonly connections: number;
  /** Drop every connection now, with a reset. */
  cutAll(): void;
  /** Drop the connection that the gRPC server knows by this peer, `address:port`. */
  cut(peer: string): void;
  /** Let no byte through, either way, on old connections and new; what was held back passes when it is thawed. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
};

type Pair = { outer: Socket; inner: Socket };

const drop = ({ outer, inner }: Pair): void => {
  outer.resetAndDestroy();
  inner.destroy();
};

const join = ({ outer, inner }: Pair): void => {
  outer.pipe(inner);
  inner.pipe(outer);
};

const part = ({ outer, inner }: Pair): void => {
  outer.unpipe(inner).pause();
  inner.unpipe(outer).pause();
};

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });

/** Listen on a port (0: any that is free) and pass on to another. */
export const openFront = async (port: number, behind: number): Promise<Front> => {
  const pairs = new Set<Pair>();
  let frozen = false;
  const server = createServer((outer) => {
    const pair = { outer, inner: connect(behind, '127.0.0.1') };
    pairs.add(pair);
    for (const socket of [pair.outer, pair.inner]) {
      socket.setNoDelay(true);
      socket.on('error', () => drop(pair));
      socket.on('close', () => {
        pairs.delete(pair);
        drop(pair);
      });
    }
    if (!frozen) join(pair);
  });
  await listen(server, port);
  const cutAll = (): void => pairs.forEach(drop);
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return pairs.size;
    },
    cutAll,
    cut: (peer) => {
      for (const pair of pairs) if (`127.0.0.1:${pair.inner.localPort}` === peer) drop(pair);
    },
    freeze: () => {
      frozen = true;
      pairs.forEach(part);
    },
    thaw: () => {
      frozen = false;
      pairs.forEach(join);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cutAll();
      }),
  };
};
