// Who may call the six functions.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { auth } from '@wix/essentials';
import { authentication } from '@wix/members';
import { behaviour, raw } from './harness/behaviour.js';
import { person, password } from './harness/people.js';
import { server } from './harness/server.js';
import { keyClient, memberClient, newMember, refused, visitorClient } from './harness/wix.js';

const site = await server();
after(site.stop);

const six = (functions, email, id) => ({
  register: () => functions.register(person(), password),
  login: () => functions.login(email, password),
  approve: () => functions.approve({ email }),
  block: () => functions.block({ email }),
  changeLoginEmail: () => functions.changeLoginEmail(id, person()),
  sendSetPasswordEmail: () => functions.sendSetPasswordEmail(email),
});

behaviour(51, "a visitor's token: 403 PERMISSION_DENIED; the API key, or elevate: allowed", async () => {
  const { email, id } = await newMember(site);
  const visitor = await visitorClient(site);
  for (const [name, call] of Object.entries(six(visitor.authentication, email, id))) {
    await assert.rejects(call(), refused('PERMISSION_DENIED', 403), name);
  }

  // As in a Wix site's backend: the plain function runs as the visitor, its elevated copy as the site.
  visitor.enableContext('module');
  keyClient(site).enableContext('module', { elevated: true });
  await assert.rejects(authentication.block({ email }), refused('PERMISSION_DENIED', 403));
  const elevated = Object.fromEntries(
    Object.entries(authentication)
      .filter(([, f]) => typeof f === 'function')
      .map(([name, f]) => [name, auth.elevate(f)]),
  );
  for (const functions of [keyClient(site).authentication, elevated]) {
    const other = await newMember(site);
    for (const call of Object.values(six(functions, other.email, other.id))) {
      await call();
    }
  }
});

test("a member's token may none of the six but change the member's own address", async () => {
  const [me, other] = [await newMember(site), await newMember(site)];
  const client = await memberClient(site, me.id);
  for (const [name, call] of Object.entries(six(client.authentication, other.email, other.id))) {
    await assert.rejects(call(), refused('PERMISSION_DENIED', 403), name);
  }
});

behaviour(54, 'Authorization with and without Bearer, and token,apiKey', async () => {
  const { email, id } = await newMember(site);
  const visitor = (await visitorClient(site)).auth.getTokens().accessToken.value;
  for (const authorization of [site.apiKey, `Bearer ${site.apiKey}`, `bearer ${site.apiKey}`, `${visitor},${site.apiKey}`]) {
    assert.equal((await site.api('POST', '/api/v1/members/approve', { email }, authorization)).status, 200, authorization);
  }
  const member = (await memberClient(site, id)).auth.getTokens().accessToken.value;
  for (const authorization of [member, `Bearer ${member}`]) {
    assert.equal((await site.api('GET', '/members/v1/members/my', undefined, authorization)).status, 200);
  }
}, raw);
