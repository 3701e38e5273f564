/** Fields of a form: each with its name, its help, and what the service says is wrong with it. */

import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { heldKey } from '../../api/key.js';
import type { Failure } from '../../api/problem.js';
import { EnterKey, keyTitle } from '../../parts/key-asked.js';
import { keyWords } from '../../words/key.js';
import { language, say } from '../../words/language.js';
import { shellWords } from '../../words/shell.js';
import { signs } from '../../words/signs.js';
import type { Form } from './form.js';
import { enterWords } from './words.js';

export const idOf = (form: Form, field: string): string => `${form.name}-${field}`.replaceAll(/[^a-z0-9-]/gi, '-');

const REQUIRED = 'is required';

/** A fault in words: the service’s own, but for the one that every form has. */
export const FaultWords = ({ detail }: { detail: string }) =>
  detail === REQUIRED ? <span>{say(enterWords).required}</span> : <span lang="en">{detail}</span>;

const FaultShape = () => (
  <svg class="shape" width="13" height="13" viewBox="0 0 16 16" aria-hidden="true">
    <path d="M8 1 15.5 15H.5Z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" />
    <path d="M8 6v4.2M8 11.8v1.4" stroke="currentColor" stroke-width="1.6" />
  </svg>
);

export const FaultAt = ({ form, field }: { form: Form; field: string }) => {
  const detail = form.faultAt(field);
  if (detail === undefined) return null;
  return (
    <p class="fault" id={`${idOf(form, field)}-fault`}>
      <FaultShape /> <FaultWords detail={detail} />
    </p>
  );
};

type Described = { 'aria-describedby'?: string; 'aria-invalid'?: 'true' };

/** What an input says of itself to those who hear the page. */
export const described = (form: Form, field: string, hint: boolean): Described => {
  const faulty = form.faultAt(field) !== undefined;
  const id = idOf(form, field);
  const by = [...(faulty ? [`${id}-fault`] : []), ...(hint ? [`${id}-hint`] : [])].join(' ');
  return { ...(by === '' ? {} : { 'aria-describedby': by }), ...(faulty ? { 'aria-invalid': 'true' as const } : {}) };
};

export type FieldProps = {
  form: Form;
  field: string;
  label: string;
  hint?: ComponentChildren;
  optional?: boolean;
};

