# The cluster's own PostgreSQL server in $data/postgres, on loopback only, with passwords. To be sourced.

pg="$data/postgres"

postgres_port() { echo $((port + 50)); }

random_secret() { head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'; }

# PostgreSQL refuses to run as root; Debian's package creates a user for it.
as_postgres() (
  cd /
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
)

# The directory of initdb and pg_ctl: of the version that created the data, or else the one in PATH, or else the newest.
postgres_bin() {
  local found
  if [ -f "$pg/PG_VERSION" ] && [ -x "/usr/lib/postgresql/$(cat "$pg/PG_VERSION")/bin/pg_ctl" ]; then
    echo "/usr/lib/postgresql/$(cat "$pg/PG_VERSION")/bin"
  elif found=$(command -v pg_ctl) && command -v initdb >/dev/null; then
    dirname "$(readlink -f "$found")"
  else
    found=$(printf '%s\n' /usr/lib/postgresql/*/bin/pg_ctl | sort -V | tail -n 1)
    [ -x "$found" ] && dirname "$found"
  fi
}

ensure_postgres_installed() {
  if ! postgres_bin >/dev/null; then
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
      fail "The cluster needs the PostgreSQL server (Debian: apt-get install postgresql)."
    echo "Installing PostgreSQL (Debian's package)..." >&2
    # This script runs the server itself: keep the package from setting up and starting one.
    mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/members.conf
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql; } \
      >"$data/logs/install.log" 2>&1 </dev/null 9<&- ||
      fail "Cannot install PostgreSQL: $(tail -n 3 "$data/logs/install.log")"
  fi

  if [ "$(id -u)" = 0 ]; then
    id postgres >/dev/null 2>&1 ||
      fail "PostgreSQL refuses to run as root, and there is no user 'postgres' for it. Run cluster.sh as another user."
    chgrp postgres "$data" && chmod g+x "$data"
    as_postgres test -x "$data" ||
      fail "PostgreSQL runs as the user 'postgres', who has no access to $data. Choose another directory with --data."
  fi
}

# Created once. They give full access to this cluster.
ensure_secrets() {
  local file=$data/secrets/pgpass role
  [ -s "$file" ] && return
  for role in postgres members members_gateway; do echo "127.0.0.1:*:*:$role:$(random_secret)"; done >"$file.new"
  mv "$file.new" "$file"
}

password_of() { sed -n "s/^127\.0\.0\.1:\*:\*:$1://p" "$data/secrets/pgpass"; }

connection_string() {
  echo "Host=127.0.0.1;Port=$(postgres_port);Database=members;Username=$1;Passfile=\"$data/secrets/pgpass\""
}

create_database_files() {
  [ -f "$pg/PG_VERSION" ] && return
  local new=$data/postgres.new
  rm -rf "$new" && mkdir "$new"
  password_of postgres >"$new/password"
  [ "$(id -u)" != 0 ] || chown -R postgres: "$new"
  as_postgres "$(postgres_bin)/initdb" -D "$new/data" -U postgres -A scram-sha-256 --pwfile="$new/password" \
    -E UTF8 --locale=C -k >"$data/logs/postgres.log" 2>&1 9<&- ||
    fail "Cannot create PostgreSQL's data directory: $(tail -n 3 "$data/logs/postgres.log")"
  mv "$new/data" "$pg"
  rm -rf "$new"
}

# The process id of this cluster's server; another program may have the number that the file holds.
postgres_pid() {
  local pid
  pid=$(head -n 1 "$pg/postmaster.pid" 2>/dev/null) && [ -n "$pid" ] &&
    [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$pg" ] && echo "$pid"
}

start_postgres() {
  ensure_postgres_installed
  ensure_secrets
  create_database_files
  if ! postgres_pid >/dev/null; then
    local attempt settings="-c listen_addresses=127.0.0.1 -c port=$(postgres_port) -c unix_socket_directories=''"
    settings+=" -c max_connections=200 -c fsync=on -c synchronous_commit=on -c timezone=UTC -c log_timezone=UTC"
    # After a kill, the last of its processes may take a moment to end.
    for attempt in 1 2 3 4 5 last; do
      as_postgres "$(postgres_bin)/pg_ctl" -D "$pg" -w -t 60 -o "$settings" start \
        >>"$data/logs/postgres.log" 2>&1 </dev/null 9<&- && break
      [ "$attempt" != last ] || { show_log postgres; fail "PostgreSQL did not start on port $(postgres_port)."; }
      sleep 1
    done
  fi

  {
    echo "\\set members_password '$(password_of members)'"
    echo "\\set gateway_password '$(password_of members_gateway)'"
    cat "$here/deploy/postgres/roles.sql"
  } | PGPASSFILE=$data/secrets/pgpass "$(postgres_bin)/psql" -X -q -v ON_ERROR_STOP=1 \
    -h 127.0.0.1 -p "$(postgres_port)" -U postgres -d postgres >/dev/null ||
    fail "Cannot set up the database."
}

stop_postgres() {
  postgres_pid >/dev/null || return 0
  signal_postgres CONT
  as_postgres "$(postgres_bin)/pg_ctl" -D "$pg" -w -t 60 -m fast stop >>"$data/logs/postgres.log" 2>&1 ||
    fail "PostgreSQL did not stop."
}

# The server is many processes. Its parent is signalled first, so that it starts no others.
signal_postgres() {
  local pid children
  pid=$(postgres_pid) || return 1
  children=$(cat "/proc/$pid/task/$pid/children")
  kill "-$1" "$pid"
  # shellcheck disable=SC2086 # a list of numbers
  kill "-$1" $children 2>/dev/null || true
}
