import assert from 'node:assert/strict';
import { dropsText } from '../support/drops.ts';

const cache = '/home/me/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f';

const macroPackage = (name: string, version: string, source: string) => `
//- ${cache}/${name}-${version}/Cargo.toml
[package]
name = "${name}"
version = "${version}"
[lib]
proc-macro = true
//- ${cache}/${name}-${version}/src/lib.rs
${source}`;

const workspace = `//- /ws/Cargo.toml
[package]
name = "main"
version = "0.1.0"
edition = "2021"
[dependencies]
zeroize_derive = "1"
pin-project-internal = "1"
nop = "1"
${macroPackage(
  'zeroize_derive',
  '1.4.2',
  `#[proc_macro_derive(Zeroize, attributes(zeroize))] pub fn z(i: TokenStream) -> TokenStream { i }
#[proc_macro_derive(ZeroizeOnDrop, attributes(zeroize))] pub fn zd(i: TokenStream) -> TokenStream { i }`,
)}
${macroPackage('pin-project-internal', '1.1.5', '#[proc_macro_attribute] pub fn pin_project(a: T, i: T) -> T { i }')}
${macroPackage('nop', '1.0.0', '#[proc_macro_derive(Nop)] pub fn nop(i: TokenStream) -> TokenStream { i }')}
`;

const drops = (source: string) => dropsText(`${workspace}\n//- /ws/src/lib.rs\n${source}`, { at: '/ws' });

describe('Drop that procedural macros implement', () => {
  const local = 'fn f() { let a = A(1); }';
  it('is known of derives and attributes that do', async () => {
    const dropped = 'f 2:24 end: a';
    assert.equal(await drops(`#[derive(zeroize_derive::ZeroizeOnDrop)] struct A(u32);\n${local}`), dropped);
    assert.equal(
      await drops(`#[derive(zeroize_derive::Zeroize)] #[zeroize(drop)] struct A(u32);\n${local}`),
      dropped,
    );
    assert.equal(
      await drops(`#[pin_project_internal::pin_project(PinnedDrop)] struct A(u32);\n${local}`),
      dropped,
    );
  });
  it('is known not to be there', async () => {
    assert.equal(await drops(`#[derive(zeroize_derive::Zeroize)] struct A(u32);\n${local}`), '');
    assert.equal(await drops(`#[pin_project_internal::pin_project] struct A(u32);\n${local}`), '');
  });
  it('is open of a derive that is not known, but for types that are Copy (E0184)', async () => {
    assert.match(
      await drops(`#[derive(nop::Nop)] struct A(u32);\n${local}`),
      /^f 2:24 end: unresolved: `#\[derive\(nop::Nop\)\]` may implement `Drop`/,
    );
    assert.equal(await drops(`#[derive(Clone, Copy, nop::Nop)] struct A(u32);\n${local}`), '');
  });
});
