// A generic OAuth library: openid-client, which knows nothing of Members but its address.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import * as oauth from 'openid-client';
import { logIn } from './harness/loginPage.js';
import { password } from './harness/people.js';
import { server } from './harness/server.js';
import { newMember, oauthClient } from './harness/wix.js';

const site = await server();
after(site.stop);
const redirectUri = 'https://app.example/cb';
const post_logout_redirect_uri = 'https://app.example/';

async function discovered(clientId) {
  const options = { algorithm: 'oauth2', execute: [oauth.allowInsecureRequests] };
  return oauth.discovery(new URL(site.base), clientId, undefined, oauth.None(), options);
}

async function loggedIn(config) {
  const { id, email } = await newMember(site);
  const [pkceCodeVerifier, state] = [oauth.randomPKCECodeVerifier(), oauth.randomState()];
  const url = oauth.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'offline_access',
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  });
  const back = new URL(await logIn(url, email, password));
  const tokens = await oauth.authorizationCodeGrant(config, back, { pkceCodeVerifier, expectedState: state });
  return { id, email, tokens, back, pkceCodeVerifier };
}

const plain = await discovered(
  await oauthClient(site, { redirectUris: [redirectUri], postLogoutRedirectUris: [post_logout_redirect_uri] }),
);
const rotating = await discovered(await oauthClient(site, { redirectUris: [redirectUri], rotateRefreshTokens: true }));
const invalidGrant = (error) => error.error === 'invalid_grant' && error.status === 400;
const me = async (config, token) =>
  (await oauth.fetchProtectedResource(config, token, new URL(`${site.base}/v1/authentication/me`), 'GET')).json();

test('discovery, a login with PKCE, and a call with the token', async () => {
  assert.equal(plain.serverMetadata().issuer, site.base);
  assert.equal(plain.serverMetadata().supportsPKCE(), true);
  const { id, tokens } = await loggedIn(plain);
  assert.equal(tokens.token_type, 'bearer');
  assert.equal(tokens.expires_in, 14_400);
  assert.equal((await me(plain, tokens.access_token)).member.id, id);
});

test('another state, another verifier, or the code again is refused', async () => {
  const { email } = await newMember(site);
  const state = oauth.randomState();
  const url = oauth.buildAuthorizationUrl(plain, {
    redirect_uri: redirectUri,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge('v'.repeat(43)),
    code_challenge_method: 'S256',
  });
  const back = new URL(await logIn(url, email, password));
  await assert.rejects(
    oauth.authorizationCodeGrant(plain, back, { pkceCodeVerifier: 'v'.repeat(43), expectedState: oauth.randomState() }),
    (error) => /"state"/.test(error.cause.message),
  );
  await assert.rejects(oauth.authorizationCodeGrant(plain, back, { pkceCodeVerifier: 'w'.repeat(43), expectedState: state }), invalidGrant);
  await assert.rejects(oauth.authorizationCodeGrant(plain, back, { pkceCodeVerifier: 'v'.repeat(43), expectedState: state }), invalidGrant);
});

test('a client that does not rotate keeps its refresh token', async () => {
  const { id, tokens } = await loggedIn(plain);
  for (let time = 0; time < 2; time++) {
    const renewed = await oauth.refreshTokenGrant(plain, tokens.refresh_token);
    assert.equal((await me(plain, renewed.access_token)).member.id, id);
  }
});

test('a rotating one: the last again gives the same successor, an older one ends the session', async () => {
  const { tokens } = await loggedIn(rotating);
  const first = await oauth.refreshTokenGrant(rotating, tokens.refresh_token);
  assert.notEqual(first.refresh_token, tokens.refresh_token);
  const again = await oauth.refreshTokenGrant(rotating, tokens.refresh_token);
  assert.equal(again.refresh_token, first.refresh_token);
  const second = await oauth.refreshTokenGrant(rotating, first.refresh_token);
  await assert.rejects(oauth.refreshTokenGrant(rotating, tokens.refresh_token), invalidGrant);
  await assert.rejects(oauth.refreshTokenGrant(rotating, second.refresh_token), invalidGrant);
  await assert.rejects(me(rotating, second.access_token));
});

test('introspection with an API key, and revocation', async () => {
  const { apiKey, secret } = (
    await site.api('POST', '/v1/api-keys', { name: 'introspection', scopes: ['members.authenticate', 'members.manage'] })
  ).body;
  const resource = new oauth.Configuration(plain.serverMetadata(), apiKey.id, undefined, oauth.ClientSecretBasic(secret));
  oauth.allowInsecureRequests(resource);
  const { id, email, tokens } = await loggedIn(plain);
  const told = await oauth.tokenIntrospection(resource, tokens.access_token);
  assert.deepEqual([told.active, told.sub, told.email, told.client_id], [true, id, email, plain.clientMetadata().client_id]);
  assert.ok(told.exp > Date.now() / 1000);

  await oauth.tokenRevocation(plain, tokens.refresh_token);
  assert.deepEqual(await oauth.tokenIntrospection(resource, tokens.access_token), { active: false });
  await assert.rejects(oauth.refreshTokenGrant(plain, tokens.refresh_token), invalidGrant);
  const stranger = new oauth.Configuration(plain.serverMetadata(), apiKey.id, undefined, oauth.ClientSecretBasic('not-the-secret'));
  oauth.allowInsecureRequests(stranger);
  await assert.rejects(oauth.tokenIntrospection(stranger, tokens.access_token), (error) => error.status === 401);
});

test('the end of the session sends people back', async () => {
  const url = oauth.buildEndSessionUrl(plain, { post_logout_redirect_uri, state: 'S' });
  const page = await fetch(url, { redirect: 'manual' });
  assert.deepEqual([page.status, page.headers.get('location')], [302, `${post_logout_redirect_uri}?state=S`]);
});
