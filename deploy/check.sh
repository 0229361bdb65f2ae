#!/usr/bin/env bash
# Checks what docker-compose.yml is made of, without a container engine: the file by a real Compose parser and against
# our own rules, the proxy's configuration by the proxy, and the images' build steps by running them as they are written,
# in a folder that holds no more than they copy. Installs the parser from Debian's packages when it is missing and this
# is root; what cannot be checked is said.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$here"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Needs a program; in CI it is installed when missing and this is root. The service of a package is not started.
available() {
  command -v "$1" >/dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && { [ "$1" = docker-compose ] || [ "${CI:-}" = true ]; }; then
    apt-get update -qq >/dev/null
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null 2>&1 && return
  fi
  echo "SKIPPED: $2 (the program $1 is missing)"
  return 1
}

if available docker-compose "docker-compose.yml"; then
  docker-compose config >"$scratch/compose.yml"
  # The parser is a Python program, so its YAML reader is here too.
  /usr/bin/python3 deploy/rules.py "$scratch/compose.yml"
fi

if available haproxy "deploy/haproxy/haproxy.cfg"; then
  haproxy -c -f deploy/haproxy/haproxy.cfg >"$scratch/haproxy" 2>&1 || { cat "$scratch/haproxy" >&2; exit 1; }
  echo "deploy/haproxy/haproxy.cfg is valid."
fi

# Runs a Dockerfile's build stage in a folder: COPY from here to there, RUN there.
run_build_stage() {
  local dockerfile=$1 folder=$2 line stage=0 words target
  while IFS= read -r line; do
    case $line in
      FROM*) stage=$((stage + 1)); [ $stage -lt 2 ] || return 0 ;;
      "COPY "*)
        read -r -a words <<<"${line#COPY }"
        target=$folder/${words[-1]}
        mkdir -p "$target"
        for source in "${words[@]:0:${#words[@]}-1}"; do
          # A folder's content is copied, and of it what .dockerignore lets through.
          if [ -d "$source" ]; then tar -C "$source" --exclude=bin --exclude=obj -cf - . | tar -C "$target" -xf -; else cp "$source" "$target"; fi
        done
        ;;
      "RUN "*) (cd "$folder" && bash -euc "${line#RUN }") || return 1 ;;
    esac
  done < <(sed -e ':join' -e '/\\$/{N;s/\\\n//;b join' -e '}' "$dockerfile")
}

sdk=$(sed -n 's/.*"version": *"\([0-9]*\.[0-9]*\)\..*/\1/p' global.json)
for project in Silo Gateway; do
  dockerfile=src/$project/Dockerfile
  grep -qx "ARG DOTNET=$sdk" "$dockerfile" || { echo "$dockerfile is not for the .NET $sdk of global.json." >&2; exit 1; }
  grep -qx 'USER $APP_UID' "$dockerfile" || { echo "$dockerfile makes an image that runs as root." >&2; exit 1; }
  mkdir "$scratch/$project"
  run_build_stage "$dockerfile" "$scratch/$project" >"$scratch/log" 2>&1 </dev/null || { tail -n 30 "$scratch/log" >&2; echo "The build steps of $dockerfile fail." >&2; exit 1; }
  program=$(sed -n 's/^ENTRYPOINT \["dotnet", "\(.*\)"\]$/\1/p' "$dockerfile")
  # It starts, and it is what the health check asks with: nobody listens there.
  status=0
  (cd "$scratch/$project/app" && dotnet "$program" --probe http://127.0.0.1:9/ >"$scratch/log" 2>&1) || status=$?
  [ $status = 1 ] || { cat "$scratch/log" >&2; echo "What $dockerfile makes does not start." >&2; exit 1; }
  echo "$dockerfile: restored from the lock files, published, and starts."
done
