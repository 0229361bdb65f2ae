// The whole story of a club, as a secretary who has never seen a terminal lives it, over a real mail server. Once without JavaScript and
// once with it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkOf } from './harness/mailbox.js';
import { password, site } from './harness/site.js';

const press = (page, name) => Promise.all([
  page.waitForEvent('load'), page.locator('main').getByRole('button', { name, exact: true }).first().click(),
]);
const title = (page) => page.locator('h1').innerText();

for (const javaScriptEnabled of [false, true]) {
  test(`from nothing to an approved member ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
    const at = await site();
    const someone = () => at.person({ javaScriptEnabled });
    try {
      // The secretary makes the first account.
      const olga = await someone();
      await olga.goto('/setup');
      await olga.fill('#key', at.apiKey);
      await olga.fill('#email', 'olga@club.example');
      await olga.fill('#password', password);
      await press(olga, 'Make me the owner');
      assert.equal(new URL(olga.url()).pathname, '/admin');

      // From now on she looks at everybody who signs up.
      await olga.goto('/admin/doors');
      await olga.check('#mode-APPROVE');
      await press(olga, 'Save');
      assert.match(await olga.locator('main dl').first().innerText(), /approv/i);

      // Paul signs up and waits.
      const paul = await someone();
      await paul.goto('/');
      await paul.getByRole('link', { name: 'Sign up' }).click();
      await paul.fill('#email', 'paul@example.org');
      await paul.fill('#password', 'seven lanterns by the lake');
      await paul.waitForTimeout(3_100); // people take longer to fill a form in
      await press(paul, 'Sign up');
      assert.equal(await title(paul), 'We have received your sign-up');
      assert.match(paul.url(), /\/application\?token=/);

      // He cannot log in yet: the right password shows him how it stands.
      await paul.goto('/log-in');
      await paul.fill('#email', 'paul@example.org');
      await paul.fill('#password', 'seven lanterns by the lake');
      await press(paul, 'Log in');
      assert.match(paul.url(), /\/application\?token=/);

      // Olga hears of him, finds him in the queue, lets him in, takes it back and lets him in again.
      const told = await at.mails.to('olga@club.example', 'applications-waiting');
      assert.match(told.text, /paul@example\.org/);
      await olga.goto('/admin/queue');
      await press(olga, 'Approve paul@example.org');
      assert.match(await olga.locator('main').innerText(), /Approved paul@example\.org/);
      await press(olga, 'Undo');
      assert.match(await olga.locator('main').innerText(), /Taken back/);
      await press(olga, 'Approve paul@example.org');

      // He is told, and gets in.
      const welcome = await at.mails.to('paul@example.org', 'application-approved');
      assert.match(welcome.text, /https?:\/\//);
      if (javaScriptEnabled) {
        const isAnother = () => document.querySelector('h1').innerText !== 'We have received your sign-up';
        await paul.waitForFunction(isAnother, null, { timeout: 60_000 });
      }
      await paul.goto('/log-in');
      await paul.fill('#email', 'paul@example.org');
      await paul.fill('#password', 'seven lanterns by the lake');
      await press(paul, 'Log in');
      assert.equal(new URL(paul.url()).pathname, '/account');

      // He looks after his account: his name, another device, his data.
      await paul.goto('/account/profile');
      await paul.fill('#firstName', 'Paul');
      await press(paul, 'Save');
      const phone = await at.person({ javaScriptEnabled });
      await phone.goto('/log-in');
      await phone.fill('#email', 'paul@example.org');
      await phone.fill('#password', 'seven lanterns by the lake');
      await press(phone, 'Log in');
      await paul.goto('/account/sessions');
      await press(paul, 'End all others');
      await phone.goto('/account');
      assert.equal(new URL(phone.url()).pathname, '/log-in');
      await paul.goto('/account/data');
      const [download] = await Promise.all([paul.waitForEvent('download'), paul.click('main form button')]);
      assert.match(download.suggestedFilename(), /\.zip$/);

      // He forgets his password, and sets a new one by mail.
      await phone.goto('/forgot-password');
      await phone.fill('#email', 'paul@example.org');
      await Promise.all([phone.waitForEvent('load'), phone.click('main form button')]);
      await phone.goto(linkOf(await at.mails.to('paul@example.org', 'set-password')));
      await phone.fill('#newPassword', 'eight lanterns by the lake');
      await Promise.all([phone.waitForEvent('load'), phone.click('main form button[type="submit"]')]);
      await paul.goto('/account');
      assert.equal(new URL(paul.url()).pathname, '/log-in');
      await phone.goto('/log-in');
      await phone.fill('#email', 'paul@example.org');
      await phone.fill('#password', 'eight lanterns by the lake');
      await press(phone, 'Log in');
      assert.equal(new URL(phone.url()).pathname, '/account');

      // He has his account deleted, thinks better of it, and keeps it by logging in.
      await phone.goto('/account/delete');
      await phone.fill('#password', 'eight lanterns by the lake');
      await press(phone, 'Delete my account');
      assert.equal(await title(phone), 'Your account will be deleted');
      await at.mails.to('paul@example.org', 'account-deletion');
      await phone.goto('/log-in');
      await phone.fill('#email', 'paul@example.org');
      await phone.fill('#password', 'eight lanterns by the lake');
      await press(phone, 'Log in');
      assert.match(await phone.locator('main').innerText(), /Your account stays/);

      // He misbehaves, and is out everywhere when she has pressed the button.
      await olga.goto('/admin/members?q=paul');
      await olga.locator('tbody a').first().click();
      await olga.locator('main').getByRole('link', { name: 'Block' }).click();
      await olga.fill('#reason', 'Moves other people’s pieces');
      await press(olga, 'Block');
      assert.match(await olga.locator('main').innerText(), /Blocked\. 1 session ended everywhere in \d+ ms, on one node\./);
      await phone.goto('/account');
      assert.equal(new URL(phone.url()).pathname, '/log-in');
      await phone.fill('#email', 'paul@example.org');
      await phone.fill('#password', 'eight lanterns by the lake');
      await press(phone, 'Log in');
      assert.match(await phone.locator('main').innerText(), /blocked/);

      for (const page of [olga, paul, phone]) assert.deepEqual(page.faults.filter((fault) => !/status of 40/.test(fault)), []);
    } finally {
      await at.stop();
    }
  });
}
