import type { LanguageText } from '../../api/types.js';
import { MarkShape } from '../../parts/mark.js';
import { issueTitle, nameOf } from '../../parts/names.js';
import { address, go } from '../../state/address.js';
import { actors, issues } from '../../state/names.js';
import { language, say } from '../../words/language.js';
import { MARK_OF, markWords } from '../../words/stances.js';
import { isFiltered, KINDS, kindsIn } from './wanted.js';
import { liveWords } from './words.js';

type Option = Readonly<{ id: string; name: LanguageText }>;

const sorted = (options: readonly Option[]): readonly Option[] =>
  [...options].sort((a, b) => a.name.text.localeCompare(b.name.text, language.value));

type Select = { label: string; any: string; value: string; options: readonly Option[]; onPick: (id: string) => void };

const Select = ({ label, any, value, options, onPick }: Select) => (
  <label>
    {label}
    <select value={value} onChange={(event) => onPick(event.currentTarget.value)}>
      <option value="">{any}</option>
      {options.map(({ id, name }) => (
        <option key={id} value={id} lang={name.language}>
          {name.text}
        </option>
      ))}
    </select>
  </label>
);

const Kinds = () => {
  const chosen = kindsIn(address.value.kind);
  const toggle = (kind: string): void => {
    const next = KINDS.filter((one) => (one === kind ? !chosen.includes(one) : chosen.includes(one)));
    go({ kind: next.join(',') }, 'replace');
  };
  return (
    <fieldset class="kinds">
      <legend>{say(liveWords).kinds}</legend>
      {KINDS.map((kind) => (
        <label key={kind}>
          <input type="checkbox" checked={chosen.includes(kind)} onChange={() => toggle(kind)} />
          <MarkShape kind={MARK_OF[kind]} />
          {say(markWords)[MARK_OF[kind]]}
        </label>
      ))}
    </fieldset>
  );
};

export const FeedFilters = () => {
  const words = say(liveWords);
  const { actor, body, issue } = address.value;
  const everyone = [...actors.value.values()];
  const named = (ids: readonly string[]) => sorted(ids.map((id) => ({ id, name: nameOf(id) })));
  return (
    <div class="filters" role="group" aria-label={words.filters}>
      <Select
        label={words.actor}
        any={words.anyActor}
        value={actor}
        options={named(everyone.map(({ id }) => id))}
        onPick={(id) => go({ actor: id }, 'replace')}
      />
      <Select
        label={words.body}
        any={words.anyBody}
        value={body}
        options={named(everyone.filter(({ kind }) => kind !== 'person').map(({ id }) => id))}
        onPick={(id) => go({ body: id }, 'replace')}
      />
      <Select
        label={words.issue}
        any={words.anyIssue}
        value={issue}
        options={issues.value.map(({ id }) => ({ id, name: issueTitle(id) }))}
        onPick={(id) => go({ issue: id }, 'replace')}
      />
      <Kinds />
      {isFiltered(address.value) && (
        <button type="button" onClick={() => go({ actor: '', body: '', issue: '', kind: '' }, 'replace')}>
          {words.clear}
        </button>
      )}
    </div>
  );
};
