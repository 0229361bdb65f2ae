// An SMTP server of the tests' own: what the product sends, as a person would read it.
import { once } from 'node:events';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export async function mailbox() {
  const received = [];
  const waiting = new Set();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    async onData(stream, session, done) {
      const mail = await simpleParser(stream);
      const { subject, text } = mail;
      received.push({ to: session.envelope.rcptTo[0].address, kind: mail.headers.get('members-mail'), subject, text });
      for (const look of waiting) look();
      done();
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');

  /** The newest mail to an address, which may not be there yet; each is answered once. */
  function to(address, kind) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`No mail ${kind ?? ''} to ${address}. There are: ${received.map((m) => `${m.kind} to ${m.to}`).join(', ')}`));
      }, 60_000);
      const look = () => {
        const at = received.findIndex((m) => m.to === address && (!kind || m.kind === kind));
        if (at < 0) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(received.splice(at, 1)[0]);
      };
      waiting.add(look);
      look();
    });
  }

  return { port: server.server.address().port, to, stop: () => new Promise((resolve) => server.close(resolve)) };
}

/** The first link of a mail. */
export const linkOf = (mail) => /https?:\/\/\S+/.exec(mail.text)[0];
