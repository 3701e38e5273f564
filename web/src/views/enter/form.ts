/** What is typed into a form: kept through reloads and failures, and what is at fault in it, by field. */

import { type Signal, signal } from '@preact/signals';
import { type Failure, Refused, Unreachable } from '../../api/problem.js';
import { keepText, keptText } from '../../api/tab.js';

export type Values = Readonly<Record<string, string>>;

/** What is wrong with a field, in the service's words; without a field, with all of it. */
export type Fault = Readonly<{ field: string; detail: string }>;

export type Form = Readonly<{
  name: string;
  values: Signal<Values>;
  faults: Signal<readonly Fault[]>;
  /** What came in the way of asking at all: nothing answered, or a key is needed. */
  trouble: Signal<Failure | undefined>;
  /** Counts the times that the summary of faults wants the keyboard. */
  raised: Signal<number>;
  /** What each field is called, as it stands on the page. */
  labels: Map<string, string>;
  get: (field: string) => string;
  set: (change: Values) => void;
  reset: (fields: (field: string) => boolean) => void;
  faultAt: (field: string) => string | undefined;
  raise: (faults: readonly Fault[], trouble?: Failure) => void;
}>;

/** Who reads and records is the same on every form of a sitting. */
const SHARED = 'by';
const isShared = (field: string): boolean => field.startsWith(`${SHARED}.`);

const stored = (name: string): Values => {
  try {
    return JSON.parse(keptText(name) ?? '{}') as Values;
  } catch {
    return {};
  }
};

const store = (name: string, values: Values): void => keepText(name, JSON.stringify(values));

const split = (values: Values): readonly [own: Values, shared: Values] => {
  const entries = Object.entries(values);
  return [
    Object.fromEntries(entries.filter(([field]) => !isShared(field))),
    Object.fromEntries(entries.filter(([field]) => isShared(field))),
  ];
};

const keep = (name: string, values: Values): void => {
  const [own, shared] = split(values);
  store(name, own);
  store(SHARED, { ...stored(SHARED), ...shared });
};

/** One field can stand in several places of a command: what is said of it twice is shown once. */
const distinct = (faults: readonly Fault[]): readonly Fault[] =>
  faults.filter(
    ({ field, detail }, at) => faults.findIndex((one) => one.field === field && one.detail === detail) === at,
  );

const makeForm = (name: string, defaults: Values): Form => {
  const values = signal<Values>({ ...defaults, ...stored(SHARED), ...stored(name) });
  const faults = signal<readonly Fault[]>([]);
  const trouble = signal<Failure | undefined>(undefined);
  const raised = signal(0);
  const put = (next: Values): void => {
    values.value = next;
    keep(name, next);
  };
  return {
    name,
    values,
    faults,
    trouble,
    raised,
    labels: new Map(),
    get: (field) => values.value[field] ?? '',
    set: (change) => put({ ...values.peek(), ...change }),
    reset: (fields) => {
      const left = Object.entries(values.peek()).filter(([field]) => !fields(field));
      put({ ...defaults, ...Object.fromEntries(left) });
    },
    faultAt: (field) => faults.value.find((fault) => fault.field === field)?.detail,
    raise: (found, failed) => {
      faults.value = distinct(found);
      trouble.value = failed;
      if (found.length > 0 || failed !== undefined) raised.value += 1;
    },
  };
};

const forms = new Map<string, Form>();

/** The form of a name, as it was left. */
export const formOf = (name: string, defaults: Values): Form => {
  const form = forms.get(name) ?? makeForm(name, defaults);
  forms.set(name, form);
  return form;
};

/** Forget a form that did its work. */
export const forget = (form: Form): void => {
  forms.delete(form.name);
  keepText(form.name, undefined);
  forgetKeys(form);
};

/** Which field a JSON pointer means: the first pattern that fits, `$1` standing for its first group. */
export type Pointers = readonly (readonly [pattern: RegExp, field: string])[];

const fieldAt = (pointer: string, pointers: Pointers): string | undefined => {
  const found = pointers.find(([pattern]) => pattern.test(pointer));
  return found === undefined ? undefined : pointer.replace(found[0], found[1]);
};

/** The faults that a refusal names. One that names no field is put at the field that its kind is about, or at none. */
export const faultsIn = (refused: Refused, pointers: Pointers): readonly Fault[] => {
  if (refused.fields.length > 0)
    return refused.fields.map(({ pointer, detail }) => {
      const field = fieldAt(pointer, pointers);
      return field === undefined ? { field: '', detail: `${pointer} ${detail}` } : { field, detail };
    });
  const kind = refused.problem.type.split(':').at(-1) ?? '';
  return [{ field: fieldAt(kind, pointers) ?? '', detail: refused.message }];
};

/**
 * Do something that the service may refuse; what went wrong, or what the work itself found at fault, is shown on the
 * form. Whether it went well.
 */
export const attempt = async (
  form: Form,
  pointers: Pointers,
  work: () => Promise<readonly Fault[]> | Promise<void>,
): Promise<boolean> => {
  try {
    const found = (await work()) ?? [];
    form.raise(found);
    return found.length === 0;
  } catch (error) {
    const failure = error as Failure;
    if (failure instanceof Unreachable || (failure instanceof Refused && failure.isForKey)) form.raise([], failure);
    else if (failure instanceof Refused) form.raise(faultsIn(failure, pointers));
    else throw error;
    return false;
  }
};

const randomId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** A short mark of a content (FNV-1a, twice): two that share one would be refused by the service, never mixed up. */
const markOf = (content: string): string => {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let at = 0; at < content.length; at++) {
    a = Math.imul(a ^ content.charCodeAt(at), 0x01000193);
    b = Math.imul(b ^ content.charCodeAt(at), 0x85ebca6b);
  }
  return `${content.length}.${a >>> 0}.${b >>> 0}`;
};

const keysOf = (form: Form): string => `${form.name}.keys`;

/** A command’s id: the same for the same content, so that sending again after a failure records nothing twice. */
export const keyFor = (form: Form, path: string, body: object): string => {
  const keys = stored(keysOf(form));
  const content = markOf(`${path} ${JSON.stringify(body)}`);
  const kept = keys[content];
  if (kept !== undefined) return kept;
  const key = `page-${randomId()}`;
  store(keysOf(form), { ...keys, [content]: key });
  return key;
};

/** What was recorded is done with: the same content entered again is meant anew. */
export const forgetKeys = (form: Form): void => keepText(keysOf(form), undefined);
