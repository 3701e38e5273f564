import { inBoth } from './language.js';

/** What an event did to a record, in few words. */
export const eventWords = inBoth<Readonly<Record<string, string>>>(
  {
    StatementRecorded: 'Recorded',
    StatementCoded: 'A stance was read in it',
    CodingRevised: 'A stance was read anew',
    StatementCorroborated: 'Another source was added',
    ReportCorrected: 'A source’s account was corrected',
    StatementCorrected: 'Corrected',
    StatementVoided: 'Voided',
    StatementWithdrawn: 'Withdrawn by its speaker',
    WithdrawalVoided: 'The withdrawal was voided',
    MembershipCorrected: 'A post was corrected',
    PropositionReworded: 'A proposition was worded anew',
  },
  {
    StatementRecorded: '記録',
    StatementCoded: '立場を読み取り',
    CodingRevised: '立場を読み直し',
    StatementCorroborated: '別の出典を追加',
    ReportCorrected: '出典の伝え方を訂正',
    StatementCorrected: '訂正',
    StatementVoided: '無効化',
    StatementWithdrawn: '発言者が撤回',
    WithdrawalVoided: '撤回の記録を無効化',
    MembershipCorrected: '役職を訂正',
    PropositionReworded: '命題の文言を変更',
  },
);

const en = {
  since: 'Corrected since',
  help: 'Recorded after the time asked of. The answer here is the one that was given then.',
  at: (position: number) => `position ${position}`,
  by: (name: string) => `by ${name}`,
};

const ja: typeof en = {
  since: 'その後の訂正',
  help: '問うた時刻より後に記録されたものです。ここに示す答えは当時のものです。',
  at: (position) => `記録位置 ${position}`,
  by: (name) => `記録者：${name}`,
};

export const correctionWords = inBoth(en, ja);
