import type { AsOf, SaidDate } from '../events/index.js';
import type { Account, EvidencePolicy } from './account.js';

/** Why a coding is under `uncertain`. */
export const whyUncertain = (said: SaidDate, asOf: AsOf | undefined): string => {
  if (asOf !== undefined && 'instant' in asOf) {
    return `Said at some time from ${said.earliest} to ${said.latest}: it counts once that is over, and this question is asked of an instant before.`;
  }
  return `Said at some time from ${said.firstDay} to ${said.lastDay}: it counts from ${said.lastDay}, and this question is asked of a time before that.`;
};

/** Why a coding is under `notCounted`. */
export const whyNotCounted = (of: readonly Account[], policy: EvidencePolicy): string => {
  const accounts = [...new Set(of)].join(' and ');
  return `Known only from a ${accounts} account, which evidence=${policy} leaves out.`;
};
