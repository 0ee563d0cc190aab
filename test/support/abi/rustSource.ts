/** Rust source of a program: free of `core`, so that it compiles for any target without its standard library. */
import type { Item, Program, Repr, Ty } from './program.ts';

const PRELUDE = `
#![no_core]
#![crate_type = "lib"]
#![feature(no_core, lang_items, rustc_attrs, never_type, f16, f128, repr_simd, repr128, auto_traits)]
#![feature(pattern_types, arbitrary_enum_discriminant)]
#![allow(warnings, conflicting_repr_hints, internal_features, incomplete_features)]
`;

/** What to write the source for. */
export interface Dialect {
  /** The minor version of the rustc that reads it. */
  readonly minor: number;
  readonly pointerBits: number;
}

/** The lang items that the types need. What a release doesn't know yet is an error to it. */
function langItems(minor: number): string {
  const sized =
    minor >= 89
      ? `#[lang = "pointee_sized"] pub trait PointeeSized {}
#[lang = "meta_sized"] pub trait MetaSized: PointeeSized {}
#[lang = "sized"] pub trait Sized: MetaSized {}`
      : '#[lang = "sized"] pub trait Sized {}';
  return `${sized}
#[lang = "copy"] pub trait Copy {}
#[lang = "freeze"] unsafe auto trait Freeze {}
#[lang = "manually_drop"] pub struct ManuallyDrop<T: ?Sized>(T);
#[lang = "unsafe_cell"] pub struct UnsafeCell<T: ?Sized>(T);
#[lang = "neg"] pub trait Neg { type Output; fn neg(self) -> Self::Output; }
${minor >= 87 ? '#[lang = "bikeshed_guaranteed_no_drop"] pub trait BikeshedGuaranteedNoDrop {}' : ''}
#[rustc_builtin_macro(pattern_type)] macro_rules! pattern_type { ($($arg:tt)*) => {}; }
${SIGNED.map((type) => `impl Neg for ${type} { type Output = Self; fn neg(self) -> Self { -self } } impl Copy for ${type} {}`).join('\n')}
pub trait Tr {}
`;
}

const SIGNED = ['i8', 'i16', 'i32', 'i64', 'i128', 'isize'];

/** The attribute that makes rustc print a layout was renamed in 1.96. */
function dumpAttribute(minor: number): string {
  return minor >= 96 ? '#[rustc_dump_layout(debug)]' : '#[rustc_layout(debug)]';
}

export interface RustSource {
  readonly text: string;
  /** The 1-based line on which each item's layout is reported. */
  readonly lines: readonly number[];
}

/** The source that makes rustc report the layout of every item. */
export function rustSource(program: Program, dialect: Dialect): RustSource {
  const { minor } = dialect;
  const lines = [PRELUDE.trim(), ...langItems(minor).trim().split('\n')].join('\n').split('\n');
  const places: number[] = [];
  for (const [index, item] of program.entries()) {
    lines.push(`${before(item, index, dialect)}${dumpAttribute(minor)} ${declaration(item, index, dialect)}`);
    places.push(lines.length);
  }
  return { text: `${lines.join('\n')}\n`, lines: places };
}

/** A generic struct is declared on a line of its own, and reported through an alias. */
function before(item: Item, index: number, dialect: Dialect): string {
  if (item.kind !== 'struct' || !item.genericTail) return '';
  const fields = item.fields.map((field, i) => (i === item.fields.length - 1 ? 'T' : typeText(field)));
  return `${attributes(item, dialect)}pub struct G${index}<T: ?Sized>(${fields.join(', ')}); `;
}

function declaration(item: Item, index: number, dialect: Dialect): string {
  switch (item.kind) {
    case 'alias':
      return `pub type T${index} = ${typeText(item.of)};`;
    case 'struct':
      return item.genericTail
        ? `pub type T${index} = G${index}<${typeText(item.fields.at(-1)!)}>;`
        : `${attributes(item, dialect)}pub struct T${index}(${structFields(item, dialect).join(', ')});`;
    case 'union':
      return `${attributes(item, dialect)}pub union T${index} { ${item.fields.map((f, i) => `f${i}: ManuallyDrop<${typeText(f)}>`).join(', ')} }`;
    case 'enum':
      return `${attributes(item, dialect)}pub enum T${index} { ${item.variants
        .map(({ fields, discriminant }, i) => {
          const data = fields.length > 0 ? `(${fields.map(typeText).join(', ')})` : '';
          return `V${i}${data}${discriminant === undefined ? '' : ` = ${discriminant}`}`;
        })
        .join(', ')} }`;
  }
}

type StructItem = Extract<Item, { kind: 'struct' }>;

/** From 1.97 the attributes are gone, and a pattern type in the field says the same. */
function hasPatternTypes({ minor }: Dialect): boolean {
  return minor >= 97;
}

function attributes(item: Exclude<Item, { kind: 'alias' }>, dialect: Dialect): string {
  const reprs = reprHints(item.repr ?? {});
  const repr = reprs.length > 0 ? `#[repr(${reprs.join(', ')})] ` : '';
  if (item.kind !== 'struct' || hasPatternTypes(dialect)) return repr;
  const start = item.start === undefined ? '' : `#[rustc_layout_scalar_valid_range_start(${item.start})] `;
  const end = item.end === undefined ? '' : `#[rustc_layout_scalar_valid_range_end(${item.end})] `;
  return `${repr}${start}${end}`;
}

function structFields(item: StructItem, dialect: Dialect): string[] {
  const ranged = item.start !== undefined || item.end !== undefined;
  const [first] = item.fields;
  if (!ranged || !hasPatternTypes(dialect) || typeof first !== 'string') return item.fields.map(typeText);
  return [`pattern_type!(${typeText(first)} is ${pattern(first, item, dialect)})`];
}

/** The pattern for a range of bit patterns. A signed range around zero's far side takes two. */
function pattern(type: string, { start = '0', end }: StructItem, { pointerBits }: Dialect): string {
  if (type.startsWith('*')) return '!null';
  const bits = Number(type.slice(1)) || pointerBits;
  const last = end ?? String(2n ** BigInt(bits) - 1n);
  if (type.startsWith('u')) return `${start}..=${last}`;
  const [low, high] = [BigInt.asIntN(bits, BigInt(start)), BigInt.asIntN(bits, BigInt(last))];
  const half = 2n ** BigInt(bits - 1);
  return low <= high ? `${low}..=${high}` : `${-half}..=${high} | ${low}..=${half - 1n}`;
}

function reprHints(repr: Repr): string[] {
  const hints: string[] = [];
  if (repr.c) hints.push('C');
  if (repr.transparent) hints.push('transparent');
  if (repr.simd) hints.push('simd');
  if (repr.int !== undefined) hints.push(repr.int);
  if (repr.align !== undefined) hints.push(`align(${repr.align})`);
  if (repr.pack !== undefined) hints.push(`packed(${repr.pack})`);
  return hints;
}

function typeText(type: Ty): string {
  if (typeof type === 'string') return type.replace('&', "&'static ").replace('dyn Tr', "(dyn Tr + 'static)");
  if ('item' in type) return `T${type.item}`;
  if ('array' in type) return `[${typeText(type.array)}; ${type.count}]`;
  if ('cell' in type) return `UnsafeCell<${typeText(type.cell)}>`;
  return `(${type.tuple.map((t) => `${typeText(t)},`).join(' ')})`;
}
