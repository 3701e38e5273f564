import { ANONYMOUS } from '../commands/meta.js';
import type { Fault, RefusalKind } from '../refusal.js';
import { Refused } from './exit.js';

const KIND_OF_STATUS: Readonly<Record<number, RefusalKind>> = {
  400: 'malformed',
  401: 'invalid',
  403: 'invalid',
  404: 'missing',
  409: 'conflict',
  413: 'invalid',
  415: 'invalid',
  422: 'invalid',
  503: 'unreachable',
};

type Problem = Readonly<{ type?: string; title?: string; detail?: string; errors?: readonly Fault[] }>;

const POSITION = 'x-on-record-position';
const MINIMUM = 'x-on-record-min-position';
const RECORDER = 'x-recorded-by';

/** The greatest log position that each service told this process of. */
const seen = new Map<string, number>();

const note = (service: string, response: Response): void => {
  const position = Number(response.headers.get(POSITION) ?? 0);
  if (position > (seen.get(service) ?? 0)) seen.set(service, position);
};

/** Whether a service takes the name of the key of `ONRECORD_KEY` for who records, where nobody else was named. */
export const isNamedByKey = (recordedBy: string): boolean =>
  recordedBy === ANONYMOUS && (process.env['ONRECORD_KEY'] ?? '') !== '';

/** The headers of a request, with the key of `ONRECORD_KEY`. A key says who records: only another name than nobody's is sent. */
const withKey = (given: RequestInit['headers']): Headers => {
  const headers = new Headers(given);
  const key = process.env['ONRECORD_KEY'] ?? '';
  if (key === '') return headers;
  headers.set('authorization', `Bearer ${key}`);
  if (isNamedByKey(headers.get(RECORDER) ?? '')) headers.delete(RECORDER);
  return headers;
};

/**
 * Ask a service, as whoever the key of `ONRECORD_KEY` is, for an answer that rests at least on whatever it told of before;
 * then remember what it tells of.
 */
export const askService = async (service: string, path: string, request: RequestInit = {}): Promise<Response> => {
  const headers = withKey(request.headers);
  const position = seen.get(service);
  if (position !== undefined) headers.set(MINIMUM, String(position));
  const response = await fetch(`${service}${path}`, { ...request, headers, redirect: 'error' });
  note(service, response);
  return response;
};

const unanswered =
  (service: string) =>
  (error: unknown): never => {
    throw new Refused(
      'unreachable',
      `The service on ${service} holds the store and did not answer (${String(error)}).`,
    );
  };

/** What a service says of a request, said of a command. */
const toldHere = ({ type = '', title, detail = title ?? 'refused' }: Problem, status: number): string => {
  if (status === 401 || type.endsWith(':scope-missing'))
    return `${detail} The command line takes its key from ONRECORD_KEY.`;
  return detail.replaceAll('X-Recorded-By', '--recorded-by');
};

/** Send something to the service that holds the store, and give what it answers; its refusals are the command’s own. */
export const sendTo = async <Answer>(service: string, path: string, request: RequestInit): Promise<Answer> => {
  const response = await askService(service, path, { method: 'POST', ...request }).catch(unanswered(service));
  const answer = (await response.json().catch(unanswered(service))) as Problem & Answer;
  if (response.ok) return answer;
  const kind = KIND_OF_STATUS[response.status] ?? 'unreachable';
  throw new Refused(kind, toldHere(answer, response.status), answer.errors);
};
