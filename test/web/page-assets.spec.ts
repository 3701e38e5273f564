import { readdirSync } from 'node:fs';
import Fastify from 'fastify';
import type { Request } from 'playwright-core';
import { servePage } from '../../src/http/page.js';
import { inBrowser } from '../support/browser.js';

/** What the first load may weigh as it is sent, in bytes. */
const MOST = 60 * 1024;

describe('the service without the page', () => {
  it('says in a sentence how to build it', async () => {
    const instance = Fastify();
    servePage(instance, 'no/such/directory');
    const { body, headers, statusCode } = await instance.inject('/');
    expect(statusCode).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).toContain('npm run build');
  });
});

inBrowser('the page as it is served', ({ open, service, url }) => {
  it('weighs under 60 KB on the first load, and asks no other host', async () => {
    const page = await open('/docs');
    const finished: Request[] = [];
    page.on('requestfinished', (request) => finished.push(request));
    await page.goto(url());
    await page.getByRole('grid').waitFor();
    const sent = await Promise.all(
      finished.map(async (request) => ({ url: request.url(), size: (await request.sizes()).responseBodySize })),
    );
    const own = sent.filter((one) => !one.url.includes('/v1/'));
    expect(own.length).toBeGreaterThanOrEqual(3);
    expect(sent.every((one) => one.url.startsWith(url()))).toBe(true);
    const weight = own.reduce((sum, { size }) => sum + size, 0);
    process.stdout.write(`The page’s first load is ${(weight / 1024).toFixed(1)} KB as sent.\n`);
    expect(weight).toBeLessThan(MOST);
  });

  it('allows nothing but its own files, by a strict policy', async () => {
    const { headers, text } = await service().ask.get('/').expect(200);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "font-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    });
    expect(text).not.toMatch(/<style|style=|<script(?![^>]* src=)/);
  });

  it('is kept for ever by what is in a file, compressed as the browser can', async () => {
    const names = readdirSync('dist/web/assets');
    for (const name of names) {
      const { headers } = await service().ask.get(`/assets/${name}`).set('accept-encoding', 'gzip').expect(200);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(headers['content-encoding']).toBe('gzip');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(name).toMatch(/-[\w-]{8}\.(js|css)$/);
    }
    const plain = await service().ask.get('/').set('accept-encoding', 'identity').expect(200);
    expect(plain.headers['content-encoding']).toBeUndefined();
    await service().ask.get('/assets/no-such-file.js').expect(404);
    await service().ask.head('/').expect(200);
  });

  it('blocks a script that was not its own', async () => {
    const opened = await open('/');
    const page = await opened.context().newPage();
    await page.goto(url());
    await page.getByRole('grid').waitFor();
    const blocked = await page.evaluate(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
      const script = document.createElement('script');
      script.src = 'https://example.org/other.js';
      document.head.append(script);
    })`);
    expect(blocked).toBe('script-src-elem');
  });
});
