// better-auth as its documentation sets it up in production (https://www.better-auth.com/docs): PostgreSQL by a pool of pg. Each check
// of a session asks the database, so that a session can be ended at once: the cookie cache is off, as it is by default.
import bcrypt from 'bcrypt';
import { betterAuth } from 'better-auth';
import { Pool } from 'pg';

const cost = Number(process.env.BCRYPT_COST ?? 10);
export const auth = betterAuth({
  baseURL: `http://127.0.0.1:${process.env.PORT}`,
  secret: 'a secret of this comparison, with more than 32 characters',
  database: new Pool({ connectionString: process.env.DATABASE, max: 20 }),
  emailAndPassword: {
    enabled: true,
    password: {
      hash: (password) => bcrypt.hash(password, cost),
      verify: ({ hash, password }) => bcrypt.compare(password, hash),
    },
  },
  session: { cookieCache: { enabled: false } },
  // All requests of the comparison come from one address.
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
});
