#!/usr/bin/env bash
# Makes everything that the facts of one release need, and the facts:
#
#   scripts/facts/make.sh RELEASE TOOLCHAIN_DIR WORK_DIR TARGET...
#
# TOOLCHAIN_DIR is what scripts/toolchain/fetch-toolchain.sh made for that release. WORK_DIR gets some
# gigabytes: json/TARGET/*.json (rustdoc's JSON), sysroot/ (to check against) and the measured types.
# About three minutes a target. See README.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
release=${1:?usage: make.sh RELEASE TOOLCHAIN_DIR WORK_DIR TARGET...}
toolchain=$(cd "${2:?toolchain}" && pwd)
mkdir -p "${3:?work folder}"
work=$(cd "$3" && pwd)
shift 3
json="$work/json" sysroot="$work/sysroot"

"$project/scripts/toolchain/prepare-std.sh" "$toolchain" "$json/.work"
library="$json/.work/library"
# A release whose source package has no vendored crates gets them from crates.io, as its lock file says.
if [ ! -d "$library/vendor/hashbrown" ] && ! ls -d "$library"/vendor/hashbrown-* > /dev/null 2>&1; then
  rm -rf "$library/vendor" "$library/.cargo"
  cp "$toolchain/src/library/Cargo.lock" "$library/"
  (cd "$library" && RUSTC_BOOTSTRAP=1 "$toolchain/bin/cargo" vendor vendor > /dev/null)
  mkdir -p "$library/.cargo"
  printf '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "vendor"\n' > "$library/.cargo/config.toml"
fi
# rustdoc sets cfg(doc), which in std::os puts stand-ins in the place of some fields: it is taken out there.
find "$library/std/src/os" -name '*.rs' -exec sed -E -i 's/cfg\(not\(doc\)\)/cfg(all())/; s/cfg\(doc\)/cfg(any())/;
  s/, doc\)/)/; s/^( *)doc,?$/\1any(),/; s/all\(doc, /all(any(), /; s/any\(doc, /any(/' {} +
# Some `repr`s, too, are hidden from the documentation.
find "$library"/{core,alloc,std}/src -name '*.rs' -exec sed -E -i 's/cfg_attr\(not\(doc\),/cfg_attr(all(),/' {} +

# hashbrown would take std for its documentation, where it is without it as a part of std.
for crate in "$library"/vendor/hashbrown*; do
  sed -i 's/#!\[cfg_attr(not(doc), no_std)\]/#![no_std]/' "$crate/src/lib.rs"
  sed -E -i 's/"files":\{[^}]*\}/"files":{}/' "$crate/.cargo-checksum.json"
done

# rustdoc lists the inherent impls of a primitive only in a crate that documents it: alloc's on `[T]` and `str` would be lost.
grep -q prim_slice_facts "$library/alloc/src/lib.rs" || cat >> "$library/alloc/src/lib.rs" << 'RUST'

#[rustc_doc_primitive = "slice"]
/// Makes rustdoc list the impls.
mod prim_slice_facts {}
#[rustc_doc_primitive = "str"]
/// Makes rustdoc list the impls.
mod prim_str_facts {}
RUST

mkdir -p "$sysroot/.work"
[ -d "$sysroot/.work/library" ] || cp -r "$library" "$sysroot/.work/library"
"$project/scripts/toolchain/target-sysroot.sh" "$toolchain" "$sysroot" "$@"

document() { # crate, target, further options
  (cd "$library" && RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$json/.work/target" "$toolchain/bin/cargo" rustdoc --quiet --offline \
    -p "$1" ${3:-} --lib --target "$2" -Zunstable-options --output-format json -- --cap-lints allow \
    --document-private-items --document-hidden-items)
}
(
  cd "$library"
  export RUSTC_BOOTSTRAP=1
  escaper=$(ls -d vendor/rustc-literal-escaper*/src/lib.rs 2> /dev/null | head -n 1)
  if [ -n "$escaper" ]; then
    "$toolchain/bin/rustc" --crate-type rlib --crate-name rustc_literal_escaper --edition 2021 "$escaper" \
      -o "$json/.work/librustc_literal_escaper.rlib"
    escaper="--extern rustc_literal_escaper=$json/.work/librustc_literal_escaper.rlib"
  fi
  cd proc_macro
  # shellcheck disable=SC2086
  "$toolchain/bin/rustdoc" src/lib.rs --crate-name proc_macro --edition "$(sed -n 's/^edition = "\(.*\)"/\1/p' Cargo.toml)" $escaper \
    -Zunstable-options --output-format json --document-private-items --document-hidden-items --cap-lints allow \
    -Zforce-unstable-if-unmarked -o "$json/.work/proc_macro"
)
for target; do
  mkdir -p "$json/$target"
  rm -rf "$json/.work/target/$target/doc"
  # std with the features that it is shipped with; its private crates as far as the target has them.
  for crate in core alloc; do document "$crate" "$target"; done
  document std "$target" --features=backtrace,panic-unwind || echo "$target: core and alloc only"
  for crate in hashbrown libc std_detect gimli dlmalloc; do document "$crate" "$target" 2> /dev/null || true; done
  cp "$json/.work/target/$target/doc/"*.json "$json/$target/"
  # proc_macro is always the host's; it is documented against the toolchain's own std, as cargo would build a second core for it.
  [ ! -f "$json/$target/std.json" ] || cp "$json/.work/proc_macro/proc_macro.json" "$json/$target/"
done

cd "$project"
npx tsx scripts/facts/compare/probe.ts --toolchain "$toolchain" --sysroot "$sysroot" --json "$json" "$@"
npx tsx scripts/facts/distill/generate.ts --release "$release" --toolchain "$toolchain" --json "$json" \
  --out "server/facts/std-$release.facts" "$@"
npx tsx scripts/facts/compare/measure.ts --rustdoc "$toolchain/bin/rustdoc" --sysroot "$sysroot" \
  --facts "server/facts/std-$release.facts" --release "$release" --out test/conformance/std "$@"
for target; do
  npx tsx scripts/facts/compare/measureLayouts.ts "test/conformance/std/$release-$target.json" -- "$toolchain/bin/rustc" --sysroot "$sysroot"
done
node scripts/facts/distill/stdMacros.mjs "$toolchain/src/library" "$release"
npx tsx scripts/facts/compare/compareReleases.ts
# The layout rules: random types by the calculator and by this compiler, kept as truth; and further ones.
npx tsx test/conformance/abi/collect.ts "$toolchain/bin/rustc"
npx tsx test/conformance/abi/checkSwitches.ts "$toolchain/bin/rustc"
