// A club with people in every state, for the tests that look at pages.
import { site } from './site.js';

export async function club(settings) {
  const at = await site(settings);
  const emails = { owner: 'olga@club.example', member: 'mia@club.example' };
  await at.member(emails.owner, { roles: ['owner'], profile: { firstName: 'Olga', lastName: 'Owner' } });
  await at.member(emails.member, { profile: { firstName: 'Mia', lastName: 'Member' } });

  const kept = {};
  /** The state of a browser in which somebody of the club has logged in; nothing for a visitor. */
  async function session(who) {
    if (who === 'visitor') return undefined;
    if (!kept[who]) {
      const page = await at.loggedIn(emails[who]);
      kept[who] = await page.context().storageState();
      await page.context().close();
    }
    return kept[who];
  }

  return { ...at, emails, session };
}
