import { any } from '../support/given.js';
import { recorded } from '../support/decide.js';

const why = { sourceId: 'daily', reason: 'A court ordered it.', by: 'A. Keeper' };
const withhold = { ...why, scope: 'text-and-quotes' };
const withheld = any({ type: 'SourceWithheld', data: { ...why, scope: 'text-and-quotes' } });
const sha256 = 'a'.repeat(64);
const captured = (sourceId: string) => any({ type: 'SourceCaptured', data: { sourceId, sha256, length: 3 } });

describe('withholding a source', () => {
  it('records why, by whom and how much of it', () =>
    recorded()
      .when('WithholdSource', { ...withhold, authority: 'An order' })
      .then([{ type: 'SourceWithheld', data: { ...withhold, authority: 'An order' } }]));

  it('is nothing new where it is withheld just so', () =>
    recorded(withheld)
      .when('WithholdSource', { ...withhold, erased: false })
      .then([]));

  it.each([
    { scope: 'text' },
    { reason: 'A licence ended.' },
    { by: 'B. Keeper' },
    { authority: 'An order' },
    { erased: true },
  ])('is something new with another %j', (other) =>
    recorded(withheld)
      .when('WithholdSource', { ...withhold, ...other })
      .then([{ type: 'SourceWithheld', data: other }]),
  );

  it('is refused without a reason, an author or a scope', () =>
    recorded()
      .when('WithholdSource', { sourceId: 'daily', scope: 'everything' })
      .faults({ '/scope': 'must be one of text, text-and-quotes', '/reason': 'is required', '/by': 'is required' }));

  it('is refused of a source that is not there, with the nearest there are', () =>
    recorded()
      .when('WithholdSource', { ...withhold, sourceId: 'dayly' })
      .refused('missing', 'There is no source with the id “dayly”. Nearest: daily'));

  it('erases no text that another source has too, unless that one is withheld as well', () => {
    const both = [captured('daily'), captured('digest')];
    recorded(...both)
      .when('WithholdSource', { ...withhold, erased: true })
      .faults({ '/erased': 'would erase the text of source digest too' });
    const other = any({ type: 'SourceWithheld', data: { ...why, sourceId: 'digest', scope: 'text' } });
    recorded(...both, other)
      .when('WithholdSource', { ...withhold, erased: true })
      .then([{ type: 'SourceWithheld', data: { erased: true } }]);
  });
});

describe('releasing a source', () => {
  it('records why and by whom', () =>
    recorded(withheld)
      .when('ReleaseSource', why)
      .then([{ type: 'SourceReleased', data: why }]));

  it('is nothing new where it is not withheld, or was released', () => {
    recorded().when('ReleaseSource', why).then([]);
    recorded(withheld, any({ type: 'SourceReleased', data: why }))
      .when('ReleaseSource', why)
      .then([]);
  });
});

describe('capturing a text', () => {
  const capture = { sourceId: 'daily', sha256, length: 3 };

  it('is refused while its source is withheld, and taken once it is released', () => {
    recorded(withheld).when('CaptureSource', capture).refused('conflict', 'is withheld: no text of it is taken');
    recorded(withheld, any({ type: 'SourceReleased', data: why }))
      .when('CaptureSource', capture)
      .then([{ type: 'SourceCaptured', data: capture }]);
  });

  it('knows after a release which text there was', () =>
    recorded(captured('daily'), withheld, any({ type: 'SourceReleased', data: why }))
      .when('CaptureSource', capture)
      .then([]));
});
