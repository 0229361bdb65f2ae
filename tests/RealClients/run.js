// Starts the server that the test files share, runs them, and writes the table of behaviours to report.txt.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { counted } from './harness/counted.js';
import { start } from './harness/server.js';
import { table } from './harness/table.js';

process.chdir(import.meta.dirname ?? new URL('.', import.meta.url).pathname);
const outcomes = `${process.cwd()}/outcomes.jsonl`;
writeFileSync(outcomes, '');

const files = process.argv.length > 2 ? process.argv.slice(2) : readdirSync('.').filter((name) => name.endsWith('.test.js'));
const { base, apiKey, directory, stop } = await start();
const passed = await counted(
  'real clients', ['--import', '../../clients/wix/redirect.js', '--test-concurrency=3', ...files],
  { MEMBERS_SHARED: JSON.stringify({ base, apiKey, directory }), MEMBERS_OUTCOMES: outcomes },
);
await stop();

const report = table(readFileSync(outcomes, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)));
writeFileSync('report.txt', report);
rmSync(outcomes);
process.exitCode = passed ? 0 : 1;
