#!/usr/bin/env bash
# Measures Members beside what the machine can do at best and beside other services, and prints a table. README.md, "Measure it".
# ./bench.sh measures for about ten minutes, ./bench.sh --quick for a few; ./bench.sh checks storm runs some experiments, and
# --help lists them.
# The first time it fetches the other services from npm and NuGet, and PostgreSQL from Debian when this is root.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
here=$PWD
. scripts/packages.sh

bench_packages() {
  needed_packages | grep -x postgresql || true
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
}

programs=data/bench/programs
mkdir -p "$programs"
exec 8<"$here"
flock -n 8 || { echo "Another run is measuring or building here. Two would disturb each other." >&2; exit 1; }
ensure_packages bench_packages

# publish PROJECT FOLDER [OPTION ...]: where nothing else builds while it runs.
publish() {
  local log
  log=$(mktemp)
  dotnet publish "$1" -c Release -o "$programs/$2" --nologo -v quiet "${@:3}" >"$log" 2>&1 8<&- || { cat "$log" >&2; rm "$log"; exit 1; }
  rm "$log"
}

echo "Building Members and what it is compared with (the first time takes a few minutes)..." >&2
as_delivered=(--use-current-runtime -p:PublishReadyToRun=true)
publish src/Silo silo "${as_delivered[@]}"
publish src/Gateway gateway "${as_delivered[@]}"
publish tests/Bench/Peers/Bare bare
publish tests/Bench/Peers/IdentityServer identity
publish tests/Bench bench
mkdir -p "$programs/better-auth"
cp tests/Bench/Peers/better-auth/*.js* "$programs/better-auth"
if ! cmp -s "$programs/better-auth/package-lock.json" "$programs/better-auth/node_modules/installed"; then
  (cd "$programs/better-auth" && npm ci --ignore-scripts --no-fund --no-audit --loglevel=error >&2)
  cp "$programs/better-auth/package-lock.json" "$programs/better-auth/node_modules/installed"
fi

rm -rf data/bench/work
# Every program runs as it does by itself. The lock is held until the measuring ends.
unset DOTNET_TieredPGO DOTNET_TieredCompilation DOTNET_GCgen0size DOTNET_ReadyToRun
exec dotnet "$programs/bench/Members.Tests.Bench.dll" "$@"
