import assert from 'node:assert/strict';
import { after } from 'node:test';
import { behaviour, unreachable } from './harness/behaviour.js';
import { person, password } from './harness/people.js';
import { server } from './harness/server.js';
import { keyClient, memberClient, newMember, oauthClient, refused } from './harness/wix.js';

const site = await server();
after(site.stop);
const { authentication } = keyClient(site);

behaviour(39, 'a free address: the new one logs in, the old one is free for others', async () => {
  const { id, email } = await newMember(site);
  const changed = person();
  assert.equal((await authentication.changeLoginEmail(id, changed)).member.loginEmail, changed);
  assert.equal((await authentication.login(changed, password)).member._id, id);
  await assert.rejects(authentication.login(email, password), refused('-19976', 401));
  assert.equal((await authentication.register(email, password)).member.status, 'ACTIVE');
});

behaviour(40, 'a taken address: 409, and nothing changes', async () => {
  const { id, email } = await newMember(site);
  const other = await newMember(site);
  await assert.rejects(authentication.changeLoginEmail(id, other.email), refused('-19995', 409));
  assert.equal((await authentication.login(email, password)).member._id, id);
  assert.equal((await authentication.login(other.email, password)).member._id, other.id);
});

behaviour(41, "a member changes their own address, nobody else's: 403", async () => {
  const [me, other] = [await newMember(site), await newMember(site)];
  const changing = async (more) => (await memberClient(site, me.id, await oauthClient(site, more))).authentication;
  // Not with the token of any app: it must have been made for that.
  await assert.rejects((await changing()).changeLoginEmail(me.id, person()), refused('PERMISSION_DENIED', 403));
  const own = await changing({ accountManagement: true });
  await assert.rejects(own.changeLoginEmail(other.id, person()), refused('PERMISSION_DENIED', 403));
  const changed = person();
  assert.equal((await own.changeLoginEmail(me.id, changed)).member.loginEmail, changed);
});

unreachable(42, "a collaborator's account is refused", 'there are no collaborators: operators act with API keys, which have no account');

behaviour(43, 'revokeCurrentSessions ends the sessions; without it they go on', async () => {
  const { id } = await newMember(site);
  const app = await memberClient(site, id);
  await authentication.changeLoginEmail(id, person());
  assert.equal((await app.members.getCurrentMember()).member._id, id);
  await authentication.changeLoginEmail(id, person(), { revokeCurrentSessions: true });
  await assert.rejects(app.members.getCurrentMember());
  await assert.rejects(app.auth.renewToken(app.auth.getTokens().refreshToken), /invalid_grant/);
});
