import { isUnknown } from '../../base/unknown.ts';
import { displayName } from '../../engine/displayName.ts';
import { type FileContext, scopeAt } from '../../engine/fileContext.ts';
import type { FnItem } from '../../syntax/ast.ts';
import { isConstArg } from '../../types/terms/tyKey.ts';
import { bytes } from '../figures.ts';
import type { Check } from './diagnostic.ts';
import { functionsIn } from './functionsIn.ts';

/** A function whose `Result` is large for its `Err` alone, which nearly no call ever gives. */
export const largeError: Check = function* (cx, range, { largeError: limit }) {
  for (const item of functionsIn(cx, range)) {
    const found = errorSize(cx, item);
    if (!found || !item.ret || found.size < limit) continue;
    yield {
      span: item.ret.span,
      message: `The Err of this Result, ${found.name}, has ${bytes(found.size)}; the Ok pays for it.`,
      code: 'result_large_err',
    };
  }
};

function errorSize(cx: FileContext, item: FnItem): { name: string; size: number } | undefined {
  if (!item.ret || !/Result/.test(cx.unit.text.slice(item.ret.span.start, item.ret.span.end)))
    return undefined;
  const { types, layouts } = cx.engine;
  const owner = scopeAt(cx, item.keyword)?.owners[0];
  const sig = owner && types.fnSig(owner);
  const result = types.stdDef('core::result::Result');
  if (!sig || isUnknown(sig)) return undefined;
  const env = types.paramEnvOf(sig.def);
  const output = types.normalize(sig.output, env);
  const error = output.kind === 'adt' && output.def === result ? output.args[1] : undefined;
  if (!error || isConstArg(error)) return undefined;
  const layout = layouts.layoutOf(error, env);
  return isUnknown(layout) ? undefined : { name: displayName(error, types), size: layout.size };
}
