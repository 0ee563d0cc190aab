import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import { isUnsized } from '../layout/abi/queries.ts';
import { emptyParamEnv, type LayoutOracle } from '../types/model.ts';
import type { Ty } from '../types/terms/ty.ts';
import { dropsOf } from './drops.ts';
import type { Engine } from './engine.ts';
import { offsetsOf, partsOf } from './layoutParts.ts';

/** Sizes for `size_of`, `align_of` and `offset_of!` in constants, from the layouts of the same engine. */
export function layoutOracle(engine: () => Engine): LayoutOracle {
  return {
    sizeOf(ty) {
      const layout = engine().layouts.layoutOf(ty, emptyParamEnv);
      if (isUnknown(layout)) return layout;
      return isUnsized(layout) ? unknown('the type is unsized') : { size: layout.size, align: layout.align };
    },
    offsetOf: (ty, field) => offsetOf(engine(), ty, field.split('.')),
    needsDrop(ty) {
      const answer = dropsOf(engine()).schedules.needs.of(ty, emptyParamEnv);
      return answer === 'maybe'
        ? unknown('whether the type needs drop depends on a generic parameter')
        : answer;
    },
  };
}

function offsetOf(engine: Engine, ty: Ty, [name, ...rest]: readonly string[]): number | Unknown {
  const layout = engine.layouts.layoutOf(ty, emptyParamEnv);
  if (isUnknown(layout)) return layout;
  const parts = partsOf(ty, emptyParamEnv, engine);
  const part = parts && !isUnknown(parts) ? parts.variants[0]?.parts.find((p) => p.name === name) : undefined;
  const offset = part && offsetsOf(layout)[part.index];
  if (!part || offset === undefined) return unknown(`there is no field \`${name}\``);
  if (rest.length === 0) return offset;
  const inner = offsetOf(engine, part.ty, rest);
  return typeof inner === 'number' ? offset + inner : inner;
}
