# Builds Members when a source file is newer than the last build. Sourced; $here is the top folder.

program_of() { echo "$here/src/$1/bin/Release/net10.0/Members.$1.dll"; }

build_is_stale() {
  local program
  program=$(program_of Silo)
  [ ! -f "$program" ] || [ ! -f "$(program_of Gateway)" ] ||
    [ -n "$(find "$here/src" "$here"/Directory.*.props "$here/global.json" -newer "$program" -type f -not -path '*/obj/*' -not -path '*/bin/*' -print -quit)" ]
}

# A program whose files are written over while it runs dies of it.
build_is_in_use() { grep -qsF "$here/src/Silo/bin/Release/" /proc/[0-9]*/cmdline || grep -qsF "$here/src/Gateway/bin/Release/" /proc/[0-9]*/cmdline; }

build_members() {
  command -v dotnet >/dev/null || { echo "Members needs the .NET 10 SDK: the command 'dotnet' was not found." >&2; exit 1; }
  build_is_stale || return 0
  (
    # One build at a time; whoever waited finds it done.
    if command -v flock >/dev/null; then exec 8<"$here" && flock 8; fi
    build_is_stale || exit 0
    if build_is_in_use; then
      echo "The sources are newer than the program, which is running: it is used as it is. Stop it first to build." >&2
      exit 0
    fi
    echo "Building Members (a minute the first time)..." >&2
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    dotnet build "$here/src/Silo" -c Release --nologo -v quiet >"$log" 2>&1 </dev/null 8<&- 9<&- || { cat "$log" >&2; exit 1; }
    touch "$(program_of Silo)"
  )
}
