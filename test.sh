#!/usr/bin/env bash
# Runs every test. Installs what the tests need from Debian's packages, if it is missing and this is root.
# `./test.sh --soak` plays the faults in their long form, for hours. Other arguments go to `dotnet test`:
# ./test.sh --filter FullyQualifiedName~Outbox
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here"
. scripts/packages.sh

if [ "${1:-}" = --soak ]; then
  export MEMBERS_SOAK=1
  shift
fi

ensure_packages
dotnet build Members.sln -c Release --nologo -v quiet
rm -rf tests/{Cluster,Http}/bin/Release/net10.0/runs tests/RealClients/report.txt

# One project after the other: several measure time, and two cores are soon busy.
passed=0 failed=0 skipped=0 status=0
count() {
  local log last
  log=$(mktemp)
  "$@" 2>&1 | tee "$log" || status=1
  last=$(grep -E '^(Passed|Failed)! ' "$log" | tail -n 1 || true)
  number() { printf '%s' "$last" | grep -oE "$1: +[0-9]+" | grep -oE '[0-9]+' || echo 0; }
  passed=$((passed + $(number Passed))) failed=$((failed + $(number Failed))) skipped=$((skipped + $(number Skipped)))
  rm -f "$log"
}

for project in tests/*/*.csproj; do
  count dotnet test "$project" -c Release --no-build --nologo "$@"
done

# Other people's clients and the deployment, unless only certain tests are asked for.
if [ $# -eq 0 ]; then
  count tests/RealClients/run.sh
  deploy/check.sh || status=1
fi

[ "$failed" -eq 0 ] || status=1

# What the runs of the whole cluster found, for a person to read.
for report in tests/{Cluster,Http}/bin/Release/net10.0/runs/*.txt tests/RealClients/report.txt; do
  if [ -f "$report" ]; then echo; cat "$report"; fi
done

echo
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$passed" -gt 0 ] || { echo "No test ran." >&2; exit 1; }
exit "$status"
