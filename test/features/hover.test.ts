import assert from 'node:assert/strict';
import { hoverAt } from '../../server/src/features/hover/hover.ts';
import { openText } from '../support/features.ts';

/** The paragraphs of the hover at `$0`; undefined where there is none. */
async function hover(fixture: string): Promise<string | undefined> {
  const { cx, offset } = await openText(fixture);
  return hoverAt(cx, offset)?.markdown;
}

async function check(fixture: string, expected: string): Promise<void> {
  const lines = expected.trim().split('\n');
  assert.equal(await hover(fixture), lines.map((line) => line.replace(/^ {8}/, '')).join('\n'));
}

async function firstLine(fixture: string, expected: string | undefined): Promise<void> {
  assert.equal((await hover(fixture))?.split('\n')[0], expected);
}

describe('hover', () => {
  it('says everything of a struct, the common question first', () =>
    check(
      'struct Sess$0ion { id: u32, name: String, active: bool }',
      `
        **32 bytes** · align 8 · 3 padding (9.4 %) · needs drop

        | offset | size | field |
        | --: | --: | :-- |
        | 0 | 24 | \`name: String\` |
        | 24 | 4 | \`id: u32\` |
        | 28 | 1 | \`active: bool\` |
        | 29 | 3 | ▨ *padding* |

        Declared as \`id\`, \`name\`, \`active\`: rustc moved fields.  
        \`Option<Session>\` is also 32 bytes: \`None\` is a capacity above \`isize::MAX\` in \`name\`.  
        \`repr(C)\` would be 40 bytes.  
        Owns on the heap: \`name\`: a buffer of \`u8\`, 1 byte each.`,
    ));

  it('says what holds if an attribute macro leaves a struct as it is written', () =>
    check(
      'use odd::odd; #[odd] struct S$0 { a: u64, b: u16 }',
      `
        **16 bytes** if \`#[odd]\` leaves it as written · align 8

        Partly known: the attribute macro \`#[odd]\` may change \`S\`: there is no module \`odd\` in crate \`main\`

        | size | field |
        | --: | :-- |
        | 8 | \`a: u64\` |
        | 2 | \`b: u16\` |`,
    ));

  it('shows the three words of a vector', () =>
    check(
      'struct A { v: V$0ec<u16> }',
      `
        **24 bytes** · align 8 · needs drop

        | offset | size | field |
        | --: | --: | :-- |
        | 0 | 8 | \`cap: usize\` |
        | 8 | 8 | \`ptr: *const u8\` |
        | 16 | 8 | \`len: usize\` |

        \`Option<Vec<u16>>\` is also 24 bytes: \`None\` is a capacity above \`isize::MAX\`.  
        Owns on the heap: a buffer of \`u16\`, 2 bytes each.`,
    ));

  it('shows where an enum keeps its tag, and why it needs one', () =>
    check(
      'enum Sha$0pe { Circle(f64), Rect { w: f64, h: f64 }, Empty }',
      `
        **24 bytes** · align 8

        | variant | bytes | unused | tag |
        | :-- | --: | --: | --: |
        | \`Circle(f64)\` | 16 | 8 | 0 |
        | \`Rect { w: f64, h: f64 }\` | 24 | 0 | 1 |
        | \`Empty\` | 8 | 16 | 2 |

        The tag takes 8 bytes at offset 0.  
        It needs a tag since no field of \`Rect\`, the largest variant, has a bit pattern to spare.  
        \`Option<Shape>\` is also 24 bytes: \`None\` is the tag 0xffffffffffffffff.`,
    ));

  it('tells a niche in words', async () => {
    const words = async (ty: string): Promise<string | undefined> =>
      /`None` is (.*)\./.exec((await hover(`struct $0A { f: ${ty} }`)) ?? '')?.[1];
    assert.equal(await words('&u8'), 'a null pointer in `f`');
    assert.equal(await words('Box<u8>'), 'a null pointer in `f`');
    assert.equal(await words('bool'), 'the byte 2, neither `false` nor `true` in `f`');
    assert.equal(await words('char'), '4,294,967,295, beyond the last `char` in `f`');
    assert.equal(await words('std::num::NonZeroU16'), 'the value 0 in `f`');
    assert.equal(
      await words('std::time::Duration'),
      'the value 4,294,967,295, above the largest, 999,999,999 in `f`',
    );
    assert.equal(await words('std::cmp::Ordering'), 'the tag 254 in `f`');
  });

  it('names the patterns of a niche-encoded enum', async () => {
    const text = await hover('enum M$0 { Quit, Text(String), Stop }');
    assert.match(
      text ?? '',
      /No tag of its own: `Quit`, `Stop` are each a capacity above `isize::MAX` in `Text\.0`; anything else is `Text`\./,
    );
  });

  it('works at uses', async () => {
    await firstLine('struct A(u8, u32); fn f(a: &A$0) {}', '**8 bytes** · align 4 · 3 padding (37.5 %)');
    await firstLine('struct A(u8, u32); fn f(a: $0&A) {}', '**8 bytes** · align 8 · Copy');
    await firstLine(
      'struct A(u8, u32); fn f() -> Option<A$0> {}',
      '**8 bytes** · align 4 · 3 padding (37.5 %)',
    );
    await firstLine(
      'struct A(u8, u32); impl A { fn f() -> Sel$0f {} }',
      '**8 bytes** · align 4 · 3 padding (37.5 %)',
    );
    await firstLine('struct A(u8, u32); type B = [A$0; 3];', '**8 bytes** · align 4 · 3 padding (37.5 %)');
    await firstLine('struct A(u8, u32); type B$0 = [A; 3];', '**24 bytes** · align 4');
    await firstLine(
      'struct A(u8, u32); fn f() { let x: Vec<A$0>; }',
      '**8 bytes** · align 4 · 3 padding (37.5 %)',
    );
    await firstLine('use std::vec::Ve$0c;', '**24 bytes** · align 8 · needs drop');
  });

  it('works on fields, variants and variables', async () => {
    const struct = 'struct A { a: u8, b: u32 }';
    assert.match(
      (await hover('struct A { a$0: u8, b: u32 }')) ?? '',
      /At offset \*\*4\*\* of `A` \(8 bytes\), then 3 bytes of padding\./,
    );
    await firstLine('enum E { A(u64), B$0(u8) }', "**2 bytes** of `E`'s 16 · tag 1 · 14 unused");
    await firstLine(`${struct} fn f(x$0: A) {}`, '**8 bytes** · align 4 · 3 padding (37.5 %)');
    await firstLine(
      `${struct} fn f() { let x: A = g(); x$0; }`,
      '**8 bytes** · align 4 · 3 padding (37.5 %)',
    );
    await firstLine(`${struct} fn f(x: &A) { x.b$0 }`, '**4 bytes** · align 4 · Copy · guaranteed');
    await firstLine(
      `${struct} impl A { fn f(&self) { self.a$0 } }`,
      '**1 byte** · align 1 · Copy · guaranteed',
    );
    await firstLine(`${struct} fn f() { A$0 { a: 1, b: 2 } }`, '**8 bytes** · align 4 · 3 padding (37.5 %)');
    await firstLine(`${struct} fn f() { A { a$0: 1, b: 2 } }`, '**1 byte** · align 1 · Copy · guaranteed');
    await firstLine(
      `${struct} fn f(x: A) { let x = g(); x$0; }`,
      '**Size unknown**: there is no value `g` in crate `main`',
    );
  });

  it('works on what inference tells', async () => {
    await firstLine('fn f() { let x$0 = vec![1u8]; }', '**24 bytes** · align 8 · needs drop');
    await firstLine('fn f(v: Vec<u16>) { for x$0 in &v {} }', '**8 bytes** · align 8 · Copy');
    await firstLine(
      'fn f() { let x = (1u8, 2u16); x$0; }',
      '**4 bytes** · align 2 · 1 padding (25 %) · Copy',
    );
    await firstLine(
      'fn f() { let x = Some(1u32); println!("{}", x$0.unwrap()); }',
      '**8 bytes** · align 4 · Copy',
    );
    await firstLine(
      'struct A { a: u32 } fn f(x: Box<A>) { dbg!(x.a$0); }',
      '**4 bytes** · align 4 · Copy · guaranteed',
    );
  });

  it('knows the arguments of what is constructed and matched', async () => {
    await firstLine('fn f() { let x = S$0ome(1u32); }', "**8 bytes** of `Option<u32>`'s 8 · tag 1");
    await firstLine(
      'fn f(x: Result<u8, String>) { if let E$0rr(e) = x {} }',
      "**24 bytes** of `Result<u8, String>`'s 24 · any bit pattern that means no other variant",
    );
    await firstLine(
      'fn f(x: Option<u16>) { match x { N$0one => {} _ => {} } }',
      "**2 bytes** of `Option<u16>`'s 4 · tag 0 · 2 unused",
    );
    const struct = 'struct G<T> { a: T, b: u8 }';
    await firstLine(
      `${struct} fn f() { G$0 { a: 1u16, b: 2 }; }`,
      '**4 bytes** · align 2 · 1 padding (25 %)',
    );
    await firstLine(
      `${struct} fn f() { G { a$0: 1u16, b: 2 }; }`,
      '**2 bytes** · align 2 · Copy · guaranteed',
    );
  });

  it('knows what the counts of Rc add to its block', async () =>
    assert.match(
      (await hover('use std::rc::Rc; struct A$0 { a: Rc<u8>, b: Rc<u128> }')) ?? '',
      /`a` \(.*\(24 bytes\)\), 2\. `b` \(.*\(32 bytes\)\)/,
    ));

  it('works on closures', async () => {
    await firstLine(
      'fn f(a: u8, b: u64) { let c$0 = move || a as u64 + b; }',
      '**16 bytes** · align 8 · 7 padding (43.8 %) · Copy',
    );
    await firstLine('fn f(p: (u8, String)) { let c$0 = move || p.0; }', '**1 byte** · align 1 · Copy');
    await firstLine('fn f(a: [u8; 9]) { let c$0 = move || a[2]; }', '**9 bytes** · align 1 · Copy');
    await firstLine(
      '#[repr(packed)] struct P { a: u8, b: u32 } fn f(p: P) { let c$0 = move || p.b; }',
      '**5 bytes** · align 1',
    );
    await firstLine(
      'fn g<T: Copy>(t: T) -> impl Fn() -> T { move || t } fn f() { let c$0 = g(1u16); }',
      '**2 bytes** · align 2 · Copy',
    );
  });

  it('says what is known of a generic definition', async () => {
    await firstLine(
      'struct G$0<T> { a: u64, b: T }',
      '**`8 + size_of::<T>()` bytes** and padding · align at least 8 · may need drop',
    );
    await firstLine('struct G$0<T> { a: u64, b: [T; 0] }', '**`8` bytes** and padding · align at least 8');
    await firstLine(
      'struct G$0<T> { a: u64, b: [[T; 2]; 0], c: T }',
      '**`8 + size_of::<T>()` bytes** and padding · align at least 8 · may need drop',
    );
    await firstLine('struct G$0<T>(Vec<T>);', '**24 bytes** · align 8 · needs drop');
    await firstLine('struct G<T>(T, u8); type A = G$0<u32>;', '**8 bytes** · align 4 · 3 padding (37.5 %)');
  });

  it('gives the reason when it does not know', () =>
    firstLine('struct A$0 { a: Missing }', '**Size unknown**: there is no name `Missing` in crate `main`'));

  it('works in the arguments of a macro call', async () => {
    const macro = 'macro_rules! m { ($($t:tt)*) => { $($t)* } } struct B(u8, u32);';
    await firstLine(
      `${macro} m! { struct $0A { a: u8, b: u32 } }`,
      '**8 bytes** · align 4 · 3 padding (37.5 %)',
    );
    await firstLine(
      `${macro} m! { struct A { a: B$0, b: u64 } }`,
      '**8 bytes** · align 4 · 3 padding (37.5 %)',
    );
    const field = (await hover(`${macro} m! { struct A { a$0: B, b: u64 } }`)) ?? '';
    assert.match(field, /At offset \*\*0\*\* of `A` \(16 bytes\)\./);
  });

  it('says nothing where no type stands', async () => {
    await firstLine('fn f$0() {}', undefined);
    await firstLine('struct G<T>(T$0);', undefined);
    await firstLine('// $0comment\nstruct A;', undefined);
  });

  it('keeps what the user wrote from being Markdown', async () => {
    const text = await hover('struct $0A { a: [u8; { 1 | 2 }], r#type: u8 }');
    assert.match(text ?? '', /\| 0 \| 3 \| `a: \[u8; 3\]` \|/);
  });

  it('folds long tables', async () => {
    const fields = Array.from({ length: 30 }, (_, i) => `f${i}: u8`).join(', ');
    assert.match((await hover(`struct $0A { ${fields} }`)) ?? '', /… and 18 more, in the diagram/);
  });
});
