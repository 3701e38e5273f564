import { Controller, Inject, UseGuards } from '@nestjs/common';
import type { Machine } from '../record/machine.js';
import type { Standing } from '../store/event-store.js';
import { StoreUnreachable } from '../store/refusals.js';
import { KnownParameters } from './known-parameters.guard.js';
import { Serves } from './serves.js';
import { MACHINE } from './tokens.js';

/**
 * How the store stands: its engine and version, the head of the log, how far it was read (`lag`: how many events were
 * not), and when the head was last asked for.
 */
export type Ready = Readonly<{
  status: 'ready';
  engine: string;
  version: string;
  store: string;
  head: number;
  position: number;
  lag: number;
  asOf: string;
}>;

const unready = ({ problem = 'The store cannot be reached.', asOf }: Standing, position: number): StoreUnreachable =>
  new StoreUnreachable(`${problem} Questions are answered from log position ${position}, as of ${asOf}.`);

/** For whoever keeps the service running. */
@Controller()
@UseGuards(KnownParameters)
export class HealthController {
  constructor(@Inject(MACHINE) private readonly machine: Machine) {}

  @Serves('alive')
  alive(): Readonly<{ status: 'alive' }> {
    return { status: 'alive' };
  }

  @Serves('ready')
  async ready(): Promise<Ready> {
    const { store, runner } = this.machine;
    const standing = await store.standing();
    if (!standing.reachable) throw unready(standing, runner.position);
    await runner.caughtUp();
    const { position } = runner;
    const { engine, version, asOf } = standing;
    const head = Math.max(standing.position, position);
    return { status: 'ready', engine, version, store: store.describe(), head, position, lag: head - position, asOf };
  }
}
