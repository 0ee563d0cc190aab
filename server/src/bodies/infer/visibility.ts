import { isUnknown } from '../../base/unknown.ts';
import type { Def, SourceDef } from '../../resolve/model/def.ts';
import type { Visibility } from '../../syntax/ast.ts';
import type { BodyCx } from './bodyCx.ts';

/** Whether an associated item may be named at the current place (private ones are passed over by probing). */
export function isVisible(cx: BodyCx, def: Def): boolean {
  if (def.origin === 'facts') return true;
  if (def.parent?.kind === 'trait') return true;
  return reaches(cx, def.item.visibility, def);
}

/** Whether a field may be named at the current place. */
export function isFieldVisible(cx: BodyCx, adt: Def, variant: number, field: string): boolean {
  if (adt.kind === 'enum') return true;
  if (adt.origin === 'facts') {
    const record = cx.types.record(adt);
    if (!record || !('variants' in record)) return false;
    return record.variants[variant]?.fields.find((f) => f.name === field)?.public ?? false;
  }
  const { item } = adt;
  if (item.kind !== 'struct' && item.kind !== 'union') return true;
  const syntax = item.fields.find((f) => f.name.text === field);
  return syntax === undefined || reaches(cx, syntax.visibility, adt);
}

/** Whether something declared with a visibility in `def`'s module can be named at the current place. */
function reaches(cx: BodyCx, visibility: Visibility, def: SourceDef): boolean {
  const { scope } = cx.lexical;
  switch (visibility.kind) {
    case 'public':
      return true;
    case 'crate':
      return scope.crate === def.crate;
    case 'inherited':
    case 'self':
      return isInside(scope.module, def.scope.module);
    case 'super':
      return isInside(scope.module, def.scope.module.parent ?? def.scope.module);
    case 'in': {
      const found = cx.types.resolver.resolvePath(def.scope, visibility.path, 'type');
      return isUnknown(found) || found.kind !== 'def' || isInside(scope.module, found.def);
    }
  }
}

function isInside(module: Def, around: Def): boolean {
  for (let at: Def | undefined = module; at; at = at.parent) if (at === around) return true;
  return false;
}
