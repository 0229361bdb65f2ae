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

# Mostly one project after the other: several measure time, and two cores are soon busy.
passed=0 failed=0 skipped=0 status=0
tally() {
  local last
  last=$(grep -E '^(Passed|Failed)! ' "$1" | tail -n 1 || true)
  number() { printf '%s' "$last" | grep -oE "$1: +[0-9]+" | grep -oE '[0-9]+' || echo 0; }
  passed=$((passed + $(number Passed))) failed=$((failed + $(number Failed))) skipped=$((skipped + $(number Skipped)))
  rm -f "$1"
}
count() {
  local log
  log=$(mktemp)
  "$@" 2>&1 | tee "$log" || status=1
  tally "$log"
}
tests_of() {
  local project=$1
  shift
  dotnet test "tests/$project/"*.csproj -c Release --no-build --nologo "$@"
}

count tests_of Cluster "$@"

# Whole processes are waited for most of the time, and nothing is measured in either of the two.
beside=$(mktemp)
tests_of EndToEnd "$@" >"$beside" 2>&1 & pid=$!
count tests_of Grains "$@"
wait "$pid" || status=1
cat "$beside"
tally "$beside"

for project in tests/*/*.csproj; do
  name=$(basename "$(dirname "$project")")
  case $name in Cluster | EndToEnd | Grains) ;; *) count tests_of "$name" "$@" ;; esac
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
