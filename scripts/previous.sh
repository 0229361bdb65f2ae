#!/usr/bin/env bash
# Builds the revision that landed last into a directory, for the tests of two versions on one database, and prints where it is.
# Prints nothing when the repository's history does not reach back to it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
revision=$(cat tests/Cluster/Rolling/previous-revision)
git cat-file -e "$revision^{commit}" 2>/dev/null || exit 0
folder=$(mktemp -d)
git archive "$revision" | tar -x -C "$folder"
# The silo brings the gateway with it.
RunAnalyzers=false dotnet build "$folder/src/Silo" -c Release --nologo -v quiet >&2
echo "$folder"
