import { importLines } from '../../src/record/import.js';
import { eventIdOf } from '../../src/record/event-id.js';
import { type Machine, openMachine } from '../../src/record/machine.js';
import { folder, onrecord } from '../support/command-line.js';
import { madeUpActorLines } from '../support/made-up-actors.js';
import { command } from '../support/parties.js';
import { withNothing } from '../support/service.js';

const REASON = { statementId: 'speech', reason: 'Misread.' };
const SPEECH = {
  ...{ statementId: 'speech', speaker: 'avery-example', channel: { kind: 'speech' }, said: { edtf: '2025-11-07' } },
  ...{ reports: [{ source: 'arvia-gazette', directness: 'paraphrase', attribution: [] }], codings: [] },
};
const FIRST = [...madeUpActorLines, JSON.stringify({ type: 'StatementRecorded', data: SPEECH })];
/** Corrections that an earlier version recorded, and that correct nothing: the same speaker, no reply taken out. */
const NOTHING = [{ speaker: 'avery-example' }, { inReplyTo: null, askedBy: null }];

const linesOf = async ({ store }: Machine): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const { line } of store.readAll()) lines.push(line);
  return lines;
};

/** A log as that version wrote it. */
const written = async (): Promise<Machine> => {
  const machine = await openMachine('memory:');
  await importLines(machine, FIRST);
  for (const [at, corrected] of NOTHING.entries())
    await machine.store.append('onrecord-statement-speech', at, [
      {
        ...{ id: eventIdOf(`nothing-${at}`, 0), type: 'StatementCorrected', recordedby: 'spec' },
        ...{ commandid: `nothing-${at}`, data: { ...REASON, corrected } },
      },
    ]);
  return machine;
};

describe('a log that holds corrections which correct nothing', () => {
  it('goes into an empty store byte for byte, and is passed over when it comes again', async () => {
    const old = await written();
    const lines = await linesOf(old);
    const other = await openMachine('memory:');
    expect(await importLines(other, lines, { trustRecordedAt: true })).toMatchObject({ recorded: lines.length });
    expect(await linesOf(other)).toEqual(lines);
    for (const machine of [old, other])
      expect(await importLines(machine, lines)).toMatchObject({ recorded: 0, repeated: lines.length, warned: 0 });
    const without = await openMachine('memory:');
    expect(await importLines(without, lines)).toMatchObject({ recorded: lines.length });
    for (const machine of [old, other, without]) await machine.close();
  });

  it('takes each again under its id as the same command, and under another as one that corrects nothing', async () => {
    const old = await written();
    for (const [at, corrected] of NOTHING.entries()) {
      const again = await old.ledger.execute(command('CorrectStatement', { ...REASON, corrected }, `nothing-${at}`));
      expect(again.outcome).toBe('repeated');
      const anew = old.ledger.execute(command('CorrectStatement', { ...REASON, corrected }));
      await expect(anew).rejects.toMatchObject({ kind: 'invalid', message: expect.stringMatching(/corrects nothing/) });
    }
    await old.close();
  });
});

describe('a correction that corrects nothing', () => {
  it('is 422 over HTTP with a pointer for each part, and recorded where it is given with anything new', async () => {
    const service = await withNothing();
    await importLines(service.machine, FIRST);
    const send = (corrected: object, query = '') =>
      service.ask.post(`/v1/statements/speech/corrections${query}`).send({ reason: 'Misread.', corrected });
    for (const query of ['', '?dryRun=true']) {
      const { status, body } = await send({ speaker: 'avery-example', askedBy: null }, query);
      expect([status, body]).toMatchObject([
        422,
        {
          type: 'urn:onrecord:problem:does-not-hold',
          errors: [
            { pointer: '/corrected/speaker', detail: 'is avery-example on record already: this corrects nothing.' },
            {
              pointer: '/corrected/askedBy',
              detail: 'has nothing on record that could be taken out: this corrects nothing.',
            },
          ],
        },
      ]);
    }
    expect((await send({ speaker: 'avery-example', audience: ['arvia'] })).status).toBe(201);
    expect((await send({ audience: ['arvia'] })).status).toBe(422);
    expect((await send({ audience: null })).status).toBe(201);
    expect((await send({ audience: null })).status).toBe(422);
    await service.close();
  });

  it('is refused in a file, as the line that it is', async () => {
    const machine = await openMachine('memory:');
    await importLines(machine, FIRST);
    const line = JSON.stringify({ type: 'StatementCorrected', data: { ...REASON, corrected: NOTHING[0] } });
    await expect(importLines(machine, [line])).rejects.toMatchObject({
      ...{ kind: 'invalid', line: 1, pointer: '/data/corrected/speaker' },
    });
    await machine.close();
  });

  it('is exit code 4 on the command line, by the option', () => {
    const place = folder();
    const store = place.store('nothing');
    expect(onrecord(store, ['import', '-'], FIRST.join('\n')).code).toBe(0);
    const correct = (...options: readonly string[]) =>
      onrecord(store, ['correct', 'speech', ...options, '--reason', 'Misread.']);
    expect(correct('--speaker', 'Avery Example')).toMatchObject({
      code: 4,
      err: 'onrecord: --speaker is avery-example on record already: this corrects nothing.\n',
    });
    expect(correct('--said', '2025-11-06').code).toBe(0);
    expect(correct('--said', '2025-11-06')).toMatchObject({
      code: 4,
      err: 'onrecord: --said is 2025-11-06 in Asia/Tokyo on record already: this corrects nothing.\n',
    });
    expect(correct('--no-asked-by').code).toBe(4);
    place.remove();
  });
});
