/** Lets Node 20 run this project's TypeScript as it stands: `node --import ./bench/typescript.js FILE.ts`. */

import { register } from 'node:module';

register('./typescript-hooks.js', import.meta.url);
