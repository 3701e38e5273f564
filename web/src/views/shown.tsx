import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Unreachable } from '../api/problem.js';
import { Failed, Loading } from '../parts/states.js';
import type { View } from './index.js';

const fetched = new Map<string, ComponentType>();

type Lazy = Extract<View, { load: unknown }>;

const LazyView = ({ view }: { view: Lazy }) => {
  const [turn, setTurn] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (fetched.has(view.id)) return;
    setFailed(false);
    view.load().then(
      (module) => {
        fetched.set(view.id, module.default);
        setTurn((n) => n + 1);
      },
      () => setFailed(true),
    );
  }, [view, turn]);
  const Found = fetched.get(view.id);
  if (Found !== undefined) return <Found />;
  return failed ? <Failed failure={new Unreachable(view.id)} again={() => setTurn(turn + 1)} /> : <Loading />;
};

/** The view that is open, fetched when it is first opened. */
export const ViewShown = ({ view }: { view: View }) => {
  if ('load' in view) return <LazyView key={view.id} view={view} />;
  const Shown = view.shown;
  return <Shown />;
};
