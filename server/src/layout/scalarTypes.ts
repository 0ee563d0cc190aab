import type { FloatName, IntName } from '../types/terms/ty.ts';
import { floatLayout, intLayout, pointerSizedIntLayout } from './abi/simple.ts';
import type { TargetDataLayout } from './abi/targetData.ts';
import type { FloatSize, IntegerSize, Layout } from './abi/types.ts';

/** `u8` … `i128`, `usize` and `isize`. */
export function intTypeLayout(dl: TargetDataLayout, name: IntName): Layout {
  const signed = name.startsWith('i');
  if (name.endsWith('size')) return pointerSizedIntLayout(dl, signed);
  return intLayout(dl, (Number(name.slice(1)) / 8) as IntegerSize, signed);
}

/** `f16` … `f128`. */
export function floatTypeLayout(dl: TargetDataLayout, name: FloatName): Layout {
  return floatLayout(dl, (Number(name.slice(1)) / 8) as FloatSize);
}
