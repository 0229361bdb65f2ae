// Sends the calls of the Wix packages to Members. Load it first: `node --import ./redirect.js`, or a script tag of its own.
const real = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const url = new URL(input.url ?? input, globalThis.location?.href);
  const base = globalThis.MEMBERS_BASE ?? globalThis.process.env.MEMBERS_BASE;
  return /(^|\.)wixapis\.com$/.test(url.hostname) ? real(base + url.pathname + url.search, init) : real(input, init);
};
