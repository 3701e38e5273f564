import { Inject, Type } from '@nestjs/common';
import { IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Readings, readPosition, RULES_VERSION } from '../../projections/index.js';
import { agedRefusal, readFor } from '../record/age.js';
import { askBoard, askDiff, askHistory, askPosition } from '../record/ask.js';
import { allCorrections, positionCorrections, withCorrections } from '../record/ask-corrections.js';
import { askActor, askActors, askIssue, askIssues, askSearch } from '../record/look-up.js';
import {
  askSource,
  askSources,
  askStatement,
  askStatements,
  askThread,
  askVersions,
} from '../record/look-up-statements.js';
import type { Machine } from '../record/machine.js';
import { readingsHash } from '../record/snapshot.js';
import { StoreUnreachable } from '../store/refusals.js';
import type { Asking } from './asking.js';
import { changesPage } from '../record/feed.js';
import { eventAt, exportOf, pageOfLog } from './log.js';
import * as questions from './questions.js';
import type { Answered, Question } from './questions.js';
import { MACHINE } from './tokens.js';

/** What a question is answered from. */
type From = Readonly<{ readings: Readings; machine: Machine; now: string }> & Pick<Asking, 'path' | 'query'>;

type Asks<Answer> = new (asking: Asking) => Question<Answer>;

/**
 * The handler of a question: it reads the log as far as it goes, or as far as was asked, and answers from that, with the
 * age of the answer where it could not be told how far the log goes.
 */
const answering = <Answer>(Asked: Asks<Answer>, answer: (from: From) => Answer | Promise<Answer>): Type => {
  @QueryHandler(Asked)
  class Handler implements IQueryHandler<Question<Answer>> {
    constructor(@Inject(MACHINE) private readonly machine: Machine) {}

    async execute({ asking }: Question<Answer>): Promise<Answered<Answer>> {
      const { machine } = this;
      const { readings, ...aged } = await readFor(machine, asking.minimum);
      const position = readPosition(readings);
      const { path, query } = asking;
      try {
        return { answer: await answer({ readings, machine, now: machine.now(), path, query }), position, ...aged };
      } catch (error) {
        throw agedRefusal(error, aged.age);
      }
    }
  }
  Object.defineProperty(Handler, 'name', { value: `${Asked.name}Handler` });
  return Handler;
};

const idIn = (path: Asking['path'], name: string): string => path[name] ?? '';

/** Whether a text is kept; unknown where the store that would hold it cannot be reached. */
const isKept =
  ({ store }: Machine) =>
  async (sha256: string): Promise<boolean | undefined> => {
    try {
      return (await store.getText(sha256)) !== undefined;
    } catch (error) {
      if (error instanceof StoreUnreachable) return undefined;
      throw error;
    }
  };

/** One handler for each question. */
export const questionHandlers: readonly Type[] = [
  answering(questions.AskBoard, ({ readings, query, now }) => askBoard(readings, query, now)),
  answering(questions.AskPosition, ({ readings, path, query, now }) =>
    askPosition(readings, idIn(path, 'actor'), idIn(path, 'issue'), query, now),
  ),
  answering(questions.AskHistory, ({ readings, path, query, now }) =>
    askHistory(readings, idIn(path, 'actor'), idIn(path, 'issue'), query, now),
  ),
  answering(questions.AskDiff, ({ readings, path, query, now }) =>
    askDiff(readings, idIn(path, 'actor'), idIn(path, 'issue'), query, now),
  ),
  answering(questions.AskPositionCorrections, ({ readings, path, query, now, machine }) => {
    const pair = [idIn(path, 'actor'), idIn(path, 'issue')] as const;
    return withCorrections(machine.store, readings, positionCorrections(readings, pair, query, now));
  }),
  answering(questions.AskCorrections, ({ readings, query, now, machine }) =>
    withCorrections(machine.store, readings, allCorrections(readings, query, now)),
  ),
  answering(questions.AskSearch, ({ readings, query, now }) => askSearch(readings, query, now)),
  answering(questions.AskChanges, ({ readings, query, now }) => changesPage(readings, query, now)),
  answering(questions.AskActors, ({ readings, query, now }) => askActors(readings, query, now)),
  answering(questions.AskActor, ({ readings, path, query, now }) =>
    askActor(readings, idIn(path, 'actor'), query, now),
  ),
  answering(questions.AskIssues, ({ readings, query, now }) => askIssues(readings, query, now)),
  answering(questions.AskIssue, ({ readings, path, query, now }) =>
    askIssue(readings, idIn(path, 'issue'), query, now),
  ),
  answering(questions.AskSources, ({ readings, query, now }) => askSources(readings, query, now)),
  answering(questions.AskSource, ({ readings, path, query, now, machine }) =>
    askSource(readings, idIn(path, 'source'), query, now, isKept(machine)),
  ),
  answering(questions.AskStatements, ({ readings, query, now }) => askStatements(readings, query, now)),
  answering(questions.AskStatement, ({ readings, path, query, now }) =>
    askStatement(readings, idIn(path, 'statement'), query, now),
  ),
  answering(questions.AskThread, ({ readings, path, query, now }) =>
    askThread(readings, idIn(path, 'statement'), query, now),
  ),
  answering(questions.AskVersions, ({ readings, path, query, now }) =>
    askVersions(readings, idIn(path, 'statement'), query, now),
  ),
  answering(questions.AskProjections, ({ readings }) => ({
    rules: RULES_VERSION,
    position: readPosition(readings),
    sha256: readingsHash(readings),
  })),
  answering(questions.AskEvent, ({ machine, readings, path }) =>
    eventAt(machine.store, readings, idIn(path, 'position')),
  ),
  answering(questions.AskEvents, (from) => pageOfLog(from.machine.store, from.readings, from.query, from.now)),
  answering(questions.AskExport, (from) => exportOf(from.machine.store, from.readings, from.query, from.now)),
];
