#!/usr/bin/env bash
# Makes DIR/library, a private copy of the toolchain's library/ cut down to what resolves
# against its own vendor/ folder (used by std-json.sh and target-sysroot.sh):
#
#   prepare-std.sh TOOLCHAIN_DIR DIR
#
# Test-only members and dev-dependencies go, and `cc` (a build dependency that is never
# built here) is stood in for by an empty package.
set -euo pipefail
toolchain=$(cd "${1:?usage: prepare-std.sh TOOLCHAIN_DIR DIR}" && pwd)
dir=${2:?usage: prepare-std.sh TOOLCHAIN_DIR DIR}
[ -d "$dir/library" ] && exit 0
mkdir -p "$dir"
cp -r "$toolchain/src/library" "$dir/library.part"
cd "$dir/library.part"
rm -f Cargo.lock
sed -i '/"coretests"/d; /"alloctests"/d' Cargo.toml
perl -0777 -pi -e 's/^\[(?:target\..*\.)?dev-dependencies[^\]]*\]\n(?:(?!\[).*\n)*//mg' ./*/Cargo.toml
mkdir -p vendor/cc-1.2.0/src .cargo
printf '[package]\nname = "cc"\nversion = "1.2.0"\nedition = "2021"\n' > vendor/cc-1.2.0/Cargo.toml
: > vendor/cc-1.2.0/src/lib.rs
echo '{"files":{},"package":"0000000000000000000000000000000000000000000000000000000000000000"}' > vendor/cc-1.2.0/.cargo-checksum.json
printf '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "vendor"\n' > .cargo/config.toml
cd .. && mv library.part library
