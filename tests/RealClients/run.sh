#!/usr/bin/env bash
# Runs the Wix packages, openid-client and clients/javascript against the built server, in Node and in Chromium.
# Prints its counts as `dotnet test` does, and last the table of behaviours. Arguments: test files to run, all without any.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

command -v node >/dev/null || { echo "Node 20 or later is needed for tests/RealClients." >&2; exit 1; }
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
status=0
# Beside the tests: it needs neither a server nor an answer from them.
node_modules/.bin/tsc -p . & types=$!
node run.js "$@" || status=1
wait "$types" || { echo "clients/javascript does not keep to its declarations." >&2; status=1; }
exit "$status"
