import type { TailCase, TailView } from '../../../../shared/layoutView.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { Engine } from '../../engine/engine.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { Ty } from '../../types/terms/ty.ts';

const lengths = [0, 1, 3];

/** Values of different alignments, to show what they do to the place of a `dyn Trait`'s value. */
const samples: readonly Ty[] = [
  { kind: 'int', name: 'u8' },
  { kind: 'int', name: 'u32' },
  { kind: 'int', name: 'u64' },
  { kind: 'array', element: { kind: 'int', name: 'u64' }, length: { kind: 'value', value: 3n } },
];

/**
 * Some values of an unsized type: where the tail lies and how large the whole is, by rustc's `size_and_align_of_dst`.
 *
 * @param align of the part that is known
 */
export function tailCases(
  { kind, offset, stride }: TailView,
  align: number,
  env: ParamEnv,
  engine: Engine,
): readonly TailCase[] {
  if (kind !== 'traitObject') {
    return lengths.map((length) => {
      const tailSize = stride * length;
      return { name: String(length), offset, tailSize, size: roundUp(offset + tailSize, align) };
    });
  }
  return samples.flatMap((ty): readonly TailCase[] => {
    const layout = engine.layouts.layoutOf(ty, env);
    if (isUnknown(layout)) return [];
    const from = roundUp(offset, layout.align);
    const whole = Math.max(align, layout.align);
    const name = ty.kind === 'int' ? ty.name : '[u64; 3]';
    const size = roundUp(from + layout.size, whole);
    return [{ name, align: layout.align, offset: from, tailSize: layout.size, size }];
  });
}

function roundUp(value: number, align: number): number {
  return Math.ceil(value / align) * align;
}
