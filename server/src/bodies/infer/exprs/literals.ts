import type { Literal } from '../../../syntax/bodyAst.ts';
import { isIntName } from '../../../types/items/repr.ts';
import type { FloatName, IntName, Ty } from '../../../types/terms/ty.ts';
import type { BodyCx } from '../bodyCx.ts';

const FLOATS: ReadonlySet<string> = new Set(['f16', 'f32', 'f64', 'f128']);

export const STR_REF: Ty = { kind: 'ref', mutable: false, inner: { kind: 'str' }, life: "'static" };
export const USIZE: Ty = { kind: 'int', name: 'usize' };
export const BOOL: Ty = { kind: 'bool' };

/** The type of a literal; a number without a suffix takes the expected type, if that is one of its kind. */
export function checkLiteral(cx: BodyCx, literal: Literal, expected: Ty | undefined): Ty {
  switch (literal.kind) {
    case 'int':
      return intTy(cx, literal.suffix, expected);
    case 'float': {
      if (literal.suffix && FLOATS.has(literal.suffix))
        return { kind: 'float', name: literal.suffix as FloatName };
      const hint = expected && cx.shallow(expected);
      return hint?.kind === 'float' ? hint : cx.freshNumber('float');
    }
    case 'bool':
      return BOOL;
    case 'char':
      return { kind: 'char' };
    case 'byte':
      return { kind: 'int', name: 'u8' };
    case 'str':
      return STR_REF;
    case 'byteStr': {
      const length = { kind: 'value', value: BigInt(literal.value.length), ty: USIZE } as const;
      const inner: Ty = { kind: 'array', element: { kind: 'int', name: 'u8' }, length };
      return { kind: 'ref', mutable: false, inner };
    }
    case 'cStr': {
      const def = cx.types.stdDef('core::ffi::CStr');
      const inner: Ty = def
        ? { kind: 'adt', def, args: [] }
        : { kind: 'unknown', reason: 'the facts of std have no `CStr`' };
      return { kind: 'ref', mutable: false, inner };
    }
  }
}

function intTy(cx: BodyCx, suffix: string | undefined, expected: Ty | undefined): Ty {
  if (suffix !== undefined) {
    if (isIntName(suffix)) return { kind: 'int', name: suffix as IntName };
    if (FLOATS.has(suffix)) return { kind: 'float', name: suffix as FloatName };
  }
  const hint = expected && cx.shallow(expected);
  return hint?.kind === 'int' ? hint : cx.freshNumber('int');
}
