import { Refusal } from './refusal.js';
import { serve } from './http/serve.js';

const { HOST, PORT } = process.env;

try {
  await serve({
    ...(HOST === undefined ? {} : { host: HOST }),
    ...(PORT === undefined ? {} : { port: Number(PORT) }),
  });
} catch (error) {
  process.stderr.write(`${error instanceof Refusal ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
