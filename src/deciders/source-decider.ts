import type { SourceEvent } from '../../events/index.js';
import { plainOf } from '../commands/check.js';
import type { CaptureSource, DescribeSource } from '../commands/source-commands.js';
import { suggestion } from '../record/question-refusals.js';
import type { Decider } from './decider.js';
import { actorFault } from './references.js';
import { AlreadyOnRecord, NothingToChange, refuse } from './refusals.js';
import type { World } from './world.js';

type State = Readonly<{ described: boolean; sha256?: string }>;

const evolve = (state: State, event: SourceEvent): State => {
  switch (event.type) {
    case 'SourceDescribed':
      return { described: true };
    case 'SourceCaptured':
      return { ...state, sha256: event.data.sha256 };
  }
};

const describe = (command: DescribeSource, state: State, world: World): readonly SourceEvent[] => {
  if (state.described) throw new AlreadyOnRecord('a source', command.sourceId);
  const needsActor = command.kind === 'official' && command.officialOf === undefined;
  refuse([
    ...actorFault(world, command.officialOf, '/officialOf'),
    ...(needsActor ? [{ pointer: '/officialOf', detail: 'is required: whose official document is it?' }] : []),
  ]);
  return [{ type: 'SourceDescribed', data: plainOf(command) }];
};

const capture = (command: CaptureSource, state: State, world: World): readonly SourceEvent[] => {
  if (!state.described) {
    const near = suggestion(world.nearest('source', command.sourceId), '/v1/sources');
    throw new NothingToChange('source', command.sourceId, near);
  }
  if (state.sha256 === command.sha256) return [];
  return [{ type: 'SourceCaptured', data: plainOf(command) }];
};

export const sourceDecider: Decider<DescribeSource | CaptureSource, State, SourceEvent> = {
  initial: { described: false },
  evolve,
  decide: (command, state, world) =>
    command.type === 'DescribeSource' ? describe(command, state, world) : capture(command, state, world),
};
