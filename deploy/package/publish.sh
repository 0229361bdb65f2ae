#!/usr/bin/env bash
# Publishes Members for a platform into a folder, from the sources in the current directory: one program with the runtime in it, SQLite's
# library and the levels of the log. The image and the packages are both made of these files.
#
#   deploy/package/publish.sh linux-x64 FOLDER
set -euo pipefail
platform=$1 folder=$2

# Equal sources give equal bytes, wherever they lie: the program names no commit, its paths begin with /_/, and it holds no symbols, which
# would hold the code that is generated in a build, with the paths of the machine.
settings=(
  -p:PublishReadyToRun=true
  # Each assembly by itself, and not those of .NET, which are compiled already: a sixth of the time, half of the size.
  -p:PublishReadyToRunComposite=false
  -p:PublishSingleFile=true
  # The package of this analyzer is not in the lock files.
  -p:EnableSingleFileAnalyzer=false
  -p:SelfContained=true
  -p:ContinuousIntegrationBuild=true
  -p:EnableSourceControlManagerQueries=false
  -p:IncludeSourceRevisionInInformationalVersion=false
  "-p:PathMap=$PWD=/_"
  -p:DebugType=none
  -p:PublishDocumentationFiles=false
  -p:PublishReferencesDocumentationFiles=false
  # The checks of a build have run where it was tested.
  -p:RunAnalyzers=false
)
dotnet restore src/Silo --locked-mode --nologo -v quiet "${settings[@]}"
output=$(mktemp -d)
trap 'rm -rf "$output"' EXIT
dotnet publish src/Silo --configuration Release --no-restore --nologo -v quiet --runtime "$platform" --output "$output" "${settings[@]}"

mkdir -p "$folder"
install -m 755 "$output/Members.Silo" "$folder/members"
install -m 644 "$output/libe_sqlite3.so" "$output/appsettings.json" "$folder/"
