// Every page, in every state that looks different: who opens it, and what they do to get there.

const path = (address) => (page, at) => page.goto(typeof address === 'function' ? address(at) : address);

/** Sends the first form of the page, filled in wrongly, past what the browser itself would refuse. */
const wrongly = (address, typed = {}, button = 'main form[method="post"] button:not([type="button"])') => async (page, at) => {
  await path(address)(page, at);
  await page.evaluate(() => {
    document.querySelectorAll('form').forEach((form) => (form.noValidate = true));
    document.querySelectorAll('details').forEach((details) => (details.open = true));
  });
  for (const [id, text] of Object.entries(typed)) await page.fill(`[id="${id}"]`, text);
  await Promise.all([page.waitForLoadState(), page.click(button)]);
};

/** Who is told to fill a form in once more: the time that it takes a person is over before it is sent. */
const signUpWrongly = async (page) => {
  await page.goto('/sign-up');
  await page.waitForTimeout(3_100);
  await page.evaluate(() => document.querySelectorAll('form').forEach((form) => (form.noValidate = true)));
  await page.fill('#email', 'nobody');
  await page.fill('#password', 'a');
  await Promise.all([page.waitForLoadState(), page.click('main form[method="post"] p.acts button')]);
};

/** Chooses a small table to import, and sends the forms that follow, by the ends of their addresses. */
const imported = (...forms) => async (page) => {
  const table = `E-Mail;Vorname;Strasse\nkim-${Date.now()}@example.org;Kim;Weg 1\nno address;Lee;Weg 2\n`;
  await page.goto('/admin/import');
  await page.setInputFiles('#file', { name: 'club.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  for (const form of ['/import', ...forms]) {
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
    await Promise.all([page.waitForNavigation(), page.click(`main form[action$="${form}"] button`)]);
    await page.locator('main a[href="?still"]').waitFor({ state: 'detached' });
  }
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
};

const member = (act = '') => ({ ids }) => `/admin/members/${ids.member}${act}`;
const application = ({ ids }) => `/admin/queue/${ids.waiting}`;

const visitors = [
  { name: 'start', open: path('/') },
  { name: 'log-in', open: path('/log-in') },
  { name: 'log-in-wrong', open: wrongly('/log-in', { email: 'nobody@example.org', password: 'wrong' }) },
  { name: 'forgot-password', open: path('/forgot-password') },
  { name: 'forgot-password-wrong', open: wrongly('/forgot-password', { email: 'nobody' }) },
  { name: 'forgot-password-sent', open: path('/forgot-password/sent') },
  { name: 'set-password-dead', open: path('/set-password?token=nothing') },
  { name: 'sign-up', open: path('/sign-up') },
  { name: 'sign-up-wrong', open: signUpWrongly },
  { name: 'sign-up-received', open: path('/sign-up/received') },
  { name: 'waiting', open: path(({ tokens }) => `/application?token=${tokens.waiting}`) },
  { name: 'waiting-wrong', open: wrongly(({ tokens }) => `/application?token=${tokens.waiting}`) },
  { name: 'answers', open: path(({ tokens }) => `/application/answers?token=${tokens.waiting}`) },
  { name: 'application-dead', open: path('/application?token=nothing') },
  { name: 'decide-dead', open: path('/decide?token=nothing') },
  { name: 'undo-dead', open: path('/undo-email-change?token=nothing') },
  { name: 'setup-has-owner', open: path('/setup') },
  { name: 'nothing-here', open: path('/there/is/nothing/here') },
];

const members = [
  { name: 'account', open: path('/account') },
  { name: 'account-profile', open: path('/account/profile') },
  { name: 'account-profile-wrong', open: wrongly('/account/profile', { picture: 'no address', firstName: 'a'.repeat(200) }) },
  { name: 'account-addresses', open: path('/account/addresses') },
  { name: 'account-addresses-wrong', open: wrongly('/account/addresses', { newEmail: 'no address', password: 'wrong' }) },
  { name: 'account-password', open: path('/account/password') },
  { name: 'account-password-wrong', open: wrongly('/account/password', { currentPassword: 'x', newPassword: 'short' }) },
  { name: 'account-sessions', open: path('/account/sessions') },
  { name: 'account-activity', open: path('/account/activity') },
  { name: 'account-apps', open: path('/account/apps') },
  { name: 'account-data', open: path('/account/data') },
  { name: 'account-delete', open: path('/account/delete') },
  { name: 'account-delete-wrong', open: wrongly('/account/delete', { password: 'wrong' }) },
  { name: 'admin-forbidden', open: path('/admin') },
];

const staff = [
  { name: 'admin', open: path('/admin') },
  { name: 'queue', open: path('/admin/queue') },
  { name: 'queue-none', open: path('/admin/queue?q=nothing+like+that') },
  { name: 'queue-all', open: path('/admin/queue?status=ANY') },
  { name: 'queue-wrong', open: path('/admin/queue?q=x') },
  { name: 'bulk-nobody', open: path('/admin/queue/bulk?outcome=REJECTED') },
  { name: 'bulk', open: path(({ ids }) => `/admin/queue/bulk?outcome=REJECTED&id=${ids.waiting}`) },
  { name: 'application', open: path(application) },
  { name: 'application-wrong', open: wrongly(application, {}, 'button[value="note"]') },
  { name: 'members', open: path('/admin/members') },
  {
    name: 'members-filtered',
    open: async (page) => {
      await page.goto('/admin/members?lastLogin=NEVER&emailVerified=false&q=example&columns=email,phones,labels,locale,id');
      await page.click('summary');
    },
  },
  { name: 'members-wrong', open: path('/admin/members?registeredFrom=soon&lastLogin=x') },
  { name: 'members-none', open: path('/admin/members?q=nothing-like-that') },
  { name: 'member', open: path(member()) },
  { name: 'member-block', open: path(member('/block')) },
  { name: 'member-delete', open: path(member('/delete')) },
  { name: 'member-delete-wrong', open: wrongly(member('/delete'), { email: 'nobody' }) },
  { name: 'invitations', open: path('/admin/invitations') },
  { name: 'import', open: path('/admin/import') },
  { name: 'import-wrong', open: wrongly('/admin/import') },
  { name: 'import-gone', open: path('/admin/import/11111111-1111-4111-8111-111111111111') },
  { name: 'import-file', open: imported() },
  { name: 'import-looked', open: imported('/look') },
  { name: 'import-run', open: imported('/look', '/run') },
  { name: 'doors', open: path('/admin/doors') },
  { name: 'rules', open: path('/admin/doors/rules') },
  { name: 'form', open: path('/admin/form') },
  { name: 'form-edit', open: path('/admin/form/edit') },
  { name: 'mails', open: path('/admin/mails') },
  { name: 'mail', open: path('/admin/mails/application-approved/de') },
  { name: 'mail-tested', open: path('/admin/mails/application-approved/de?sent=yes') },
  { name: 'staff', open: path('/admin/staff') },
  { name: 'staff-wrong', open: wrongly('/admin/staff', { email: 'nobody@example.org' }, 'form:has(#email) button') },
  { name: 'settings', open: path('/admin/settings') },
  { name: 'keys', open: path('/admin/keys') },
  { name: 'clients', open: path('/admin/clients') },
  { name: 'security', open: path('/admin/security') },
  { name: 'security-filtered', open: path('/admin/security?outcome=refused&since=day') },
  { name: 'security-wrong', open: path('/admin/security?network=nowhere') },
  { name: 'system', open: path('/admin/system') },
];

const of = (who, list) => list.map((page) => ({ ...page, as: who }));

export const pages = [...of('visitor', visitors), ...of('member', members), ...of('owner', staff)];
