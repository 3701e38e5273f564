/** What can go wrong with a question, told apart: the service refused it, or the service was out of reach. */

export type FieldError = Readonly<{ pointer: string; detail: string }>;

/** RFC 9457, as the service sends it. */
export type ProblemBody = Readonly<{
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: readonly FieldError[];
  nearest?: readonly Readonly<{ id: string; name: string }>[];
}>;

/** The service answered with a problem. `fields` are the fields at fault, by JSON pointer. */
export class Refused extends Error {
  readonly kind = 'refused';
  constructor(readonly problem: ProblemBody) {
    super(problem.detail);
  }
  get fields(): readonly FieldError[] {
    return this.problem.errors ?? [];
  }
}

/** Nothing answered. */
export class Unreachable extends Error {
  readonly kind = 'unreachable';
  constructor(path: string) {
    super(`Nothing answered at ${path}.`);
  }
}

export type Failure = Refused | Unreachable;

const isBody = (value: unknown): value is ProblemBody =>
  typeof value === 'object' && value !== null && 'detail' in value && 'title' in value;

/** The refusal that a response holds, whatever its body turns out to be. */
export const refusalOf = async (response: Response): Promise<Refused> => {
  const body: unknown = await response.json().catch(() => undefined);
  if (isBody(body)) return new Refused(body);
  const { status, statusText } = response;
  return new Refused({ type: 'about:blank', title: statusText, status, detail: `The service answered ${status}.` });
};
