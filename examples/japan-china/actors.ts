/** Who speaks in this record, by the names in general use. */

import type { EventOf, Name } from '../../events/index.js';
import { Entry, recordedOn } from './entry.js';

type Registered = EventOf<'ActorRegistered'>;

const name = (language: string, text: string): Name => ({ language, text });
const familyFirst = (language: string, text: string): Name => ({ language, text, order: 'family-first' });
const givenFirst = (language: string, text: string): Name => ({ language, text, order: 'given-first' });

const body = (actorId: string, kind: 'government' | 'party', zone: string, ...names: readonly Name[]) => ({
  [`actor-${actorId}`]: { type: 'ActorRegistered', data: { actorId, kind, names, zone } } satisfies Registered,
});
const person = (actorId: string, zone: string, ...names: readonly Name[]) => ({
  [`actor-${actorId}`]: {
    type: 'ActorRegistered',
    data: { actorId, kind: 'person', names, zone },
  } satisfies Registered,
});

const bodies = {
  ...body(
    'japan',
    'government',
    'Asia/Tokyo',
    name('en', 'Japan'),
    name('en', 'Government of Japan'),
    name('ja', '日本'),
    name('ja', '日本政府'),
    name('zh-Hans', '日本'),
  ),
  ...body(
    'china',
    'government',
    'Asia/Shanghai',
    name('en', 'China'),
    name('en', "People's Republic of China"),
    name('ja', '中国'),
    name('ja', '中華人民共和国'),
    name('zh-Hans', '中国'),
    name('zh-Hans', '中华人民共和国'),
  ),
  ...body(
    'united-states',
    'government',
    'America/New_York',
    name('en', 'United States'),
    name('en', 'United States of America'),
    name('ja', '米国'),
    name('ja', 'アメリカ合衆国'),
    name('zh-Hans', '美国'),
    name('zh-Hans', '美利坚合众国'),
  ),
  ...body('komeito', 'party', 'Asia/Tokyo', name('en', 'Komeito'), name('ja', '公明党'), name('zh-Hans', '公明党')),
};

const persons = {
  ...person(
    'takaichi-sanae',
    'Asia/Tokyo',
    familyFirst('en', 'Takaichi Sanae'),
    givenFirst('en', 'Sanae Takaichi'),
    familyFirst('ja', '高市早苗'),
    familyFirst('zh-Hans', '高市早苗'),
  ),
  ...person(
    'iwaya-takeshi',
    'Asia/Tokyo',
    familyFirst('en', 'Iwaya Takeshi'),
    givenFirst('en', 'Takeshi Iwaya'),
    familyFirst('ja', '岩屋毅'),
    familyFirst('zh-Hans', '岩屋毅'),
  ),
  ...person(
    'yamazaki-kazuyuki',
    'America/New_York',
    familyFirst('en', 'Yamazaki Kazuyuki'),
    givenFirst('en', 'Kazuyuki Yamazaki'),
    familyFirst('ja', '山崎和之'),
    familyFirst('zh-Hans', '山崎和之'),
  ),
  ...person(
    'fu-cong',
    'America/New_York',
    familyFirst('en', 'Fu Cong'),
    givenFirst('en', 'Cong Fu'),
    familyFirst('ja', '傅聡'),
    familyFirst('zh-Hans', '傅聪'),
  ),
  ...person(
    'xi-jinping',
    'Asia/Shanghai',
    familyFirst('en', 'Xi Jinping'),
    givenFirst('en', 'Jinping Xi'),
    familyFirst('ja', '習近平'),
    familyFirst('zh-Hans', '习近平'),
  ),
  ...person(
    'trump-donald',
    'America/New_York',
    givenFirst('en', 'Donald Trump'),
    familyFirst('en', 'Trump Donald'),
    givenFirst('ja', 'ドナルド・トランプ'),
    givenFirst('zh-Hans', '唐纳德·特朗普'),
  ),
  ...person(
    'saito-tetsuo',
    'Asia/Tokyo',
    familyFirst('en', 'Saito Tetsuo'),
    givenFirst('en', 'Tetsuo Saito'),
    familyFirst('ja', '斉藤鉄夫'),
  ),
};

const unnamedOfficial: Registered = {
  type: 'ActorRegistered',
  data: {
    actorId: 'japanese-official',
    kind: 'person',
    names: [name('en', 'Japanese official (unnamed)')],
    unnamed: true,
    note: 'Whoever the article of 22 November 2025 calls “a Japanese official”.',
  },
};

/** Every actor, registered when the record opens. */
export const actors: readonly Entry[] = recordedOn('2023-02-22', {
  ...bodies,
  ...persons,
  'actor-japanese-official': unnamedOfficial,
});
