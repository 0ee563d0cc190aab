#!/usr/bin/env bash
# Unpacks a newer rustc than Debian's stable has, from its unstable ("sid") or experimental suite, into DIR, in the shape of
# fetch-toolchain.sh and without installing anything:
#
#   fetch-newer-toolchain.sh DIR [SUITE]     SUITE: experimental (the newest, unless said otherwise) or sid
#
#   DIR/bin/rustc, rustdoc, cargo   ready to run, with the C library that they were built for
#   DIR/src                         the release's source
#   DIR/root                        what the packages hold
#
# Needs apt-get (run `apt-get update` first) and dpkg-deb. About 1.2 GB and a minute or two.
set -euo pipefail
dir=${1:?usage: fetch-newer-toolchain.sh DIR [SUITE]}
suite=${2:-experimental}
mkdir -p "$dir/bin" "$dir/root" "$dir/apt/lists/partial" "$dir/apt/archives/partial"
dir=$(cd "$dir" && pwd)

if [ ! -x "$dir/root/usr/bin/rustc" ]; then
  mirror=$(apt-cache policy | grep -oE 'https?://[^ ]+/debian ' | head -n 1 | tr -d ' ')
  [ -n "$mirror" ] || { echo "apt knows no mirror of Debian" >&2; exit 1; }
  # A state of its own, in which nothing is installed: so that all that rustc needs is fetched with it.
  : > "$dir/apt/status"
  for name in sid experimental; do echo "deb [trusted=yes] $mirror $name main"; done > "$dir/apt/sources.list"
  apt=(apt-get -qq -o Dir::Etc::sourcelist="$dir/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o Dir::State="$dir/apt" -o Dir::State::status="$dir/apt/status" -o Dir::Cache="$dir/apt" -o Debug::NoLocking=true
    -o APT::Install-Recommends=false -o APT::Sandbox::User=root -o Acquire::AllowInsecureRepositories=true)
  "${apt[@]}" update
  "${apt[@]}" -y --download-only -t "$suite" install rustc cargo rust-src > /dev/null
  for deb in "$dir"/apt/archives/*.deb; do dpkg-deb -x "$deb" "$dir/root"; done
fi
rm -rf "$dir/apt"
ln -sfn "$(ls -d "$dir"/root/usr/src/rustc-*)" "$dir/src"

root="$dir/root/usr"
loader=$(find "$root/lib" "$root/lib64" -name 'ld-linux-*.so.*' 2> /dev/null | head -n 1)
for tool in rustc rustdoc cargo; do
  settings=""
  [ "$tool" != cargo ] || settings="RUSTC=\"$dir/bin/rustc\" RUSTDOC=\"$dir/bin/rustdoc\" "
  cat > "$dir/bin/$tool" << EOF
#!/bin/sh
${settings}exec "$loader" --library-path "$(dirname "$loader"):$root/lib" --argv0 "$root/bin/$tool" "$root/bin/$tool" "\$@"
EOF
done
chmod +x "$dir"/bin/*
"$dir/bin/rustc" --version
