/** Who a request was let in as. */

import type { FastifyRequest } from 'fastify';
import type { Scope } from '../../record/keys.js';
import { NotYourName } from './refusals.js';

/** Somebody with a key or a token. `name` is what events carry as `recordedby`; `id` what logs carry. */
export type Principal = Readonly<{
  id: string;
  name: string;
  scopes: readonly Scope[];
  /** Whether it still holds: a stream outlasts the check at its door. */
  isLive: () => boolean;
}>;

/** Whether somebody may do what needs a scope; `admin` may do everything. */
export const may = ({ scopes }: Principal, scope: Scope): boolean => scopes.includes(scope) || scopes.includes('admin');

type Raw = FastifyRequest['raw'];
const admitted = new WeakMap<Raw, Principal>();

/** Note who a request was let in as. */
export const admit = (request: FastifyRequest, principal: Principal): void => void admitted.set(request.raw, principal);

/** Who a request was let in as; nobody where no key was asked for. */
export const principalOf = (request: FastifyRequest): Principal | undefined => admitted.get(request.raw);

/**
 * Who records: whoever was let in, under no other name; without access, whoever the request says.
 *
 * @throws NotYourName
 */
export const recordedByIn = (request: FastifyRequest, said: string | undefined): string | undefined => {
  const name = principalOf(request)?.name;
  if (name !== undefined && said !== undefined && said !== name) throw new NotYourName(name, said);
  return name ?? said;
};
