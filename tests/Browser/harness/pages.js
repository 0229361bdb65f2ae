// Every page, in every state that looks different: who opens it, and what they do to get there.

const path = (address) => (page) => page.goto(address);

/** Fills a form in wrongly and sends it, past what the browser itself would refuse. */
const wrongly = (address, typed) => async (page) => {
  await page.goto(address);
  await page.evaluate(() => document.querySelectorAll('form').forEach((form) => (form.noValidate = true)));
  for (const [id, text] of Object.entries(typed)) await page.fill(`#${id}`, text);
  await Promise.all([page.waitForLoadState(), page.click(`main form[method="post"] button`)]);
};

export const pages = [
  { name: 'start', as: 'visitor', open: path('/') },
  { name: 'log-in', as: 'visitor', open: path('/log-in') },
  { name: 'log-in-wrong', as: 'visitor', open: wrongly('/log-in', { email: 'nobody@example.org', password: 'wrong' }) },
  { name: 'nothing-here', as: 'visitor', open: path('/there/is/nothing/here') },
  { name: 'account', as: 'member', open: path('/account') },
  { name: 'account-profile', as: 'member', open: path('/account/profile') },
  { name: 'account-profile-wrong', as: 'member', open: wrongly('/account/profile', { picture: 'no address', firstName: 'a'.repeat(200) }) },
  { name: 'account-addresses', as: 'member', open: path('/account/addresses') },
  { name: 'account-addresses-wrong', as: 'member', open: wrongly('/account/addresses', { newEmail: 'no address', password: 'wrong' }) },
  { name: 'account-password', as: 'member', open: path('/account/password') },
  { name: 'account-password-wrong', as: 'member', open: wrongly('/account/password', { currentPassword: 'x', newPassword: 'short' }) },
  { name: 'account-sessions', as: 'member', open: path('/account/sessions') },
  { name: 'account-activity', as: 'member', open: path('/account/activity') },
  { name: 'account-apps', as: 'member', open: path('/account/apps') },
  { name: 'admin-forbidden', as: 'member', open: path('/admin') },
  { name: 'admin', as: 'owner', open: path('/admin') },
];
