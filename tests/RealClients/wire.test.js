// Paths, statuses, bodies, and what malformed input gets.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { recovery } from '@wix/identity';
import { createClient, OAuthStrategy } from '@wix/sdk';
import { behaviour, raw } from './harness/behaviour.js';
import { person, password } from './harness/people.js';
import { server } from './harness/server.js';
import { keyClient, newMember, oauthClient, visitorClient } from './harness/wix.js';

const site = await server();
after(site.stop);
const id = crypto.randomUUID();
const own = '/v1/authentication';

behaviour(52, 'success: 200 and JSON; failure: message, one kind of details, request id', async () => {
  const { email } = await newMember(site);
  const answers = [
    await site.api('POST', '/api/v1/members/block', { email }),
    await site.api('POST', '/api/v1/members/approve', { email }),
    await site.api('POST', '/api/v1/members/approve', {}),
    await site.api('POST', '/api/v1/members/approve', { email: person() }),
    await site.api('POST', '/api/v1/members/approve', { email }, 'nobody'),
    await site.api('POST', '/_api/iam/authentication/v2/register', { loginId: { email: 'x' }, password }),
    await site.api('GET', '/api/v1/members/nothing-here'),
  ];
  assert.deepEqual(answers.map((a) => a.status), [200, 200, 400, 404, 401, 400, 404]);
  for (const { status, body, headers } of answers) {
    assert.equal(typeof body, 'object');
    assert.match(headers.get('content-type'), /json/);
    assert.ok(headers.get('x-wix-request-id'));
    if (status !== 200) {
      assert.ok(body.message);
      assert.equal(Boolean(body.details.applicationError) !== Boolean(body.details.validationError), true);
      assert.ok((body.details.validationError?.fieldViolations ?? []).every((v) => v.data));
    }
  }
}, raw);

test('what the package sends, and that each of it is served', async () => {
  const sent = [];
  const { authentication } = keyClient(site, { fetch: (url, init) => (sent.push({ url: new URL(url), ...init }), fetch(url, init)) });
  const email = person();
  const { member } = await authentication.register(email, password, { contactInfo: { firstName: 'Ann' }, profilePrivacyStatus: 'PUBLIC' });
  await authentication.login(email, password);
  await authentication.block({ _id: member._id });
  await authentication.approve({ email });
  const changed = person();
  await authentication.changeLoginEmail(member._id, changed, { revokeCurrentSessions: true });
  await authentication.sendSetPasswordEmail(changed, { hideIgnoreMessage: true });

  assert.deepEqual(
    sent.map(({ method, url, body }) => [method, url.pathname, JSON.parse(body)]),
    [
      [
        'POST',
        '/wix-sm/api/v1/auth/api/v1/auth/register',
        { email, password, contactInfo: { firstName: 'Ann' }, profilePrivacyStatus: 'PUBLIC' },
      ],
      ['POST', '/wix-sm/api/v1/auth/api/v1/auth/login', { email, password }],
      ['POST', '/api/v1/members/block', { id: member._id }],
      ['POST', '/api/v1/members/approve', { email }],
      ['PATCH', `/api/v1/members/${member._id}/change-login-email`, { id: member._id, newEmail: changed, revokeCurrentSessions: true }],
      ['POST', '/wix-sm/api/v1/auth/v1/auth/members/send-set-password-email', { email: changed, hideIgnoreMessage: true }],
    ],
  );
  // The key as it is, without "Bearer".
  assert.ok(sent.every(({ headers }) => headers.Authorization === site.apiKey && headers['wix-site-id']));
});

const spellings = {
  [`POST ${own}/register`]: ['/wix-sm/api/v1/auth/api/v1/auth/register', '/api/v1/auth/register'],
  [`POST ${own}/login`]: ['/wix-sm/api/v1/auth/api/v1/auth/login', '/identity/members/api/v1/auth/login'],
  [`POST ${own}/send-set-password-email`]: [
    '/wix-sm/api/v1/auth/v1/auth/members/send-set-password-email', '/identity/members/v1/auth/members/send-set-password-email',
    '/wix-sm/api/v1/auth/members/send-set-password-email', '/members/v1/auth/members/send-set-password-email',
  ],
  [`POST ${own}/approve`]: ['/api/v1/members/approve', '/_api/wix-sm-webapp/v1/members/approve'],
  [`POST ${own}/block`]: ['/api/v1/members/block', '/_api/wix-sm-webapp/v1/members/block'],
  [`PATCH ${own}/members/${id}/change-login-email`]: [
    `/api/v1/members/${id}/change-login-email`, `/_api/wix-sm-webapp/v1/members/${id}/change-login-email`,
  ],
  ...Object.fromEntries(
    ['register', 'login', 'sign-on', 'validate-email', 'change-password'].map((name) => [
      `POST /_api/iam/authentication/v2/${name}`,
      [`/iam/authentication/v2/${name}`],
    ]),
  ),
  ...Object.fromEntries(
    ['send-email', 'recover', 'activation-email'].map((name) => [`POST /_api/iam/recovery/v1/${name}`, [`/_iam/recovery/v1/${name}`]]),
  ),
  'POST /_api/redirects-api/v1/redirect-session': ['/headless/v1/redirect-session'],
  'GET /members/v1/members': ['/_api/members/v1/members'],
  'GET /members/v1/members/my': ['/_api/members/v1/members/my'],
};

