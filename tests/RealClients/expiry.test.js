// What runs out, on a server where it does so in two seconds.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { recovery } from '@wix/identity';
import { createClient, OAuthStrategy } from '@wix/sdk';
import { behaviour } from './harness/behaviour.js';
import { password } from './harness/people.js';
import { server, sleep } from './harness/server.js';
import { keyClient, newMember, oauthClient, refused, visitorClient } from './harness/wix.js';

const lifetime = '00:00:02';
const site = await server({
  Members__SignupApproval: 'Manual',
  Members__ApprovalTokenLifetime: lifetime,
  Members__SetPasswordLinkLifetime: lifetime,
  Members__SessionTicketLifetime: lifetime,
});
after(site.stop);
const { authentication } = keyClient(site);
const aLifetime = () => sleep(2_300);

behaviour(17, 'an approval token that is too old is refused; id and address still do', async () => {
  const { email, approvalToken } = await newMember(site);
  await aLifetime();
  await assert.rejects(authentication.approve({ token: approvalToken }), refused('-19972', 400));
  await assert.rejects(authentication.login(email, password), refused('-19958', 403));
  assert.ok((await authentication.approve({ email })).session.token);
  assert.ok((await authentication.login(email, password)).session.token);
});

behaviour(37, 'a session token is good for a short time and once', async () => {
  const { email } = await newMember(site);
  const [first, second] = [
    (await authentication.approve({ email })).session.token,
    (await authentication.login(email, password)).session.token,
  ];
  const { auth } = await visitorClient(site);
  // A page to open is the client's way of applying it: the token is exchanged for a code.
  const apply = (sessionToken) => auth.getAuthUrl(auth.generateOAuthData('https://app.example/cb'), { prompt: 'none', sessionToken });
  assert.match((await apply(first)).authUrl, /[?&]code=/);
  await assert.rejects(apply(first), refused('-19972', 400));
  await aLifetime();
  await assert.rejects(apply(second), refused('-19972', 400));
});

behaviour(46, 'a set-password link that is too old is refused, the old password works', async () => {
  const { email } = await newMember(site);
  await authentication.approve({ email });
  await authentication.sendSetPasswordEmail(email);
  const [, token] = /set-password\?token=([\w-]+)/.exec((await site.mails(email))[0]);
  await aLifetime();
  const { recover } = createClient({ auth: OAuthStrategy({ clientId: await oauthClient(site) }), modules: { recovery } }).recovery;
  await assert.rejects(recover(token, { password: 'green lamp under the stairs' }), refused('-19972', 400));
  assert.ok((await authentication.login(email, password)).session.token);
});
