#!/usr/bin/env bash
# Makes the packages of Members: a Debian package and an archive for each platform, the bill of materials and the sums of all.
#
#   deploy/package/build.sh [--output FOLDER] [--platform linux-x64]... [--published FOLDER] [--version VERSION] [--quick]
#                           [--check-reproducible]
#
# Without a platform, for linux-x64 and linux-arm64. --published takes the program of one platform from a folder instead of compiling it;
# --quick compresses less. --check-reproducible makes all of it twice, in two places, and compares the sums.
# Equal sources give equal packages: their files have the time of the last commit, or SOURCE_DATE_EPOCH.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
output=$root/data/packages platforms=() published= quick= check=
version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' "$root/Directory.Build.props")

while [ $# -gt 0 ]; do
  case $1 in
    --output) output=$2; shift ;;
    --platform) platforms+=("$2"); shift ;;
    --published) published=$(cd "$2" && pwd); shift ;;
    --version) version=$2; shift ;;
    --quick) quick=1 ;;
    --check-reproducible) check=1 ;;
    *) sed -n '2,/^set/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
  esac
  shift
done
[ ${#platforms[@]} -gt 0 ] || platforms=(linux-x64 linux-arm64)
[ -z "$published" ] || [ ${#platforms[@]} = 1 ] || { echo "--published is for one --platform." >&2; exit 2; }
command -v dpkg-deb >/dev/null || { echo "This needs dpkg-deb: apt-get install dpkg-dev" >&2; exit 1; }
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
level=${quick:+3} # of zstd
level=${level:-19}
umask 022
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What a platform is called by Debian.
architecture() {
  case $1 in
    linux-x64) echo amd64 ;;
    linux-arm64) echo arm64 ;;
    *) echo "There is no package for $1." >&2; return 2 ;;
  esac
}

# Copies what the program is made of, and nothing else, into a folder: what lies in the working copy beside it has no influence.
copy_sources() {
  mkdir -p "$1"
  (cd "$root" && tar --exclude=bin --exclude=obj --exclude=Dockerfile -cf - \
    src global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig) | tar -C "$1" -xf -
}

# An archive in which nothing depends on when, where and by whom it was made.
archive() {
  tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --format=gnu -C "$1" -cf - "$2" |
    gzip --no-name ${quick:+-1} >"$3"
}

make_archive() {
  local platform=$1 program=$2 name=members-$version-$1
  mkdir -p "$work/archive/$name"
  cp -r "$program/." "$root/LICENSE" "$root/CHANGELOG.md" "$work/archive/$name/"
  cp "$here"/debian/*.service "$work/archive/$name/"
  archive "$work/archive" "$name" "$3/$name.tar.gz"
}

make_deb() {
  local platform=$1 program=$2 tree=$work/deb-$1
  mkdir -p "$tree"/{DEBIAN,usr/lib/members,usr/lib/systemd/system,usr/bin,usr/share/doc/members,etc/members/gateway}
  cp -r "$program/." "$tree/usr/lib/members/"
  install -m 644 "$here"/debian/*.service "$tree/usr/lib/systemd/system/"
  install -m 755 "$here/debian/members" "$tree/usr/bin/members"
  install -m 640 "$here/debian/appsettings.json" "$tree/etc/members/"
  install -m 640 "$here/debian/gateway/appsettings.json" "$tree/etc/members/gateway/"
  cp "$root"/docs/{install,operating,versions,moving,import,import-sources,backup,admission,pages,reference}.md \
    "$tree/usr/share/doc/members/"
  { echo "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"
    echo; echo "Files: *"; echo "Copyright: $(sed -n 's/^Copyright (c) //p' "$root/LICENSE")"; echo "License: Expat"
    sed -n '/^Permission/,$p' "$root/LICENSE" | sed -e 's/^$/./' -e 's/^/ /'; } >"$tree/usr/share/doc/members/copyright"
  gzip --no-name -9 <"$root/CHANGELOG.md" >"$tree/usr/share/doc/members/changelog.gz"
  install -m 755 "$here"/debian/{postinst,prerm,postrm} "$tree/DEBIAN/"
  install -m 644 "$here/debian/conffiles" "$tree/DEBIAN/"
  (cd "$tree" && find usr -type f | LC_ALL=C sort | xargs md5sum >DEBIAN/md5sums)
  sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$(architecture "$platform")/" \
    -e "s/@SIZE@/$(($(find "$tree" -type f -not -path '*/DEBIAN/*' -printf '%s\n' | awk '{ n += $1 } END { print n }') / 1024))/" \
    "$here/debian/control" >"$tree/DEBIAN/control"
  find "$tree" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
  # One thread, since the number of threads shows in the bytes.
  dpkg-deb --root-owner-group --threads-max=1 -Zzstd "-z$level" --build "$tree" \
    "$3/members_${version}_$(architecture "$platform").deb" >/dev/null
}

# The bill of materials: the packages of the lock files, and the runtime that the program brings.
make_bill() {
  (cd "$root" && dotnet tool restore >/dev/null &&
    dotnet CycloneDX "$1/src/Silo/Members.Silo.csproj" --recursive --disable-package-restore --exclude-dev --no-serial-number \
      --output-format Json --set-name members --set-version "$version" --output "$work/bill" --filename bill.json) >"$work/log" 2>&1 ||
    { cat "$work/log" >&2; return 1; }
  python3 "$here/bill.py" "$work/bill/bill.json" "$1/src/Silo/obj/project.assets.json" >"$2/members-$version.cdx.json"
}

# All packages, into a folder. Compiles in another one.
make_all() {
  local sources=$1 folder=$2 platform program
  rm -rf "$work/archive" "$work"/deb-*
  mkdir -p "$folder"
  [ -n "$published" ] || copy_sources "$sources"
  for platform in "${platforms[@]}"; do
    program=$published
    if [ -z "$program" ]; then
      program=$sources/published/$platform
      (cd "$sources" && "$here/publish.sh" "$platform" "$program")
    fi
    make_archive "$platform" "$program" "$folder"
    make_deb "$platform" "$program" "$folder"
  done
  # The image's build stage leaves its sources beside the program.
  if [ -z "$published" ]; then make_bill "$sources" "$folder"; elif [ -d "$published/../src" ]; then make_bill "$published/.." "$folder"; fi
  (cd "$folder" && rm -f SHA256SUMS && find . -maxdepth 1 -type f -printf '%P\n' | LC_ALL=C sort | xargs sha256sum >"$work/sums" &&
    mv "$work/sums" SHA256SUMS)
}

make_all "$work/first/sources" "$output"
if [ -n "$check" ]; then
  make_all "$work/second/in another place" "$work/again"
  diff "$output/SHA256SUMS" "$work/again/SHA256SUMS" || { echo "Two builds of the same sources differ." >&2; exit 1; }
  echo "Two builds ${published:+of packages }in two places are the same, byte for byte."
fi
ls -lh "$output" | awk 'NR > 1 { print $5 "\t" $9 }'