behaviour(53, 'every spelling of a path has the same handler', async () => {
  for (const [canonical, others] of Object.entries(spellings)) {
    const [method, path] = canonical.split(' ');
    const asked = (at) => site.api(method, at, method === 'GET' ? undefined : {});
    const expected = await asked(path);
    assert.notEqual(expected.body.code, 'NOT_FOUND', canonical);
    for (const other of others) {
      const { status, body } = await asked(other);
      assert.deepEqual([status, body.code, body.details], [expected.status, expected.body.code, expected.body.details], other);
    }
  }

  // As the client spells them when it was told a host of its own, which it would call by TLS.
  const { host } = new URL(site.base);
  const plain = { host: { apiBaseUrl: host }, fetch: (url, init) => fetch(String(url).replace('https:', 'http:'), init) };
  const { authentication } = keyClient(site, plain);
  const email = person();
  const { member } = await authentication.register(email, password);
  await authentication.login(email, password);
  await authentication.block({ _id: member._id });
  await authentication.approve({ email });
  assert.equal((await authentication.changeLoginEmail(member._id, person())).member._id, member._id);
  assert.deepEqual(await authentication.sendSetPasswordEmail(email), { accepted: true });
});

const oddities = [undefined, null, '', ' ', 7, true, {}, [], ['a@example.com'], 'a@example.com\u0000', 'x'.repeat(5_000)];

test('malformed input to the six functions is refused, never a TypeError', async () => {
  let sent = 0;
  const { authentication } = keyClient(site, { fetch: (...request) => (sent++, fetch(...request)) });
  const calls = [
    (x) => authentication.register(x, password),
    (x) => authentication.register(person(), x),
    (x) => authentication.register(person(), password, { contactInfo: x, profilePrivacyStatus: x }),
    (x) => authentication.login(x, x),
    (x) => authentication.approve({ email: x }),
    (x) => authentication.approve({ token: x }),
    (x) => authentication.approve({ _id: x }),
    (x) => authentication.block({ _id: x }),
    (x) => authentication.changeLoginEmail(id, x),
    (x) => authentication.sendSetPasswordEmail(x),
  ];
  for (const [number, call] of calls.entries()) {
    for (const oddity of oddities) {
      sent = 0;
      const answer = await call(oddity).catch((error) => error);
      // Some of it the package itself cannot put into a request.
      if (sent === 0) {
        continue;
      }
      assert.ok(!(answer instanceof TypeError), `${number} ${JSON.stringify(oddity)?.slice(0, 40)}: ${answer.stack}`);
      if (answer instanceof Error) {
        assert.ok(
          answer.details.applicationError || answer.details.validationError,
          `${number} ${JSON.stringify(oddity)?.slice(0, 40)}: ${answer}`,
        );
        assert.ok(!/^5/.test(answer.details.applicationError?.code ?? ''), String(answer));
      }
    }
  }
});

test('malformed input to the strategy is a FAILURE or a refusal, never a TypeError', async () => {
  const clientId = await oauthClient(site);
  const client = await visitorClient(site, clientId);
  const { recover } = createClient({ auth: OAuthStrategy({ clientId }), modules: { recovery } }).recovery;
  const calls = [
    (x) => client.auth.register({ email: x, password }),
    (x) => client.auth.register({ email: person(), password: x }),
    (x) => client.auth.register({ email: person(), password, profile: { nickname: x, firstName: x } }),
    (x) => client.auth.login({ email: x, password }),
    (x) => client.auth.login({ email: person(), password: x }),
    (x) => client.auth.processVerification({ verificationCode: x }, { loginState: 'EMAIL_VERIFICATION_REQUIRED', data: { stateToken: x } }),
    (x) => client.auth.sendPasswordResetEmail(x, x),
    (x) => client.auth.renewToken({ value: x }),
    (x) => client.auth.getMemberTokensForExternalLogin(x, site.apiKey),
    (x) => client.auth.logout(x),
    (x) => recover(x, { password: x }),
  ];
  for (const [number, call] of calls.entries()) {
    for (const oddity of oddities) {
      const answer = await call(oddity).catch((error) => error);
      assert.ok(!(answer instanceof TypeError), `${number} ${JSON.stringify(oddity)?.slice(0, 40)}: ${answer.stack}`);
    }
  }
});
