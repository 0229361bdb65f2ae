// The login page, filled in by a program: for clients that have no browser here.
import assert from 'node:assert/strict';

const attribute = (tag, name) => new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1].replaceAll('&amp;', '&').replaceAll('&quot;', '"');

/** Opens the page, logs in, and answers the address that the browser is sent back to. */
export async function logIn(authUrl, email, password) {
  const page = await fetch(authUrl, { redirect: 'manual' });
  const html = await page.text();
  assert.equal(page.status, 200, html);
  const fields = new URLSearchParams();
  for (const [tag] of html.matchAll(/<input type="hidden"[^>]*>/g)) {
    fields.append(attribute(tag, 'name'), attribute(tag, 'value'));
  }
  fields.append('email', email);
  fields.append('password', password);
  const answer = await fetch(new URL(attribute(/<form[^>]*>/.exec(html)[0], 'action'), authUrl), {
    method: 'POST',
    body: fields,
    redirect: 'manual',
  });
  assert.equal(answer.status, 302, await answer.text());
  return answer.headers.get('location');
}
