#!/usr/bin/env bash
# Creates the secrets of docker-compose.yml. Existing files are kept.
# Only you can enter the directory. Everybody may read the files, because each container reads its own as another user.
set -euo pipefail
folder="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/secrets"
mkdir -p "$folder"
chmod 0700 "$folder"
cd "$folder"

random() { head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'; }

keep() {
  [ -s "$1" ] && return
  printf '%s' "$2" >"$1.new"
  chmod 0444 "$1.new"
  mv "$1.new" "$1"
  echo "Created deploy/secrets/$1"
}

keep postgres_password "$(random)"
keep members_password "$(random)"
keep gateway_password "$(random)"
keep bootstrap_api_key "$(random)"
# Part of every password hash. Without it no stored password can be checked, so keep a copy.
keep pepper "$(random)"
keep silo_database "Host=postgres;Database=members;Username=members;Password=$(cat members_password)"
keep gateway_database "Host=postgres;Database=members;Username=members_gateway;Password=$(cat gateway_password)"
