import type { Account, ChangeKind, Directness, Policy, Stance, StanceInForce } from '../api/types.js';
import { inBoth } from './language.js';

/** What an actor does with a proposition, in a word. */
export const stanceWords = inBoth<Readonly<Record<Stance | StanceInForce, string>>>(
  { affirms: 'Affirms', denies: 'Denies', conditional: 'On condition', declines: 'Declined to say', mixed: 'Mixed' },
  { affirms: '肯定', denies: '否定', conditional: '条件付き', declines: '回答せず', mixed: '混在' },
);

/** What is marked on a cell, a lane or a change: each has a shape of its own in parts/mark.tsx. */
export type MarkKind =
  | 'new'
  | 'reaffirmed'
  | 'shifted'
  | 'withdrawn'
  | 'declined'
  | 'characterised'
  | 'contested'
  | 'silent'
  | 'corrected'
  | 'later';

export const markWords = inBoth<Readonly<Record<MarkKind, string>>>(
  {
    new: 'New stance',
    reaffirmed: 'Reaffirmed',
    shifted: 'Shifted',
    withdrawn: 'Withdrawn',
    declined: 'Declined to say',
    characterised: 'Characterised by others',
    contested: 'Contested',
    silent: 'Silent',
    corrected: 'Corrected since',
    later: 'Learned later',
  },
  {
    new: '新たな立場',
    reaffirmed: '再確認',
    shifted: '変化',
    withdrawn: '撤回',
    declined: '回答せず',
    characterised: '他者による描写',
    contested: '対立あり',
    silent: '沈黙',
    corrected: '後日訂正',
    later: '後に判明',
  },
);

/** The mark of a kind of change. */
export const MARK_OF: Readonly<Record<ChangeKind, MarkKind>> = {
  'first-stated': 'new',
  reaffirmed: 'reaffirmed',
  shifted: 'shifted',
  withdrawn: 'withdrawn',
  declined: 'declined',
  characterised: 'characterised',
  contested: 'contested',
  'record-corrected': 'corrected',
};

export const accountWords = inBoth<Readonly<Record<Account, string>>>(
  { own: 'own source', press: 'third-party report', counterpart: 'counterpart’s account' },
  { own: '本人側の資料', press: '第三者の報道', counterpart: '相手側の説明' },
);

export const directnessWords = inBoth<Readonly<Record<Directness, string>>>(
  { verbatim: 'verbatim', translation: 'translation', paraphrase: 'paraphrase', readout: 'read-out' },
  { verbatim: '原文どおり', translation: '翻訳', paraphrase: '要約・言い換え', readout: '会談等の発表' },
);

export const policyWords = inBoth<Readonly<Record<Policy | 'label' | 'help', string>>>(
  {
    label: 'Evidence',
    help: 'Whose accounts may move a position',
    own: 'Own sources',
    press: 'Own and press',
    all: 'All accounts',
  },
  {
    label: '根拠',
    help: '立場の判断に用いる資料の範囲',
    own: '本人側のみ',
    press: '本人側と報道',
    all: '相手側の説明も含む',
  },
);
