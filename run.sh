#!/usr/bin/env bash
# Starts Members in one process, without configuration, on http://127.0.0.1:5080. `./run.sh --help` lists the settings.
# `./run.sh help` lists commands, such as `./run.sh import FILE`. Builds Members first if a source file is newer than the last build.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/scripts/build.sh"

# Whoever tries Members, without any configuration, may sign up in the browser at once. Who has configured it says what visitors may do.
if [ ! -e appsettings.json ] && ! env | grep -qiE '^(ASPNETCORE_URLS|Members__(Elevate|PublicBaseUrl|Database))' &&
  ! printf '%s\n' "$@" | grep -qiE '^(--|/)?(urls|Members(:|__)(Elevate|PublicBaseUrl|Database))'; then
  export Members__Elevate__0=register
fi

case ${1:-} in '' | -* | /*) set -- serve "$@" ;; esac

build_members
exec dotnet "$(program_of Silo)" "$@"
