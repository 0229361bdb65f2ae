// Every page and state, as people with other needs meet it: light and dark, on a phone, from right to left (WCAG 2.2 AA).
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { audit, overflow } from './harness/audit.js';
import { club } from './harness/club.js';
import { pages } from './harness/pages.js';

const at = await club();
const report = { states: 0, looks: 0, rules: 0, findings: 0 };
after(async () => {
  await at.stop();
  writeFileSync('runs/accessibility.txt', `accessibility: ${report.states} pages and states, looked at ${report.looks} times, `
    + `${report.rules} rules applied, ${report.findings} findings\n`);
});
mkdirSync('runs/pictures', { recursive: true });

// Each is looked at on a large screen in the light and in the dark, on the narrowest phone (which is also 1280 pixels at 400 %), and in
// Arabic.
const looks = [
  { name: 'light', before: (page) => page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' }) },
  { name: 'dark', before: (page) => page.emulateMedia({ colorScheme: 'dark' }) },
  { name: 'phone', before: async (page) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 320, height: 640 });
  } },
];

for (const { name, as, open } of pages) {
  test(`${name} (${as})`, async () => {
    report.states++;
    const faults = [];
    const look = async (page, which) => {
      const { faults: found, rules } = await audit(page);
      report.looks++;
      report.rules += rules;
      faults.push(...[...found, ...(await overflow(page))].map((fault) => `${which}: ${fault}`));
      await page.screenshot({ path: `runs/pictures/${name}.${which}.png`, fullPage: true });
    };

    const storageState = await at.session(as);
    const page = await at.person({ storageState, viewport: { width: 1280, height: 800 } });
    await open(page, at);
    for (const { name: which, before } of looks) {
      await before(page);
      await look(page, which);
    }
    faults.push(...page.faults.filter((fault) => !/status of 40\d|status of 429/.test(fault)).map((fault) => `console: ${fault}`));
    await page.context().close();

    const arabic = await at.person({ storageState, viewport: { width: 1280, height: 800 } });
    await arabic.context().addCookies([{ name: 'members-language', value: 'ar', url: at.base }]);
    await open(arabic, { ...at, arabic: true });
    assert.equal(await arabic.evaluate(() => document.documentElement.dir), 'rtl');
    await look(arabic, 'rtl');
    await arabic.context().close();

    report.findings += faults.length;
    assert.deepEqual(faults, []);
  });
}
