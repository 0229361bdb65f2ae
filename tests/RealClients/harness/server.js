// The built server as a child process: a free port, a data directory of its own, no mail server.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = new URL('../../../src/Silo/bin/Release/net10.0/Members.Silo.dll', import.meta.url).pathname;
const settings = {
  DOTNET_NOLOGO: '1',
  Members__BcryptCost: '4',
  Members__PasswordMinLength: '4',
  Members__UniformAnswerAfter: '00:00:00.020',
  Members__VisitorRequestsPerMinute: '100000',
  // So that a test can come from elsewhere.
  Members__TrustedProxies__0: '127.0.0.1',
  Members__SetPasswordMailsPerHourOfSite: '100000',
};

/** Starts one, or answers the one that all test files share unless settings are asked for. */
export async function server(extra) {
  const shared = process.env.MEMBERS_SHARED;
  return shared && !extra ? serverAt(JSON.parse(shared)) : start(extra);
}

export async function start(extra = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'members-clients-'));
  const base = `http://127.0.0.1:${await freePort()}`;
  const apiKey = `key-of-the-tests-${crypto.randomUUID()}`;
  // The shell ends the server when its own input ends: also when this process dies in a way in which no code of it runs.
  const script = 'dotnet "$0" </dev/null & cat >/dev/null; kill $!; wait $!; rm -rf "$1"';
  const child = spawn('sh', ['-c', script, program, directory], {
    cwd: directory,
    env: {
      ...process.env,
      ...settings,
      NODE_OPTIONS: '',
      ASPNETCORE_URLS: base,
      Members__DataDirectory: directory,
      Members__BootstrapApiKey: apiKey,
      ...extra,
    },
    stdio: 'pipe',
  });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  const ended = new Promise((resolve) => child.once('exit', resolve));

  for (let tries = 0; !(await isReady(base)); tries++) {
    if (tries > 600 || output.includes('Unhandled exception')) {
      child.stdin.end();
      throw new Error(`The server did not start.\n${output}`);
    }
    await sleep(50);
  }

  return {
    ...serverAt({ base, apiKey, directory }),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

function serverAt({ base, apiKey, directory }) {
  // The fetch that the Wix packages find reads this.
  process.env.MEMBERS_BASE = base;

  /** A plain call with the API key, or with whatever is given instead. */
  async function api(method, path, body, authorization = `Bearer ${apiKey}`, headers = {}) {
    const response = await fetch(base + path, {
      method,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(authorization && { Authorization: authorization }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    let answer;
    try {
      answer = JSON.parse(text);
    } catch {
      answer = text;
    }
    return { status: response.status, headers: response.headers, body: answer };
  }

  /** The mails to an address, oldest first, in clear text; waits until there are as many as expected. */
  async function mails(address, expected = 1) {
    for (let tries = 0; ; tries++) {
      const found = [];
      for (const name of await readdir(join(directory, 'mail')).catch(() => [])) {
        const mail = name.endsWith('.eml') ? await readFile(join(directory, 'mail', name), 'utf8') : '';
        if (mail.toLowerCase().includes(`to: ${address.toLowerCase()}`)) {
          found.push({ name, text: clear(mail) });
        }
      }
      if (found.length >= expected || tries > 60) {
        return found.sort((a, b) => (a.name < b.name ? -1 : 1)).map((mail) => mail.text);
      }
      await sleep(50);
    }
  }

  return { base, apiKey, directory, api, mails, stop: async () => {} };
}

// Quoted-printable, which breaks lines with = and writes bytes as =XX.
const clear = (mail) => mail.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));

const isReady = (base) => fetch(`${base}/health/ready`).then((response) => response.ok, () => false);

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
