#!/usr/bin/env bash
# Checks the manifests: each field by Kubernetes' own types, so that none is misspelt, misplaced, missing or of a wrong type, and rules of
# our own. Needs Node, and Python with its YAML library.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp package.json package-lock.json "$scratch/"
npm ci --ignore-scripts --no-audit --no-fund --silent --prefix "$scratch"
mapfile -t manifests < <(sed -n '/^resources:/,/^[^ ]/s/^  - //p' kustomization.yaml)
/usr/bin/python3 typescript.py "${manifests[@]}" >"$scratch/manifests.ts"
(cd "$scratch" && node_modules/.bin/tsc --noEmit --strict --skipLibCheck --module nodenext manifests.ts) >"$scratch/log" ||
  { cat "$scratch/log" >&2; echo "deploy/kubernetes does not have the fields of Kubernetes." >&2; exit 1; }
/usr/bin/python3 rules.py "${manifests[@]}"
# The files are what kustomize reads too, where there is one.
if command -v kubectl >/dev/null; then kubectl kustomize . >/dev/null; fi
echo "deploy/kubernetes is valid: ${manifests[*]}."
