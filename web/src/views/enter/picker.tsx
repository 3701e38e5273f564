/** Choosing one of many by typing any of its names, in any script (the ARIA combobox pattern). */

import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { say } from '../../words/language.js';
import { described, Field, type FieldProps, idOf } from './fields.js';
import type { Form } from './form.js';
import { enterWords } from './words.js';

/** `found` are the texts it is found by; the first is what the field shows once it was chosen. */
export type Choosable = Readonly<{ id: string; name: string; lang?: string; about?: string; found: readonly string[] }>;

const folded = (text: string): string => text.normalize('NFKC').toLocaleLowerCase().replaceAll(/\s+/g, ' ').trim();

/** Every word that was typed has to be in one of the names, in whatever order names are written. */
const fits = (typed: string, { id, found }: Choosable): boolean => {
  const words = folded(typed).split(' ');
  return [id, ...found].map(folded).some((name) => words.every((word) => name.includes(word)));
};

const isCalled = (typed: string, { id, found }: Choosable): boolean =>
  [id, ...found].map(folded).includes(folded(typed));

const SHOWN = 30;

type Picking = Readonly<{
  open: boolean;
  at: number;
  options: readonly Choosable[];
  show: () => void;
  close: () => void;
  type: (text: string) => void;
  choose: (one: Choosable) => void;
  move: (by: 1 | -1) => void;
}>;

/** The text is kept beside the choice, so that what is typed and not chosen yet is not lost. */
const textOf = (field: string): string => `${field}.text`;

const usePicking = (form: Form, field: string, all: readonly Choosable[]): Picking => {
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const [typing, setTyping] = useState(false);
  const text = form.get(textOf(field));
  const options = (typing ? all.filter((one) => fits(text, one)) : all).slice(0, SHOWN);
  const close = (): void => {
    setOpen(false);
    setAt(-1);
  };
  return {
    open: open && options.length > 0,
    at,
    options,
    close,
    show: () => setOpen(true),
    type: (typed) => {
      const called = all.filter((one) => isCalled(typed, one));
      form.set({ [field]: called.length === 1 ? (called[0]?.id ?? '') : typed.trim(), [textOf(field)]: typed });
      setTyping(typed.trim() !== '');
      setOpen(true);
      setAt(-1);
    },
    choose: (one) => {
      form.set({ [field]: one.id, [textOf(field)]: one.name });
      setTyping(false);
      close();
    },
    move: (by) => {
      setOpen(true);
      setAt((at + by + options.length) % Math.max(1, options.length));
    },
  };
};

const onKey = (event: KeyboardEvent, { open, at, options, choose, close, move }: Picking): void => {
  if (event.isComposing) return;
  const chosen = options[at];
  if (event.key === 'ArrowDown') move(1);
  else if (event.key === 'ArrowUp') move(-1);
  else if (event.key === 'Escape' && open) close();
  else if (event.key === 'Enter' && open && chosen !== undefined) choose(chosen);
  else return;
  event.preventDefault();
};

const Options = ({ picking, id, label }: { picking: Picking; id: string; label: string }) => (
  <ul role="listbox" id={`${id}-list`} aria-label={label} class="options" hidden={!picking.open}>
    {picking.options.map((one, at) => (
      <li
        key={one.id}
        id={`${id}-${at}`}
        role="option"
        aria-selected={at === picking.at}
        ref={at === picking.at ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
        onMouseDown={(event) => {
          event.preventDefault();
          picking.choose(one);
        }}
      >
        <span lang={one.lang}>{one.name}</span>
        {one.about !== undefined && <span class="soft"> {one.about}</span>}
      </li>
    ))}
  </ul>
);

type Picker = FieldProps & { all: readonly Choosable[]; lang?: string; chosen?: (one: Choosable) => ComponentChildren };

export const Picker = ({ all, chosen, ...props }: Picker) => {
  const { form, field, label } = props;
  const id = idOf(form, field);
  const input = useRef<HTMLInputElement>(null);
  const picking = usePicking(form, field, all);
  const value = form.get(field);
  const found = all.find((one) => one.id === value);
  const text = form.get(textOf(field)) || (found?.name ?? value);
  const hint = found === undefined ? props.hint : (chosen?.(found) ?? `${say(enterWords).chosen}: ${found.id}`);
  return (
    <Field {...props} hint={hint}>
      <div class="picker">
        <input
          ref={input}
          id={id}
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          value={text}
          aria-expanded={picking.open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={picking.open && picking.at >= 0 ? `${id}-${picking.at}` : undefined}
          {...described(form, field, hint !== undefined)}
          onClick={picking.show}
          onInput={(event) => picking.type(event.currentTarget.value)}
          onKeyDown={(event) => onKey(event, picking)}
          onBlur={picking.close}
        />
        <Options picking={picking} id={id} label={label} />
      </div>
    </Field>
  );
};
