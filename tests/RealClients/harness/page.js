// Bundled for the browser: what a page of an app does to have a client.
import { authentication, members } from '@wix/members';
import { createClient, OAuthStrategy } from '@wix/sdk';

globalThis.createApp = async (clientId, tokens) => {
  const client = createClient({ auth: OAuthStrategy({ clientId }), modules: { authentication, members } });
  client.auth.setTokens(tokens ?? (await client.auth.generateVisitorTokens()));
  return client;
};
