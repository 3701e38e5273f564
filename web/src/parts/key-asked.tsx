/** Asks for a key: in the place of what cannot be shown without, else at the lower edge, where it moves nothing. */

import { Fragment } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { tryKey } from '../api/client.js';
import { askForKey, keyAsked, keyIn, keyWanted, putOffKey, waiting } from '../api/key.js';
import { type Failure, Refused } from '../api/problem.js';
import { keyWords } from '../words/key.js';
import { language, say } from '../words/language.js';
import { shellWords } from '../words/shell.js';

const CREATE = 'onrecord key create --name "YOUR NAME" --scopes read,record';

const About = () => {
  const words = say(keyWords);
  return (
    <>
      <p>{words.scopes}</p>
      <ul>
        {(['read', 'record', 'correct'] as const).map((scope) => (
          <li key={scope}>
            <code>{scope}</code> {words[scope]}
          </li>
        ))}
      </ul>
      <p>
        {words.where} <code lang="en">{CREATE}</code>
      </p>
      <p>{words.token}</p>
    </>
  );
};

/** What is wrong with what was entered: nothing, that no header could carry it, or what came of trying it. */
type Fault = Failure | 'unfit' | undefined;

const FaultShown = ({ fault }: { fault: Fault }) => {
  const words = say(keyWords);
  if (fault === undefined) return null;
  if (fault === 'unfit')
    return (
      <span>
        {words.label}
        {language.value === 'ja' ? '' : ' '}
        {words.unfit}
      </span>
    );
  return fault instanceof Refused ? <span lang="en">{fault.message}</span> : <span>{say(shellWords).unreachable}</span>;
};

/** What is typed, whether it is being tried, and what came of it. */
const useEntry = () => {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>(undefined);
  const submit = async (): Promise<void> => {
    const key = keyIn(typed);
    setFault(key === undefined ? 'unfit' : undefined);
    if (key === undefined || busy) return;
    setBusy(true);
    await tryKey(key).catch((error: unknown) => setFault(error as Failure));
    setBusy(false);
  };
  return { typed, setTyped, busy, fault, submit };
};

/** How often the reader was brought to the field. */
let reached = 0;

/** The field has the keyboard where nothing else can be done, when the reader wanted to get there, and when it is at fault. */
const useFocus = (inPlace: boolean, fault: Fault) => {
  const input = useRef<HTMLInputElement>(null);
  const wanted = keyWanted.value;
  useLayoutEffect(() => {
    if (inPlace || wanted > reached || fault !== undefined) input.current?.focus();
    reached = wanted;
  }, [wanted, fault]);
  return input;
};

type Entry = ReturnType<typeof useEntry>;

/** It has no name: a form sent without script would put it into an address. */
const KeyField = ({ inPlace, entry: { typed, setTyped, fault } }: { inPlace: boolean; entry: Entry }) => {
  const words = say(keyWords);
  const [shown, setShown] = useState(false);
  const field = {
    id: 'key',
    ref: useFocus(inPlace, fault),
    value: typed,
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: false,
    'aria-describedby': fault === undefined ? 'key-kept' : 'key-fault key-kept',
    'aria-invalid': fault !== undefined,
    onInput: (event: InputEvent) => setTyped((event.currentTarget as HTMLInputElement).value),
  } as const;
  return (
    <>
      <label for="key">{words.label}</label>
      {shown ? <input type="text" {...field} /> : <input type="password" {...field} />}
      <p class="key-fault" id="key-fault" role="alert">
        <FaultShown fault={fault} />
      </p>
      <label class="key-shown">
        <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} /> {words.shown}
      </label>
    </>
  );
};

const KeyForm = ({ inPlace }: { inPlace: boolean }) => {
  const words = say(keyWords);
  const entry = useEntry();
  return (
    <form
      class="key-form"
      onSubmit={(event) => {
        event.preventDefault();
        void entry.submit();
      }}
    >
      <KeyField inPlace={inPlace} entry={entry} />
      <p class="state-actions">
        <button type="submit" class="main">
          {words.use}
        </button>
        {waiting.value === 0 && (
          <button type="button" onClick={putOffKey}>
            {words.notNow}
          </button>
        )}
        <span role="status">{entry.busy ? words.trying : ''}</span>
      </p>
      <p class="soft" id="key-kept">
        {words.kept}
      </p>
    </form>
  );
};

/** Which of the titles tells what the service said. */
export const keyTitle = ({ problem }: Refused): 'needed' | 'refused' | 'short' =>
  problem.status === 403 ? 'short' : problem.type.endsWith(':key-needed') ? 'needed' : 'refused';

/** When it goes away with the keyboard in it, the keyboard goes back to where it came from. */
const useReturn = () => {
  const box = useRef<HTMLElement>(null);
  const from = useRef<HTMLElement | null>(null);
  const leave = (): void => {
    if (box.current?.contains(document.activeElement) !== true) return;
    const back = from.current;
    requestAnimationFrame(() => {
      if (back?.isConnected === true) back.focus();
      else document.getElementById('content')?.focus({ preventScroll: true });
    });
  };
  useEffect(() => keyAsked.subscribe((why) => why === undefined && leave()), []);
  const onFocusIn = ({ relatedTarget }: FocusEvent): void => {
    const isOutside = box.current?.contains(relatedTarget as Node | null) === false;
    if (isOutside && relatedTarget instanceof HTMLElement) from.current = relatedTarget;
  };
  return { ref: box, onFocusIn };
};

/** Why a key is asked for: that none was given is said in the page’s words, and what is wrong with one in the service’s. */
const WhyShown = ({ why }: { why: Refused }) =>
  keyTitle(why) === 'needed' ? (
    <p role="alert">{say(keyWords).holders}</p>
  ) : (
    <p role="alert" lang="en">
      {why.message}
    </p>
  );

const Asking = ({ why, inPlace }: { why: Refused; inPlace: boolean }) => {
  const words = say(keyWords);
  const Heading = inPlace ? 'h1' : 'h2';
  const Rest = inPlace ? Fragment : 'details';
  return (
    <section class={inPlace ? 'key-asked' : 'key-asked key-bar'} aria-labelledby="key-title" {...useReturn()}>
      <Heading id="key-title">{words[keyTitle(why)]}</Heading>
      <WhyShown why={why} />
      <KeyForm inPlace={inPlace} />
      <div class="key-about soft">
        <Rest>
          {!inPlace && <summary>{words.about}</summary>}
          <About />
        </Rest>
      </div>
    </section>
  );
};

/** The way to enter a key while the service wants one; nothing while it wants none. */
export const KeyAsked = ({ inPlace = false }: { inPlace?: boolean }) =>
  keyAsked.value === undefined ? null : <Asking why={keyAsked.value} inPlace={inPlace} />;

/** Leads from what needs a key, or another one, to where it is entered. */
export const EnterKey = ({ why }: { why: Refused }) => (
  <button type="button" onClick={() => askForKey(why)}>
    {say(keyWords)[why.problem.status === 403 ? 'another' : 'enter']}
  </button>
);
