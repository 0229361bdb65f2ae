#!/usr/bin/env bash
# Checks the deployment without a container engine: docker-compose.yml with a real Compose parser and against rules of our
# own, the manifests for Kubernetes likewise, the proxy's configuration with the proxy, the alerts with Prometheus's own
# tool, and the build steps of the image by running them as they are written, in a directory that holds only what they
# copy; then the packages, which are made of the same program. As root, installs the parser from Debian's packages if it
# is missing; reports what it cannot check.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$here"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Whether a program is available. A missing one is installed as root in CI, without starting the service of its package.
available() {
  command -v "$1" >/dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && { [ "$1" = docker-compose ] || [ "${CI:-}" = true ]; }; then
    apt-get update -qq >/dev/null
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null 2>&1 && return
  fi
  echo "SKIPPED: $2 ($1 is not installed)"
  return 1
}

if available docker-compose "docker-compose.yml"; then
  docker-compose config >"$scratch/compose.yml"
  # The parser is written in Python, so its YAML library is available too.
  /usr/bin/python3 deploy/rules.py "$scratch/compose.yml"
  if command -v npm >/dev/null; then deploy/kubernetes/check.sh; else echo "SKIPPED: deploy/kubernetes (npm is not installed)"; fi
fi

if available haproxy "deploy/haproxy/haproxy.cfg"; then
  haproxy -c -f deploy/haproxy/haproxy.cfg >"$scratch/haproxy" 2>&1 || { cat "$scratch/haproxy" >&2; exit 1; }
  echo "deploy/haproxy/haproxy.cfg is valid."
fi

# Not installed here: the package brings a server and its pages. CI has it from scripts/packages.sh.
if command -v promtool >/dev/null; then
  promtool check config deploy/prometheus/prometheus.yml >"$scratch/promtool" 2>&1 &&
    promtool test rules deploy/prometheus/rules.test.yml >>"$scratch/promtool" 2>&1 || { cat "$scratch/promtool" >&2; exit 1; }
  echo "deploy/prometheus is valid, and each alert is called by its case alone."
else
  echo "SKIPPED: deploy/prometheus (promtool is not installed)"
fi

# Runs the build stage of a Dockerfile in a directory: COPY copies into it, RUN runs there.
run_build_stage() {
  local dockerfile=$1 folder=$2 line stage=0 words target command
  while IFS= read -r line; do
    case $line in
      FROM*) stage=$((stage + 1)); [ $stage -lt 2 ] || return 0 ;;
      "COPY "*)
        read -r -a words <<<"${line#COPY }"
        target=$folder/${words[-1]}
        mkdir -p "$target"
        for source in "${words[@]:0:${#words[@]}-1}"; do
          grep -qxF "!${source%/}" .dockerignore || { echo "$source is kept from the image by .dockerignore." >&2; return 1; }
          # COPY copies the content of a directory, without what .dockerignore excludes.
          if [ -d "$source" ]; then
            tar -C "$source" --exclude=bin --exclude=obj -cf - . | tar -C "$target" -xf -
          else
            cp "$source" "$target"
          fi
        done
        ;;
      "RUN "*)
        # Without the options of the builder.
        command=${line#RUN }
        while [[ $command == --* ]]; do read -r _ command <<<"$command"; done
        (cd "$folder" && bash -euc "$command") || return 1
        ;;
    esac
  done < <(sed -e ':join' -e '/\\$/{N;s/\\\n//;b join' -e '}' "$dockerfile")
}

# The build stage of the image, which is where the packages are made of too: each program is compiled once.
sdk=$(sed -n 's/.*"version": *"\([0-9]*\.[0-9]*\)\..*/\1/p' global.json)
grep -qx "ARG DOTNET=$sdk" Dockerfile || { echo "Dockerfile does not use .NET $sdk, as global.json does." >&2; exit 1; }
grep -qx 'USER $APP_UID' Dockerfile || { echo "The image runs as root." >&2; exit 1; }
mkdir "$scratch/image"
run_build_stage Dockerfile "$scratch/image" >"$scratch/log" 2>&1 </dev/null ||
  { tail -n 30 "$scratch/log" >&2; echo "The build steps of the image fail." >&2; exit 1; }
# The program starts, and the probe that the health check uses works: nothing listens on that port.
status=0
"$scratch/image/app/members" --probe http://127.0.0.1:9/ >"$scratch/log" 2>&1 || status=$?
[ $status = 1 ] || { cat "$scratch/log" >&2; echo "The program of the image does not start." >&2; exit 1; }
# So does a gateway, which misses its database.
"$scratch/image/app/members" gateway >"$scratch/log" 2>&1 && status=0 || status=$?
[ $status = 2 ] && grep -q 'Members:Database' "$scratch/log" ||
  { cat "$scratch/log" >&2; echo "The program of the image is no gateway." >&2; exit 1; }
echo "Dockerfile: restores from the lock files, publishes, and starts."

if command -v dpkg-deb >/dev/null; then
  deploy/package/check.sh "$scratch/image/app"
else
  echo "SKIPPED: the packages (dpkg-deb is not installed)"
fi
