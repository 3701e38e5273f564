/** A process that holds a store for writing until it is killed: `hold-store.js STORE_URL SERVICE_URL`. */

import { openForWriting } from '../../src/store/open-store.js';

const [storeUrl = '', serviceUrl = ''] = process.argv.slice(2);

const { lock } = await openForWriting(storeUrl);
lock.announce(serviceUrl);
process.stdout.write('held\n');
setInterval(() => undefined, 60_000);
