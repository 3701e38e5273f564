import type { IssueEvent } from '../../events/index.js';
import { plainOf } from '../commands/check.js';
import type { OpenIssue, RewordProposition, WordProposition } from '../commands/issue-commands.js';
import { suggestion } from '../record/question-refusals.js';
import type { Decider } from './decider.js';
import { actorFault } from './references.js';
import { AlreadyOnRecord, DoesNotHold, NothingToChange, refuse } from './refusals.js';
import type { World } from './world.js';

type IssueCommand = OpenIssue | WordProposition | RewordProposition;
type State = Readonly<{ status: 'unknown' }> | Readonly<{ status: 'open'; propositions: readonly string[] }>;
type Open = Extract<State, { status: 'open' }>;

const evolve = (state: State, event: IssueEvent): State => {
  switch (event.type) {
    case 'IssueOpened':
      return { status: 'open', propositions: [] };
    case 'PropositionWorded':
      return state.status === 'unknown'
        ? state
        : { ...state, propositions: [...state.propositions, event.data.propositionId] };
    case 'PropositionReworded':
      return state;
  }
};

const word = (command: WordProposition, state: Open, world: World): readonly IssueEvent[] => {
  if (state.propositions.includes(command.propositionId)) {
    throw new AlreadyOnRecord(`a proposition of ${command.issueId}`, command.propositionId);
  }
  if ((command.kind === 'policy') !== (command.policyOf !== undefined)) {
    const detail =
      command.kind === 'policy' ? 'is required: whose policy is it?' : 'is for policies: a claim is nobody’s policy.';
    throw new DoesNotHold([{ pointer: '/policyOf', detail }]);
  }
  refuse(actorFault(world, command.policyOf, '/policyOf'));
  return [{ type: 'PropositionWorded', data: plainOf(command) }];
};

const reword = (command: RewordProposition, state: Open): readonly IssueEvent[] => {
  if (!state.propositions.includes(command.propositionId)) {
    throw new NothingToChange(`proposition of ${command.issueId}`, command.propositionId);
  }
  return [{ type: 'PropositionReworded', data: plainOf(command) }];
};

const decide = (command: IssueCommand, state: State, world: World): readonly IssueEvent[] => {
  if (command.type === 'OpenIssue') {
    if (state.status === 'open') throw new AlreadyOnRecord('an issue', command.issueId);
    return [{ type: 'IssueOpened', data: plainOf(command) }];
  }
  if (state.status === 'unknown') {
    const near = suggestion(world.nearest('issue', command.issueId), '/v1/issues');
    throw new NothingToChange('issue', command.issueId, near);
  }
  return command.type === 'WordProposition' ? word(command, state, world) : reword(command, state);
};

export const issueDecider: Decider<IssueCommand, State, IssueEvent> = {
  initial: { status: 'unknown' },
  evolve,
  decide,
};
