import { affirmed, corrected } from '../support/given.js';
import { recorded } from '../support/decide.js';

const CORRECTED = { statementId: 'speech', reason: 'Misread.' };
/** A statement that has every part, said by Ana Bright at a fair. */
const full = recorded(
  affirmed('2025-11-01', { id: 'question', speaker: 'bo-stone' }),
  affirmed('2025-11-07', { id: 'speech', onBehalfOf: ['norland'] }),
  corrected('speech', {
    channel: { kind: 'speech', venue: 'The fair' },
    audience: ['sudland', 'reform'],
    inReplyTo: 'question',
    askedBy: 'bo-stone',
  }),
);
/** One that has no part it can be without. */
const bare = recorded(affirmed('2025-11-07', { id: 'speech' }));
const correcting = (record: typeof full, parts: object) =>
  record.when('CorrectStatement', { ...CORRECTED, corrected: parts });

describe('a correction that would leave a statement as it is', () => {
  it.each([
    ['speaker', { speaker: 'ana-bright' }, '/corrected/speaker', 'is ana-bright on record already'],
    ['date', { said: { edtf: '2025-11-07' } }, '/corrected/said/edtf', 'is 2025-11-07 in Asia/Tokyo on record already'],
    ['zone', { said: { edtf: '2025-11-07', zone: 'Asia/Tokyo' } }, '/corrected/said/edtf', 'in Asia/Tokyo on record'],
    ['bodies', { onBehalfOf: ['norland'] }, '/corrected/onBehalfOf', 'is norland on record already'],
    [
      'occasion',
      { channel: { kind: 'speech', venue: 'The fair' } },
      '/corrected/channel/kind',
      'is “speech”, “The fair” on record already',
    ],
    ['audience', { audience: ['sudland', 'reform'] }, '/corrected/audience', 'is sudland, reform on record already'],
    ['answer', { inReplyTo: 'question' }, '/corrected/inReplyTo', 'is question on record already'],
    ['asker', { askedBy: 'bo-stone' }, '/corrected/askedBy', 'is bo-stone on record already'],
  ])('is refused, and says what stands: the same %s', (_part, parts, pointer, said) =>
    correcting(full, parts).faults({ [pointer]: said }),
  );

  it.each(['onBehalfOf', 'audience', 'inReplyTo', 'askedBy'])(
    'is refused where it takes out %s that is not there',
    (part) =>
      correcting(bare, { [part]: null }).faults({
        [`/corrected/${part}`]: 'has nothing on record that could be taken out: this corrects nothing.',
      }),
  );

  it('names each part that is so already', () => {
    correcting(bare, { speaker: 'ana-bright', said: { edtf: '2025-11-07' }, audience: null }).faults({
      '/corrected/speaker': 'is ana-bright',
      '/corrected/audience': 'has nothing on record',
      '/corrected/said/edtf': 'is 2025-11-07',
    });
    const personal = recorded(affirmed('2025-11-07', { id: 'speech', onBehalfOf: [] }));
    correcting(personal, { onBehalfOf: [] }).faults({ '/corrected/onBehalfOf': 'is nobody on record already' });
  });

  it('is one that says again what an earlier correction said', () => {
    const twice = { said: { edtf: '2025-11-03' } };
    const [event] = correcting(bare, twice).events;
    const after = recorded(
      affirmed('2025-11-07', { id: 'speech' }),
      corrected('speech', (event!.data as { corrected: object }).corrected),
    );
    correcting(after, twice).faults({ '/corrected/said/edtf': 'is 2025-11-03 in Asia/Tokyo on record already' });
    correcting(after, { said: { edtf: '2025-11-07' } }).then([{ type: 'StatementCorrected' }]);
  });
});

describe('a correction of which anything is new', () => {
  it.each([
    ['one part of two', { speaker: 'ana-bright', askedBy: 'sudland' }],
    ['a part that is taken out beside one that is not there', { askedBy: null, said: { edtf: '2025-11-08' } }],
    ['the zone of the same date', { said: { edtf: '2025-11-07', zone: 'Europe/Lisbon' } }],
    ['the precision of the same day', { said: { edtf: '2025-11-07~' } }],
    ['the order of bodies', { audience: ['reform', 'sudland'] }],
    ['less of an occasion', { channel: { venue: null } }],
    ['nobody in the place of what posts decide', { onBehalfOf: [] }],
    ['what posts decide in the place of bodies', { onBehalfOf: null }],
  ])('is taken: %s', (_what, parts) =>
    correcting(full, parts).then([{ type: 'StatementCorrected', data: { reason: 'Misread.' } }]),
  );

  it('is taken where the same range is cut later, since the statement is read otherwise by it', () => {
    const early = recorded(affirmed('2025-11', { id: 'speech', recorded: '2025-11-10T00:00:00.000Z' }));
    const same = { said: { edtf: '2025-11' } };
    correcting(early, same).then([{ type: 'StatementCorrected' }]);
    correcting(early.at('2025-11-10T00:00:00.000Z'), same).faults({ '/corrected/said/edtf': 'is 2025-11' });
    correcting(recorded(affirmed('2025-10', { id: 'speech' })), { said: { edtf: '2025-10' } }).faults({
      '/corrected/said/edtf': 'is 2025-10',
    });
  });
});
