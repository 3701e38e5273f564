import type { CommandName } from '../commands/list.js';
import type { Scope } from '../record/keys.js';
import type { TableKind } from '../record/tables.js';
import type { ParameterName } from './parameters.js';

export type Tag = 'positions' | 'changes' | 'look up' | 'log' | 'record' | 'service';

/** One method on one path: what it takes and what it answers. `answer` names a schema of the API's description. */
export type Operation = Readonly<{
  method: 'get' | 'post';
  path: `/${string}`;
  tag: Tag;
  /** What a key must be allowed to do; `none` where nobody is asked for one. */
  scope: Scope | 'none';
  summary: string;
  query: readonly ParameterName[];
  answer: string;
  /** The media types of the answer, the first where nothing else is asked for. */
  media: readonly MediaType[];
  /** How the answer is a table, where CSV is among its media types. */
  table?: TableKind;
  /** The command that the body is, and the path's parameters by the field of the body that each stands for. */
  command?: CommandName;
  fields?: Readonly<Record<string, string>>;
}>;

export const JSON_TYPE = 'application/json';
export const CSV_TYPE = 'text/csv';
export const JSONL_TYPE = 'application/jsonl';
/** The types under which JSON lines are taken: the second is what they were called before. */
export const JSONL_TYPES: readonly string[] = [JSONL_TYPE, 'application/x-ndjson'];
export const STREAM_TYPE = 'text/event-stream';
export type MediaType = typeof JSON_TYPE | typeof CSV_TYPE | typeof JSONL_TYPE | typeof STREAM_TYPE;
