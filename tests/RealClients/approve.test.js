// approve, on a site where registrations are approved by hand.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { signOnPolicy } from '@wix/identity';
import { ApiKeyStrategy, createClient } from '@wix/sdk';
import { behaviour } from './harness/behaviour.js';
import { person, password } from './harness/people.js';
import { server } from './harness/server.js';
import { keyClient, newMember, refused, visitorClient } from './harness/wix.js';

const site = await server({ Members__SignupApproval: 'Manual' });
after(site.stop);
const { authentication } = keyClient(site);
const visitor = await visitorClient(site);
const mayLogIn = async (email) => assert.ok((await authentication.login(email, password)).session.token);
const mayNot = (email, code) => assert.rejects(authentication.login(email, password), refused(code, 403));

behaviour(2, 'manual approval: PENDING, an approval token, no session', async () => {
  const { member, session, approvalToken } = await newMember(site);
  assert.equal(member.status, 'PENDING');
  assert.ok(approvalToken);
  assert.equal(session?.token, undefined);
});

behaviour(14, 'manual approval: client.auth.register gives OWNER_APPROVAL_REQUIRED', async () => {
  assert.equal((await visitor.auth.register({ email: person(), password })).loginState, 'OWNER_APPROVAL_REQUIRED');
});

behaviour(16, 'approve by token: a session token, and they can log in', async () => {
  const { email, approvalToken } = await newMember(site);
  const { session } = await authentication.approve({ token: approvalToken });
  assert.equal(
    (await site.api('POST', '/v1/authentication/apply-session-token', { token: session.token }, null)).body.member.loginEmail,
    email,
  );
  await mayLogIn(email);
});

behaviour(18, 'a changed approval token, or a session token instead, is refused', async () => {
  const { email, approvalToken } = await newMember(site);
  const middle = approvalToken.length >> 1;
  const changed = approvalToken.slice(0, middle) + (approvalToken[middle] === 'A' ? 'B' : 'A') + approvalToken.slice(middle + 1);
  await assert.rejects(authentication.approve({ token: changed }), refused('-19972', 400));
  const other = await newMember(site);
  const { session } = await authentication.approve({ _id: other.id });
  await assert.rejects(authentication.approve({ token: session.token }), refused('-19972', 400));
  await mayNot(email, '-19958');
});

behaviour(19, 'approve by address or id: the same', async () => {
  for (const name of [(m) => ({ email: m.email }), (m) => ({ _id: m.id })]) {
    const member = await newMember(site);
    assert.ok((await authentication.approve(name(member))).session.token);
    await mayLogIn(member.email);
  }
});

behaviour(20, 'approve by id or address unblocks', async () => {
  for (const name of [(m) => ({ email: m.email }), (m) => ({ _id: m.id })]) {
    const member = await newMember(site);
    await authentication.block({ _id: member.id });
    assert.ok((await authentication.approve(name(member))).session.token);
    await mayLogIn(member.email);
  }
});

behaviour(21, 'an approval token does not unblock', async () => {
  const { id, email, approvalToken } = await newMember(site);
  await authentication.block({ _id: id });
  await assert.rejects(authentication.approve({ token: approvalToken }), refused('-19972', 400));
  await mayNot(email, '-19956');
});

behaviour(22, 'none or two of _id, email, token: 400', async () => {
  const { id, email, approvalToken } = await newMember(site);
  for (const who of [undefined, {}, { _id: id, email }, { email, token: approvalToken }, { _id: id, token: approvalToken }]) {
    await assert.rejects(authentication.approve(who), (error) => Boolean(error.details.validationError) || assert.fail(String(error)));
  }
  await mayNot(email, '-19958');
});

behaviour(23, 'an unknown id or address: 404', async () => {
  await assert.rejects(authentication.approve({ _id: crypto.randomUUID() }), refused('MEMBER_NOT_FOUND', 404));
  await assert.rejects(authentication.approve({ email: person() }), refused('MEMBER_NOT_FOUND', 404));
  await assert.rejects(authentication.block({ email: person() }), refused('MEMBER_NOT_FOUND', 404));
});

behaviour(24, 'an approval token used twice changes nothing the second time', async () => {
  const { email, approvalToken } = await newMember(site);
  await authentication.approve({ token: approvalToken });
  const second = await authentication.approve({ token: approvalToken }).catch((error) => refused('-19972')(error) && {});
  assert.equal(second.session?.token, undefined);
  await mayLogIn(email);
});

behaviour(33, 'a pending member with the right password: -19958, OWNER_APPROVAL_REQUIRED', async () => {
  const { email } = await newMember(site);
  await mayNot(email, '-19958');
  assert.equal((await visitor.auth.login({ email, password })).loginState, 'OWNER_APPROVAL_REQUIRED');
  assert.equal((await visitor.auth.login({ email, password: 'some other words' })).errorCode, 'invalidPassword');
});

// Last: it changes what the others of this file rely on.
behaviour(15, 'a change to manual leaves active members active', async () => {
  const policy = createClient({ auth: ApiKeyStrategy({ apiKey: site.apiKey }), modules: { signOnPolicy } }).signOnPolicy;
  await policy.updateSignOnPolicy({ requireOwnerApproval: false });
  const { email, member } = await newMember(site);
  assert.equal(member.status, 'ACTIVE');
  await policy.updateSignOnPolicy({ requireOwnerApproval: true });
  await mayLogIn(email);
  assert.equal((await newMember(site)).member.status, 'PENDING');
});
