"""A real SMTP server with faults on demand, for the tests.

Prints 'ready PORT' when it listens and 'received N' when message N lies complete in the folder as N.eml (the bytes of
the message) and N.json (the envelope). Ends when its standard input does, so that it never outlives the tests.
"""

import argparse
import asyncio
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

MODES = ("ok", "refuse-451", "refuse-550", "drop", "drop-at-quit", "hang-at-quit")


class Keeper:
    def __init__(self, folder, mode):
        self.folder, self.mode, self.count = folder, mode, 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        # The address is in the answer, as real servers do it: it must not get into our log.
        if self.mode == "refuse-451":
            return f"451 4.3.0 <{address}>: try again later"
        if self.mode == "refuse-550":
            return f"550 5.1.1 <{address}>: no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.keep(session, envelope)
        if self.mode == "drop":
            server.transport.abort()
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        if self.mode == "drop-at-quit":
            server.transport.abort()
        if self.mode == "hang-at-quit":
            await asyncio.Event().wait()
        return "221 Bye"

    def keep(self, session, envelope):
        self.count += 1
        facts = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "user": getattr(session, "auth_data", None) and session.auth_data.decode(),
        }
        with open(os.path.join(self.folder, f"{self.count}.eml"), "wb") as file:
            file.write(envelope.original_content)
        with open(os.path.join(self.folder, f"{self.count}.json"), "w", encoding="utf-8") as file:
            json.dump(facts, file)
        print(f"received {self.count}", flush=True)


def login(user, password):
    def check(server, session, envelope, mechanism, data):
        fine = data.login == user.encode() and data.password == password.encode()
        return AuthResult(success=fine, handled=False, auth_data=data.login)

    return check


async def main():
    options = argparse.ArgumentParser()
    options.add_argument("--folder", required=True)
    options.add_argument("--mode", choices=MODES, default="ok")
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--user", help="require this user ...")
    options.add_argument("--password", help="... with this password")
    options.add_argument("--certificate", help="PEM of certificate and key: require STARTTLS ...")
    options.add_argument("--implicit", action="store_true", help="... or speak TLS from the first byte")
    args = options.parse_args()

    tls = None
    if args.certificate:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(args.certificate)
    starttls = tls is not None and not args.implicit
    extra = {"tls_context": tls, "require_starttls": True} if starttls else {}
    if args.user:
        extra |= {"auth_required": True, "auth_require_tls": starttls, "authenticator": login(args.user, args.password)}

    keeper = Keeper(args.folder, args.mode)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(keeper, hostname="localhost", **extra), "127.0.0.1", args.port, ssl=tls if args.implicit else None)
    print(f"ready {server.sockets[0].getsockname()[1]}", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main())
