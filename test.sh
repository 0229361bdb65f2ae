#!/usr/bin/env bash
# Runs every test. Installs what the tests need from Debian's packages, if it is missing and this is root.
# `./test.sh --soak` plays the faults in their long form, for hours.
# `./test.sh --filter FullyQualifiedName~Outbox` runs some tests: the arguments go to `dotnet test`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. scripts/packages.sh

if [ "${1:-}" = --soak ]; then
  export MEMBERS_SOAK=1
  shift
fi

# Beside the build, which needs none of them.
ensure_packages needed_packages & packages=$!

# One compiler for all projects, with a large young generation and without profiles of itself: a cold build takes a third of the time.
export UseSharedCompilation=true
compiler=(env DOTNET_TieredPGO=0 DOTNET_GCgen0size=0x8000000)
"${compiler[@]}" dotnet build Members.sln -c Release --nologo -v quiet
wait $packages
rm -rf tests/{Cluster,Http}/bin/Release/net10.0/runs tests/RealClients/report.txt
logs=$(mktemp -d)
trap 'rm -rf "$logs" "${MEMBERS_PREVIOUS:-$logs}"' EXIT

# Runs a command, prints what it has printed when it has ended, and keeps that.
run() {
  local log
  log=$(mktemp "$logs/XXXXXX")
  "$@" >"$log" 2>&1 || touch "$log.failed"
  cat "$log"
}

# The tests of a project. Further arguments go to `dotnet test`.
tests() { run "${prefix[@]}" dotnet test "tests/$1" -c Release --no-build --nologo "${@:2}"; }
prefix=()

if [ $# -gt 0 ]; then
  for project in Cluster Http EndToEnd Grains Storage Mail Unit; do tests "$project" "$@"; done
else
  # No process of a test runs long enough to earn back what profiling for better code costs it. With the young generation of a machine
  # whose caches cannot be seen, which is the smallest, the garbage collector takes a fifth of the time of the tests over HTTP.
  export DOTNET_TieredPGO=0 DOTNET_GCgen0size=0x4000000
  not_none=(-- RunConfiguration.TreatNoTestsAsError=true)
  MEMBERS_PREVIOUS=$("${compiler[@]}" scripts/previous.sh)
  export MEMBERS_PREVIOUS
  [ -n "$MEMBERS_PREVIOUS" ] || echo "NOT CHECKED: two versions on one database. The history does not reach back to the version before." >&2
  # A cluster waits for much of its time. What needs nothing but a processor has what it leaves.
  {
    prefix=(nice -n 19)
    run nice -n 19 bash -c '. scripts/packages.sh && ensure_packages later_packages'
    tests Unit "${not_none[@]}"
    UseSharedCompilation=false RunAnalyzers=false run nice -n 19 "${compiler[@]}" deploy/check.sh
  } &
  tests Cluster "${not_none[@]}"
  wait
  # What measures time runs alone, as it is delivered.
  prefix=(env -u DOTNET_TieredPGO -u DOTNET_GCgen0size)
  tests Http --filter 'Category=Measured' "${not_none[@]}"
  prefix=()
  # Two at a time is what two cores can take before passwords wait too long to be hashed.
  tests Http --filter 'Category!=Measured' "${not_none[@]}" &
  for project in Grains Storage Mail EndToEnd; do tests "$project" "${not_none[@]}"; done
  run tests/RealClients/run.sh
  run tests/Browser/run.sh
  wait
fi

# What the runs of the whole cluster found, for a person to read.
for report in tests/{Cluster,Http}/bin/Release/net10.0/runs/*.txt tests/RealClients/report.txt; do
  if [ -f "$report" ]; then echo; cat "$report"; fi
done

# Adds up what every `dotnet test` has said in its last line.
total() {
  cat "$logs"/* | awk -v of="$1:" '/^(Passed|Failed)! / { for (i = 1; i < NF; i++) if ($i == of) sum += $(i + 1) } END { print sum + 0 }'
}

passed=$(total Passed) failed=$(total Failed) skipped=$(total Skipped)
echo

# Once more, where somebody who reads the end of the output finds them.
grep -hE -A8 '^  Failed |^✖|^not ok' "$logs"/* || true
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$passed" -gt 0 ] || { echo "No test ran." >&2; exit 1; }
[ "$failed" -eq 0 ] && ! compgen -G "$logs/*.failed" >/dev/null
