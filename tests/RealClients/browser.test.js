// The client in a browser: logging in without leaving the page, through the login page, and what strangers get.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { behaviour } from './harness/behaviour.js';
import { app, bundle, launch } from './harness/browser.js';
import { password } from './harness/people.js';
import { server } from './harness/server.js';
import { keyClient, newMember, oauthClient } from './harness/wix.js';

const site = await server();
const [browser, script] = await Promise.all([launch(), bundle()]);
const [own, foreign] = [await app(site.base, script), await app(site.base, script)];
after(async () => {
  await browser.close();
  own.stop();
  foreign.stop();
  await site.stop();
});

const callback = `${own.origin}/callback`;
const clientId = await oauthClient(site, { origins: [own.origin], redirectUris: [callback], postLogoutRedirectUris: [`${own.origin}/`] });
// Its pages may call the API too, but are not the first client's.
await oauthClient(site, { origins: [foreign.origin] });

async function open(origin) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(origin);
  return page;
}

const directLogin = async ({ clientId, email, password }) => {
  const client = await createApp(clientId);
  const { data } = await client.auth.login({ email, password });
  client.auth.setTokens(await client.auth.getMemberTokensForDirectLogin(data.sessionToken));
  const { member } = await client.members.getCurrentMember({ fieldsets: ['FULL'] });
  return { id: member._id, email: member.loginEmail, loggedIn: client.auth.loggedIn(), frames: document.querySelectorAll('iframe').length };
};

behaviour(56, 'in Chromium: login, hidden iframe, code, members.getCurrentMember()', async () => {
  const { id, email } = await newMember(site);
  const page = await open(own.origin);
  assert.deepEqual(await page.evaluate(directLogin, { clientId, email, password }), { id, email, loggedIn: true, frames: 0 });
  await page.context().close();
});

behaviour(29, 'a session token that was not applied before the block cannot be', async () => {
  const { id } = await newMember(site);
  const { session } = await keyClient(site).authentication.approve({ _id: id });
  await keyClient(site).authentication.block({ _id: id });
  const page = await open(own.origin);
  const refusal = await page.evaluate(async ({ clientId, token }) => {
    const client = await createApp(clientId);
    return client.auth.getMemberTokensForDirectLogin(token).then(() => 'applied', (error) => error.details.applicationError.code);
  }, { clientId, token: session.token });
  assert.equal(refusal, '-19972');
  await page.context().close();
});

behaviour(57, 'an origin that is not allowed gets an error at once, not after two minutes', async () => {
  const { email } = await newMember(site);
  const page = await open(foreign.origin);
  const started = Date.now();
  await assert.rejects(page.evaluate(directLogin, { clientId, email, password }), /Missing code/);
  assert.ok(Date.now() - started < 10_000);
  const message = await page.evaluate(heard, { url: authorizeUrl({ state: 'S' }), wait: 10_000 });
  assert.deepEqual([message.error, message.state, message.code], ['access_denied', 'S', undefined]);
  await page.context().close();
});

// What a page hears from a frame that it has opened.
const heard = ({ url, wait }) =>
  new Promise((resolve) => {
    addEventListener('message', (event) => resolve(event.data));
    setTimeout(resolve, wait, null);
    document.body.append(Object.assign(document.createElement('iframe'), { src: url }));
  });

const authorizeUrl = (more) =>
  `${site.base}/oauth2/authorize?${new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    response_mode: 'web_message',
    prompt: 'none',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
    ...more,
  })}`;

test('a page of another origin cannot read a code, also with the whole address of the frame', async () => {
  const { email } = await newMember(site);
  const page = await open(own.origin);
  const frame = page.waitForRequest((request) => request.url().startsWith(`${site.base}/oauth2/authorize`), { timeout: 10_000 });
  await page.route(`${site.base}/oauth2/authorize**`, (route) => route.abort());
  page.evaluate(directLogin, { clientId, email, password }).catch(() => {});
  const stolen = (await frame).url();
  assert.match(stolen, /[?&]code=/);
  await page.context().close();

  const thief = await open(foreign.origin);
  const message = await thief.evaluate(heard, { url: stolen, wait: 1_500 });
  assert.equal(message?.code, undefined);
  await thief.context().close();
});

test('a page of its own hears that nobody is logged in', async () => {
  const page = await open(own.origin);
  assert.equal((await page.evaluate(heard, { url: authorizeUrl({ state: 'S' }), wait: 10_000 })).error, 'login_required');
  await page.context().close();
});

