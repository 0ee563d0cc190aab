import assert from 'node:assert/strict';
import { targetTriples } from '../../../server/src/base/targets.ts';
import { listLayouts } from '../../../server/src/features/layoutJson.ts';
import { openAnalysis } from '../../support/features.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';

/** Types of every kind that the language might promise something of. */
const source = `
#![no_std]
#[repr(C)] pub struct Bytes { a: u8, b: [u16; 3], c: u32 }
#[repr(C)] pub struct Float(f32, i8);
#[repr(C)] pub struct Pointers<'a> { a: usize, b: *const u8, c: Option<&'a u8>, d: Option<fn()> }
#[repr(transparent)] pub struct Wrapped(u32, ());
#[repr(C)] pub union Union { a: u16, b: [u8; 4] }
#[repr(C)] pub struct Wide { a: u8, b: u64 }
#[repr(C)] pub struct Double { a: u8, b: f64 }
#[repr(C)] pub struct Widest { a: u64, b: u128 }
#[repr(C)] pub struct Bool { a: bool }
#[repr(C)] pub struct Reference<'a> { a: &'a u8 }
#[repr(u8)] pub enum Tag { A = 0, B = 1, C = 255 }
#[repr(i8)] pub enum Signed { A = -1, B = 0 }
#[repr(C)] pub struct HoldsTag { a: Tag }
#[repr(C)] pub struct HidesTag { a: core::cell::UnsafeCell<Tag> }
#[repr(u8)] pub enum Absent { A(u32, Never), B }
pub enum Never {}
pub struct Rust { a: u8, b: u32 }
pub enum Nested { A(Option<char>), B, C }
pub struct Lone(Option<Option<u32>>);
`;

const promised = ['Bytes', 'Float', 'Pointers', 'Union', 'Wrapped'];

async function layouts(rustc: string, target: string): Promise<ReadonlyMap<string, [string, unknown]>> {
  const files = new MemoryFiles([['/main.rs', source]]);
  const { engine, project } = await openAnalysis(files, '/main.rs', { rustc, target });
  const { types } = listLayouts(project.graph.roots[0]!, engine, (path) => path);
  return new Map(types.map(({ warrant, describedAs, ...layout }) => [layout.name, [warrant, layout]]));
}

describe('guaranteed', () => {
  // One release on each side of every switch in layout/abi/releases.ts, and some that aren't described.
  const releases = [
    '1.60',
    '1.85',
    '1.86',
    '1.87',
    '1.90',
    '1.91',
    '1.93',
    '1.95',
    '1.96',
    '1.97.0',
    '1.97.1',
    '1.98',
    '1.120',
  ];

  it('is what is the same on every release', async () => {
    const first = await layouts(releases[0]!, 'x86_64-unknown-linux-gnu');
    for (const release of releases) {
      const all = await layouts(release, 'x86_64-unknown-linux-gnu');
      const guaranteed = [...all].filter(([, [warrant]]) => warrant === 'guaranteed');
      assert.deepEqual(guaranteed.map(([name]) => name).sort(), promised, release);
      for (const [name, [, layout]] of guaranteed)
        assert.deepEqual(layout, first.get(name)?.[1], `${name} on ${release}`);
    }
  });

  it('is what is the same on targets of one pointer width', async () => {
    const widths = new Map<number, ReadonlyMap<string, [string, unknown]>>();
    for (const target of [
      'x86_64-unknown-linux-gnu',
      'aarch64-apple-darwin',
      's390x-unknown-linux-gnu',
      'powerpc64-ibm-aix',
      'i686-unknown-linux-gnu',
      'thumbv7em-none-eabi',
      'wasm32-unknown-unknown',
      'riscv32imac-unknown-none-elf',
      'mips-unknown-linux-gnu',
    ]) {
      assert.ok(targetTriples().includes(target));
      const files = new MemoryFiles([['/main.rs', source]]);
      const { engine } = await openAnalysis(files, '/main.rs', { target });
      const width = engine.layouts.cx.dl.pointer.size;
      const all = await layouts('1.96', target);
      const other = widths.get(width) ?? all;
      widths.set(width, all);
      for (const name of promised) assert.deepEqual(all.get(name), other.get(name), `${name} on ${target}`);
    }
  });
});
