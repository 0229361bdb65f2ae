#!/usr/bin/env bash
# Starts Members: one process, no configuration, http://127.0.0.1:5080. `./run.sh --help` lists the settings.
# Builds first when a source file is newer than the last build.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program="$here/src/Silo/bin/Release/net10.0/Members.Silo.dll"

stale() {
  [ ! -f "$program" ] || [ -n "$(find "$here/src" "$here"/Directory.*.props "$here/global.json" -newer "$program" -type f -not -path '*/obj/*' -not -path '*/bin/*' -print -quit)" ]
}

command -v dotnet >/dev/null || { echo "Members needs the .NET 10 SDK: the command 'dotnet' was not found." >&2; exit 1; }
if stale; then
  echo "Building Members (a minute the first time)..." >&2
  log=$(mktemp)
  dotnet build "$here/src/Silo" -c Release --nologo -v quiet >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; exit 1; }
  rm -f "$log"
  touch "$program"
fi

exec dotnet "$program" "$@"
