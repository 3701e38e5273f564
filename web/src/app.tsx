/** The page: its head, the scrubber, the view that is open and the card beside it. */

import { computed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { keyAsked } from './api/key.js';
import type { Failure } from './api/problem.js';
import { address, openCard } from './state/address.js';
import { isTimed } from './state/names.js';
import { openRecord, opening } from './state/record.js';
import { language, say } from './words/language.js';
import { shellWords } from './words/shell.js';
import { CardHolder } from './parts/card-holder.js';
import { Foot } from './parts/foot.js';
import { Head } from './parts/head.js';
import { KeyAsked } from './parts/key-asked.js';
import { Failed, Loading } from './parts/states.js';
import { Scrubber } from './parts/scrubber/scrubber.js';
import { VIEWS } from './views/index.js';
import { ViewShown } from './views/shown.js';

const openId = computed(() => address.value.view);

const openView = () => VIEWS.find(({ id }) => id === openId.value) ?? VIEWS[0];

const useTitle = (title: string): void => {
  const lang = language.value;
  useEffect(() => {
    document.title = title;
    document.documentElement.lang = lang;
  }, [title, lang]);
};

/** What came in the way of opening the record: a key is needed first, or it failed. */
const Unopened = ({ failure }: { failure: Failure | undefined }) => (
  <div class="desk">
    <main id="content" tabIndex={-1}>
      {failure === undefined ? <KeyAsked inPlace /> : <Failed failure={failure} again={() => void openRecord()} />}
    </main>
  </div>
);

const Opened = () => {
  const view = openView();
  const { done, failure } = opening.value;
  if (failure !== undefined || (keyAsked.value !== undefined && !done)) return <Unopened failure={failure} />;
  return (
    <>
      {isTimed(view.id) && <Scrubber />}
      <div class={openCard.value === '' ? 'desk' : 'desk with-card'}>
        <main id="content" tabIndex={-1}>
          {done ? <ViewShown view={view} /> : <Loading />}
        </main>
        <CardHolder />
      </div>
    </>
  );
};

export const App = () => {
  const words = say(shellWords);
  useTitle(`${say(openView().title)} · ${words.name}`);
  return (
    <>
      <a class="skip" href="#content">
        {words.skip}
      </a>
      <Head open={openView().id} />
      <Opened />
      <Foot />
      {(opening.value.done || opening.value.failure !== undefined) && <KeyAsked />}
    </>
  );
};
