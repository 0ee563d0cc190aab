import fc from 'fast-check';
import { chooseRelease } from '../../server/src/engine/chooseRelease.ts';
import { codeActions } from '../../server/src/features/actions/codeActions.ts';
import { diagnostics } from '../../server/src/features/diagnostics/diagnostics.ts';
import { dropHoverAt } from '../../server/src/features/drops/dropHover.ts';
import { dropsAt } from '../../server/src/features/drops/dropsAt.ts';
import { dropHints } from '../../server/src/features/hints/dropHints.ts';
import { inlayHints } from '../../server/src/features/hints/inlayHints.ts';
import { hoverAt } from '../../server/src/features/hover/hover.ts';
import { layoutAt } from '../../server/src/features/layoutAt.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { openText } from '../support/features.ts';

const source = `use std::{collections::HashMap, rc::Rc};
#[derive(Clone, Copy)] #[repr(C, align(8))] pub struct A<'a, T: ?Sized + 'a, const N: usize = 3> { a: [u8; N], b: &'a T }
enum E { X = 1, Y { v: Vec<E>, m: HashMap<String, Rc<E>> }, Z(Box<dyn Fn(u8) -> E + Send>) }
union U { a: u32, b: std::mem::ManuallyDrop<String> }
trait Tr { type O: Default; const N: usize; fn f(&self) -> Self::O { Self::O::default() } }
impl<T> Tr for Vec<T> where T: Clone { type O = Option<T>; const N: usize = 1 << 4; }
type Al<T> = <Vec<T> as Tr>::O;
const K: usize = { let mut i = 0; while i < 5 { i += 1; } i + <Vec<u8> as Tr>::N };
static S: [u16; K] = [7; K];
mod m { pub use super::E as F; pub(crate) struct P(pub super::Al<u8>, F); macro_rules! n { () => { 2 } } pub const Q: u8 = n!(); }
macro_rules! mk { ($($n:ident: $t:ty),* $(,)?) => { $( struct $n { x: $t, y: u8 } )* } }
mk! { One: u64, Two: Option<One> }
async fn g(s: &str) -> Result<(), String> { h(s.to_string()).await?; Ok(()) }
async fn h(s: String) -> Result<usize, String> { Ok(s.len()) }
fn main() {
    let v = vec![String::new(), "a".into()];
    let c = move |n: usize| v.iter().filter(|s| s.len() > n).count();
    let e = match Some(E::X) { Some(E::Y { v, .. }) if !v.is_empty() => v, Some(x) => vec![x], None => return };
    for (i, x) in e.into_iter().enumerate() { if let E::Z(f) = x { drop(f); } else if i > 2 { break; } }
    let A { a, b } = A::<'_, str, 2> { a: [1, 2], b: "x" };
    let t = (c(1), &a[..], b, [S; 2], 'l: loop { break 'l m::Q as u32 });
}
`;
const tokens = source.match(/\w+|\s+|[^\w\s]/g)!;
const settings = { ...defaultSettings.inlayHints, drops: true, size: true, offset: true, variantSize: true };

const figures = { release: chooseRelease('1.96', undefined, undefined), target: 'x86_64-unknown-linux-gnu' };

/** A text that a keystroke or a careless paste makes of another. */
const edit = fc.record({
  at: fc.nat(tokens.length - 1),
  count: fc.nat(4),
  instead: fc.array(
    fc.oneof(fc.constantFrom(...tokens), fc.constantFrom('<<', '"', '/*', 'r#"', '\0', '𝒳', '\r')),
    {
      maxLength: 3,
    },
  ),
});

async function askEverything(text: string): Promise<void> {
  const { cx } = await openText(`//- /main.rs\n${text}`);
  const range = { start: 0, end: text.length };
  for (const all of [
    inlayHints(cx, range, settings),
    dropHints(cx, range, settings),
    diagnostics(cx, range, { ...defaultSettings.diagnostics, level: 'hint' }),
  ])
    for (const _ of all);
  for (let at = 0; at < text.length; at += 41) {
    hoverAt(cx, at);
    dropHoverAt(cx, at);
    layoutAt(cx, at, figures);
    dropsAt(cx, at);
    codeActions(cx, { start: at, end: at });
  }
}

describe('code in every state of being typed', () => {
  it('makes nothing fail', async function () {
    this.timeout(120_000);
    const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(edits, async (all) => {
        const out = [...tokens];
        for (const { at, count, instead } of all) out.splice(at, count, ...instead);
        await askEverything(out.join(''));
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 12) },
    );
  });
});
