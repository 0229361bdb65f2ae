#!/usr/bin/env bash
# Starts Members in one process, without configuration, on http://127.0.0.1:5080. `./run.sh --help` lists the settings.
# Builds it first if a source file is newer than the last build.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/scripts/build.sh"

# Here anybody may sign up, at /sign-up, as the site's door says. A setting of your own takes this one's place.
compgen -e | grep -q '^Members__Elevate' || export Members__Elevate__0=register

build_members
exec dotnet "$(program_of Silo)" "$@"
