// block, and what it ends.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { behaviour } from './harness/behaviour.js';
import { password } from './harness/people.js';
import { server } from './harness/server.js';
import { keyClient, memberClient, newMember, refused } from './harness/wix.js';

const site = await server();
after(site.stop);
const { authentication } = keyClient(site);
const isOut = (email) => assert.rejects(authentication.login(email, password), refused('-19956', 403));

behaviour(25, 'block by id or address resolves undefined, and login fails', async () => {
  for (const name of [(m) => ({ email: m.email }), (m) => ({ _id: m.id })]) {
    const member = await newMember(site);
    assert.equal(await authentication.block(name(member)), undefined);
    await isOut(member.email);
  }
});

behaviour(26, 'live tokens of a blocked member are dead, also the refresh token', async () => {
  const { id } = await newMember(site);
  const app = await memberClient(site, id);
  assert.equal((await app.members.getCurrentMember()).member._id, id);
  assert.equal(app.auth.loggedIn(), true);

  await authentication.block({ _id: id });
  await assert.rejects(
    app.members.getCurrentMember(),
    (error) => [401, 403].includes(error.status ?? error.response?.status) || assert.fail(String(error)),
  );
  const tokens = app.auth.getTokens();
  await assert.rejects(app.auth.renewToken(tokens.refreshToken), /invalid_grant/);

  // The client falls back to a visitor by itself when its access token is over.
  app.auth.setTokens({ ...tokens, accessToken: { ...tokens.accessToken, expiresAt: 1 } });
  await app.members.getCurrentMember().catch(() => {});
  assert.equal(app.auth.loggedIn(), false);
});

behaviour(27, 'nobody blocks themself, or the owner', async () => {
  const { id, email } = await newMember(site);
  const app = await memberClient(site, id);
  await assert.rejects(app.authentication.block({ _id: id }), refused('PERMISSION_DENIED', 403));
  assert.ok((await authentication.login(email, password)).session.token);
}, { note: 'as PERMISSION_DENIED: no member may block; there is no owner among them' });

behaviour(28, 'blocking twice is a success', async () => {
  const { id, email } = await newMember(site);
  await authentication.block({ _id: id });
  assert.equal(await authentication.block({ email }), undefined);
  await isOut(email);
});
