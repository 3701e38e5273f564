/** The three issues and their propositions, in English and in this codebook's own Japanese. */

import type { EventOf } from '../../events/index.js';
import { Entry, recordedOn } from './entry.js';

type Issue = EventOf<'IssueOpened'>;
type Proposition = EventOf<'PropositionWorded'>;

const issue = (issueId: string, en: string, ja: string, zh: string): Issue => ({
  type: 'IssueOpened',
  data: {
    issueId,
    title: [
      { language: 'en', text: en },
      { language: 'ja', text: ja },
      { language: 'zh-Hans', text: zh },
    ],
  },
});

const worded = (kind: 'claim' | 'policy') => (issueId: string, propositionId: string, en: string, ja: string) => ({
  [`proposition-${propositionId}`]: {
    type: 'PropositionWorded',
    data: {
      issueId,
      propositionId,
      kind,
      ...(kind === 'policy' ? { policyOf: 'japan' } : {}),
      wording: [
        { language: 'en', text: en },
        { language: 'ja', text: ja },
      ],
    },
  } satisfies Proposition,
});
const claim = worded('claim');
const policyOfJapan = worded('policy');

const issues = {
  'issue-taiwan': issue('taiwan', 'Taiwan', '台湾', '台湾'),
  'issue-collective-self-defense': issue(
    'collective-self-defense',
    'Collective self-defense',
    '集団的自衛権',
    '集体自卫权',
  ),
  'issue-dialogue': issue('dialogue', 'Dialogue between Japan and China', '日中間の対話', '中日对话'),
};

const onTaiwan = {
  ...claim(
    'taiwan',
    'strait-peace-matters',
    'Peace and stability across the Taiwan Strait are important.',
    '台湾海峡の平和と安定は重要である。',
  ),
  ...claim(
    'taiwan',
    'peaceful-resolution-through-dialogue',
    'Issues concerning Taiwan should be resolved peacefully through dialogue.',
    '台湾をめぐる問題は、対話により平和的に解決されるべきである。',
  ),
  ...policyOfJapan(
    'taiwan',
    'communique-1972-is-the-basis',
    "Japan's basic position on Taiwan is that of the Japan-China Joint Communiqué of 1972.",
    '台湾に関する日本の基本的立場は、1972年の日中共同声明のとおりである。',
  ),
  ...claim(
    'taiwan',
    'attack-on-taiwan-may-threaten-japans-survival',
    "An attack on Taiwan could become a situation that threatens Japan's survival.",
    '台湾への攻撃は、日本の存立を脅かす事態になり得る。',
  ),
  ...claim(
    'taiwan',
    'taiwans-return-is-postwar-order',
    "Taiwan's return to China is part of the post-war international order.",
    '台湾の中国への復帰は、戦後国際秩序の一部である。',
  ),
  ...claim(
    'taiwan',
    'japans-taiwan-policy-changed',
    'Japan has changed its position on a Taiwan crisis.',
    '日本は台湾有事に関する立場を変えた。',
  ),
  ...claim(
    'taiwan',
    'japan-threatens-intervention',
    "Japan's remarks amount to attempted military intervention or a threat of force over Taiwan.",
    '日本の発言は、台湾をめぐる軍事介入の企て又は武力による威嚇に当たる。',
  ),
  ...claim(
    'taiwan',
    'remark-should-be-retracted',
    "The Prime Minister's remark of 7 November 2025 should be retracted.",
    '2025年11月7日の総理大臣の発言は撤回されるべきである。',
  ),
  ...claim(
    'taiwan',
    'us-president-raised-the-remark',
    'The US President raised that remark in his call with the Prime Minister.',
    'アメリカ大統領は、総理大臣との電話会談でその発言を取り上げた。',
  ),
};

const onCollectiveSelfDefense = {
  ...policyOfJapan(
    'collective-self-defense',
    'may-follow-attack-on-us-over-taiwan',
    'Japan may exercise collective self-defense if the United States is attacked while protecting Taiwan.',
    '台湾を守るアメリカが攻撃された場合、日本は集団的自衛権を行使し得る。',
  ),
  ...policyOfJapan(
    'collective-self-defense',
    'limited-by-domestic-law',
    'Japan exercises collective self-defense only in the situations that its domestic law restrictively defines.',
    '日本は、国内法が限定的に定める事態においてのみ集団的自衛権を行使する。',
  ),
  ...policyOfJapan(
    'collective-self-defense',
    'without-armed-attack',
    'Japan would exercise the right of self-defense even in the absence of an armed attack.',
    '日本は、武力攻撃がなくても自衛権を行使する。',
  ),
  ...policyOfJapan(
    'collective-self-defense',
    'exclusively-defense-oriented',
    "Japan's defense policy is exclusively defense-oriented.",
    '日本の防衛政策は専守防衛である。',
  ),
};

const onDialogue = {
  ...claim(
    'dialogue',
    'japan-china-dialogue-should-continue',
    'Japan and China should continue dialogue and communication.',
    '日本と中国は対話と意思疎通を続けるべきである。',
  ),
  ...claim(
    'dialogue',
    'mutually-beneficial-relationship',
    'Japan and China should promote a mutually beneficial relationship based on common strategic interests.',
    '日本と中国は戦略的互恵関係を推進すべきである。',
  ),
  ...claim(
    'dialogue',
    'defense-hotline-should-operate',
    'The hotline between the defense authorities of Japan and China should operate.',
    '日中防衛当局間のホットラインは運用されるべきである。',
  ),
  ...claim(
    'dialogue',
    'china-avoids-political-dialogue',
    'China takes a negative attitude towards political dialogue with Japan.',
    '中国は日本との政治対話に消極的な態度をとっている。',
  ),
  ...claim(
    'dialogue',
    'friction-comes-of-misunderstandings',
    'The friction between Japan and China comes of misunderstandings.',
    '日本と中国の摩擦は誤解から生じている。',
  ),
  ...claim(
    'dialogue',
    'party-channels-can-repair-relations',
    "A party's channels to China can help to repair relations.",
    '政党が持つ中国とのつながりは、関係の修復に役立ち得る。',
  ),
};

/** The codebook, open from the record's first instant. */
export const codebook: readonly Entry[] = recordedOn('2023-02-22', {
  ...issues,
  ...onTaiwan,
  ...onCollectiveSelfDefense,
  ...onDialogue,
});
