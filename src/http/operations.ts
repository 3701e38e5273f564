import { PROOF_READS } from './proof-operations.js';
import { READS } from './read-operations.js';
import { WRITES } from './write-operations.js';
import type { Operation } from './operation.js';

/** Everything that can be asked of the service or sent to it. Routes and the API's description are made from this. */
export const OPERATIONS = { ...READS, ...PROOF_READS, ...WRITES };

export type OperationId = keyof typeof OPERATIONS;

export const operationOf = (id: OperationId): Operation => OPERATIONS[id];

/** The operations as a list, each with its id. */
export const allOperations = (): readonly (readonly [OperationId, Operation])[] =>
  Object.entries(OPERATIONS) as [OperationId, Operation][];

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);

const METHODS_BY_PATH = allOperations().map(([, { method, path }]) => ({ pattern: patternOf(path), method }));

/** The methods that a path takes; none where nothing is there. */
export const methodsAt = (path: string): readonly string[] => {
  const methods = METHODS_BY_PATH.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method.toUpperCase());
  return methods.includes('GET') ? [...new Set([...methods, 'HEAD'])] : methods;
};
