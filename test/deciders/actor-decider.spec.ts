import { post } from '../support/given.js';
import { recorded } from '../support/decide.js';

const names = [{ language: 'en', text: 'Dee Lake' }];
const lake = { actorId: 'dee-lake', kind: 'person', names };
const membership = { actorId: 'cy-reed', membershipId: 'leader', body: 'reform', post: 'Leader', speaksFor: true };

describe('registering an actor', () => {
  it('records it as it was given', () =>
    recorded()
      .when('RegisterActor', lake)
      .then([{ type: 'ActorRegistered', data: lake }]));

  it('is refused where the id is taken', () =>
    recorded()
      .when('RegisterActor', { ...lake, actorId: 'cy-reed' })
      .refused('conflict', 'There is an actor with the id “cy-reed” already.'));

  it('refuses a body without a name of its own', () =>
    recorded()
      .when('RegisterActor', { ...lake, kind: 'party', unnamed: true })
      .faults({ '/unnamed': 'is for persons: a body has a name.' }));

  it('takes a person without a name', () =>
    recorded()
      .when('RegisterActor', { ...lake, unnamed: true })
      .then([{ data: { unnamed: true } }]));
});

describe('naming an actor', () => {
  const name = { language: 'ja', text: 'リード', order: 'family-first' };

  it('adds a name', () =>
    recorded()
      .when('NameActor', { actorId: 'cy-reed', name })
      .then([{ type: 'ActorNamed', data: { name } }]));

  it('is refused where there is no such actor, with the nearest there are', () =>
    recorded()
      .when('NameActor', { actorId: 'cy-read', name })
      .refused('missing', 'There is no actor with the id “cy-read”. Nearest: cy-reed.'));
});

describe('recording a membership', () => {
  it('records the post', () =>
    recorded()
      .when('RecordMembership', membership)
      .then([{ type: 'MembershipRecorded', data: membership }]));

  it('is refused where the person has one with that id', () =>
    recorded(post('cy-reed', 'reform'))
      .when('RecordMembership', { ...membership, membershipId: 'cy-reed-in-reform' })
      .refused('conflict', 'There is a membership of cy-reed with the id “cy-reed-in-reform” already.'));

  it('is refused where the body is unknown, with the nearest there are', () =>
    recorded()
      .when('RecordMembership', { ...membership, body: 'norlund' })
      .faults({ '/body': 'names actor “norlund”, which is not on record. Nearest: norland' }));

  it('is refused where the body is a person', () =>
    recorded()
      .when('RecordMembership', { ...membership, body: 'ana-bright' })
      .faults({ '/body': 'names ana-bright, a person: only a body can be spoken for.' }));

  it('is refused where an actor is to be a member of itself', () =>
    recorded()
      .when('RecordMembership', { ...membership, actorId: 'reform' })
      .faults({ '/body': 'is the actor itself' }));

  it('is refused where it closes a circle', () =>
    recorded(post('coast-guard', 'norland'))
      .when('RecordMembership', { ...membership, actorId: 'norland', body: 'coast-guard' })
      .faults({ '/body': 'is itself a member of norland' }));

  it('is refused where it ends before it begins, or on the day it begins', () => {
    const until = { '/until': 'is not after 2025-11-05: it is the first day no longer in post.' };
    for (const day of ['2025-11-04', '2025-11-05']) {
      recorded()
        .when('RecordMembership', { ...membership, from: '2025-11-05', until: day })
        .faults(until);
    }
  });

  it('takes a post called as no object likes it', () =>
    recorded()
      .when('RecordMembership', { ...membership, membershipId: 'constructor' })
      .then([{ data: { membershipId: 'constructor' } }]));
});

describe('correcting a membership', () => {
  const correction = { ...membership, membershipId: 'cy-reed-in-reform', reason: 'The post began later.' };

  it('records the whole membership and the reason', () =>
    recorded(post('cy-reed', 'reform'))
      .when('CorrectMembership', { ...correction, from: '2025-11-05' })
      .then([{ type: 'MembershipCorrected', data: { ...correction, from: '2025-11-05' } }]));

  it('is refused where there is none', () =>
    recorded()
      .when('CorrectMembership', correction)
      .refused('missing', 'There is no membership of cy-reed with the id “cy-reed-in-reform”.'));

  it('is held to the rules of a membership', () =>
    recorded(post('cy-reed', 'reform'))
      .when('CorrectMembership', { ...correction, body: 'ana-bright', from: '2025-11-05', until: '2025-11-01' })
      .faults({ '/body': 'a person', '/until': 'is not after' }));
});
