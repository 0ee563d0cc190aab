import { splitTopLevel } from '../../resolve/attributes/cfgAttributes.ts';
import type { Attribute } from '../../syntax/ast.ts';
import type { IntName } from '../terms/ty.ts';
import type { ReprOptions } from './adt.ts';

const INTEGERS: ReadonlySet<string> = new Set<IntName>([
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
]);

/** Whether a name is one of the twelve integer types. */
export function isIntName(name: string): name is IntName {
  return INTEGERS.has(name);
}

/**
 * Merges all `#[repr(…)]` of a definition (Reference, "Type layout"; rustc_middle's `repr_options_of_def`):
 * the largest `align` and the smallest `packed` win.
 */
export function reprOf(attrs: readonly Attribute[]): ReprOptions {
  let repr: ReprOptions = { c: false, transparent: false, simd: false };
  for (const attr of attrs) {
    if (attr.path !== 'repr') continue;
    for (const hint of splitTopLevel(attr.args.trim().slice(1, -1))) repr = withHint(repr, hint);
  }
  return repr;
}

function withHint(repr: ReprOptions, hint: string): ReprOptions {
  const match = /^(\w+)\s*(?:\(\s*([\w\s]*?)\s*\))?$/.exec(hint.replace(/^r#/, ''));
  const name = match?.[1] ?? '';
  const number =
    match?.[2] === undefined ? undefined : Number(match[2].replaceAll('_', '').replace(/[ui]\w+$/, ''));
  if (isIntName(name)) return { ...repr, int: name };
  const sized = /^(?:align|packed)\b/.test(hint);
  if (sized && !(name === 'packed' && number === undefined) && !isAlignment(number))
    return { ...repr, invalid: `\`repr(${hint})\` is no alignment that rustc takes` };
  switch (name) {
    case 'C':
      return { ...repr, c: true };
    case 'transparent':
      return { ...repr, transparent: true };
    case 'simd':
      return { ...repr, simd: true };
    case 'packed':
      return { ...repr, packed: Math.min(repr.packed ?? Number.POSITIVE_INFINITY, number ?? 1) };
    case 'align':
      return number === undefined ? repr : { ...repr, align: Math.max(repr.align ?? 1, number) };
    default:
      return repr;
  }
}

/** A power of two up to 2^29 (Reference, "The alignment modifiers"). */
function isAlignment(number: number | undefined): boolean {
  return number !== undefined && number <= 2 ** 29 && Number.isInteger(Math.log2(number));
}
