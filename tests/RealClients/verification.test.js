// Sign-up on a site that wants the address verified.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { behaviour } from './harness/behaviour.js';
import { person, password } from './harness/people.js';
import { server } from './harness/server.js';
import { keyClient, refused, visitorClient } from './harness/wix.js';

const site = await server({ Members__RequireEmailVerification: 'true' });
after(site.stop);
const { authentication } = keyClient(site);
const visitor = await visitorClient(site);
const mailedCode = async (email) => /\b(\d{6})\b/.exec((await site.mails(email)).at(-1).split(/\r?\n\r?\n/).slice(1).join('\n'))[1];
const wrong = (code) => (code === '100000' ? '100001' : '100000');

async function asked(email) {
  const error = await authentication.register(email, password).then(() => assert.fail('It was not asked for.'), (e) => e);
  refused('EMAIL_VERIFICATION_REQUIRED', 428)(error);
  return error.details.applicationError.data.verificationId;
}

behaviour(11, '428 EMAIL_VERIFICATION_REQUIRED, and a code of six digits is mailed', async () => {
  const email = person();
  assert.ok(await asked(email));
  assert.match(await mailedCode(email), /^[1-9]\d{5}$/);
});

behaviour(12, 'with the right code it succeeds; BAD_CODE and NOT_FOUND otherwise', async () => {
  const email = person();
  const verificationId = await asked(email);
  const otp = await mailedCode(email);
  const failing = (reason) => (error) => {
    refused('EMAIL_VERIFICATION_FAILED', 401)(error);
    assert.equal(error.details.applicationError.data.verificationFailureReason, reason);
    return true;
  };
  const again = (emailVerification) => authentication.register(email, password, { emailVerification });
  await assert.rejects(again({ verificationId, otp: wrong(otp) }), failing('BAD_CODE'));
  await assert.rejects(again({ verificationId: crypto.randomUUID(), otp }), failing('NOT_FOUND'));
  const { member, session } = await again({ verificationId, otp });
  assert.equal(member.status, 'ACTIVE');
  assert.ok(session.token);
  assert.ok((await authentication.login(email, password)).session.token);
});

behaviour(13, 'client.auth.register, processVerification: SUCCESS; VERIFICATION_FAILED', async () => {
  const email = person();
  const state = await visitor.auth.register({ email, password, profile: { nickname: 'Ann' } });
  assert.equal(state.loginState, 'EMAIL_VERIFICATION_REQUIRED');
  assert.ok(state.data.stateToken);
  const verificationCode = await mailedCode(email);
  await assert.rejects(
    visitor.auth.processVerification({ verificationCode: wrong(verificationCode) }, state),
    refused('VERIFICATION_FAILED', 400),
  );
  const done = await visitor.auth.processVerification({ verificationCode }, state);
  assert.equal(done.loginState, 'SUCCESS');
  assert.ok(done.data.sessionToken);
  assert.equal((await visitor.auth.login({ email, password })).loginState, 'SUCCESS');
});
