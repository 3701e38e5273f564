/** Machines, services and commands on a cluster, each with a replica of its own. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Machine, openMachine } from '../../src/record/machine.js';
import { type Reader, openReader } from '../../src/record/reader.js';
import type { Run } from './command-line.js';
import { compiled } from './compiled.js';

const REPLICA = 'ONRECORD_REPLICA';

/** What is opened while the replica's setting is this. */
const withReplica = async <Opened>(replica: string, open: () => Promise<Opened>): Promise<Opened> => {
  const before = process.env[REPLICA];
  process.env[REPLICA] = replica;
  try {
    return await open();
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, REPLICA);
    else process.env[REPLICA] = before;
  }
};

/** A machine in this process, with a replica of its own. */
export const machineOn = (url: string, replica = ':memory:', now?: () => string): Promise<Machine> =>
  withReplica(replica, () => openMachine(url, now));

export const readerOn = (url: string, replica = ':memory:'): Promise<Reader> =>
  withReplica(replica, () => openReader(url));

const program = (): string => join(compiled(), 'bin/onrecord.js');

/** The environment of a process on a cluster: the URL is no argument, since everybody can read those. */
const environment = (url: string, replica: string): NodeJS.ProcessEnv => ({
  ...process.env,
  ONRECORD_STORE: url,
  [REPLICA]: replica,
});

/** Run the command line as a process of its own, while this one goes on serving it. */
export const onrecordOn = (url: string, replica: string, args: readonly string[], input?: string): Promise<Run> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [program(), ...args], { env: environment(url, replica) });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.once('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input ?? '');
  });

/** A service as a process of its own. */
export type ServiceOn = Readonly<{ url: string; stop: (signal?: NodeJS.Signals) => Promise<number | null> }>;

/** Start a service on a free port, and wait until it says where it listens. */
export const serveOn = async (url: string, replica: string): Promise<ServiceOn> => {
  const child = spawn(process.execPath, [program(), 'serve', '--port', '0'], {
    env: environment(url, replica),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  let told = '';
  const listens = await new Promise<string>((found, failed) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(told);
      if (match !== null) found(match[0]);
    });
    void ended.then((code) => failed(new Error(`exited with ${code}: ${told}`)));
  });
  return {
    url: listens,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
};
