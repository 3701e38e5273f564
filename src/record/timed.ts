import type { EventStore } from '../store/event-store.js';

/** An append that was tried: how long until it was durable or refused, in seconds. */
export type Appended = Readonly<{ seconds: number; outcome: 'recorded' | 'refused' }>;
export type Listeners = Set<(appended: Appended) => void>;

/** A store whose appends are timed, by whichever door they come, and told to whoever listens. */
export const timed = <Engine extends EventStore>(store: Engine, listeners: Listeners): Engine => {
  const append: EventStore['append'] = async (...given) => {
    const begun = performance.now();
    const tell = (outcome: Appended['outcome']): void => {
      const seconds = (performance.now() - begun) / 1_000;
      for (const listener of listeners) listener({ seconds, outcome });
    };
    try {
      const appended = await store.append(...given);
      tell('recorded');
      return appended;
    } catch (error) {
      tell('refused');
      throw error;
    }
  };
  const own = new Map<PropertyKey, unknown>([['append', append]]);
  return new Proxy(store, {
    get: (engine, key) => {
      if (own.has(key)) return own.get(key);
      const value: unknown = Reflect.get(engine, key, engine);
      return typeof value === 'function' ? (value as () => unknown).bind(engine) : value;
    },
    set: (_engine, key, value) => own.set(key, value).has(key),
  });
};
