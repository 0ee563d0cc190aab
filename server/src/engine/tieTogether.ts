import { Bodies } from '../bodies/bodies.ts';
import type { Facts } from '../facts/format.ts';
import type { LayoutCx } from '../layout/abi/context.ts';
import { Layouts } from '../layout/layouts.ts';
import type { ResolutionQueries } from '../resolve/model/resolutionQueries.ts';
import type { SourceParser } from '../syntax/sourceParser.ts';
import type { ClosureTy } from '../types/terms/ty.ts';
import { TypeContext } from '../types/typeContext.ts';
import type { ReleaseChoice } from './chooseRelease.ts';
import { coroutinesOf } from './coroutines.ts';
import type { Engine } from './engine.ts';
import { layoutOracle } from './layoutOracle.ts';

/** An engine as it is made: its types can stand below those of another. */
export type OwnEngine = Engine & { readonly types: TypeContext };

/** What the answers of an engine hold for, the same for every snapshot. */
export interface EngineSettings {
  readonly release: ReleaseChoice;
  /** See `Engine.showNearest`. */
  readonly showNearest: boolean;
  readonly cx: LayoutCx;
}

export interface EngineInputs extends EngineSettings {
  readonly resolver: ResolutionQueries;
  readonly parser: SourceParser;
  readonly facts: Facts | undefined;
}

/** Types need sizes for `size_of` in constants, layouts need types: they meet here. */
export function tieTogether(inputs: EngineInputs, std?: OwnEngine): OwnEngine {
  const { resolver, parser, facts, cx, release, showNearest } = inputs;
  const layout = layoutOracle(() => engine);
  const bodies = new Bodies(() => types);
  const types = new TypeContext({ resolver, parser, facts, layout, bodies }, std?.types);
  const states = (ty: ClosureTy) => coroutinesOf(engine).shapeOf(ty);
  const layouts = new Layouts(types, cx, { bodies, states, std: std?.layouts });
  const engine: OwnEngine = { resolver, types, layouts, bodies, release, showNearest };
  return engine;
}
