import { isUnknown } from '../base/unknown.ts';
import { DropGlue } from '../drops/glue.ts';
import { DropSchedules } from '../drops/schedule.ts';
import { isUnsized } from '../layout/abi/queries.ts';
import type { SourceDef } from '../resolve/model/def.ts';
import { emptyParamEnv } from '../types/model.ts';
import type { Ty } from '../types/terms/ty.ts';
import { displayName } from './displayName.ts';
import type { Engine } from './engine.ts';
import { type FileContext, scopeAt } from './fileContext.ts';

/** What answers questions about drops in one snapshot. */
export interface EngineDrops {
  readonly schedules: DropSchedules;
  readonly glue: DropGlue;
}

const known = new WeakMap<Engine, EngineDrops>();

/** The drop analysis that belongs to an engine, made when it is first asked for. */
export function dropsOf(engine: Engine): EngineDrops {
  let drops = known.get(engine);
  if (!drops) {
    const schedules = new DropSchedules(engine.types, engine.bodies);
    const sizeOf = (ty: Ty) => {
      const layout = engine.layouts.layoutOf(ty, emptyParamEnv);
      return isUnknown(layout) || isUnsized(layout) ? undefined : layout.size;
    };
    const nameOf = (ty: Ty) => displayName(ty, engine.types);
    drops = {
      schedules,
      glue: new DropGlue(engine.types, schedules.needs, { sizeOf, nameOf }, schedules.captures),
    };
    known.set(engine, drops);
  }
  return drops;
}

/** The innermost function around an offset of the file. */
export function functionAt(cx: FileContext, offset: number): SourceDef | undefined {
  const info = scopeAt(cx, offset);
  const def = info?.owners.find((owner) => owner.origin === 'source' && owner.item.kind === 'fn');
  if (def?.origin !== 'source' || def.unit !== cx.unit) return undefined;
  return def.item.kind === 'fn' && def.item.body ? def : undefined;
}
