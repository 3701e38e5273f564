/** Reading with the changes that the history makes, as a service does. */

import { emptyReadings, read } from '../../projections/index.js';
import { heavyCorrected } from './cast.js';
import { loaded, loadedBase, timed } from './load.js';
import { logOf } from './log.js';
import { duration, megabytes, Report, whole } from './report.js';
import type { Size } from './size.js';
import { END } from './when.js';

/** A tenth of the long log, read with and without its changes, and the membership corrected at its end. */
export const changes = (size: Size, report: Report): void => {
  const codings = Math.round(size.codings / 10);
  report.line(`Reading with changes`);
  const without = loadedBase({ codings }, report);
  const found = loaded(logOf({ codings }), emptyReadings(), read);
  const made = found.readings.changes.length;
  const bytes = (found.bytes - without.bytes) / made;
  report.line(
    `  with changes: ${whole((found.head * 1000) / found.milliseconds)} events/s; ${whole(made)} changes, ` +
      `${megabytes(found.bytes)}, ${whole(bytes)} bytes a change`,
  );
  const event = found.log.writer.write(heavyCorrected(true), END);
  const [after, milliseconds] = timed(() => read(found.readings, event));
  report.line(
    `  a membership corrected, which touches ${whole(found.log.tally.heavy)} codings: ${duration(milliseconds)}, ` +
      `${whole(after.changes.length - made)} changes`,
  );
};
