#!/usr/bin/env bash
# Runs every test. Installs what the tests need from Debian's packages, if it is missing and this is root.
# Arguments go to `dotnet test`: ./test.sh --filter FullyQualifiedName~Outbox
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if ! /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null; then
  if [ "$(id -u)" != 0 ]; then
    echo "The mail tests need the package python3-aiosmtpd: apt-get install python3-aiosmtpd" >&2
    exit 1
  fi
  apt-get update -qq >/dev/null && apt-get install -y -qq python3-aiosmtpd openssl >/dev/null
fi

dotnet build Members.sln -c Release --nologo -v quiet

# One project after the other: several measure time, and two cores are soon busy.
passed=0 failed=0 skipped=0 status=0
for project in tests/*/*.csproj; do
  log=$(mktemp)
  dotnet test "$project" -c Release --no-build --nologo "$@" 2>&1 | tee "$log" || status=1
  last=$(grep -E '^(Passed|Failed)! ' "$log" | tail -n 1 || true)
  number() { printf '%s' "$last" | grep -oE "$1: +[0-9]+" | grep -oE '[0-9]+' || echo 0; }
  passed=$((passed + $(number Passed))) failed=$((failed + $(number Failed))) skipped=$((skipped + $(number Skipped)))
  rm -f "$log"
done

# The deployment, unless only certain tests are asked for.
[ $# -gt 0 ] || deploy/check.sh || status=1

[ "$failed" -eq 0 ] || status=1
echo
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$passed" -gt 0 ] || { echo "No test ran." >&2; exit 1; }
exit "$status"
