// The Members API, as far as it is served.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { person, password } from './harness/people.js';
import { server } from './harness/server.js';
import { keyClient, newMember, refused } from './harness/wix.js';

const site = await server();
after(site.stop);
const { authentication, members } = keyClient(site);

test('createMember, getMember, deleteMember', async () => {
  const email = person();
  const made = await members.createMember({ member: { loginEmail: email, contact: { firstName: 'Ann' } } });
  const found = await members.getMember(made._id, { fieldsets: ['FULL'] });
  assert.deepEqual([found.loginEmail, found.status, found.contact.firstName], [email, 'APPROVED', 'Ann']);
  await members.deleteMember(made._id);
  await assert.rejects(members.getMember(made._id), refused('MEMBER_NOT_FOUND', 404));
  assert.equal((await authentication.register(email, password)).member.status, 'ACTIVE');
});

test('listMembers and queryMembers', async () => {
  const { id } = await newMember(site);
  const { members: page } = await members.listMembers({ paging: { limit: 2 }, fieldsets: ['FULL'] });
  assert.ok(page.length === 2 && page.every((m) => m._id && m.loginEmail));
  const { items } = await members.queryMembers({ fieldsets: ['FULL'] }).eq('status', 'APPROVED').limit(5).find();
  assert.ok(items.length > 0 && items.every((m) => m.status === 'APPROVED'));
  assert.ok(id);
});

test('blockMember and approveMember', async () => {
  const { id, email } = await newMember(site);
  await members.blockMember(id);
  await assert.rejects(authentication.login(email, password), refused('-19956', 403));
  await members.approveMember(id);
  assert.ok((await authentication.login(email, password)).session.token);
});
