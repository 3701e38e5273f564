import type { Command } from 'commander';

/** How each command is called, for its help. Those that ask are of the bundled record, those that record of the README’s. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  position: [
    'onrecord position japan taiwan --as-of 2025-11-07',
    'onrecord position japan taiwan --as-of 2025-11-07 --known-at 2025-11-25',
    'onrecord position --csv > board.csv',
  ],
  history: ['onrecord history japan taiwan --as-of 2025-11-25'],
  diff: [
    'onrecord diff japan taiwan --from 2025-11-06 --to 2025-11-25',
    'onrecord diff japan taiwan --known-from 2025-11-25 --known-to 2025-11-26',
    'onrecord diff japan taiwan --with china',
  ],
  watch: ['onrecord watch --actor japan --kind first-stated,shifted', 'onrecord watch --once --after 70.3'],
  replay: [
    'onrecord replay --clock said --from 2025-11-07 --to 2025-11-25',
    'onrecord replay --from 2025-11-25 --speed 86400',
  ],
  actors: ['onrecord actors', 'onrecord actors 高市早苗'],
  issues: ['onrecord issues taiwan'],
  show: ['onrecord show takaichi-diet-remark-2025-11-07', 'onrecord show japan --known-at 2025-11-25'],
  search: ['onrecord search armed attack', 'onrecord search 台湾'],
  import: [
    'onrecord import --dry-run examples/first-statement.jsonl',
    'onrecord import --trust-recorded-at record.jsonl --texts texts',
  ],
  export: ['onrecord export > record.jsonl', 'onrecord export --with-withheld --texts texts > record.jsonl'],
  correct: [
    'onrecord correct placeholder-speech-2026-01-14 --said 2026-01-13 --reason "The gazette gives the 13th." --dry-run',
    'onrecord correct placeholder-speech-2026-01-14 --no-in-reply-to --reason "It answered nothing."',
  ],
  report: [
    'onrecord report placeholder-speech-2026-01-14 examplia-gazette-2026-01-15 --told-by placeholder-jane --reason "The gazette has it from her."',
  ],
  void: [
    'onrecord void placeholder-speech-2026-01-14 --reason "Entered twice."',
    'onrecord void placeholder-speech-2026-01-14 --withdrawal --reason "It was another speech."',
  ],
  withdraw: [
    'onrecord withdraw placeholder-speech-2026-01-14 --by examplia --said 2026-01-20 --source examplia-gazette-2026-01-21 --directness verbatim --quote "I take that back."',
  ],
  corroborate: [
    'onrecord corroborate placeholder-speech-2026-01-14 --source harbour-news --directness paraphrase --why "Same day, same hall." --quote "harbour-should-reopen=open by spring"',
  ],
  code: [
    'onrecord code placeholder-speech-2026-01-14 by-spring --issue harbour --proposition harbour-should-reopen --stance affirms --source examplia-gazette-2026-01-15 --directness verbatim --quote "We want the harbour open by spring."',
  ],
  revise: [
    'onrecord revise placeholder-speech-2026-01-14 harbour-should-reopen --stance conditional --condition "in spring" --reason "Read again."',
  ],
  name: ['onrecord name placeholder-jane --text "Placeholder Jane" --language en --order family-first'],
  membership: [
    'onrecord membership placeholder-jane placeholder-chair --body examplia --post "Chair of the harbour board" --no-speaks-for --from 2026-02-01',
    'onrecord membership placeholder-jane placeholder-harbour-minister --until 2026-02-01 --reason "She left office."',
  ],
  capture: ['onrecord capture examplia-gazette-2026-01-15 --text gazette.txt'],
  withhold: [
    'onrecord withhold examplia-gazette-2026-01-15 --scope text-and-quotes --reason "A court ordered it." --by "A. Keeper" --authority "Order 7"',
  ],
  release: ['onrecord release examplia-gazette-2026-01-15 --reason "The order was lifted." --by "A. Keeper"'],
  verify: [
    'onrecord verify --key onrecord.key.pub --checkpoints /mnt/elsewhere/onrecord',
    'onrecord verify --citation citation.json --key onrecord.key.pub',
  ],
  checkpoint: ['onrecord checkpoint --new-key onrecord.key', 'onrecord checkpoint --to /mnt/elsewhere/onrecord'],
  prove: ['onrecord prove 63', 'onrecord prove --from 60 --to 72'],
  cite: ['onrecord cite takaichi-diet-remark-2025-11-07 > citation.json'],
  backup: ['onrecord backup copies/onrecord-2026-01-31.db'],
  restore: ['onrecord restore copies/onrecord-2026-01-31.db'],
  rebuild: ['onrecord rebuild --check'],
  doctor: ['onrecord doctor', 'onrecord --json doctor'],
  serve: ['onrecord serve', 'onrecord serve --host 0.0.0.0 --port 8360'],
  demo: ['onrecord demo', 'onrecord demo --no-serve'],
  'key create': ['onrecord key create --name "Rita Reader" --scopes read,record --expires-in 90d'],
  'key list': ['onrecord key list'],
  'key rotate': ['onrecord key rotate 3104749d1d --overlap 24h'],
  'key revoke': ['onrecord key revoke 3104749d1d'],
};

const shown = (examples: readonly string[]): string =>
  ['', examples.length === 1 ? 'Example:' : 'Examples:', ...examples.map((example) => `  $ ${example}`)].join('\n');

/** Show examples below the help of each command, and of the commands inside it. */
export const addExamples = (parent: Command, within = ''): void => {
  for (const command of parent.commands) {
    const name = `${within}${command.name()}`;
    const examples = EXAMPLES[name];
    if (examples !== undefined) command.addHelpText('after', shown(examples));
    addExamples(command, `${name} `);
  }
};
