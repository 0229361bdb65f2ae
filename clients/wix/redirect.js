// Redirects the Wix packages' calls to Members. Load it before them: `MEMBERS_BASE=... node --import ./redirect.js app.mjs`,
// or on a page in its own script tag, after one that sets MEMBERS_BASE.
const real = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const url = new URL(input.url ?? input, globalThis.location?.href);
  const base = globalThis.MEMBERS_BASE ?? globalThis.process.env.MEMBERS_BASE;
  return /(^|\.)wixapis\.com$/.test(url.hostname) ? real(base + url.pathname + url.search, init) : real(input, init);
};
