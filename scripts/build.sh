# Builds Members if a source file is newer than the last build. To be sourced; $here is the repository.

program_of() { echo "$here/src/$1/bin/Release/net10.0/Members.$1.dll"; }

build_is_stale() {
  local program
  program=$(program_of Silo)
  [ ! -f "$program" ] || [ ! -f "$(program_of Gateway)" ] ||
    [ -n "$(find "$here/src" "$here"/Directory.*.props "$here/global.json" \
      -newer "$program" -type f -not -path '*/obj/*' -not -path '*/bin/*' -print -quit)" ]
}

# A program crashes when its files are overwritten while it runs.
build_is_in_use() {
  grep -qsF -e "$here/src/Silo/bin/Release/" -e "$here/src/Gateway/bin/Release/" /proc/[0-9]*/cmdline
}

build_members() {
  command -v dotnet >/dev/null || { echo "Members needs the .NET 10 SDK, but there is no command 'dotnet'." >&2; exit 1; }
  build_is_stale || return 0
  (
    # One build at a time. A second one waits and then finds nothing to do.
    if command -v flock >/dev/null; then exec 8<"$here" && flock 8; fi
    build_is_stale || exit 0
    if build_is_in_use; then
      echo "The sources have changed, but the program is running. It is used as it is; stop it to build." >&2
      exit 0
    fi
    echo "Building Members (the first time takes a minute)..." >&2
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    dotnet build "$here/src/Silo" -c Release --nologo -v quiet >"$log" 2>&1 </dev/null 8<&- 9<&- ||
      { cat "$log" >&2; exit 1; }
    touch "$(program_of Silo)"
  )
}
