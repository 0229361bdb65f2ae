#!/usr/bin/env bash
# Runs Members as a cluster on one Linux machine: PostgreSQL, silos and two gateways, all on loopback.
set -euo pipefail

usage() {
  cat <<'END'
Usage: ./cluster.sh [--data DIR] [--port N] COMMAND

  3               start PostgreSQL, that many silos (1 to 9) and two gateways; running processes are left alone
  status          list the processes
  stop [NAME]     stop one, or all; each finishes its requests first
  start NAME      start one again
  restart [NAME]  restart one; without a name all silos, one after the other, while the others serve
  kill NAME       kill it
  pause NAME      freeze it; resume NAME continues it

NAME is the number of a silo, gateway-1, gateway-2 or postgres.

--data DIR  the data directory (or MEMBERS_CLUSTER_DIR); default: data, next to this script
--port N    the port of the first gateway (or MEMBERS_BASE_PORT); default: 5080. The silos use the ports after it, the
            second gateway N+10, PostgreSQL N+50. Silos talk to each other on N+21..., to gateways on N+31...
            The data directory remembers the port.

Settings of Members in the environment (Members__BcryptCost=12) are passed on to the processes that are started.
END
}

fail() { echo "$1" >&2; exit 1; }
misused() { echo "$1" >&2; echo >&2; usage >&2; exit 2; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
data=${MEMBERS_CLUSTER_DIR:-$here/data}
port=${MEMBERS_BASE_PORT:-}
words=()
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --data) data=${2:-}; shift ;;
    --port) port=${2:-0}; shift ;;
    -*) misused "Unknown option $1." ;;
    *) words+=("$1") ;;
  esac
  shift || true
done
[ -n "$data" ] || misused "--data needs a directory."
[ ${#words[@]} -gt 0 ] || misused "A command is missing."
[ ${#words[@]} -le 2 ] || misused "Unexpected argument '${words[2]}'."
verb=${words[0]} name=${words[1]:-}

case $name in
  "") ;;
  [1-9]) name=silo-$name ;;
  silo-[1-9] | gateway-[12] | postgres) ;;
  *) misused "'$name' is not the number of a silo, gateway-1, gateway-2 or postgres." ;;
esac
case $verb in
  [1-9] | status) [ -z "$name" ] || misused "'$verb' takes no name." ;;
  stop | restart) ;;
  start | kill | pause | resume) [ -n "$name" ] || misused "'$verb' needs a name, such as: ./cluster.sh $verb 2" ;;
  *) misused "'$verb' is not a command, nor a number of silos from 1 to 9." ;;
esac

[ -d /proc/self ] || fail "cluster.sh needs Linux."
umask 077
mkdir -p "$data/run" "$data/logs" "$data/secrets" || fail "Cannot write to the directory $data."
data=$(cd "$data" && pwd -P)
. "$here/scripts/build.sh"
. "$here/scripts/postgres.sh"
. "$here/scripts/process.sh"

everything() { printf '%s\n' postgres silo-{1..9} gateway-{1,2}; }
running() { local each; for each in $(everything); do ! pid_of "$each" >/dev/null || echo "$each"; done; }

# The directory remembers its port, so that stop and status need not be told.
known_port=$(cat "$data/run/port" 2>/dev/null || echo 5080)
port=${port:-$known_port}
[[ $port =~ ^[1-9][0-9]{3,4}$ && $port -ge 1024 && $port -le 65000 ]] || misused "--port needs a number from 1024 to 65000."
if [ "$port" != "$known_port" ]; then
  [ -z "$(running)" ] || fail "The cluster in $data runs on port $known_port. Stop it before it moves to $port."
fi
echo "$port" >"$data/run/port"

# All silos need the same key: one started with another would replace theirs.
keep_api_key() {
  local file=$data/secrets/api-key
  if [ -n "${Members__BootstrapApiKey:-}" ]; then echo "$Members__BootstrapApiKey" >"$file"
  elif [ ! -s "$file" ]; then random_secret >"$file"; fi
}

show() {
  local each pid state
  for each in $(everything); do
    if pid=$(pid_of "$each"); then
      if is_paused "$pid"; then state=paused; elif is_ready "$each"; then state=ready; else state="not ready"; fi
    else
      [ -e "$data/run/$each.pid" ] || [ "$each" = postgres ] || continue
      state=stopped pid=-
    fi
    if [ "$each" = postgres ]; then
      printf '  %-10s 127.0.0.1:%-17s %-9s %s\n' "$each" "$(postgres_port)" "$state" "$pid"
    else
      printf '  %-10s http://127.0.0.1:%-10s %-9s %s\n' "$each" "$(http_port "$each")" "$state" "$pid"
    fi
  done
}

start_one() {
  if pid_of "$1" >/dev/null; then return; fi
  if [ "$1" = postgres ]; then start_postgres; else launch "$1"; fi
}

start_cluster() {
  local each silos=()
  build_members
  [ -n "${Members__Database:-}" ] || start_postgres
  keep_api_key
  for each in $(seq "$1"); do silos+=("silo-$each"); start_one "silo-$each"; done
  wait_ready "${silos[@]}"
  start_one gateway-1
  start_one gateway-2
  wait_ready gateway-1 gateway-2
  echo "Members is ready on http://127.0.0.1:$port"
  echo
  show
  echo
  echo "API key: $(cat "$data/secrets/api-key")"
}

# Only one cluster.sh may start or stop processes at a time. kill and pause do not wait.
alone() { exec 9>"$data/run/lock"; flock -w 600 9 || fail "Another cluster.sh is working on $data."; }

needed_pid() { pid_of "$1" || fail "$1 is not running."; }

case $verb in
  [1-9]) alone; start_cluster "$verb" ;;
  status) show ;;
  start)
    alone
    [ "$name" = postgres ] || { build_members; ensure_secrets; keep_api_key; }
    start_one "$name"
    wait_ready "$name"
    ;;
  stop)
    alone
    case $name in
      "") stop_processes gateway-1 gateway-2; stop_processes silo-{1..9}; stop_postgres; rm -f "$data/run/"*.pid ;;
      postgres) stop_postgres ;;
      *) stop_processes "$name" ;;
    esac
    ;;
  restart)
    alone
    if [ -z "$name" ]; then
      names=$(running | grep '^silo-') || fail "No silo is running."
    else
      needed_pid "$name" >/dev/null
      names=$name
    fi
    for each in $names; do
      if [ "$each" = postgres ]; then stop_postgres; else stop_processes "$each"; fi
      start_one "$each"
      wait_ready "$each"
    done
    ;;
  kill) pid=$(needed_pid "$name"); kill_process "$name" "$pid" ;;
  pause | resume)
    pid=$(needed_pid "$name")
    signal=STOP; [ "$verb" = pause ] || signal=CONT
    if [ "$name" = postgres ]; then signal_postgres $signal; else kill -$signal "$pid"; fi
    ;;
esac
