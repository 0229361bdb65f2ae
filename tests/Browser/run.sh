#!/usr/bin/env bash
# Opens the pages of the built server in Chromium: stories, attacks, keyboard, accessibility, pictures (in runs/pictures).
# Prints its counts as `dotnet test` does. Arguments: test files to run, all without any.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

command -v node >/dev/null || { echo "Node 20 or later is needed for tests/Browser." >&2; exit 1; }
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
node run.js "$@"
