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

/** The service answered with a problem. `fields` are the fields at fault, by JSON pointer; `retryAfter` is in seconds. */
export class Refused extends Error {
  readonly kind = 'refused';
  constructor(
    readonly problem: ProblemBody,
    readonly retryAfter = 0,
  ) {
    super(problem.detail);
  }
  /** Whether a key is needed, or another one. */
  get isForKey(): boolean {
    return this.problem.status === 401 || this.problem.type.endsWith(':scope-missing');
  }
  /** Whether a comparison was asked for from the later to the earlier. */
  get isBackwards(): boolean {
    return this.problem.type.endsWith(':backwards-comparison');
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
  const { status, statusText } = response;
  const retryAfter = Number(response.headers.get('retry-after') ?? 0) || 0;
  const unknown = { type: 'about:blank', title: statusText, detail: `The service answered ${status}.` };
  return new Refused({ ...(isBody(body) ? body : unknown), status }, retryAfter);
};
