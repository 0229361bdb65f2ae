// A site with its pages, a mail server, and a browser.
import { chromium } from 'playwright-core';
import { start } from '../../RealClients/harness/server.js';
import { mailbox } from './mailbox.js';

export const password = 'purple kettle on the moon';

export async function site(settings = {}) {
  const mails = await mailbox();
  const server = await start({
    Members__Elevate__0: 'register',
    Members__Mail__Host: '127.0.0.1',
    Members__Mail__Port: `${mails.port}`,
    Members__Mail__Security: 'None',
    Members__Mail__From: 'office@club.example',
    Members__Mail__SiteName: 'Chess Club',
    Members__Pages__SiteName: 'Chess Club',
    Members__RefusalHold: '00:00:00',
    ...settings,
  });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update',
    ],
  });

  /** A person's browser. */
  async function person(options = {}) {
    const context = await browser.newContext({ baseURL: server.base, locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.faults = [];
    page.on('console', (message) => message.type() === 'error' && page.faults.push(message.text()));
    page.on('pageerror', (fault) => page.faults.push(String(fault)));
    page.on('request', (request) => request.url().startsWith(server.base) || page.faults.push(`asked another site: ${request.url()}`));
    return page;
  }

  async function call(method, path, body) {
    const answer = await server.api(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Somebody who is a member already. */
  async function member(email, { roles, ...body } = {}) {
    const { member, approvalToken } = await call('POST', '/v1/authentication/register', { email, password, ...body });
    if (approvalToken) await call('POST', '/v1/authentication/approve', { email });
    if (roles) await call('PUT', `/v1/staff/${member.id}`, { roles });
    return member;
  }

  /** A browser in which somebody has logged in. */
  async function loggedIn(email, options) {
    const page = await person(options);
    await page.goto('/log-in');
    await page.fill('#email', email);
    await page.fill('#password', password);
    await page.click('button:text("Log in")');
    await page.waitForURL('**/account');
    return page;
  }

  return {
    base: server.base, apiKey: server.apiKey, mails, browser, person, call, member, loggedIn,
    async stop() {
      await browser.close();
      await server.stop();
      await mails.stop();
    },
  };
}
