#!/usr/bin/env bash
# Fails if a direct or transitive package has a known vulnerability, or is older than a fix that we require. Not every
# registry knows about vulnerabilities: one that reports none for a package known to have one is not trusted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_UI_LANGUAGE=en
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# at_least NAME FLOOR FOUND WHY
at_least() {
  [ "$(printf '%s\n%s\n' "$2" "$3" | sort -V | head -n 1)" = "$2" ] ||
    { echo "$1 $3 has a known vulnerability ($4). Update it to $2 or newer." >&2; exit 1; }
}
locked() { sed -n "/\"$1\": {/,/}/s/.*\"resolved\": \"\([^\"]*\)\".*/\1/p" src/*/packages.lock.json; }
for found in $(locked MimeKit); do at_least MimeKit 4.15.1 "$found" CVE-2026-30227; done
for found in $(locked Microsoft.AspNetCore.DataProtection); do
  at_least Microsoft.AspNetCore.DataProtection 10.0.7 "$found" CVE-2026-40372
done
runtime=$(dotnet --list-runtimes | sed -n 's/^Microsoft\.AspNetCore\.App \(10\.[0-9.]*\) .*/\1/p' | sort -V | tail -n 1)
at_least "The ASP.NET Core runtime" 10.0.7 "${runtime:-0}" CVE-2026-40372

vulnerable() { timeout 300 dotnet list "$1" package --vulnerable --include-transitive --format json 2>/dev/null; }
cat >"$scratch/known.csproj" <<'END'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Newtonsoft.Json" Version="12.0.1" /></ItemGroup>
</Project>
END
if ! dotnet restore "$scratch/known.csproj" -p:NuGetAudit=false >/dev/null 2>&1 ||
  ! vulnerable "$scratch/known.csproj" | grep -q '"vulnerabilities"'; then
  echo "NOT CHECKED: the package registry does not report vulnerable packages."
  exit 0
fi

if ! vulnerable Members.sln >"$scratch/report"; then
  echo "NOT CHECKED: the package registry did not answer for all packages."
  exit 0
fi

if grep -q '"vulnerabilities"' "$scratch/report"; then
  cat "$scratch/report" >&2
  echo "These packages have known vulnerabilities." >&2
  exit 1
fi
echo "No package has a known vulnerability."
