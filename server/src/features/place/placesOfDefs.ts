import { isUnknown } from '../../base/unknown.ts';
import { argsWithDefaults } from '../../engine/displayName.ts';
import type { FileContext } from '../../engine/fileContext.ts';
import type { Def } from '../../resolve/model/def.ts';
import type { Span, TypeSyntax } from '../../syntax/ast.ts';
import type { ItemEnv } from '../../types/queries.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { AdtTy, Place } from './place.ts';

/** A struct, enum, union, alias or foreign type, with its own parameters open. */
export function definitionPlace(cx: FileContext, def: Def, span: Span): Place | undefined {
  const { types } = cx.engine;
  switch (def.kind) {
    case 'struct':
    case 'union':
    case 'enum':
    case 'typeAlias':
    case 'assocType':
    case 'foreignType':
      return { kind: 'type', ty: openType(cx, def), env: types.paramEnvOf(def), span, definition: def };
    case 'variant':
      return def.parent && variantPlaceOf(cx, def.parent, def.name, span);
    default:
      return undefined;
  }
}

/** Its parameters stay open, but for those with a default, which few users ever give. */
function openType(cx: FileContext, def: Def): Ty {
  const { types } = cx.engine;
  return types.instantiate(def, argsWithDefaults(def, types));
}

/** A variant by its name, in its enum with open parameters. */
export function variantPlaceOf(cx: FileContext, adt: Def, name: string, span: Span): Place | undefined {
  const owner = adtOf(cx, adt);
  const variant = owner ? variantIndex(cx, adt, name) : -1;
  if (!owner || variant < 0) return undefined;
  return { kind: 'variant', owner, variant, env: cx.engine.types.paramEnvOf(adt), span };
}

/** A field by the names of its variant (the struct itself for structs) and its own. */
export function fieldPlaceOf(
  cx: FileContext,
  adt: Def,
  variantName: string,
  name: string,
  span: Span,
): Place | undefined {
  const owner = adtOf(cx, adt);
  const known = cx.engine.types.adtDef(adt);
  if (!owner || isUnknown(known)) return undefined;
  const variant = known.kind === 'enum' ? variantIndex(cx, adt, variantName) : 0;
  const field = known.variants[variant]?.fields.findIndex((f) => f.name === name) ?? -1;
  if (field < 0) return undefined;
  return { kind: 'field', owner, variant, field, env: cx.engine.types.paramEnvOf(adt), span };
}

function adtOf(cx: FileContext, def: Def): AdtTy | undefined {
  const ty = openType(cx, def);
  return ty.kind === 'adt' ? ty : undefined;
}

function variantIndex(cx: FileContext, adt: Def, name: string): number {
  const known = cx.engine.types.adtDef(adt);
  return isUnknown(known) ? -1 : known.variants.findIndex((v) => v.name === name);
}

/** A written type, as it is written there. Parameters alone, `_` and `impl Trait` say nothing by themselves. */
export function typePlace(cx: FileContext, syntax: TypeSyntax, env: ItemEnv): Place | undefined {
  if (syntax.kind === 'impl' || syntax.kind === 'infer') return undefined;
  const { types } = cx.engine;
  const written = types.lowerTy(syntax, env);
  const paramEnv = types.paramEnvOf(env.owner);
  const bare = bareGeneric(cx, syntax, written, env);
  if (bare) return definitionPlace(cx, bare, syntax.span);
  const ty = types.normalize(written, paramEnv);
  if (ty.kind === 'param') return undefined;
  return { kind: 'type', ty, env: paramEnv, span: syntax.span };
}

/** `Vec` in `Vec::new()`: the definition itself, whose elided arguments a body would have to tell. */
function bareGeneric(cx: FileContext, syntax: TypeSyntax, ty: Ty, env: ItemEnv): Def | undefined {
  if (syntax.kind !== 'path' || syntax.path.qself || syntax.path.segments.some((s) => s.args))
    return undefined;
  if (ty.kind !== 'adt' || !ty.args.some((a) => a.kind === 'unknown' || a.kind === 'constUnknown'))
    return undefined;
  const found = cx.engine.resolver.resolvePath(env.scope, syntax.path, 'type');
  return found.kind === 'def' && found.resolved === syntax.path.segments.length ? found.def : undefined;
}
