/** What the service measures of itself, as Prometheus reads it. Each name is told of in docs/operations.md. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Machine } from '../record/machine.js';
import type { Appended } from '../record/timed.js';
import { problemIn } from './logging.js';
import { STREAM_TYPE } from './operation.js';

/** Seconds. */
const APPEND_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
const REQUEST_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

type Streaming = Readonly<{ count: number }>;

const classOf = (status: number): string => `${Math.floor(status / 100)}xx`;

const isStream = (reply: FastifyReply): boolean =>
  String(reply.raw.getHeader('content-type') ?? '').startsWith(STREAM_TYPE);

let processRegistry: Registry | undefined;

/** What Node tells of this process. It is measured once, however many services it has: what measures it never ends. */
const ofProcess = (): Registry => {
  if (processRegistry === undefined) collectDefaultMetrics({ register: (processRegistry = new Registry()) });
  return processRegistry;
};

/** The metrics of one service, in a registry of their own. */
export class Metrics {
  private readonly own = new Registry();
  private readonly registers = [this.own];

  /** What Prometheus reads: the service’s metrics, then the process’s. */
  readonly registry: Pick<Registry, 'contentType' | 'metrics'> = {
    contentType: this.own.contentType,
    metrics: async () => `${await this.own.metrics()}\n${await ofProcess().metrics()}`,
  };

  private readonly appends = new Histogram({
    name: 'onrecord_append_seconds',
    help: 'How long an append took until it was durable, by what became of it.',
    labelNames: ['outcome'],
    buckets: APPEND_BUCKETS,
    registers: this.registers,
  });

  private readonly requests = new Histogram({
    name: 'onrecord_request_seconds',
    help: 'How long a request took until it was answered, streams left out.',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_BUCKETS,
    registers: this.registers,
  });

  private readonly refusals = new Counter({
    name: 'onrecord_refused_requests_total',
    help: 'Requests answered with a problem, by its type.',
    labelNames: ['type'],
    registers: this.registers,
  });

  constructor() {
    ofProcess();
  }

  /** Count a request that was answered. */
  answered(request: FastifyRequest, reply: FastifyReply): void {
    const problem = problemIn(request);
    if (problem !== undefined) this.refused(problem);
    if (isStream(reply)) return;
    const { url: route = 'none' } = request.routeOptions;
    const { method } = request;
    this.requests.observe({ method, route, status: classOf(reply.raw.statusCode) }, reply.elapsedTime / 1_000);
  }

  /** Count what was refused before it was a request, too. */
  refused(type: string): void {
    this.refusals.inc({ type });
  }

  /** Measure a machine and its streams, until the function that it gives is called. */
  watch(machine: Machine, streams: Streaming): () => void {
    this.positions(machine);
    new Gauge({
      name: 'onrecord_sse_clients',
      help: 'Streams of server-sent events that are open.',
      registers: this.registers,
      collect() {
        this.set(streams.count);
      },
    });
    return this.timeAppends(machine);
  }

  private positions({ store, runner }: Machine): void {
    const { registers } = this;
    const measured = (name: string, help: string, value: () => Promise<number | undefined>): Gauge =>
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          this.reset();
          const found = await value().catch(() => undefined);
          if (found === undefined) this.remove();
          else this.set(found);
        },
      });
    measured('onrecord_log_position', 'The position of the last event of the log.', () => store.head());
    measured(
      'onrecord_projection_position',
      'The log position up to which the log was read.',
      async () => runner.position,
    );
    measured('onrecord_projection_lag_events', 'Events of the log that were not read yet.', async () => {
      const head = await store.head();
      return Math.max(0, head - runner.position);
    });
  }

  private timeAppends({ appends }: Machine): () => void {
    const listener = ({ seconds, outcome }: Appended): void => this.appends.observe({ outcome }, seconds);
    appends.add(listener);
    return () => void appends.delete(listener);
  }
}
