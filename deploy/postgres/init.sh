#!/usr/bin/env bash
# The PostgreSQL image runs this once, after creating its data directory.
set -euo pipefail
{
  echo "\\set members_password '$(cat /run/secrets/members_password)'"
  echo "\\set gateway_password '$(cat /run/secrets/gateway_password)'"
  cat /etc/members/roles.sql
} | psql -X -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres
