import { isUnknown } from '../../base/unknown.ts';
import { type FileContext, scopeAt } from '../../engine/fileContext.ts';
import type { FnItem, TypeSyntax } from '../../syntax/ast.ts';
import { bytes } from '../figures.ts';
import type { Check } from './diagnostic.ts';
import { functionsIn } from './functionsIn.ts';

/** An array by value in a parameter, a variable or a struct of the function's own stack frame, by its written type. */
export const largeArray: Check = function* (cx, range, { largeArray: limit }) {
  for (const item of functionsIn(cx, range)) {
    for (const ty of [...item.params.map((p) => p.ty), ...letTypes(cx, item)]) {
      const size = arraySize(cx, ty);
      if (size !== undefined && size >= limit)
        yield {
          span: ty.span,
          message: `This array takes ${bytes(size)} of the stack.`,
          code: 'large_stack_arrays',
        };
    }
  }
};

/** The types that `let` statements directly in the body name. */
function letTypes(cx: FileContext, item: FnItem): readonly TypeSyntax[] {
  const { text } = cx.unit;
  if (!item.body || !/:\s*\[/.test(text.slice(item.body.span.start, item.body.span.end))) return [];
  const block = cx.parser.block({ text, span: item.body.span });
  return block.statements.flatMap((s) => (s.kind === 'let' && s.ty ? [s.ty] : []));
}

function arraySize(cx: FileContext, ty: TypeSyntax): number | undefined {
  if (ty.kind !== 'array') return undefined;
  const { types, layouts } = cx.engine;
  const info = scopeAt(cx, ty.span.start);
  const owner = info?.owners[0];
  if (!info || !owner) return undefined;
  const env = types.paramEnvOf(owner);
  const layout = layouts.layoutOf(types.lowerTy(ty, { scope: info.scope, unit: cx.unit, owner }), env);
  return isUnknown(layout) ? undefined : layout.size;
}
