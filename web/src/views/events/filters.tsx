import { EVENT_TYPES } from '../../api/log.js';
import { nameOf } from '../../parts/names.js';
import { address, go } from '../../state/address.js';
import { head } from '../../state/clocks.js';
import { actors } from '../../state/names.js';
import { happened } from '../../words/events.js';
import { language, say } from '../../words/language.js';
import { logWords } from './words.js';

const PLACE = { before: '', position: '' };

const TypeFilter = () => (
  <label class="filter-type">
    {say(logWords).type}
    <select value={address.value.type} onChange={(event) => go({ ...PLACE, type: event.currentTarget.value })}>
      <option value="">{say(logWords).anyType}</option>
      {EVENT_TYPES.map((type) => (
        <option key={type} value={type}>
          {say(happened)[type]}
        </option>
      ))}
    </select>
  </label>
);

const ActorFilter = () => {
  const all = [...actors.value.keys()].map((id) => ({ id, name: nameOf(id) }));
  all.sort((a, b) => a.name.text.localeCompare(b.name.text, language.value));
  return (
    <label>
      {say(logWords).actor}
      <select value={address.value.actor} onChange={(event) => go({ ...PLACE, actor: event.currentTarget.value })}>
        <option value="">{say(logWords).anyActor}</option>
        {all.map(({ id, name }) => (
          <option key={id} value={id} lang={name.language}>
            {name.text}
          </option>
        ))}
      </select>
    </label>
  );
};

const StreamFilter = () => (
  <label class="filter-stream">
    {say(logWords).stream}
    <input
      type="search"
      value={address.value.stream}
      placeholder={say(logWords).streamHint}
      spellcheck={false}
      autocapitalize="off"
      onChange={(event) => go({ ...PLACE, stream: event.currentTarget.value.trim() })}
    />
  </label>
);

const GoTo = () => {
  const words = say(logWords);
  return (
    <form
      class="log-goto"
      onSubmit={(event) => {
        event.preventDefault();
        const position = String(new FormData(event.currentTarget).get('position') ?? '').trim();
        if (/^\d+$/.test(position)) go({ position, before: '', type: '', stream: '', actor: '' });
      }}
    >
      <label>
        {words.goTo}
        <input name="position" type="number" min={1} max={head.value} inputMode="numeric" />
      </label>
      <button type="submit">{words.go}</button>
    </form>
  );
};

export const LogFilters = () => {
  const words = say(logWords);
  const { type, stream, actor } = address.value;
  return (
    <div class="filters" role="group" aria-label={words.filters}>
      <TypeFilter />
      <ActorFilter />
      <StreamFilter />
      {type + stream + actor !== '' && (
        <button type="button" onClick={() => go({ ...PLACE, type: '', stream: '', actor: '' })}>
          {words.clear}
        </button>
      )}
      <GoTo />
    </div>
  );
};
