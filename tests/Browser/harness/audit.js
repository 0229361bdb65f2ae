// Looks at a page as people with other needs do: axe's rules, and what axe cannot see.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What is wrong with the page, in sentences; how many of axe's rules were applied. */
export async function audit(page) {
  // Not by a script tag: the page's policy forbids it, and must go on doing so.
  if (!(await page.evaluate('Boolean(window.axe)'))) await page.evaluate(`${axe}; true`);
  const found = await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] })`);
  const faults = found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
  return { faults, rules: found.passes.length + found.violations.length };
}

/** Texts that are wider than the window: people would have to scroll in two directions (WCAG 2.2, 1.4.10). */
export const overflow = (page) => page.evaluate(() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 1) return [];
  const guilty = [...document.querySelectorAll('main *, header *, footer *')]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.table, pre'));
  return [`${wide} pixels wider than the window: ${guilty.slice(0, 3).map((e) => e.outerHTML.slice(0, 120)).join(' | ')}`];
});
