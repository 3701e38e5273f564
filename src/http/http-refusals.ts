import { Refusal } from '../refusal.js';

/** A method that a path does not have. */
export class MethodNotAllowed extends Error {
  readonly statusCode = 405;
  constructor(
    method: string,
    path: string,
    readonly allowed: readonly string[],
  ) {
    super(`${path} takes no ${method}. It takes ${allowed.join(', ')}.`);
  }
}

/** A path that there is not. */
export class NoSuchRoute extends Error {
  readonly statusCode = 404;
  constructor(path: string) {
    super(`There is nothing at ${path}. See /docs for what there is.`);
  }
}

/** How much of what was sent is told again. */
const MOST_TOLD = 100;

const toldOf = (given: string | undefined): string => {
  if (given === undefined || given.trim() === '') return 'of no stated type';
  return given.length > MOST_TOLD ? `${given.slice(0, MOST_TOLD)}…` : given;
};

/** A body in a form that the route does not take. */
export class UnsupportedMediaType extends Error {
  readonly statusCode = 415;
  constructor(given: string | undefined, taken: string) {
    super(`The body is ${toldOf(given)}: send ${taken}.`);
  }
}

/** A body longer than the route takes. */
export class BodyTooLarge extends Error {
  readonly statusCode = 413;
  constructor(limit: number) {
    super(`The body is longer than the ${limit / 1_048_576} MiB that are taken here.`);
  }
}

/** A body that is nested deeper than anything the record takes. */
export class TooDeep extends Refusal {
  readonly kind = 'malformed';
  readonly type = 'too-deep';
  constructor(most: number) {
    super(`The body is nested deeper than ${most} levels: nothing that can be recorded is.`);
  }
}

/** A request that names another host: a page elsewhere whose name was made to lead here (DNS rebinding). */
export class Misdirected extends Error {
  readonly statusCode = 421;
  constructor(host: string, others: readonly string[] = []) {
    const names = [...others, '127.0.0.1', '[::1]'].join(', ');
    super(
      `This service answers to ${names} and localhost, not to ${host}. Its operator names others in ONRECORD_HOSTS.`,
    );
  }
}

/** The addresses of this computer that no other can reach. */
export const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

/** The address or the port cannot be listened on. */
export class CannotListen extends Refusal {
  readonly kind = 'unreachable';
  readonly type = 'cannot-listen';
  constructor(host: string, port: number, cause: NodeJS.ErrnoException) {
    const why = cause.code === 'EADDRINUSE' ? 'another program listens there' : cause.message;
    super(`Cannot listen on ${host}:${port}: ${why}. Name another port with --port, or 0 for any that is free.`, {
      cause,
    });
  }
}
