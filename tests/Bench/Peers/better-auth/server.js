import { createServer } from 'node:http';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import { auth } from './auth.js';

const { runMigrations } = await getMigrations(auth.options);
await runMigrations();

const handle = toNodeHandler(auth);
createServer((request, response) => {
  if (request.url === '/health') {
    response.end('ok');
  } else {
    handle(request, response);
  }
}).listen(Number(process.env.PORT), '127.0.0.1');
