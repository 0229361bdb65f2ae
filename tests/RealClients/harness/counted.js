// Runs test files with Node's test runner and prints the counts as `dotnet test` does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';

/** Whether all passed, and any did. */
export async function counted(label, args, env) {
  const report = `${process.cwd()}/report.tap`;
  const reporters = [
    '--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${report}`,
  ];
  const tests = spawn(process.execPath, ['--test', ...reporters, ...args], { stdio: 'inherit', env: { ...process.env, ...env } });
  await once(tests, 'exit');

  const tap = readFileSync(report, 'utf8');
  rmSync(report);
  const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  console.log(`${failed ? 'Failed' : 'Passed'}! - Failed: ${failed}, Passed: ${count('pass')}, Skipped: ${count('skipped')} - ${label}`);
  return failed === 0 && count('pass') > 0;
}
