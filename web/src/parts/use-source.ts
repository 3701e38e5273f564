import { pathTo } from '../api/client.js';
import type { Source } from '../api/types.js';
import { head } from '../state/clocks.js';
import { useResource } from '../state/resource.js';

/** A source as the record describes it, once it was asked. */
export const useSource = (id: string): Source | undefined =>
  useResource<Source>(() => pathTo(`/v1/sources/${encodeURIComponent(id)}`, { knownAt: head.value }), [id]).value.value
    .answer;
