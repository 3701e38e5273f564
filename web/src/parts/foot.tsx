import { ApiLink } from './api-link.js';
import { resolvedKnownAt, board } from '../state/board.js';
import { instantInWords } from '../words/dates.js';
import { inBoth, say } from '../words/language.js';
import { shellWords } from '../words/shell.js';
import { signs } from '../words/signs.js';

const footWords = inBoth(
  {
    known: (position: number, time: string) => `Known at log position ${position}${time === '' ? '' : `, ${time}`}`,
    reconstructed: 'recorded times reconstructed',
    rules: (version: string) => `rules version ${version}`,
    json: 'The board as JSON',
    csv: 'as CSV',
  },
  {
    known: (position: number, time: string) => `記録位置 ${position}${time === '' ? ' ' : `（${time}）`}の時点`,
    reconstructed: '記録時刻は復元',
    rules: (version: string) => `規則 第${version}版`,
    json: '一覧のJSON',
    csv: 'CSV',
  },
);

const Basis = () => {
  const { answer } = board.value;
  const known = resolvedKnownAt.value;
  if (answer === undefined || known === undefined) return null;
  const [words, marks] = [say(footWords), say(signs)];
  const time = known.time === undefined ? '' : instantInWords(known.time);
  const reconstructed = answer.recordedTimes === undefined ? '' : marks.aside(words.reconstructed);
  return (
    <p>
      {words.known(known.position, time)}
      {reconstructed}
      {marks.semicolon}
      {words.rules(answer.rules)}
      {marks.stop}
      <ApiLink href={answer.permalink}>{words.json}</ApiLink>
      {marks.comma}
      <ApiLink href={`${answer.permalink}&format=csv`}>{words.csv}</ApiLink>
      {marks.stop}
    </p>
  );
};

/** What the page rests on, and where the same can be asked. */
export const Foot = () => (
  <footer class="foot">
    <Basis />
    <p>
      {say(shellWords).foot} <a href="/docs">{say(shellWords).apiDocs}</a>
    </p>
  </footer>
);
