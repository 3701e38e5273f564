import { Controller, Inject, UseGuards } from '@nestjs/common';
import type { Machine } from '../record/machine.js';
import { KnownParameters } from './known-parameters.guard.js';
import { Serves } from './serves.js';
import { MACHINE } from './tokens.js';

/** Whether the store can be read, and how far: `lag` is how many events were not read yet. */
export type Ready = Readonly<{ status: 'ready'; store: string; head: number; position: number; lag: number }>;

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
    await runner.caughtUp();
    const head = await store.head();
    const { position } = runner;
    return { status: 'ready', store: store.describe(), head, position, lag: Math.max(0, head - position) };
  }
}
