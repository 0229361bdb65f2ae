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
  { name: 'admin-forbidden', as: 'member', open: path('/admin') },
  { name: 'admin', as: 'owner', open: path('/admin') },
];
