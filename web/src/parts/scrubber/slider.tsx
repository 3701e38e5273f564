/** A slider over the picture: dragged, clicked, or moved by keys from one stop to the next. */

import { useRef } from 'preact/hooks';

type Slider = {
  class: string;
  label: string;
  /** Where the handle stands, in pixels; it may be out of sight. */
  at: number;
  value: number;
  last: number;
  text: string;
  top: number;
  height: number;
  /** The pointer is at so many pixels from the left; `begins` when it has just come down. */
  onDrag: (x: number, begins: boolean) => void;
  /** Whether the key was taken. */
  onKey: (key: string) => boolean;
};

const xIn = (event: PointerEvent): number => {
  const slider = event.currentTarget as HTMLElement;
  return event.clientX - slider.getBoundingClientRect().left;
};

export const Slider = ({ label, at, value, last, text, top, height, onDrag, onKey, class: kind }: Slider) => {
  const latest = useRef<number | undefined>(undefined);
  const frame = useRef(0);
  const flush = (): void => {
    frame.current = 0;
    if (latest.current !== undefined) onDrag(latest.current, false);
  };
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    latest.current = xIn(event);
    onDrag(latest.current, true);
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (latest.current === undefined) return;
    latest.current = xIn(event);
    if (frame.current === 0) frame.current = requestAnimationFrame(flush);
  };
  const onPointerUp = (event: PointerEvent): void => {
    if (latest.current === undefined) return;
    cancelAnimationFrame(frame.current);
    frame.current = 0;
    latest.current = undefined;
    onDrag(xIn(event), false);
  };
  return (
    <div
      class={`slider slider-${kind}`}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={value}
      aria-valuetext={text}
      style={{ top: `${top}px`, height: `${height}px` }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => (latest.current = undefined)}
      onKeyDown={(event: KeyboardEvent) => {
        if (!event.ctrlKey && !event.metaKey && !event.altKey && onKey(event.key)) event.preventDefault();
      }}
    >
      <span class="handle" style={{ transform: `translateX(${Math.round(at)}px)` }} />
    </div>
  );
};
