import { Bodies } from '../bodies/bodies.ts';
import type { Facts } from '../facts/format.ts';
import type { LayoutCx } from '../layout/abi/context.ts';
import { Layouts } from '../layout/layouts.ts';
import type { ResolutionQueries } from '../resolve/model/resolutionQueries.ts';
import type { SourceParser } from '../syntax/sourceParser.ts';
import { TypeContext } from '../types/typeContext.ts';
import type { Engine } from './engine.ts';
import { layoutOracle } from './layoutOracle.ts';

/** An engine as it is made: its types can stand below those of another. */
export type OwnEngine = Engine & { readonly types: TypeContext };

export interface EngineInputs {
  readonly resolver: ResolutionQueries;
  readonly parser: SourceParser;
  readonly facts: Facts | undefined;
  readonly cx: LayoutCx;
}

/** Types need sizes for `size_of` in constants, layouts need types: they meet here. */
export function tieTogether({ resolver, parser, facts, cx }: EngineInputs, std?: OwnEngine): OwnEngine {
  const layout = layoutOracle(() => engine);
  const bodies = new Bodies(() => types);
  const types = new TypeContext({ resolver, parser, facts, layout, bodies }, std?.types);
  const engine = { resolver, types, layouts: new Layouts(types, cx, bodies, std?.layouts), bodies };
  return engine;
}
