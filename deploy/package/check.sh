#!/usr/bin/env bash
# Makes the packages of a program that is compiled already, and installs, upgrades and removes the Debian one.
#
#   deploy/package/check.sh FOLDER
#
# The upgrade is from the revision that landed last, if MEMBERS_PREVIOUS names a build of it (scripts/previous.sh): today's script makes a
# package of it. That two builds are the same is checked of what makes packages of programs. `build.sh --check-reproducible` compiles twice.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

deploy/package/build.sh --quick --platform linux-x64 --published "$1" --output "$scratch/new" --check-reproducible
(cd "$scratch/new" && sha256sum --quiet --check SHA256SUMS)

older=
if [ -n "${MEMBERS_PREVIOUS:-}" ]; then
  mkdir "$scratch/program"
  cp -r "$MEMBERS_PREVIOUS"/src/Silo/bin/Release/net10.0/. "$scratch/program/"
  # It was built to run beside the SDK.
  printf '#!/bin/sh\nexec %s /usr/lib/members/Members.Silo.dll "$@"\n' "$(command -v dotnet)" >"$scratch/program/members"
  chmod 755 "$scratch/program/members"
  deploy/package/build.sh --quick --platform linux-x64 --published "$scratch/program" --output "$scratch/old" --version 0.0.1 >/dev/null
  older=$scratch/old/members_0.0.1_amd64.deb
else
  echo "NOT CHECKED: an upgrade of the package. There is no build of the revision before." >&2
fi
deploy/package/test.sh "$(ls "$scratch"/new/*.deb)" $older
