import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { checkCitation, type CitationChecked, readCitation } from '../proof/citation.js';
import { Proofs } from '../proof/proofs.js';
import { CitationDoesNotHold } from '../proof/refusals.js';
import { requirePlace } from '../proof/settings.js';
import type { PublicKey } from '../proof/signed-note.js';
import { citationOf } from '../record/cite.js';
import { NoSuchFile } from '../record/question-refusals.js';
import { globalsOf, asking } from './options.js';
import { columns, line, type Output, print } from './output.js';

/** A citation is a document whatever is asked for: it is printed as JSON. */
const cite = async (statement: string, _options: unknown, command: Command): Promise<void> => {
  const { store: url } = globalsOf(command);
  requirePlace(url);
  const citation = await asking(url, async ({ store, runner }) =>
    citationOf({ store, proofs: new Proofs(store, url), readings: await runner.toHead() }, statement),
  );
  await line(JSON.stringify(citation, null, 2));
};

const WHOSE: Readonly<Record<CitationChecked['signedBy'], string>> = {
  'a key that was given': 'signed by the key that was given',
  'the key that it names itself':
    'signed by the key that the citation itself names: give --key to hold it against the one that the record’s keeper publishes',
  'nobody known': 'not signed by anybody known',
};

const checkedText = (checked: CitationChecked): readonly string[] => {
  const stands = ({ stands: holds, withheld }: CitationChecked['events'][number]): string => {
    if (!holds) return 'DOES NOT STAND';
    return withheld ? 'stands; words are withheld, and what is shown of it is not proved' : 'stands, word for word';
  };
  const rows = checked.events.map((event) => [String(event.position), event.type, event.time, stands(event)]);
  return [
    `${checked.statement}, in the log ${checked.origin} of ${checked.size} events,`,
    `${WHOSE[checked.signedBy]}.`,
    ...(checked.key === undefined ? [] : [checked.key]),
    '',
    ...columns(['position', 'event', 'recorded', ''], rows),
    '',
    'Whether more was recorded of it, before or since, a citation cannot say: ask the record.',
    ...checked.findings,
  ];
};

const textIn = (file: string): string => {
  if (file !== '-' && !existsSync(file)) throw new NoSuchFile(file);
  return readFileSync(file === '-' ? 0 : file, 'utf8');
};

/** Check a citation alone, with no store and no service. */
export const verifyCitation = async (file: string, keys: readonly PublicKey[], output: Output): Promise<void> => {
  const checked = checkCitation(readCitation(textIn(file)), keys);
  await print(checked, output, () => checkedText(checked));
  if (checked.findings.length > 0) throw new CitationDoesNotHold(checked.findings);
};

/** Citing a statement. */
export const addCiteCommand = (program: Command): void => {
  program
    .command('cite <statement>')
    .description('a statement as it is on record, with the proof that it is, as JSON')
    .action(cite);
};
