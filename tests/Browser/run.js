// Runs the test files, each with a site of its own, and prints the counts and the report of accessibility.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { counted } from '../RealClients/harness/counted.js';

process.chdir(import.meta.dirname);
rmSync('runs', { recursive: true, force: true });
mkdirSync('runs');
const files = process.argv.length > 2 ? process.argv.slice(2) : readdirSync('.').filter((name) => name.endsWith('.test.js'));
const passed = await counted('browser', ['--test-concurrency=2', ...files], {});
if (existsSync('runs/accessibility.txt')) console.log(readFileSync('runs/accessibility.txt', 'utf8'));
process.exitCode = passed ? 0 : 1;
