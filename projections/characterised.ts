import type { PropositionRow } from './codebook.js';
import type { Coded } from './coded.js';
import { namedWithoutSpeaking } from './holders.js';

/** Whom a coding characterises: those it names who did not speak, and whose policy it gives without having spoken. */
export const characterisedBy = (
  { spoke, coding }: Coded,
  proposition: PropositionRow | undefined,
): readonly string[] => {
  const named = namedWithoutSpeaking(spoke, coding);
  const policyOf = proposition?.policyOf;
  const isSpoken =
    policyOf === undefined || spoke.some((holder) => holder.actor === policyOf) || named.includes(policyOf);
  return isSpoken ? named : [...named, policyOf];
};

/** Who characterises: the body spoken for, or the speaker where it spoke for none. */
export const characteriserOf = ({ spoke, version }: Coded): string =>
  spoke.find((holder) => holder.actor !== version.state.speaker)?.actor ?? version.state.speaker;
