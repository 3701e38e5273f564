/** The head of the page: its name, the views there are, the language, and whether it follows the record. */

import { forgetKey, heldKey } from '../api/key.js';
import { go } from '../state/address.js';
import { keyWords } from '../words/key.js';
import { LANGUAGES, language, say } from '../words/language.js';
import { shellWords } from '../words/shell.js';
import { VIEWS } from '../views/index.js';
import { InPageLink } from './link.js';
import { LiveState } from './live-state.js';

const Views = ({ open }: { open: string }) => (
  <nav class="views" aria-label={say(shellWords).views}>
    <ul>
      {VIEWS.map(({ id, title }) => (
        <li key={id}>
          <InPageLink to={{ view: id }} current={id === open ? 'page' : undefined}>
            {say(title)}
          </InPageLink>
        </li>
      ))}
    </ul>
  </nav>
);

const LanguageSwitch = () => {
  const words = say(shellWords);
  return (
    <div class="languages" role="group" aria-label={words.languages}>
      {LANGUAGES.map((one) => (
        <button
          key={one}
          type="button"
          class="plain"
          lang={one}
          aria-pressed={language.value === one}
          onClick={() => go({ lang: one }, 'replace')}
        >
          {one === 'en' ? words.english : words.japanese}
        </button>
      ))}
    </div>
  );
};

/** Forgetting the key loads the page anew, so that nothing it let the reader see stays in memory. */
const Forget = () => {
  const words = say(keyWords);
  if (heldKey.value === undefined) return null;
  return (
    <button
      type="button"
      class="plain"
      title={words.forgetHelp}
      onClick={() => {
        forgetKey();
        location.reload();
      }}
    >
      {words.forget}
    </button>
  );
};

export const Head = ({ open }: { open: string }) => (
  <header class="head">
    <p class="wordmark">
      <InPageLink to={{ view: 'board', card: '' }}>{say(shellWords).name}</InPageLink>
    </p>
    {VIEWS.length > 1 && <Views open={open} />}
    <div class="head-end">
      <LiveState />
      <Forget />
      <LanguageSwitch />
    </div>
  </header>
);
