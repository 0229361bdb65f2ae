// Chromium without a window, and pages of apps on origins of their own.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const here = (path) => new URL(path, import.meta.url).pathname;

export const launch = () => chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});

/** The packages as one script. */
export async function bundle() {
  const { outputFiles } = await build({ entryPoints: [here('page.js')], bundle: true, format: 'iife', write: false, logLevel: 'error' });
  return outputFiles[0].text;
}

/** An app's pages: all the same, with the packages loaded after the six lines that send their calls to the server. */
export async function app(base, script) {
  const files = {
    '/redirect.js': ['text/javascript', readFileSync(here('../../../clients/wix/redirect.js'))],
    '/app.js': ['text/javascript', script],
    '/members.js': ['text/javascript', readFileSync(here('../../../clients/javascript/index.js'))],
  };
  const scripts = `<script>MEMBERS_BASE = '${base}'</script><script src="/redirect.js"></script><script src="/app.js"></script>`;
  const page = `<!doctype html><title>An app</title><body>${scripts}`;
  const server = createServer((request, response) => {
    const [type, text] = files[new URL(request.url, base).pathname] ?? ['text/html', page];
    response.writeHead(200, { 'Content-Type': type }).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
