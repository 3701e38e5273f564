/** Who held which post when: public knowledge, recorded on the day after a post began or ended. */

import type { EventOf, Membership } from '../../events/index.js';
import { Entry, recordedOn } from './entry.js';

type Taken = EventOf<'MembershipRecorded'>['data'];

const took = (data: Omit<Taken, 'speaksFor'>): EventOf<'MembershipRecorded'> => ({
  type: 'MembershipRecorded',
  data: { ...data, speaksFor: true },
});

const foreignMinister = {
  actorId: 'iwaya-takeshi',
  membershipId: 'iwaya-foreign-minister',
  body: 'japan',
  post: 'Minister for Foreign Affairs of Japan',
  from: '2024-10-01',
} satisfies Partial<Membership> & { actorId: string };

/** Posts in the order in which they were recorded. */
export const posts: readonly Entry[] = [
  ...recordedOn('2023-02-22', {
    'post-xi-president': took({
      actorId: 'xi-jinping',
      membershipId: 'xi-president',
      body: 'china',
      post: "President of the People's Republic of China",
      from: '2013-03-14',
    }),
  }),
  ...recordedOn('2024-04-17', {
    'post-fu-permanent-representative': took({
      actorId: 'fu-cong',
      membershipId: 'fu-permanent-representative',
      body: 'china',
      post: 'Permanent Representative of China to the United Nations',
      from: '2024-04-16',
      note: 'From the day he presented his credentials to the Secretary-General (UN press release BIO/5531).',
    }),
  }),
  ...recordedOn('2024-10-02', { 'post-iwaya-foreign-minister': took(foreignMinister) }),
  ...recordedOn('2024-11-10', {
    'post-saito-komeito-leader': took({
      actorId: 'saito-tetsuo',
      membershipId: 'saito-komeito-leader',
      body: 'komeito',
      post: 'Chief Representative of Komeito',
      from: '2024-11-09',
    }),
  }),
  ...recordedOn('2025-01-21', {
    'post-trump-president': took({
      actorId: 'trump-donald',
      membershipId: 'trump-president',
      body: 'united-states',
      post: 'President of the United States',
      from: '2025-01-20',
      note: 'His second term; the first ended before this record begins.',
    }),
  }),
  ...recordedOn('2025-10-22', {
    'post-iwaya-foreign-minister-ended': {
      type: 'MembershipCorrected',
      data: {
        ...foreignMinister,
        speaksFor: true,
        until: '2025-10-21',
        reason: 'A new cabinet took office on 21 October 2025.',
      },
    },
    'post-takaichi-prime-minister': took({
      actorId: 'takaichi-sanae',
      membershipId: 'takaichi-prime-minister',
      body: 'japan',
      post: 'Prime Minister of Japan',
      from: '2025-10-21',
    }),
  }),
  ...recordedOn('2025-11-25', {
    'post-yamazaki-permanent-representative': took({
      actorId: 'yamazaki-kazuyuki',
      membershipId: 'yamazaki-permanent-representative',
      body: 'japan',
      post: 'Permanent Representative of Japan to the United Nations',
      from: '2025-11-24',
      note: 'The earliest day on which these documents show him in post: the letter of this date is signed in it.',
    }),
  }),
];
