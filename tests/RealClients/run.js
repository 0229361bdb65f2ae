// Starts the server that the test files share, runs them, and writes the table of behaviours to report.txt.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { start } from './harness/server.js';
import { table } from './harness/table.js';

process.chdir(import.meta.dirname ?? new URL('.', import.meta.url).pathname);
const outcomes = `${process.cwd()}/outcomes.jsonl`;
writeFileSync(outcomes, '');

const files = process.argv.length > 2 ? process.argv.slice(2) : readdirSync('.').filter((name) => name.endsWith('.test.js'));
const { base, apiKey, directory, stop } = await start();
const tests = spawn(
  process.execPath,
  [
    '--import', '../../clients/wix/redirect.js', '--test', '--test-concurrency=3',
    '--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', '--test-reporter-destination=report.tap', ...files,
  ],
  { stdio: 'inherit', env: { ...process.env, MEMBERS_SHARED: JSON.stringify({ base, apiKey, directory }), MEMBERS_OUTCOMES: outcomes } },
);
await once(tests, 'exit');
await stop();

const tap = readFileSync('report.tap', 'utf8');
const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
const report = table(readFileSync(outcomes, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)));
writeFileSync('report.txt', report);
rmSync(outcomes);
rmSync('report.tap');
const failed = count('fail') + count('cancelled');
console.log(`${failed ? 'Failed' : 'Passed'}! - Failed: ${failed}, Passed: ${count('pass')}, Skipped: ${count('skipped')} - real clients`);
process.exitCode = failed || count('pass') === 0 ? 1 : 0;