/** A label over whatever takes the value, with its help and its fault. */
export const Field = ({
  form,
  field,
  label,
  hint,
  optional,
  children,
}: FieldProps & { children: ComponentChildren }) => {
  form.labels.set(field, label);
  const id = idOf(form, field);
  return (
    <div class={form.faultAt(field) === undefined ? 'field' : 'field field-faulty'}>
      <label for={id} id={`${id}-label`}>
        {label}
        {optional && <span class="soft">{say(signs).aside(say(enterWords).optional)}</span>}
      </label>
      {children}
      {hint !== undefined && (
        <div class="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <FaultAt form={form} field={field} />
    </div>
  );
};

type Text = FieldProps & { rows?: number; lang?: string; type?: 'text' | 'url'; list?: string; placeholder?: string };

export const TextField = ({ rows, lang, type = 'text', list, placeholder, ...props }: Text) => {
  const { form, field, hint } = props;
  const shared = {
    id: idOf(form, field),
    value: form.get(field),
    lang,
    placeholder,
    ...described(form, field, hint !== undefined),
  };
  return (
    <Field {...props}>
      {rows === undefined ? (
        <input
          {...shared}
          type={type}
          list={list}
          autocomplete="off"
          onInput={(event) => form.set({ [field]: event.currentTarget.value })}
        />
      ) : (
        <textarea {...shared} rows={rows} onInput={(event) => form.set({ [field]: event.currentTarget.value })} />
      )}
    </Field>
  );
};

export type Option = Readonly<{ value: string; label: string; lang?: string }>;

export const SelectField = ({
  options,
  none,
  ...props
}: FieldProps & { options: readonly Option[]; none?: string }) => {
  const { form, field, hint } = props;
  return (
    <Field {...props}>
      <select
        id={idOf(form, field)}
        value={form.get(field)}
        {...described(form, field, hint !== undefined)}
        onChange={(event) => form.set({ [field]: event.currentTarget.value })}
      >
        {none !== undefined && <option value="">{none}</option>}
        {options.map(({ value, label, lang }) => (
          <option key={value} value={value} lang={lang}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  );
};

type Radio = FieldProps & { options: readonly (Option & { shape?: ComponentChildren })[] };

export const RadioField = ({ form, field, label, hint, options }: Radio) => {
  form.labels.set(field, label);
  const id = idOf(form, field);
  return (
    <fieldset class="field field-radio" {...described(form, field, hint !== undefined)}>
      <legend>{label}</legend>
      <div class="choice">
        {options.map(({ value, label: name, shape }, at) => (
          <label key={value}>
            <input
              type="radio"
              id={at === 0 ? id : undefined}
              name={id}
              value={value}
              checked={form.get(field) === value}
              onChange={() => form.set({ [field]: value })}
            />
            <span class="radio-name">
              {shape} {name}
            </span>
          </label>
        ))}
      </div>
      {hint !== undefined && (
        <div class="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <FaultAt form={form} field={field} />
    </fieldset>
  );
};

export const CheckField = ({ form, field, label, hint }: FieldProps) => {
  const id = idOf(form, field);
  return (
    <div class="field field-check">
      <label>
        <input
          type="checkbox"
          id={id}
          checked={form.get(field) === '1'}
          {...described(form, field, hint !== undefined)}
          onChange={(event) => form.set({ [field]: event.currentTarget.checked ? '1' : '' })}
        />
        {label}
      </label>
      {hint !== undefined && (
        <div class="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  );
};

const goTo = (form: Form, field: string): void => {
  const element = document.getElementById(idOf(form, field));
  element?.closest('details')?.setAttribute('open', '');
  element?.focus();
  element?.scrollIntoView({ block: 'center' });
};

/** That nothing could be asked: nobody answered, or a key is needed. Once there is one, it says so in the same place. */
const Trouble = ({ of, isPast }: { of: Failure; isPast: boolean }) => {
  const words = say(keyWords);
  if (of.kind === 'unreachable') return <p>{say(enterWords).kept}</p>;
  return (
    <>
      <p role={isPast ? 'status' : undefined}>{isPast ? words.taken : <span lang="en">{of.message}</span>}</p>
      <p>{words.nothingLost}</p>
      <p class="state-actions">
        <EnterKey why={of} />
      </p>
    </>
  );
};

const troubleTitle = (trouble: Failure): string =>
  trouble.kind === 'unreachable' ? say(shellWords).unreachable : say(keyWords)[keyTitle(trouble)];

/** Takes the keyboard whenever something new is wrong; the key that was held then. */
const useRaised = (box: RefObject<HTMLDivElement | null>, raised: number): string | undefined => {
  const before = useRef({ raised, key: heldKey.peek() });
  const isNew = raised > before.current.raised;
  if (isNew) before.current = { raised, key: heldKey.peek() };
  useEffect(() => {
    if (!isNew) return;
    box.current?.focus();
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [raised]);
  return before.current.key;
};

/** All that is wrong, in one place that takes the keyboard: each line leads to its field. */
export const FaultSummary = ({ form }: { form: Form }) => {
  const words = say(enterWords);
  const box = useRef<HTMLDivElement>(null);
  const raised = form.raised.value;
  const trouble = form.trouble.value;
  const faults = form.faults.value;
  const key = useRaised(box, raised);
  if (trouble === undefined && faults.length === 0) return null;
  return (
    <div class="summary" ref={box} tabIndex={-1} role="group" aria-labelledby={`${form.name}-summary`}>
      <h3 id={`${form.name}-summary`}>
        <FaultShape /> {trouble === undefined ? words.refused(faults.length) : troubleTitle(trouble)}
      </h3>
      {trouble !== undefined && <Trouble of={trouble} isPast={heldKey.value !== undefined && heldKey.value !== key} />}
      <ul>
        {faults.map(({ field, detail }, at) => (
          <li key={at}>
            {field === '' ? (
              <FaultWords detail={detail} />
            ) : (
              <a
                href={`#${idOf(form, field)}`}
                onClick={(event) => {
                  event.preventDefault();
                  goTo(form, field);
                }}
              >
                {form.labels.get(field) ?? field}
                {language.value === 'ja' ? '：' : ' '}
                <FaultWords detail={detail} />
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
};
