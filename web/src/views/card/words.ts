import type { StanceInForce, Status } from '../../api/types.js';
import { inBoth } from '../../words/language.js';

type Answer = 'agreed' | 'denied' | 'unanswered' | StanceInForce;

const en = {
  title: (actor: string, issue: string) => `${actor} on ${issue}`,
  close: 'Close',
  back: 'Back to the board',
  asOf: (date: string) => `As of ${date}`,
  knownAt: (position: number, time: string) => `known at position ${position}${time === '' ? '' : `, ${time}`}`,
  status: {
    'stance in force': '',
    'no stance in force': 'No stance in force.',
    'no statement on record': 'No statement on record.',
  } satisfies Record<Status, string> as Readonly<Record<Status, string>>,
  last: (date: string, days: number) =>
    days === 0
      ? `Last statement on the issue: ${date}, the same day.`
      : `Last statement on the issue: ${date}, ${days === 1 ? '1 day' : `${days} days`} before.`,
  copyLink: 'Copy permalink',
  copyCitation: 'Copy citation',
  json: 'JSON',
  inForce: 'In force',
  condition: 'On condition that',
  since: (date: string) => `since ${date}`,
  sinceWithdrawal: 'since another statement was withdrawn',
  stated: (times: number, last: string) =>
    times === 1 ? `stated once, on ${last}` : `stated ${times} times, last on ${last}`,
  claim: 'claim',
  policyOf: (name: string) => `policy of ${name}`,
  first: 'First said in this run',
  latest: 'Latest words',
  words: 'The words',
  all: 'All the words in force',
  why: 'Why this is the answer',
  whyRun: (since: string, n: number) =>
    n === 1
      ? `One statement by that date takes this stance, and no later one takes another. It counts from ${since}.`
      : `${n} statements take this stance in an unbroken run from ${since}; none of a later date takes another.`,
  whyMixed: 'Statements whose dates cannot be put in order take different stances, so all of them stand.',
  whyWithdrawn: 'The run began when another statement was withdrawn and this stance returned.',
  whyPolicy: {
    own: 'Counted: the actor’s own official sources only.',
    press:
      'Counted: the actor’s own sources and third-party reports. Counterparts’ accounts are listed, and move nothing.',
    all: 'Counted: all accounts, counterparts’ too.',
  },
  whyKnown: (position: number, rules: string) =>
    `Read from the log up to position ${position}, under version ${rules} of the rules.`,
  contested: 'Contested',
  contestOf: (wording: string) => `Contested: ${wording}`,
  bySince: (date: string) => `since ${date}`,
  correctedOn: (date: string, position: number) => `${date}, position ${position}`,
  versions: 'Versions of this record',
  laterThan: 'after what is shown',
  characterisations: 'What others say of it',
  characterisationsHelp: (name: string) => `Their accounts, not ${name}’s position.`,
  says: (by: string, date: string) => `${by}, ${date}:`,
  answer: {
    agreed: 'Answer: agrees',
    denied: 'Answer: denies it',
    unanswered: 'No answer on record',
    affirms: 'Stated before it: affirms',
    denies: 'Stated before it: denies',
    conditional: 'Stated before it: on condition',
    mixed: 'Stated before it: mixed',
  } as Readonly<Record<Answer, string>>,
  declined: 'Declined to say',
  uncertain: 'Not yet certainly said by this date',
  notCounted: 'On record, not counted',
  withdrawn: 'Withdrawn',
  more: 'There are more; the history has all.',
  history: 'The whole history as JSON',
  later: 'Learned later',
  laterHelp: 'Said by this date, and not known at the time asked of.',
  laterOne: (said: string, learned: string) => `Said ${said}, learned ${learned}`,
  showNow: 'Show as known now',
};

const ja: typeof en = {
  title: (actor, issue) => `${actor}：${issue}`,
  close: '閉じる',
  back: '一覧に戻る',
  asOf: (date) => `${date}時点`,
  knownAt: (position, time) => `記録位置 ${position}${time === '' ? '' : `（${time}）`}`,
  status: {
    'stance in force': '',
    'no stance in force': '有効な立場はありません。',
    'no statement on record': '記録上の発言はありません。',
  },
  last: (date, days) => `この争点についての最後の発言：${date}${days === 0 ? '（同日）' : `（${days}日前）`}`,
  copyLink: '固定リンクをコピー',
  copyCitation: '引用情報をコピー',
  json: 'JSON',
  inForce: '有効な立場',
  condition: '条件',
  since: (date) => `${date}から`,
  sinceWithdrawal: '別の発言の撤回以来',
  stated: (times, last) => (times === 1 ? `${last}に1回発言` : `${times}回発言、最後は${last}`),
  claim: '主張',
  policyOf: (name) => `${name}の方針`,
  first: 'この立場での最初の発言',
  latest: '最新の言葉',
  words: '言葉',
  all: '有効なすべての言葉',
  why: 'この答えの理由',
  whyRun: (since, n) =>
    n === 1
      ? `この日までの1件の発言がこの立場をとり、それより後に別の立場をとる発言はありません。${since}から数えます。`
      : `${since}から途切れなく${n}件の発言がこの立場をとり、それより後に別の立場をとる発言はありません。`,
  whyMixed: '日付の前後を決められない発言が異なる立場をとるため、そのすべてを示します。',
  whyWithdrawn: '別の発言が撤回され、この立場に戻った時から数えます。',
  whyPolicy: {
    own: '算入：本人側の公式資料のみ。',
    press: '算入：本人側の資料と第三者の報道。相手側の説明は掲げますが、立場を動かしません。',
    all: '算入：相手側の説明を含むすべて。',
  },
  whyKnown: (position, rules) => `記録位置 ${position} までを、規則 第${rules}版で読んだものです。`,
  contested: '対立',
  contestOf: (wording) => `対立：${wording}`,
  bySince: (date) => `${date}から`,
  correctedOn: (date, position) => `${date}、記録位置 ${position}`,
  versions: 'この記録の版',
  laterThan: '表示の時点より後',
  characterisations: '他者による描写',
  characterisationsHelp: (name) => `他者の説明であり、${name}の立場ではありません。`,
  says: (by, date) => `${by}（${date}）：`,
  answer: {
    agreed: '応答：同意',
    denied: '応答：否定',
    unanswered: '記録上の応答なし',
    affirms: 'それ以前の発言：肯定',
    denies: 'それ以前の発言：否定',
    conditional: 'それ以前の発言：条件付き',
    mixed: 'それ以前の発言：混在',
  },
  declined: '回答せず',
  uncertain: 'この日までに述べられたか未確定',
  notCounted: '記録にあるが算入しないもの',
  withdrawn: '撤回',
  more: 'ほかにもあります。履歴にすべてがあります。',
  history: '全履歴のJSON',
  later: '後に判明',
  laterHelp: 'この日までに発言されていたが、問うた時刻には知られていなかったものです。',
  laterOne: (said, learned) => `${said}の発言、${learned}に判明`,
  showNow: '現在の知識で表示',
};

export const cardWords = inBoth(en, ja);
