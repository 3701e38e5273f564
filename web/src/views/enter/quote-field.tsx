/** The quote: marked in the source's text by selecting it, by typing it, or by moving its ends word by word. */

import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { say } from '../../words/language.js';
import { described, Field, idOf, TextField } from './fields.js';
import type { Form } from './form.js';
import { canonical, indexAt, type Passage, placesOf, selectedIn, trimmed, type Words, wordsIn } from './passage.js';
import { enterWords } from './words.js';

type Quote = { form: Form; field: string; text: string; language: string };

export const startOf = (field: string): string => `${field}.start`;

/** Where the quote stands in the text: where it was marked, else at the first place where its words stand. */
export const passageOf = (text: string, exact: string, start: string): Passage | undefined => {
  const marked = Number(start);
  if (exact === '') return undefined;
  if (start !== '' && text.startsWith(exact, marked)) return { start: marked, end: marked + exact.length };
  const [first] = placesOf(text, exact);
  return first === undefined ? undefined : { start: first, end: first + exact.length };
};

const mark = (form: Form, field: string, text: string, passage: Passage): void => {
  const found = trimmed(text, passage);
  if (found !== undefined)
    form.set({ [field]: text.slice(found.start, found.end), [startOf(field)]: String(found.start) });
};

const passageIn = ({ form, field, text }: Quote): Passage | undefined =>
  passageOf(text, form.get(field), form.get(startOf(field)));

/** How long a selection that no pointer made rests before it is taken, in milliseconds. */
const REST_MS = 900;

/** Takes what is selected in an element: when the pointer is let go, or when a selection made otherwise rests. */
const useSelection = (box: RefObject<HTMLElement | null>, onSelect: (passage: Passage) => void): void => {
  const latest = useRef(onSelect);
  latest.current = onSelect;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pressed = false;
    const take = (): void => {
      const selected = box.current === null ? undefined : selectedIn(box.current);
      if (selected === undefined) return;
      latest.current(selected);
      getSelection()?.removeAllRanges();
    };
    const press = (): void => void (pressed = true);
    const release = (): void => {
      pressed = false;
      setTimeout(take, 0);
    };
    const rest = (): void => {
      clearTimeout(timer);
      if (!pressed) timer = setTimeout(take, REST_MS);
    };
    document.addEventListener('mousedown', press);
    document.addEventListener('mouseup', release);
    document.addEventListener('selectionchange', rest);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('mousedown', press);
      document.removeEventListener('mouseup', release);
      document.removeEventListener('selectionchange', rest);
    };
  }, [box]);
};

/** Keeps the marked words in sight inside the box. */
const useInSight = (box: RefObject<HTMLElement | null>, start: number | undefined): RefObject<HTMLElement | null> => {
  const marked = useRef<HTMLElement>(null);
  useEffect(() => {
    const [outer, inner] = [box.current, marked.current];
    if (outer === null || inner === null) return;
    const top = inner.offsetTop - outer.offsetTop;
    if (top < outer.scrollTop || top > outer.scrollTop + outer.clientHeight - 40) outer.scrollTop = top - 60;
  }, [start]);
  return marked;
};

/** The text, with the quote marked. Nothing else stands in it, so that places in it are places in the text. */
const TextShown = (quote: Quote) => {
  const { form, field, text, language } = quote;
  const box = useRef<HTMLDivElement>(null);
  const passage = passageIn(quote);
  const marked = useInSight(box, passage?.start);
  useSelection(box, (selected) => mark(form, field, text, selected));
  return (
    <div
      ref={box}
      class="source-text"
      lang={language}
      tabIndex={0}
      role="group"
      aria-label={say(enterWords).textToMark}
      id={`${idOf(form, field)}-text`}
    >
      {passage === undefined ? (
        text
      ) : (
        <>
          {text.slice(0, passage.start)}
          <mark ref={marked}>{text.slice(passage.start, passage.end)}</mark>
          {text.slice(passage.end)}
        </>
      )}
    </div>
  );
};

type End = { quote: Quote; passage: Passage; words: Words; which: 'start' | 'end' };

/** One end of the quote: moves word by word with the arrow keys. */
const EndSlider = ({ quote, passage, words, which }: End) => {
  const { form, field, text } = quote;
  const id = `${idOf(form, field)}-${which}`;
  const places = which === 'start' ? words.starts : words.ends;
  const at = indexAt(places, passage[which]);
  const spoken =
    which === 'start'
      ? text.slice(passage.start, passage.start + 40)
      : text.slice(Math.max(0, passage.end - 40), passage.end);
  const move = (index: number): void => {
    const place = places[index];
    if (place === undefined) return;
    const moved = { ...passage, [which]: place };
    if (moved.start < moved.end) mark(form, field, text, moved);
  };
  return (
    <div class="end-slider">
      <label for={id}>{say(enterWords)[which]}</label>
      <button type="button" aria-label={say(enterWords).earlier(which)} onClick={() => move(at - 1)}>
        ←
      </button>
      <input
        id={id}
        type="range"
        min={0}
        max={places.length - 1}
        step={1}
        value={at}
        aria-valuetext={spoken}
        onInput={(event) => move(Number(event.currentTarget.value))}
      />
      <button type="button" aria-label={say(enterWords).later(which)} onClick={() => move(at + 1)}>
        →
      </button>
    </div>
  );
};

/** Whether and where the quote stands in the text, and the next place where it stands too. */
const Standing = (quote: Quote) => {
  const words = say(enterWords);
  const { form, field, text } = quote;
  const exact = form.get(field);
  const passage = passageIn(quote);
  const places = useMemo(() => placesOf(text, exact), [text, exact]);
  if (exact === '') return <>{words.quoteHint}</>;
  if (passage === undefined) return <>{words.notInText}</>;
  const nth = places.indexOf(passage.start);
  const next = places[(nth + 1) % places.length];
  return (
    <>
      {words.standsAt(passage.start, passage.end)}
      {places.length > 1 && (
        <>
          {' '}
          {words.places(nth + 1, places.length)}{' '}
          <button type="button" class="plain" onClick={() => form.set({ [startOf(field)]: String(next ?? '') })}>
            {words.nextPlace}
          </button>
        </>
      )}
    </>
  );
};

const InText = (quote: Quote) => {
  const { form, field, text, language } = quote;
  const words = useMemo(() => wordsIn(text, language), [text, language]);
  const passage = passageIn(quote);
  return (
    <>
      <TextShown {...quote} />
      <Field form={form} field={field} label={say(enterWords).quote} hint={<Standing {...quote} />}>
        <textarea
          id={idOf(form, field)}
          rows={3}
          lang={language}
          value={form.get(field)}
          {...described(form, field, true)}
          onInput={(event) => form.set({ [field]: canonical(event.currentTarget.value), [startOf(field)]: '' })}
        />
      </Field>
      {passage !== undefined && (
        <div class="ends" role="group" aria-label={say(enterWords).ends}>
          <EndSlider quote={quote} passage={passage} words={words} which="start" />
          <EndSlider quote={quote} passage={passage} words={words} which="end" />
        </div>
      )}
    </>
  );
};

/** The quote of one stance; where no text was pasted it is typed. */
export const QuoteField = ({ form, field, text: pasted, language }: Quote) => {
  const text = useMemo(() => canonical(pasted), [pasted]);
  const words = say(enterWords);
  if (text.trim() === '')
    return (
      <TextField
        form={form}
        field={field}
        label={words.quote}
        hint={words.quoteAlone}
        rows={3}
        lang={language}
        optional
      />
    );
  return <InText form={form} field={field} text={text} language={language} />;
};
