import type { EventOf, SourceEvent } from '../../events/index.js';
import { plainOf } from '../commands/check.js';
import type { CaptureSource, DescribeSource, ReleaseSource, WithholdSource } from '../commands/source-commands.js';
import { suggestion } from '../record/question-refusals.js';
import type { Decider } from './decider.js';
import { actorFault } from './references.js';
import { AlreadyOnRecord, NothingToChange, refuse, SourceIsWithheld } from './refusals.js';
import type { World } from './world.js';

type Withheld = EventOf<'SourceWithheld'>['data'];
type State = Readonly<{ described: boolean; sha256?: string; withheld?: Withheld }>;
type Later = CaptureSource | WithholdSource | ReleaseSource;

const evolve = (state: State, event: SourceEvent): State => {
  switch (event.type) {
    case 'SourceDescribed':
      return { described: true };
    case 'SourceCaptured':
      return { ...state, sha256: event.data.sha256 };
    case 'SourceWithheld':
      return { ...state, withheld: event.data };
    case 'SourceReleased': {
      const { described, sha256 } = state;
      return { described, ...(sha256 === undefined ? {} : { sha256 }) };
    }
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

/** No text of a withheld source is taken: what was hidden, or erased, would be there again. */
const capture = (command: CaptureSource, state: State): readonly SourceEvent[] => {
  if (state.withheld !== undefined) throw new SourceIsWithheld(command.sourceId);
  if (state.sha256 === command.sha256) return [];
  return [{ type: 'SourceCaptured', data: plainOf(command) }];
};

const isSame = (one: Withheld, other: Withheld): boolean =>
  one.scope === other.scope &&
  one.reason === other.reason &&
  one.by === other.by &&
  one.authority === other.authority &&
  (one.erased ?? false) === (other.erased ?? false);

/** A source can be withheld anew: more of it, less of it, or for another reason. */
const withhold = (command: WithholdSource, state: State, world: World): readonly SourceEvent[] => {
  const [other] = command.erased === true ? world.sharesText(command.sourceId) : [];
  if (other !== undefined) {
    const detail = `would erase the text of source ${other} too, which is the very same: withhold that one first.`;
    refuse([{ pointer: '/erased', detail }]);
  }
  const data = plainOf<Withheld>(command);
  return state.withheld !== undefined && isSame(state.withheld, data) ? [] : [{ type: 'SourceWithheld', data }];
};

/** A source that is not withheld is shown already. */
const release = (command: ReleaseSource, state: State): readonly SourceEvent[] =>
  state.withheld === undefined ? [] : [{ type: 'SourceReleased', data: plainOf(command) }];

const later = (command: Later, state: State, world: World): readonly SourceEvent[] => {
  switch (command.type) {
    case 'CaptureSource':
      return capture(command, state);
    case 'WithholdSource':
      return withhold(command, state, world);
    case 'ReleaseSource':
      return release(command, state);
  }
};

const decide = (command: DescribeSource | Later, state: State, world: World): readonly SourceEvent[] => {
  if (command.type === 'DescribeSource') return describe(command, state, world);
  if (state.described) return later(command, state, world);
  const near = suggestion(world.nearest('source', command.sourceId), '/v1/sources');
  throw new NothingToChange('source', command.sourceId, near);
};

export const sourceDecider: Decider<DescribeSource | Later, State, SourceEvent> = {
  initial: { described: false },
  evolve,
  decide,
};
