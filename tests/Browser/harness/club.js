// A club with people in every state, for the tests that look at pages.
import { password, site } from './site.js';

const both = (en, de) => ({ en, de });

/** What the club asks of who signs up: a field of each kind that looks different. */
export const fields = [
  {
    key: 'name', kind: 'text', label: both('First name', 'Vorname'), required: true, storeAs: 'firstName',
    help: both('What friends call you', 'Rufname'),
  },
  { key: 'why', kind: 'longText', label: both('Why do you want to join?', 'Warum möchten Sie beitreten?'), required: true },
  {
    key: 'level', kind: 'choice', label: both('How well do you play?', 'Wie gut spielen Sie?'), required: true,
    options: [{ value: 'new', label: both('I am learning', 'Ich lerne') }, { value: 'club', label: both('Club player', 'Vereinsspieler') }],
  },
  {
    key: 'days', kind: 'choices', label: both('Days', 'Tage'), max: 2,
    options: ['mo', 'tu', 'we'].map((value) => ({ value, label: both(value, value) })),
  },
  { key: 'born', kind: 'date', label: both('Born', 'Geboren') },
  {
    key: 'rules', kind: 'consent', label: both('I agree', 'Ich stimme zu'), text: both('Be kind to each other.', 'Seid nett.'),
    version: '2026', required: true,
  },
];

const answers = (name, why) => ({ name, why, level: 'new', rules: '2026' });

export async function club(settings) {
  const at = await site(settings);
  const emails = { owner: 'olga@club.example', approver: 'arno@club.example', member: 'mia@club.example' };
  await at.member(emails.owner, { roles: ['owner'], contactInfo: { firstName: 'Olga', lastName: 'Owner' } });
  await at.member(emails.approver, { roles: ['approver'] });
  const { id } = await at.member(emails.member, { contactInfo: { firstName: 'Mia', lastName: 'Member', phones: ['+49 30 1234'] } });

  await at.call('PUT', '/v1/signup-form/definition', { fields });
  await at.call('PUT', '/v1/admission-rules', { rules: [{ name: 'throw-away', when: { domainIs: ['mail.invalid'] }, then: 'refuse' }] });
  await at.call('PATCH', '/v1/authentication/settings', { signupMode: 'APPROVE', undoWindow: '00:01:00' });
  const apply = (email, name, why) =>
    at.call('POST', '/v1/authentication/register', { email, password, answers: answers(name, why) });
  const waiting = await apply('paul@example.org', 'Paul', 'I have played with friends for years.\nNow I want to learn.');
  await apply('petra@example.org', 'Petra <b>', 'My daughter plays here, and I would like to play too.');
  const rejected = await apply('rita@example.org', 'Rita', 'Because.');
  await at.call('POST', `/v1/applications/${rejected.member.id}/reject`, { reason: 'Please tell us more.' });
  await at.call('POST', `/v1/applications/${waiting.member.id}/ask`, { text: 'Where have you played?' });
  await at.call('POST', `/v1/applications/${waiting.member.id}/note`, { text: 'Seen at the open day.' });
  await at.call('POST', '/v1/invitations', { note: 'For the open day', uses: 20 });
  await at.call('POST', '/v1/oauth-clients', { name: 'Club app', redirectUris: ['https://app.club.example/callback'] });

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

  return { ...at, emails, session, ids: { member: id, waiting: waiting.member.id }, tokens: { waiting: waiting.applicationToken } };
}
