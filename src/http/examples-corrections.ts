/** Examples of what was corrected, over the bundled record. */

import { allCorrections, positionCorrections, type Unread } from '../record/ask-corrections.js';
import { correctionOf } from '../record/corrected-since.js';
import type { Bundled } from './bundled.js';
import type { Example } from './examples.js';
import type { OperationId } from './operations.js';

const NOW = '2026-01-01T00:00:00.000Z';

const answered = ({ events }: Bundled, { answer, positions }: Unread<object>): unknown => ({
  ...answer,
  corrections: positions.flatMap((at) => {
    const event = events[at - 1];
    return event === undefined ? [] : [correctionOf(event, at)];
  }),
});

export const correctionExamples = (from: Bundled): Partial<Record<OperationId, Example>> => {
  const asked = { asOf: '2025-11-22', knownFrom: '60', knownTo: '72' };
  return {
    positionCorrections: {
      request: `/v1/positions/china/taiwan/corrections?${new URLSearchParams(asked).toString()}`,
      answer: answered(from, positionCorrections(from.readings, ['china', 'taiwan'], asked, NOW)),
    },
    corrections: {
      request: '/v1/corrections?knownAt=72',
      answer: answered(from, allCorrections(from.readings, { knownAt: '72' }, NOW)),
    },
  };
};
