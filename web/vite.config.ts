import { defineConfig } from 'vite';

/** Built to `dist/web`, beside the machine, which serves it. `vite web` serves it while it is being made. */
export default defineConfig({
  root: import.meta.dirname,
  clearScreen: false,
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8360', '/openapi.json': 'http://127.0.0.1:8360' } },
});
