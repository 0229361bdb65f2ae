// login, through both of the client's ways to it.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { behaviour, raw, unreachable } from './harness/behaviour.js';
import { person, password } from './harness/people.js';
import { server } from './harness/server.js';
import { keyClient, newMember, refused, visitorClient } from './harness/wix.js';

const site = await server();
after(site.stop);
const { authentication, members } = keyClient(site);
const visitor = await visitorClient(site);

behaviour(30, 'the right password: a session token, and a fresh lastLoginDate', async () => {
  const { email, id } = await newMember(site);
  const before = Date.now();
  const { session, member } = await authentication.login(email, password);
  assert.ok(session.token);
  assert.equal(member._id, id);
  assert.ok(member.lastLoginDate instanceof Date && Math.abs(member.lastLoginDate - before) < 5_000);
  const state = await visitor.auth.login({ email: email.toUpperCase(), password });
  assert.equal(state.loginState, 'SUCCESS');
  assert.ok(state.data.sessionToken);
});

behaviour(31, 'a wrong password: 401 -19976, invalidPassword', async () => {
  const { email } = await newMember(site);
  await assert.rejects(authentication.login(email, 'some other words'), refused('-19976', 401));
  const state = await visitor.auth.login({ email, password: 'some other words' });
  assert.deepEqual([state.loginState, state.errorCode], ['FAILURE', 'invalidPassword']);
});

behaviour(32, 'an unknown address is refused and makes no member', async () => {
  const email = person();
  await assert.rejects(authentication.login(email, password), refused('-19976', 401));
  assert.equal((await visitor.auth.login({ email, password })).errorCode, 'invalidPassword');
  assert.equal((await site.api('GET', `/v1/members?email=${email}`)).body.members.length, 0);
}, { note: '-19976: who is a member is not told' });

behaviour(34, 'a blocked member with the right password: -19956, no session token', async () => {
  const { email } = await newMember(site);
  await authentication.block({ email });
  await assert.rejects(authentication.login(email, password), refused('-19956', 403));
  const state = await visitor.auth.login({ email, password });
  assert.equal(state.loginState, 'FAILURE');
  assert.equal(state.data, undefined);
});

unreachable(35, 'a password that the owner has reset: -19973', 'no operator can reset a password here; a link lets the member set one');

behaviour(36, 'a malformed login gets an applicationError', async () => {
  for (const path of ['/_api/iam/authentication/v2/login', '/v1/authentication/login', '/api/v1/auth/login']) {
    for (const body of [{}, { loginId: 7, password: [] }, { loginId: { email: 'x' } }, [], 'text', null]) {
      const answer = await site.api('POST', path.replace('/api/v1/auth', '/identity/members/api/v1/auth'), body);
      assert.ok(answer.status >= 400 && answer.status < 500, `${path} ${JSON.stringify(body)} ${answer.status}`);
      assert.equal(typeof answer.body.details.applicationError.code, 'string');
      assert.equal(answer.body.details.validationError, undefined);
    }
  }
}, raw);

behaviour(38, 'many failures: 429 -19959, and a login from elsewhere works', async () => {
  const { email } = await newMember(site);
  const from = (address) =>
    keyClient(site, { fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, 'X-Forwarded-For': address } }) })
      .authentication;
  let last;
  for (let tries = 0; tries < 12 && last?.details.applicationError.code !== '-19959'; tries++) {
    last = await from('203.0.113.7').login(email, 'some other words').catch((error) => error);
  }
  refused('-19959', 429)(last);
  assert.ok((await from('198.51.100.9').login(email, password)).session.token);
});
