// A test that is named by the number of a behaviour of the contract, and whose outcome is kept for the table.
import { appendFileSync } from 'node:fs';
import { test } from 'node:test';

const record = (row) => process.env.MEMBERS_OUTCOMES && appendFileSync(process.env.MEMBERS_OUTCOMES, `${JSON.stringify(row)}\n`);

/** `note` goes into the table: how it was shown, or what we do on purpose otherwise. */
export function behaviour(number, title, fn, { note } = {}) {
  test(`${number} ${title}`, { timeout: 30_000 }, async (context) => {
    try {
      await fn(context);
      record({ number, title, outcome: 'passed', note });
    } catch (error) {
      record({
        number,
        title,
        outcome: 'failed',
        note: String(error.details?.applicationError?.description ?? error.message).split('\n')[0],
      });
      throw error;
    }
  });
}

export const raw = { note: 'raw HTTP' };

export const unreachable = (number, title, reason) => record({ number, title, outcome: 'not reachable by a client', note: reason });
