import { actorsCalled } from '../../projections/index.js';
import { any, given } from '../support/given.js';

const named = (actorId: string, text: string) =>
  any({ type: 'ActorRegistered', data: { actorId, kind: 'person', names: [{ language: 'ja', text }] } });

const { readings } = given(named('hana', '例田 花子'), named('taro', '例田太郎'), named('nami', '波野 例田'));
const called = (name: string): readonly string[] =>
  actorsCalled(readings.actors, name, readings.log.times.length).filter((id) => ['hana', 'taro', 'nami'].includes(id));

describe('a name in a script that writes its words together or apart', () => {
  it('is that of whoever has it whole, either way and in either order', () => {
    for (const way of ['例田花子', '例田 花子', '花子 例田', '花子例田']) expect(called(way)).toEqual(['hana']);
    for (const way of ['例田太郎']) expect(called(way)).toEqual(['taro']);
  });

  it('of which one word is given is that of all who have it, whether it stands by itself or not', () => {
    expect(called('例田')).toEqual(['hana', 'taro', 'nami']);
  });

  it('is nobody’s where only a part of a word is given', () => {
    expect(called('太郎')).toEqual([]);
    expect(called('例')).toEqual([]);
  });

  it('of which a word is given that one alone has is that one’s', () => expect(called('花子')).toEqual(['hana']));
});
