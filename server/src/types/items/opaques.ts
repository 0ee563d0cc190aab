import type { Kinds } from '../../base/kinds.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { FactsBound, FactsTy } from '../../facts/format.ts';
import type { Def } from '../../resolve/model/def.ts';
import type { Bound, TypeSyntax } from '../../syntax/ast.ts';
import { lowerBound } from '../lower/lowerBounds.ts';
import { UNIT, unknownTy } from '../lower/lowerCx.ts';
import type { Predicate } from '../model.ts';
import { substitute } from '../terms/fold.ts';
import type { ClosureTy, Ty } from '../terms/ty.ts';
import type { OpaqueTy, TypeCx } from '../typeCx.ts';
import { implTraitsIn } from './generics.ts';
import { lowerReturn } from './signatures.ts';

/** What `impl Trait` in a return type says, as predicates on the opaque type (rustc's `item_bounds`). */
export function computeOpaqueBounds(owner: Def, index: number, cx: TypeCx): readonly Predicate[] {
  const self: OpaqueTy = { kind: 'opaque', owner, index, args: cx.identityArgs(owner) };
  const into: Predicate[] = [];
  if (owner.origin === 'facts') {
    const record = cx.record(owner);
    const bounds = record?.kind === 'fn' ? factsOpaques(record.ret)[index] : undefined;
    for (const bound of bounds ?? []) if (!bound.maybe) cx.factsTerms(owner).bound(bound, self, into);
    return into;
  }
  const env = cx.envOf(owner);
  const ret = returnSyntax(owner);
  const opaques = ret ? implTraitsIn(ret) : [];
  const syntax = opaques[index];
  if (!env || syntax?.kind !== 'impl') return into;
  const bounds: readonly Bound[] = syntax.bounds;
  const implTrait = (inner: TypeSyntax): Ty | undefined => {
    const at = opaques.indexOf(inner);
    return at < 0 ? undefined : { ...self, index: at };
  };
  for (const bound of bounds) lowerBound({ cx, env: { ...env, implTrait } }, bound, self, into);
  return into;
}

function returnSyntax(owner: Def): TypeSyntax | undefined {
  if (owner.origin !== 'source') return undefined;
  const { item } = owner;
  if (item.kind === 'fn') return item.ret;
  return item.kind === 'type' || item.kind === 'const' || item.kind === 'static' ? item.ty : undefined;
}

/** The bounds of each `impl Trait` in a type of the facts, in the order in which `FactsTerms` numbers them. */
function factsOpaques(ty: FactsTy): (readonly FactsBound[])[] {
  switch (ty.kind) {
    case 'opaque':
      return [ty.bounds];
    case 'adt':
      return ty.args.flatMap((a) =>
        'value' in a || a.kind === 'constParam' || a.kind === 'constExpr' ? [] : factsOpaques(a),
      );
    case 'tuple':
      return ty.elements.flatMap(factsOpaques);
    case 'array':
    case 'slice':
      return factsOpaques(ty.element);
    case 'ref':
    case 'ptr':
      return factsOpaques(ty.inner);
    default:
      ty.kind satisfies
        | Kinds<'int float bool char str never foreign fnPtr dyn param projection pattern'>
        | Kinds<'unknown'>;

      return [];
  }
}

/** The one type behind an opaque type, asked of the layer that infers bodies; else the opaque type itself. */
export function reveal(ty: OpaqueTy, cx: TypeCx): Ty {
  const found = cx.inputs.bodies?.opaqueTy(ty.owner, ty.index);
  if (!found || isUnknown(found)) return ty;
  return substitute(found, ty.args);
}

/** What awaiting a future gives: the written return type of an async function. */
export function computeAsyncOutput(ty: ClosureTy, cx: TypeCx): Ty {
  const { owner } = ty;
  if (ty.flavor === 'async fn' && owner.origin === 'source' && owner.item.kind === 'fn') {
    const env = cx.envOf(owner);
    if (!owner.item.ret || !env) return UNIT;
    return substitute(lowerReturn(owner.item.ret, owner, env, cx), ty.args);
  }
  const sig = cx.inputs.bodies?.closureSig(owner, ty.offset);
  if (!sig || isUnknown(sig)) return unknownTy(sig?.reason ?? 'the output of an async block is not inferred');
  return substitute(sig.output, ty.args);
}
