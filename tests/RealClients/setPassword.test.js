// sendSetPasswordEmail, the mail, and what its link does.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { recovery } from '@wix/identity';
import { createClient, OAuthStrategy } from '@wix/sdk';
import { behaviour } from './harness/behaviour.js';
import { person, password } from './harness/people.js';
import { server, sleep } from './harness/server.js';
import { keyClient, newMember, oauthClient, refused, visitorClient } from './harness/wix.js';

const site = await server();
after(site.stop);
const { authentication, members } = keyClient(site);
const clientId = await oauthClient(site);
const visitor = await visitorClient(site, clientId);
const { recover } = createClient({ auth: OAuthStrategy({ clientId }), modules: { recovery } }).recovery;
const tokenOf = (mail) => /set-password\?token=([\w-]+)/.exec(mail)[1];
const next = 'green lamp under the stairs';

behaviour(44, 'accepted: true, and one mail with a link', async () => {
  const { email } = await newMember(site);
  assert.deepEqual(await authentication.sendSetPasswordEmail(email), { accepted: true });
  const mails = await site.mails(email);
  assert.equal(mails.length, 1);
  assert.match(mails[0], new RegExp(`${site.base}/set-password\\?token=`));
  await visitor.auth.sendPasswordResetEmail(email, 'https://app.example/cb');
  assert.equal((await site.mails(email, 2)).length, 2);
});

behaviour(45, 'the link sets a password once: the new one works, the old one does not', async () => {
  const { email } = await newMember(site);
  await authentication.sendSetPasswordEmail(email);
  const token = tokenOf((await site.mails(email))[0]);
  const answer = await recover(token, { password: next });
  assert.equal(answer.state, 'SUCCESS');
  assert.ok((await authentication.login(email, next)).session.token);
  await assert.rejects(authentication.login(email, password), refused('-19976', 401));
  await assert.rejects(recover(token, { password }), refused('-19972', 400));
  assert.ok((await authentication.login(email, next)).session.token);
});

behaviour(47, 'hideIgnoreMessage leaves the ignore sentence out', async () => {
  const ignore = /you can ignore it/i;
  for (const [options, shown] of [[{ hideIgnoreMessage: true }, false], [{ hideIgnoreMessage: false }, true], [undefined, true]]) {
    const { email } = await newMember(site);
    await authentication.sendSetPasswordEmail(email, options);
    assert.equal(ignore.test((await site.mails(email))[0]), shown);
  }
});

behaviour(48, 'an unknown address: the same answer, no mail', async () => {
  const email = person();
  assert.deepEqual(await authentication.sendSetPasswordEmail(email), { accepted: true });
  await visitor.auth.sendPasswordResetEmail(email, 'https://app.example/cb');
  await sleep(500);
  assert.equal((await site.mails(email, 0)).length, 0);
});

behaviour(49, 'a member made without a password sets one by the link', async () => {
  const email = person();
  await members.createMember({ member: { loginEmail: email, contact: { firstName: 'Ann' } } });
  await assert.rejects(authentication.login(email, password), refused('-19976', 401));
  await authentication.sendSetPasswordEmail(email);
  await recover(tokenOf((await site.mails(email))[0]), { password: next });
  assert.ok((await authentication.login(email, next)).session.token);
});

behaviour(50, 'more mails than the limit are refused', async () => {
  const { email } = await newMember(site);
  for (let sent = 0; sent < 5; sent++) {
    assert.deepEqual(await authentication.sendSetPasswordEmail(email), { accepted: true });
  }
  await assert.rejects(authentication.sendSetPasswordEmail(email), refused('-19959', 429));
  assert.equal((await site.mails(email, 5)).length, 5);
}, { note: 'five an hour for one address; what is over the limit of the whole site is sent later, not refused' });
