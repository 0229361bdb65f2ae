// The client's own strategy: tokens, the login page, logging in for others, logging out.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { authentication } from '@wix/members';
import { AppStrategy, createClient } from '@wix/sdk';
import { behaviour } from './harness/behaviour.js';
import { logIn } from './harness/loginPage.js';
import { person, password } from './harness/people.js';
import { server } from './harness/server.js';
import { keyClient, memberClient, newMember, oauthClient, visitorClient } from './harness/wix.js';

const site = await server();
after(site.stop);
const callback = 'https://app.example/cb';
const clientId = await oauthClient(site, { redirectUris: [callback], postLogoutRedirectUris: ['https://app.example/'] });
const invalidGrant = /Response: .*invalid_grant/;

test('generateVisitorTokens: a visitor, for four hours', async () => {
  const client = await visitorClient(site, clientId);
  const { accessToken, refreshToken } = client.auth.getTokens();
  assert.ok(accessToken.value && refreshToken.value);
  assert.equal(refreshToken.role, 'visitor');
  assert.ok(Math.abs(accessToken.expiresAt - Date.now() / 1000 - 14_400) < 60);
  assert.equal(client.auth.loggedIn(), false);
  const renewed = await client.auth.renewToken(refreshToken);
  assert.ok(renewed.accessToken.value);
});

test('an unknown client id is refused', async () => {
  await assert.rejects(visitorClient(site, crypto.randomUUID()), /invalid_client/);
});

test('register with a profile, as a visitor', async () => {
  const client = await visitorClient(site, clientId);
  const email = person();
  const state = await client.auth.register({ email, password, profile: { nickname: 'Ann', firstName: 'Anna' } });
  assert.equal(state.loginState, 'SUCCESS');
  const { member } = await keyClient(site).authentication.login(email, password);
  assert.deepEqual([member.firstName, member.nickname], ['Anna', 'Ann']);
});

for (const responseMode of ['fragment', 'query']) {
  test(`the login page sends a code by ${responseMode}, and it is exchanged`, async () => {
    const { id, email } = await newMember(site);
    const client = await visitorClient(site, clientId);
    const data = client.auth.generateOAuthData(callback, 'https://app.example/page');
    const { authUrl } = await client.auth.getAuthUrl(data, { prompt: 'login', responseMode });
    const back = await logIn(authUrl, email, password);
    assert.ok(back.startsWith(`${callback}${responseMode === 'fragment' ? '#' : '?'}`), back);
    const { code, state } = client.auth.parseFromUrl(back, responseMode);
    await assert.rejects(client.auth.getMemberTokens(code, 'another', data), /Invalid _state/);
    client.auth.setTokens(await client.auth.getMemberTokens(code, state, data));
    assert.equal(client.auth.loggedIn(), true);
    assert.equal((await client.members.getCurrentMember()).member._id, id);
  });
}

behaviour(58, 'a wrong PKCE verifier, or a code used twice: 400 invalid_grant', async () => {
  const { email } = await newMember(site);
  const client = await visitorClient(site, clientId);
  const data = client.auth.generateOAuthData(callback);
  const coded = async () => client.auth.parseFromUrl(await logIn((await client.auth.getAuthUrl(data)).authUrl, email, password));

  const first = await coded();
  await assert.rejects(client.auth.getMemberTokens(first.code, first.state, { ...data, codeVerifier: 'x'.repeat(43) }), invalidGrant);
  const second = await coded();
  const tokens = await client.auth.getMemberTokens(second.code, second.state, data);
  await assert.rejects(client.auth.getMemberTokens(second.code, second.state, data), invalidGrant);
  // Who sent the code again may have stolen it: what it gave is over too.
  await assert.rejects(client.auth.renewToken(tokens.refreshToken), invalidGrant);

  const answer = await site.api(
    'POST',
    '/oauth2/token',
    { grantType: 'authorization_code', clientId, code: second.code, codeVerifier: data.codeVerifier, redirectUri: callback },
    null,
  );
  assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_grant']);
});

behaviour(55, 'a refresh token used twice works twice, while the session lives', async () => {
  const { id } = await newMember(site);
  const client = await memberClient(site, id, clientId);
  const { refreshToken } = client.auth.getTokens();
  for (let time = 0; time < 2; time++) {
    client.auth.setTokens(await client.auth.renewToken(refreshToken));
    assert.equal((await client.members.getCurrentMember()).member._id, id);
  }
});

test('getMemberTokensForExternalLogin needs the API key', async () => {
  const { id } = await newMember(site);
  const client = await visitorClient(site, clientId);
  await assert.rejects(client.auth.getMemberTokensForExternalLogin(id, 'not-a-key'), /invalid_client/);
  client.auth.setTokens(await client.auth.getMemberTokensForExternalLogin(id, site.apiKey));
  assert.equal((await client.members.getCurrentMember()).member._id, id);
});

test('getMemberTokensForExternalLoginWithSession makes the member if need be', async () => {
  const email = person();
  const client = await visitorClient(site, clientId);
  client.auth.setTokens(await client.auth.getMemberTokensForExternalLoginWithSession(email, site.apiKey));
  const { member } = await client.members.getCurrentMember({ fieldsets: ['FULL'] });
  assert.equal(member.loginEmail, email);
});

test('logout answers a page that goes back, and ends the tokens', async () => {
  const { id } = await newMember(site);
  const client = await memberClient(site, id, clientId);
  const { refreshToken } = client.auth.getTokens();
  const { logoutUrl } = await client.auth.logout('https://app.example/');
  assert.equal(client.auth.loggedIn(), false);
  const page = await fetch(logoutUrl, { redirect: 'manual' });
  assert.deepEqual([page.status, page.headers.get('location')], [302, 'https://app.example/']);
  await assert.rejects(client.auth.renewToken(refreshToken), invalidGrant);
  await assert.rejects((await visitorClient(site, clientId)).auth.logout('https://elsewhere.example/'));
});

test('AppStrategy: the API key is the secret of an app', async () => {
  const email = person();
  const app = createClient({
    auth: AppStrategy({ appId: clientId, appSecret: site.apiKey, instanceId: crypto.randomUUID() }),
    modules: { authentication },
  });
  assert.equal((await app.authentication.register(email, password)).member.loginEmail, email);
  const { token } = await app.auth.getAuthHeaders().then(({ headers }) => ({ token: headers.Authorization }));
  const asApp = AppStrategy({ appId: clientId, appSecret: site.apiKey, accessToken: token });
  assert.equal((await asApp.getTokenInfo()).subjectType, 'APP');
  const wrong = createClient({
    auth: AppStrategy({ appId: clientId, appSecret: 'not-a-key', instanceId: crypto.randomUUID() }),
    modules: { authentication },
  });
  await assert.rejects(wrong.authentication.login(email, password));
  await assert.rejects(wrong.auth.getAuthHeaders(), /Unexpected status code from Wix OAuth API: 401/);
});

test('AppStrategy.elevated: from the token of a member to the app itself', async () => {
  const { id, email } = await newMember(site);
  const { accessToken } = (await memberClient(site, id, clientId)).auth.getTokens();
  const member = AppStrategy({ appId: clientId, appSecret: site.apiKey, accessToken: accessToken.value });
  const info = await member.getTokenInfo();
  assert.deepEqual([info.active, info.subjectType, info.subjectId, info.clientId], [true, 'MEMBER', id, clientId]);
  const elevated = createClient({ auth: await member.elevated(), modules: { authentication } });
  assert.equal(await elevated.authentication.block({ email }), undefined);
});
