// register, with automatic approval.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { behaviour } from './harness/behaviour.js';
import { person, password } from './harness/people.js';
import { server } from './harness/server.js';
import { invalid, keyClient, newMember, refused, visitorClient } from './harness/wix.js';

const site = await server();
after(site.stop);
const { authentication } = keyClient(site);
const visitor = await visitorClient(site);

behaviour(1, 'automatic approval: ACTIVE, a session token, no approval token', async () => {
  const { member, session, approvalToken } = await authentication.register(person(), password);
  assert.equal(member.status, 'ACTIVE');
  assert.ok(member._id && member.creationDate instanceof Date);
  assert.ok(session.token);
  assert.equal(approvalToken ?? undefined, undefined);
  assert.deepEqual(Object.keys(await visitor.auth.register({ email: person(), password })), ['loginState', 'data']);
});

behaviour(3, 'a password of 3 or 101 characters is refused, 4 and 100 are taken', async () => {
  for (const bad of ['q7#', `q7#${'Z'.repeat(98)}`]) {
    await assert.rejects(authentication.register(person(), bad), invalid('password'));
  }
  for (const good of ['q7#Z', `q7#${'Z'.repeat(97)}`]) {
    const email = person();
    await authentication.register(email, good);
    assert.ok((await authentication.login(email, good)).session.token);
  }
});

behaviour(4, 'a password with characters that may not be in one is refused', async () => {
  await assert.rejects(authentication.register(person(), 'bell \u0007 and whistle'), invalid('password'));
  const email = person();
  await authentication.register(email, 'grüne Tür im Wald');
  assert.ok((await authentication.login(email, 'grüne Tür im Wald')).session.token);
}, { note: 'by decision: control characters are refused, all printable Unicode is taken' });

behaviour(5, 'a malformed address: violation of type EMAIL, invalidEmail', async () => {
  await assert.rejects(authentication.register('no address', password), (error) => {
    const violation = error.details.validationError.fieldViolations.find((v) => v.field === 'email');
    assert.equal(violation.data.type, 'EMAIL');
    return true;
  });
  const state = await visitor.auth.register({ email: 'no address', password });
  assert.deepEqual([state.loginState, state.errorCode], ['FAILURE', 'invalidEmail']);
});

behaviour(6, 'a taken address, in any letter case: 409 -19995, emailAlreadyExists', async () => {
  const { email } = await newMember(site);
  await assert.rejects(authentication.register(email, password), refused('-19995', 409));
  await assert.rejects(authentication.register(email.toUpperCase(), password), refused('-19995', 409));
  const state = await visitor.auth.register({ email, password });
  assert.deepEqual([state.loginState, state.errorCode], ['FAILURE', 'emailAlreadyExists']);
});

behaviour(7, 'the address of a blocked member is refused and stays blocked', async () => {
  const { email } = await newMember(site);
  await authentication.block({ email });
  await assert.rejects(authentication.register(email, password), refused('-19995', 409));
  await assert.rejects(authentication.login(email, password), refused('-19956'));
});

behaviour(8, 'contactInfo comes back, custom fields keep their kind of value', async () => {
  const born = new Date('1990-02-03T00:00:00.000Z');
  const customFields = [{ name: 'hobby', strValue: 'go' }, { name: 'shoes', numValue: 42.5 }, { name: 'born', dateValue: born }];
  // A copy: the package writes its dates as texts into what it is given.
  const { member } = await newMember(site, {
    contactInfo: {
      firstName: 'Ann',
      lastName: 'Lee',
      phones: ['+49 30 1234567'],
      emails: ['other@example.com'],
      customFields: structuredClone(customFields),
    },
  });
  assert.deepEqual([member.firstName, member.lastName], ['Ann', 'Lee']);
  assert.deepEqual(member.phones, ['+49 30 1234567']);
  assert.deepEqual(member.emails, ['other@example.com']);
  assert.deepEqual(member.customFields, customFields);
});

behaviour(9, 'profilePrivacyStatus is PUBLIC if asked for, PRIVATE otherwise', async () => {
  assert.equal((await newMember(site, { profilePrivacyStatus: 'PUBLIC' })).member.profilePrivacyStatus, 'PUBLIC');
  assert.equal((await newMember(site)).member.profilePrivacyStatus, 'PRIVATE');
});

behaviour(10, 'of concurrent registers of one address exactly one succeeds', async () => {
  const email = person();
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => authentication.register(email, password)));
  assert.equal(outcomes.filter((o) => o.status === 'fulfilled').length, 1);
  for (const { reason } of outcomes.filter((o) => o.status === 'rejected')) {
    refused('-19995', 409)(reason);
  }
});

test('a picture comes back', async () => {
  const { email, id } = await newMember(site, { contactInfo: { picture: 'https://example.com/a.png' } });
  assert.equal((await authentication.login(email, password)).member.picture, 'https://example.com/a.png');
  assert.equal((await authentication.changeLoginEmail(id, person())).member.picture, 'https://example.com/a.png');
});
