import { isUnknown } from '../../../server/src/base/unknown.ts';
import { Analysis, type AnalysisOptions } from '../../../server/src/engine/analysis.ts';
import { coroutinesOf } from '../../../server/src/engine/coroutines.ts';
import { createNodePlatform } from '../../../server/src/node/nodePlatform.ts';
import type { ParamEnv } from '../../../server/src/types/model.ts';
import type { ClosureTy } from '../../../server/src/types/terms/ty.ts';

/** What rustc says of one future, as its `-Zprint-type-sizes` and its MIR have it. */
export interface TrueFuture {
  readonly name: string;
  readonly generic?: boolean;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly size: number;
  readonly align: number;
  readonly layoutInput?: LayoutInput;
}

/** What the layout is computed from: what is kept, in which states, and what can't share its bytes. */
export interface LayoutInput {
  readonly saved: readonly { readonly name: string | null }[];
  readonly states: readonly (readonly number[])[];
  /** A row of `0` and `1` for each saved local. */
  readonly conflicts: readonly string[];
}

/** A future as the product sees it. */
export interface OwnFuture {
  readonly input: LayoutInput | { readonly unknown: string };
  readonly layout: { readonly size: number; readonly align: number } | { readonly unknown: string };
}

/** All futures of a file that a user wrote, by `line:column` of the function's name or of `async`. */
export async function futuresOf(
  file: string,
  options: AnalysisOptions,
): Promise<ReadonlyMap<string, OwnFuture>> {
  const analysis = Analysis.open(await createNodePlatform(), file, options);
  if (isUnknown(analysis)) throw new Error(analysis.reason);
  const { engine } = analysis;
  const found = new Map<string, OwnFuture>();
  const add = (text: string, offset: number, ty: ClosureTy, env: ParamEnv) => {
    const before = text.slice(0, offset).split('\n');
    const shape = coroutinesOf(engine).shapeOf(ty);
    const layout = engine.layouts.layoutOf(ty, env);
    found.set(`${before.length}:${before.at(-1)!.length + 1}`, {
      input: isUnknown(shape) ? { unknown: shape.reason } : inputOf(shape),
      layout: isUnknown(layout) ? { unknown: layout.reason } : { size: layout.size, align: layout.align },
    });
  };
  for (const def of engine.resolver.functionsIn(analysis.crateOf(file)!)) {
    const body = engine.bodies.analyseBody(def);
    const sig = engine.types.fnSig(def);
    if (isUnknown(body) || isUnknown(sig) || def.item.kind !== 'fn') continue;
    if (body.isAsync && sig.output.kind === 'closure')
      add(def.unit.text, def.item.name.span.start, sig.output, body.env);
    for (const [expr, { flavor, ty }] of body.closures)
      if (flavor === 'async block' && ty.kind === 'closure')
        add(def.unit.text, expr.span.start, ty, body.env);
  }
  return found;
}

function inputOf({
  saved,
  points,
  conflicts,
}: Exclude<ReturnType<ReturnType<typeof coroutinesOf>['shapeOf']>, { kind: 'unknown' }>): LayoutInput {
  return {
    saved: saved.map(({ name }) => ({ name: name ?? null })),
    states: points.map((point) => point.saved),
    conflicts: conflicts.map((row) => saved.map((_, k) => (row.has(k) ? '1' : '0')).join('')),
  };
}
