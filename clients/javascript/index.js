// A client for Node 20 or later and for browsers, without a build step. index.d.ts has the types and the documentation.

/** A call that was refused, or that got no usable response. */
export class MembersError extends Error {
  constructor(message, { status, code, details = {}, retryAfter, requestId, cause }) {
    super(message, cause && { cause });
    Object.assign(this, { name: 'MembersError', status, code, details, retryAfter, requestId });
  }
}

const inBrowser = typeof globalThis.document !== 'undefined';

export function createMembers({ baseUrl, apiKey, sessionToken, fetch = globalThis.fetch }) {
  const base = new URL(baseUrl);
  if (inBrowser && apiKey) {
    throw new TypeError('An API key belongs on a server: everybody who opens this page could read it.');
  }

  // The plain form of each function runs as the caller, the elevated form with the API key.
  const elevated = new WeakMap();
  const define = (call) => {
    const plain = (...args) => call(sender(sessionToken), ...args);
    elevated.set(plain, (...args) => call(sender(apiKey), ...args));
    return plain;
  };

  const sender = (credential) => async (method, path, body) => {
    const headers = { 'Content-Type': 'application/json', ...(credential && { Authorization: `Bearer ${credential}` }) };
    let response, text;
    try {
      // The receiver must be the global object: browsers refuse to call fetch as a method of something else.
      const url = new URL(`v1/authentication/${path}`, directory(base));
      response = await fetch.call(globalThis, url, { method, headers, body: JSON.stringify(body) });
      text = await response.text();
    } catch (cause) {
      throw new MembersError(`${base.origin} cannot be reached.`, { status: 0, code: 'UNREACHABLE', cause });
    }

    const answer = parse(text);
    if (!response.ok || answer === undefined) {
      throw refusal(response, answer);
    }
    return answer;
  };

  // Scripts cannot read a cookie, but only pages of the server's own origin can use it.
  const useCookie = inBrowser && base.origin === globalThis.location?.origin;

  const authentication = {
    register: define((send, email, password, options = {}) => send('POST', 'register', { ...options, email, password })),
    login: define((send, email, password, options = {}) => send('POST', 'login', { ...options, email, password })),
    approve: define((send, who = {}) => send('POST', 'approve', named(who))),
    block: define(async (send, who = {}) => void (await send('POST', 'block', named(who)))),
    changeLoginEmail: define((send, memberId, newEmail, options = {}) =>
      send('PATCH', `members/${encodeURIComponent(memberId)}/change-login-email`, { ...options, newEmail })),
    sendSetPasswordEmail: define((send, email, options = {}) => send('POST', 'send-set-password-email', { ...options, email })),
    applySessionToken: define((send, token) => send('POST', 'apply-session-token', { token, useCookie })),
  };

  function elevate(fn) {
    if (inBrowser) {
      throw new TypeError('elevate works on a server alone: it acts with the API key, which no page may hold.');
    }
    if (!apiKey) {
      throw new TypeError('elevate needs the apiKey that was left out of createMembers.');
    }
    if (!elevated.has(fn)) {
      throw new TypeError('elevate takes a function of the authentication that came with it.');
    }
    return elevated.get(fn);
  }

  return { authentication, elevate };
}

const directory = (url) => (url.pathname.endsWith('/') ? url : new URL(`${url.pathname}/`, url));

// This interface uses _id everywhere; the wire format uses id.
const named = ({ _id, ...rest }) => (_id === undefined ? rest : { ...rest, id: _id });

const dates = new Set(['creationDate', 'lastUpdateDate', 'lastLoginDate', 'expiresAt', 'dateValue', 'blockedUntil']);

// Returns undefined if the text is not JSON.
function parse(text) {
  try {
    return JSON.parse(text, function (key, value) {
      if (key === 'id') {
        this._id = value;
        return undefined;
      }
      return dates.has(key) && typeof value === 'string' ? new Date(value) : value;
    });
  } catch {
    return undefined;
  }
}

function refusal(response, answer) {
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined;
  return new MembersError(answer?.detail ?? answer?.message ?? `The answer was ${response.status} and not from Members.`, {
    status: response.status,
    // A proxy in between may respond with its own error page.
    code: answer?.code ?? `HTTP_${response.status}`,
    details: answer?.details,
    retryAfter,
    requestId: response.headers.get('x-wix-request-id') ?? undefined,
  });
}
