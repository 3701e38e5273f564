/** Made-up people, a government and a gazette beside the bundled record: nothing new is said there in anybody real’s name. */

import { importLines } from '../../src/record/import.js';
import type { Machine } from '../../src/record/machine.js';
import { type TestService, withBundledRecord } from './service.js';

const person = (given: string): object => ({
  actorId: `${given.toLowerCase()}-example`,
  kind: 'person',
  names: [
    { language: 'en', order: 'given-first', text: `${given} Example` },
    ...(given === 'Avery' ? [{ language: 'ja', order: 'family-first', text: '例田愛振' }] : []),
  ],
  zone: 'Asia/Tokyo',
});

/** Their lines, as the import takes them. Avery Example speaks for Arvia; Blake and Casey Example speak for themselves. */
export const madeUpActorLines: readonly string[] = (
  [
    [
      'ActorRegistered',
      {
        actorId: 'arvia',
        kind: 'government',
        names: [
          { language: 'en', text: 'Arvia' },
          { language: 'ja', text: 'アルヴィア' },
        ],
        zone: 'Asia/Tokyo',
      },
    ],
    ...['Avery', 'Blake', 'Casey'].map((given) => ['ActorRegistered', person(given)] as const),
    [
      'MembershipRecorded',
      {
        actorId: 'avery-example',
        membershipId: 'avery-prime-minister',
        body: 'arvia',
        post: 'Prime Minister of Arvia',
        speaksFor: true,
        from: '2025-01-01',
      },
    ],
    [
      'SourceDescribed',
      {
        sourceId: 'arvia-gazette',
        kind: 'press',
        title: 'The Gazette of Arvia',
        publisher: 'The Gazette of Arvia',
        language: 'en',
        published: '2025-11-22',
      },
    ],
  ] as const
).map(([type, data]) => JSON.stringify({ type, data }));

/** Put them on the record of a service or a machine. */
export const madeUpActors = async ({ machine }: Readonly<{ machine: Machine }>): Promise<void> => {
  await importLines(machine, madeUpActorLines);
};

/** The service over the bundled record, with them beside it. */
export const withMadeUpActors = async (): Promise<TestService> => {
  const service = await withBundledRecord();
  await madeUpActors(service);
  return service;
};
