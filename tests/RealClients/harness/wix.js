// The Wix packages as an app uses them. Nothing in them is changed: `clients/wix/redirect.js` sends their calls to the server.
import '../../../clients/wix/redirect.js';
import assert from 'node:assert/strict';
import { authentication, members } from '@wix/members';
import { ApiKeyStrategy, createClient, OAuthStrategy } from '@wix/sdk';
import { person, password } from './people.js';

// A site has a hundred OAuth clients at most: one for each test file.
let anyClient;

const siteId = '33333333-3333-4333-8333-333333333333';

/** A site's server: calls with the API key. */
export const keyClient = (site, more = {}) =>
  createClient({ auth: ApiKeyStrategy({ apiKey: site.apiKey, siteId }), modules: { authentication, members }, ...more });

/** A visitor's app. */
export async function visitorClient(site, clientId) {
  const client = createClient({
    auth: OAuthStrategy({ clientId: clientId ?? (await (anyClient ??= oauthClient(site))) }),
    modules: { authentication, members },
  });
  client.auth.setTokens(await client.auth.generateVisitorTokens());
  return client;
}

/** The app of a member who was authenticated elsewhere: needs no browser. */
export async function memberClient(site, memberId, clientId) {
  const client = await visitorClient(site, clientId);
  client.auth.setTokens(await client.auth.getMemberTokensForExternalLogin(memberId, site.apiKey));
  return client;
}

/** Makes an OAuth client and answers its id. */
export async function oauthClient(site, more = {}) {
  const asked = {
    name: 'An app',
    redirectUris: ['https://app.example/cb'],
    origins: [],
    postLogoutRedirectUris: [],
    directLogin: true,
    ...more,
  };
  const { status, body } = await site.api('POST', '/v1/oauth-clients', asked);
  assert.equal(status, 200, JSON.stringify(body));
  return body.oauthClient.id;
}

/** Registers somebody with the API key. */
export async function newMember(site, options) {
  const email = person();
  const answer = await keyClient(site).authentication.register(email, password, options);
  return { ...answer, email, id: answer.member._id };
}

/** Whether an error of the client says this. */
export const refused = (code, status) => (error) => {
  assert.equal(error.details?.applicationError?.code, code, String(error));
  assert.equal(typeof error.details.requestId, 'string');
  if (status) {
    assert.equal(error.status ?? error.response?.status, status);
  }
  return true;
};

/** Whether an error of the client is a violation at this argument. */
export const invalid = (field) => (error) => {
  const fields = error.details?.validationError?.fieldViolations?.map((violation) => violation.field);
  assert.ok(fields?.some((name) => name === field || name.endsWith(`.${field}`)), String(error));
  return true;
};
