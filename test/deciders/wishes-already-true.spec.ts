import { actorDecider } from '../../src/deciders/actor-decider.js';
import { commandFrom } from '../../src/commands/check.js';
import type { NameActor } from '../../src/commands/actor-commands.js';
import type { World } from '../../src/deciders/world.js';

const name = { language: 'en', text: 'The Reds' };
const command = commandFrom('NameActor', { actorId: 'reds', name }, { commandId: 'one', recordedBy: 'a-clerk' });
const state = actorDecider.evolve(actorDecider.initial, {
  type: 'ActorRegistered',
  data: { actorId: 'reds', kind: 'party', names: [name] },
});

describe('a wish that is true already', () => {
  it('to give an actor a name it has is no event', () => {
    expect(actorDecider.decide(command as NameActor, state, {} as World)).toEqual([]);
  });
});
