import type { PrimitiveName } from './resolution.ts';

const names: ReadonlySet<string> = new Set<PrimitiveName>([
  'bool',
  'char',
  'str',
  'i8',
  'i16',
  'i32',
  'i64',
  'i128',
  'isize',
  'u8',
  'u16',
  'u32',
  'u64',
  'u128',
  'usize',
  'f16',
  'f32',
  'f64',
  'f128',
]);

/** The names of the language prelude's types (Reference, "Preludes"). */
export function isPrimitive(name: string): name is PrimitiveName {
  return names.has(name);
}
