#!/usr/bin/env bash
# Installs a Debian package of Members on this machine as its users do, runs its service without systemd, upgrades it with data in it,
# and removes it. For a machine that has no other Members: it needs root, and deletes everything in the end.
#
#   deploy/package/test.sh PACKAGE.deb [OLDER.deb]
#
# With an older package, that one is installed first, and gets the member who logs in after the upgrade.
set -euo pipefail
package=$(realpath "$1") older=${2:+$(realpath "$2")}
scratch=$(mktemp -d)
log=$scratch/journal
data=/var/lib/members settings=/etc/members/appsettings.json

fail() { echo "The package: $1" >&2; [ ! -s "$log" ] || tail -n 30 "$log" >&2; exit 1; }
expect() { [ "$2" = "$3" ] || fail "$1 is '$2', not '$3'."; }

[ "$(id -u)" = 0 ] || { echo "SKIPPED: the package is not installed (this is not root)"; exit 0; }
[ ! -d /run/systemd/system ] || { echo "SKIPPED: the package is not installed (it would start on this machine)"; exit 0; }
if [ -e /etc/members ] || [ -e $data ] || dpkg-query -W members >/dev/null 2>&1; then
  fail "Members is installed on this machine. Its data would be deleted, so nothing was done."
fi

pid=
clean_up() {
  [ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null || true
  dpkg --purge members >/dev/null 2>&1 || true
  rm -rf $data /etc/members "$scratch"
  if getent passwd members >/dev/null; then deluser --quiet --system members >/dev/null 2>&1 || true; fi
  [ -z "$made_secrets" ] || rmdir /run/secrets
}
made_secrets=
trap clean_up EXIT

# Lines of the unit: the values of a setting.
unit() { sed -n "s/^$1=//p" /usr/lib/systemd/system/members.service; }

# Runs the unit's command as systemd would: its user, environment and folder; what it may not write to is read-only.
start() {
  local script='
    set -e
    mount --make-rprivate /
    mount --bind "$1" "$1"
    mount --bind /etc/members/secrets /run/secrets
    mount -o remount,bind,ro /
    mount -t tmpfs tmpfs /tmp
    mount -t tmpfs -o mode=0700 tmpfs /root
    cd "$2"
    shift 2
    umask 0077
    exec setpriv --reuid members --regid members --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all \
      env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/var/lib/members "$@"'
  : >"$log"
  local environment command
  mapfile -t environment < <(unit Environment)
  read -r -a command <<<"$(unit ExecStart)"
  if [ ! -d /run/secrets ]; then mkdir /run/secrets; made_secrets=1; fi
  expect "the user of the service" "$(unit User):$(unit Group)" members:members
  unshare --mount bash -c "$script" service "/var/lib/$(unit StateDirectory)" "$(unit WorkingDirectory)" \
    "${environment[@]}" "${command[@]}" >"$log" 2>&1 </dev/null &
  pid=$!
  local end=$((SECONDS + 60))
  until grep -q '^Members .* is ready on' "$log"; do
    kill -0 "$pid" 2>/dev/null || return 1
    [ $SECONDS -lt $end ] || fail "the service is not ready after a minute."
    sleep 0.1
  done
  call GET /health/ready >/dev/null || fail "the service is not ready."
  expect "the user of the process" "$(stat -c %U "/proc/$pid")" members
}

stop() {
  local status=0
  kill -TERM "$pid"
  wait "$pid" || status=$?
  pid=
  expect "the exit code of the service" $status 0
}

# Calls the API; prints the body, or the status of a refusal and fails.
call() {
  /usr/bin/python3 - "$address$2" "$1" "${key:-}" "${3:-}" <<'END'
import sys, urllib.error, urllib.request
url, method, key, body = sys.argv[1:]
request = urllib.request.Request(url, body.encode() or None, {"Content-Type": "application/json"}, method=method)
if key:
    request.add_header("Authorization", "Bearer " + key)
try:
    print(urllib.request.urlopen(request, timeout=20).read().decode())
except urllib.error.HTTPError as refusal:
    sys.exit(f"{method} {url}: {refusal.code} {refusal.read().decode()}")
END
}

install_package() {
  dpkg --install "$1" >"$log" 2>&1 </dev/null || fail "it cannot be installed."
  expect "the owner and mode of $data" "$(stat -c '%U:%G %a' $data)" 'members:members 700'
  expect "the owner and mode of $settings" "$(stat -c '%U:%G %a' $settings)" 'root:members 640'
  expect "the owner and mode of the secrets" "$(stat -c '%U:%G %a' /etc/members/secrets)" 'root:members 750'
  expect "files of the package that others than root may change" \
    "$(dpkg --listfiles members | xargs -d '\n' find 2>/dev/null -maxdepth 0 -type f \( ! -user root -o -perm /022 \))" ''
  dpkg --verify members | grep -v ' c ' >"$scratch/changed" && fail "files differ from their sums: $(cat "$scratch/changed")"
  command -v systemd-analyze >/dev/null || fail "systemd-analyze, which checks its units, is not installed."
  systemd-analyze verify /usr/lib/systemd/system/members*.service >"$log" 2>&1 && [ ! -s "$log" ] || fail "a unit has faults."
  systemd-analyze security --offline=true --threshold=20 /usr/lib/systemd/system/members*.service >"$log" 2>&1 ||
    fail "systemd-analyze says that a unit is exposed by more than 2.0."
}

# First start, with a setting and a secret of the operator's own.
install_package "${older:-$package}"
port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
address=http://127.0.0.1:$port
sed -i "s|http://127.0.0.1:5080|$address|" $settings
(umask 027; echo 'of these tests, and long enough to be a pepper' >/etc/members/secrets/Members__Peppers__first)
chgrp members /etc/members/secrets/*
start || fail "the service ended before it was ready."
key=$(grep -o 'mak_[A-Za-z0-9_-]*' "$log" | head -n 1) || fail "the first start does not show the first key."
ann='{"email":"ann@example.com","password":"purple kettle on the moon"}'
call POST /v1/authentication/register "$ann" >/dev/null || fail "nobody can register."
stop
expect "the mode of the database" "$(stat -c '%U %a' $data/members.db)" 'members 600'

# The upgrade, the way back, and the upgrade again.
edited=$(sha256sum $settings)
before= back=
if [ -n "$older" ]; then
  before=$(dpkg-query -W -f '${Version}' members)
  install_package "$package"
  start || fail "the service does not start on the data of $before."
  call POST /v1/authentication/login "$ann" >/dev/null || fail "the member of $before cannot log in."
  stop
  install_package "$older"
  if start; then
    call POST /v1/authentication/login "$ann" >/dev/null || fail "back in $before, the member cannot log in."
    stop
    back=" taken back,"
  else
    # What a script of the new version has changed, the older one must leave alone.
    grep -q 'The database was made by a newer version of Members' "$log" || fail "$before does not start on the data of the new version."
    pid=
    back=" (no way back: $before refuses the new schema),"
  fi
fi
install_package "$package"
expect "the settings that were edited" "$(sha256sum $settings)" "$edited"
start || fail "the service does not start again."
grep -q 'mak_' "$log" && fail "the second start shows a key."
call POST /v1/authentication/login "$ann" >/dev/null || fail "the member cannot log in."
stop
version=$(members --version) || fail "the command does not run."
expect "the version" "$version" "$(dpkg-query -W -f '${Version}' members)"

# Removed, and purged: the members stay.
dpkg --remove members >"$log" 2>&1 || fail "it cannot be removed."
[ ! -e /usr/lib/members ] && [ ! -e /usr/bin/members ] || fail "programs are left after it was removed."
[ -f $data/members.db ] && [ -f $settings ] || fail "data or settings are gone after it was removed."
dpkg --purge members >"$log" 2>&1 || fail "it cannot be purged."
[ ! -e $settings ] || fail "the settings are left after it was purged."
[ -f $data/members.db ] && [ -f /etc/members/secrets/Members__Peppers__first ] || fail "the members are gone after it was purged."
grep -q 'rm -r /var/lib/members' "$log" || fail "nobody says that the members are still there."
upgrade=${before:+ upgraded from $before with a member in it,$back}
echo "The Debian package $version: installed, started as its service,$upgrade removed, purged."
