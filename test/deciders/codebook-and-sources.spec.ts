import { any } from '../support/given.js';
import { recorded } from '../support/decide.js';

const title = [{ language: 'en', text: 'Fishing' }];
const wording = [{ language: 'en', text: 'Fishing is free.' }];
const claim = { issueId: 'harbour', propositionId: 'fishing-is-free', kind: 'claim', wording };

describe('opening the record', () => {
  it('is refused where it is open under another name', () =>
    recorded()
      .when('OpenRecord', { name: 'Another' })
      .refused('conflict', 'This log was opened as “The harbour” and has one name.'));
});

describe('opening an issue', () => {
  it('records it', () =>
    recorded()
      .when('OpenIssue', { issueId: 'fishing', title })
      .then([{ type: 'IssueOpened', data: { title } }]));

  it('is refused where the id is taken', () =>
    recorded().when('OpenIssue', { issueId: 'harbour', title }).refused('conflict', 'There is an issue'));
});

describe('wording a proposition', () => {
  it('records a claim, and a policy with whose it is', () => {
    recorded()
      .when('WordProposition', claim)
      .then([{ type: 'PropositionWorded', data: claim }]);
    const policy = { ...claim, kind: 'policy', policyOf: 'sudland' };
    recorded()
      .when('WordProposition', policy)
      .then([{ data: policy }]);
  });

  it('is refused where the issue is unknown, with the nearest there are', () =>
    recorded()
      .when('WordProposition', { ...claim, issueId: 'harbor' })
      .refused('missing', 'There is no issue with the id “harbor”. Nearest: harbour'));

  it('is refused where the proposition is there', () =>
    recorded()
      .when('WordProposition', { ...claim, propositionId: 'harbour-is-open' })
      .refused('conflict', 'There is a proposition of harbour with the id “harbour-is-open” already.'));

  it('is refused where a policy is nobody’s, a claim somebody’s, or a policy an unknown actor’s', () => {
    recorded()
      .when('WordProposition', { ...claim, kind: 'policy' })
      .faults({ '/policyOf': 'is required: whose policy is it?' });
    recorded()
      .when('WordProposition', { ...claim, policyOf: 'norland' })
      .faults({ '/policyOf': 'is for policies' });
    recorded()
      .when('WordProposition', { ...claim, kind: 'policy', policyOf: 'nobody' })
      .faults({ '/policyOf': 'names actor “nobody”, which is not on record.' });
  });

  it('is changed with a reason where it is there, and refused where it is not', () => {
    const again = { issueId: 'harbour', propositionId: 'harbour-is-open', wording, reason: 'Clearer.' };
    recorded()
      .when('RewordProposition', again)
      .then([{ type: 'PropositionReworded', data: again }]);
    recorded()
      .when('RewordProposition', { ...again, propositionId: 'constructor' })
      .refused('missing', 'There is no proposition of harbour with the id “constructor”.');
  });
});

describe('describing a source', () => {
  const source = { sourceId: 'letter', kind: 'press', title: 'Letter', publisher: 'Daily', language: 'en' };

  it('records it', () =>
    recorded()
      .when('DescribeSource', source)
      .then([{ type: 'SourceDescribed', data: source }]));

  it('is refused where the id is taken', () =>
    recorded()
      .when('DescribeSource', { ...source, sourceId: 'gazette' })
      .refused('conflict', 'There is a source with the id “gazette” already.'));

  it('is refused where an official one is nobody’s, or an unknown actor’s', () => {
    recorded()
      .when('DescribeSource', { ...source, kind: 'official' })
      .faults({ '/officialOf': 'is required: whose official document is it?' });
    recorded()
      .when('DescribeSource', { ...source, kind: 'official', officialOf: 'northland' })
      .faults({ '/officialOf': 'Nearest: norland' });
  });
});

describe('capturing a source', () => {
  const capture = { sourceId: 'gazette', sha256: 'a'.repeat(64), length: 12 };
  const captured = any({ type: 'SourceCaptured', data: capture });

  it('records its hash and length', () =>
    recorded()
      .when('CaptureSource', capture)
      .then([{ type: 'SourceCaptured', data: capture }]));

  it('again is nothing new, and with another hash is', () => {
    recorded(captured).when('CaptureSource', capture).then([]);
    recorded(captured)
      .when('CaptureSource', { ...capture, sha256: 'b'.repeat(64) })
      .then([{ type: 'SourceCaptured' }]);
  });

  it('is refused where the source is unknown', () =>
    recorded()
      .when('CaptureSource', { ...capture, sourceId: 'gazete' })
      .refused('missing', 'There is no source with the id “gazete”. Nearest: gazette.'));
});
