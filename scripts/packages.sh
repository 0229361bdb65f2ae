# Installs the Debian packages that the tests need. To be sourced.

# What the tests of the cluster and the databases need.
needed_packages() {
  command -v openssl >/dev/null || echo openssl
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || echo postgresql
  [ -x /usr/sbin/pgbouncer ] || echo pgbouncer
  command -v ip >/dev/null || echo iproute2
  compgen -G '/usr/lib/*/faketime/libfaketime.so.1' >/dev/null || echo libfaketime
}

# What is needed later: by the real clients and by deploy/check.sh.
later_packages() {
  [ -x /usr/bin/chromium ] || echo chromium
  # deploy/check.sh does without them elsewhere.
  [ "${CI:-}" != true ] || for program in docker-compose haproxy; do command -v $program >/dev/null || echo $program; done
  [ "${CI:-}" != true ] || command -v promtool >/dev/null || echo prometheus
  # For the Debian package, which only root installs.
  [ "${CI:-}" != true ] || command -v systemd-analyze >/dev/null || echo systemd
  [ "${CI:-}" != true ] || command -v adduser >/dev/null || echo adduser
}

# Installs what one of the lists above says is missing.
ensure_packages() {
  local missing
  missing=$("$1" | tr '\n' ' ')
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "The tests need Debian packages that are not installed: apt-get install $missing" >&2
    exit 1
  fi
  echo "Installing $missing..." >&2
  # The tests run PostgreSQL themselves: keep the package from setting up and starting a server.
  mkdir -p /etc/postgresql-common/createcluster.d
  echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/members.conf
  apt-get update -qq >/dev/null
  # shellcheck disable=SC2086
  # The level at which Debian starts no service of a new package.
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null 2>&1 ||
    { echo "Cannot install the packages: apt-get install $missing" >&2; exit 1; }
}
