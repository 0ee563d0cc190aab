import { isUnknown } from '../base/unknown.ts';
import type { Def, SourceDef } from '../resolve/model/def.ts';
import type { FnItem } from '../syntax/ast.ts';
import type { Ty } from '../types/terms/ty.ts';
import type { BodyOracle, TypeCx } from '../types/typeCx.ts';

/**
 * What `type Alias = impl FnOnce() -> T;` hides, where the function that defines it returns a closure: the tuple of what
 * the closure captures, because a closure is laid out as one (rustc_ty_utils::layout) and drops the same. Undefined where
 * the definition has another form.
 */
export function hiddenType(alias: SourceDef, cx: TypeCx, bodies: BodyOracle): Ty | undefined {
  for (const fn of definers(alias, cx)) {
    const { item, unit } = fn;
    if (item.kind !== 'fn' || !item.body) continue;
    const { tail } = cx.parsing.block(unit, item.body.span);
    const captures = tail?.kind === 'closure' ? bodies.captures(fn, tail.span.start) : undefined;
    if (captures !== undefined && !isUnknown(captures)) return { kind: 'tuple', elements: captures };
  }
  return undefined;
}

/** Functions beside the alias that say they define it (`#[define_opaque(Alias)]`), or, before 1.87, return it. */
function definers(alias: SourceDef, cx: TypeCx): readonly SourceDef[] {
  const module = alias.parent;
  if (module?.origin !== 'source') return [];
  return cx.resolver.moduleItems(module).filter((def: Def): def is SourceDef => {
    return def.origin === 'source' && def.item.kind === 'fn' && mayDefine(def.item, alias.name);
  });
}

function mayDefine({ attrs, ret }: FnItem, alias: string): boolean {
  const isNamed = attrs.some(
    ({ path, args }) => path === 'define_opaque' && args.split(/\W+/).includes(alias),
  );
  return isNamed || (ret?.kind === 'path' && ret.path.segments.at(-1)?.name.text === alias);
}