test('through the login page and back, and out again', async () => {
  const { id, email } = await newMember(site);
  const page = await open(own.origin);
  const authUrl = await page.evaluate(async ({ clientId, callback }) => {
    const client = await createApp(clientId);
    const data = client.auth.generateOAuthData(callback, location.href);
    sessionStorage.setItem('login', JSON.stringify(data));
    return (await client.auth.getAuthUrl(data)).authUrl;
  }, { clientId, callback });

  await page.goto(authUrl);
  await page.fill('#email', email);
  await page.fill('#password', 'some other words');
  await page.click('button:text-is("Log in")');
  assert.match(await page.textContent('[role=alert]'), /wrong/);
  await page.fill('#password', password);
  await page.click('button:text-is("Log in")');
  await page.waitForURL(`${callback}**`);

  const back = await page.evaluate(async (clientId) => {
    const client = await createApp(clientId);
    const data = JSON.parse(sessionStorage.getItem('login'));
    const { code, state } = client.auth.parseFromUrl();
    const mismatch = await client.auth.getMemberTokens(code, `${state}x`, data).catch((error) => error.message);
    client.auth.setTokens(await client.auth.getMemberTokens(code, state, data));
    const { member } = await client.members.getCurrentMember();
    return { id: member._id, mismatch, logout: (await client.auth.logout(`${location.origin}/`)).logoutUrl };
  }, clientId);
  assert.equal(back.id, id);
  assert.match(back.mismatch, /Invalid _state/);

  // The login page keeps its own session until the logout page ends it. It gives no code without a login to an address on this
  // machine, where any app can listen.
  const me = `${site.base}/v1/authentication/me`;
  await page.goto(authUrl.replace('prompt=login', 'prompt=none'));
  assert.match(page.url(), /[#&]error=login_required/);
  assert.equal((await page.goto(me)).status(), 200);
  await page.goto(back.logout);
  assert.equal(page.url(), `${own.origin}/`);
  assert.equal((await page.goto(me)).status(), 401);
  await page.context().close();
});

test('clients/javascript on a page of another origin: the caller keeps the token', async () => {
  const { member, email, session } = await newMember(site);
  const page = await open(own.origin);
  const seen = await page.evaluate(async ({ base, id, email, token }) => {
    const { createMembers } = await import('/members.js');
    const { authentication, elevate } = createMembers({ baseUrl: base });
    const code = (error) => error.code ?? error.message;
    const applied = await authentication.applySessionToken(token);
    const own = createMembers({ baseUrl: base, sessionToken: applied.session.token }).authentication;
    return {
      id: applied.member._id,
      changed: (await own.changeLoginEmail(id, `new-${email}`)).member.loginEmail,
      visitor: await authentication.register('x@example.com', 'pass').catch(code),
      elevate: await Promise.resolve().then(() => elevate(authentication.login)).catch(code),
      key: await Promise.resolve().then(() => createMembers({ baseUrl: base, apiKey: 'x'.repeat(40) })).catch(code),
    };
  }, { base: site.base, id: member._id, email, token: session.token });
  assert.deepEqual([seen.id, seen.changed, seen.visitor], [member._id, `new-${email}`, 'UNAUTHENTICATED']);
  assert.match(seen.elevate, /on a server/);
  assert.match(seen.key, /belongs on a server/);
  await page.context().close();
});

test("clients/javascript on a page of the server's own origin: the session is in a cookie", async () => {
  const { member, email, session } = await newMember(site);
  const page = await (await browser.newContext()).newPage();
  // As behind a proxy that serves the site's pages and the API under one name.
  await page.route(`${site.base}/page`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><body>' }));
  await page.route(`${site.base}/members.js`, (route) =>
    route.fulfill({ path: new URL('../../clients/javascript/index.js', import.meta.url).pathname }),
  );
  await page.goto(`${site.base}/page`);
  const seen = await page.evaluate(async ({ id, email, token }) => {
    const { authentication } = (await import('/members.js')).createMembers({ baseUrl: location.origin });
    const { session } = await authentication.applySessionToken(token);
    const changed = await authentication.changeLoginEmail(id, `new-${email}`);
    return { token: session.token, ends: session.expiresAt instanceof Date, changed: changed.member.loginEmail, cookie: document.cookie };
  }, { id: member._id, email, token: session.token });
  assert.deepEqual(seen, { token: undefined, ends: true, changed: `new-${email}`, cookie: '' });
  await page.context().close();
});
