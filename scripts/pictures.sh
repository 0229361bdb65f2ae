#!/usr/bin/env bash
# Makes the pictures of the README in docs/pictures, from a club that it starts and ends. Needs Node and Chromium.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$here"
. scripts/build.sh

build_members
mkdir -p docs/pictures
cd tests/Browser
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
node pictures.js
