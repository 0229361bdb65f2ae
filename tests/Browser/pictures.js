// Makes the pictures of the README: five pages of a club that has just begun.
import { club } from './harness/club.js';

const at = await club();
const into = new URL('../../docs/pictures/', import.meta.url).pathname;
const typePassword = async (page) => {
  await page.fill('#password', 'seven lanterns by the lake');
  await page.waitForSelector('meter:visible');
};
const shots = [
  { name: 'sign-up', as: 'visitor', address: '/sign-up', before: typePassword },
  { name: 'waiting', as: 'visitor', address: `/application?token=${at.tokens.waiting}` },
  { name: 'queue', as: 'owner', address: '/admin/queue' },
  { name: 'member', as: 'owner', address: `/admin/members/${at.ids.member}` },
  { name: 'account', as: 'member', address: '/account' },
];
for (const { name, as, address, before } of shots) {
  const page = await at.person({ storageState: await at.session(as), viewport: { width: 960, height: 720 } });
  await page.goto(address);
  await before?.(page);
  await page.screenshot({ path: `${into}${name}.png` });
  await page.context().close();
}
await at.stop();
