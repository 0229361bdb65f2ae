// clients/javascript in Node, as a site's own server uses it. In a browser: javascript.browser.test.js.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createMembers, MembersError } from '../../clients/javascript/index.js';
import { person, password } from './harness/people.js';
import { server } from './harness/server.js';

const site = await server();
after(site.stop);
const { authentication, elevate } = createMembers({ baseUrl: site.base, apiKey: site.apiKey });
const refused = (status, code) => (error) => error instanceof MembersError && error.status === status && error.code === code;

test('register answers a member with _id and dates, and a ticket that becomes a session', async () => {
  const email = person();
  const born = new Date('1990-02-03T00:00:00Z');
  const { member, session, approvalToken } = await elevate(authentication.register)(email, password, {
    contactInfo: { firstName: 'Ann', customFields: [{ name: 'born', dateValue: born }] },
    profilePrivacyStatus: 'PUBLIC',
  });
  assert.match(member._id, /^[0-9a-f-]{36}$/);
  assert.equal('id' in member, false);
  assert.equal(member.loginEmail, email);
  assert.equal(member.status, 'ACTIVE');
  assert.equal(member.firstName, 'Ann');
  assert.equal(member.profilePrivacyStatus, 'PUBLIC');
  assert.ok(Math.abs(member.creationDate - Date.now()) < 10_000);
  assert.deepEqual(member.customFields, [{ name: 'born', dateValue: born }]);
  assert.equal(approvalToken, undefined);

  const applied = await authentication.applySessionToken(session.token);
  assert.equal(applied.member._id, member._id);
  assert.ok(applied.session.expiresAt > new Date());
  await assert.rejects(authentication.applySessionToken(session.token), refused(400, 'TOKEN_INVALID'));

  // That session acts as its member: the address is theirs to change, and nobody else's.
  const own = createMembers({ baseUrl: site.base, sessionToken: applied.session.token }).authentication;
  const changed = person();
  assert.equal((await own.changeLoginEmail(member._id, changed)).member.loginEmail, changed);
  await assert.rejects(own.changeLoginEmail(crypto.randomUUID(), person()), refused(403, 'PERMISSION_DENIED'));
});

test('login, block and approve', async () => {
  const email = person();
  const { member } = await elevate(authentication.register)(email, password);
  assert.ok((await elevate(authentication.login)(email, password)).member.lastLoginDate instanceof Date);
  assert.equal(await elevate(authentication.block)({ _id: member._id }), undefined);
  await assert.rejects(elevate(authentication.login)(email, password), refused(403, 'MEMBER_BLOCKED'));
  assert.ok((await elevate(authentication.approve)({ email })).session.token);
  await elevate(authentication.login)(email, password);
  await assert.rejects(elevate(authentication.approve)(), refused(400, 'VALIDATION_FAILED'));
});

test('changeLoginEmail and sendSetPasswordEmail', async () => {
  const email = person();
  const { member } = await elevate(authentication.register)(email, password);
  const { member: changed } = await elevate(authentication.changeLoginEmail)(member._id, `new-${email}`, { revokeCurrentSessions: true });
  assert.equal(changed.loginEmail, `new-${email}`);
  assert.deepEqual(await elevate(authentication.sendSetPasswordEmail)(`new-${email}`, { hideIgnoreMessage: true }), { accepted: true });
  assert.match((await site.mails(`new-${email}`))[0], /set-password\?token=/);
});

test('refusals say what, where and why', async () => {
  await assert.rejects(elevate(authentication.register)('nobody', 'x'), (error) => {
    assert.ok(error instanceof MembersError && error instanceof Error);
    assert.deepEqual([error.name, error.status, error.code], ['MembersError', 400, 'VALIDATION_FAILED']);
    assert.deepEqual(error.details.validationError.fieldViolations.map((v) => v.field), ['email']);
    assert.ok(error.message && error.requestId);
    return true;
  });
  await assert.rejects(elevate(authentication.login)(person(), password), refused(401, 'INVALID_CREDENTIALS'));
});

test('without elevate a function runs as the visitor, who may not', async () => {
  const { email, _id } = { email: person(), _id: crypto.randomUUID() };
  for (const call of [
    () => authentication.register(email, password),
    () => authentication.login(email, password),
    () => authentication.approve({ email }),
    () => authentication.block({ email }),
    () => authentication.changeLoginEmail(_id, email),
    () => authentication.sendSetPasswordEmail(email),
  ]) {
    await assert.rejects(call(), refused(401, 'UNAUTHENTICATED'));
  }
});

test('elevate says what is missing', () => {
  const keyless = createMembers({ baseUrl: site.base });
  assert.throws(() => keyless.elevate(keyless.authentication.login), /apiKey/);
  assert.throws(() => elevate(keyless.authentication.login), /function of the authentication/);
});

test('what does not answer as Members does is an error of the same kind', async () => {
  const { authentication: away } = createMembers({ baseUrl: 'http://127.0.0.1:9' });
  await assert.rejects(away.login('a@example.com', password), refused(0, 'UNREACHABLE'));
  const proxied = (answer) => createMembers({ baseUrl: site.base, fetch: async () => answer }).authentication;
  await assert.rejects(proxied(new Response('<h1>Bad gateway</h1>', { status: 502 })).login('a', 'b'), refused(502, 'HTTP_502'));
  await assert.rejects(proxied(new Response('<h1>Hello</h1>')).login('a', 'b'), refused(200, 'HTTP_200'));
});

test('a base address may have a path, with or without a slash', async () => {
  for (const baseUrl of ['https://example.org/members', 'https://example.org/members/']) {
    let asked;
    const { authentication: there } = createMembers({ baseUrl, fetch: async (url) => ((asked = url.href), new Response('{}')) });
    await there.login('a', 'b');
    assert.equal(asked, 'https://example.org/members/v1/authentication/login');
  }
});
