import type { Kinds } from '../../base/kinds.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import { substitute } from '../../types/terms/fold.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { TypeCx } from '../../types/typeCx.ts';
import type { Adjustment, CaptureProjection, ExprInfo, Local, TypedBody } from '../typedBody.ts';

/** The typed body before its captures are known. */
export type BodyBase = Omit<TypedBody, 'closures'>;

/** A place rooted in a variable. `exact`: nothing but fields and derefs lead there; else it is somewhere inside. */
export interface Place {
  readonly local: Local;
  readonly projections: readonly CaptureProjection[];
  readonly ty: Ty;
  readonly exact: boolean;
}

const NOT_INFERRED: Ty = { kind: 'unknown', reason: 'not inferred' };

/** Finds the places of expressions (rustc_hir_typeck's `expr_use_visitor`, `cat_expr`). */
export class Places {
  readonly #body: BodyBase;
  readonly types: TypeCx;

  constructor(body: BodyBase, types: TypeCx) {
    this.#body = body;
    this.types = types;
  }

  info(expr: Expr): ExprInfo | undefined {
    return this.#body.exprs.get(expr);
  }

  /** Type of an expression after all its adjustments. */
  adjustedTy(expr: Expr): Ty {
    const info = this.info(expr);
    return info?.adjustments.at(-1)?.ty ?? info?.ty ?? NOT_INFERRED;
  }

  /** The place of an expression after its first `count` adjustments (all of them if left out); undefined for values. */
  of(expr: Expr, count = Number.POSITIVE_INFINITY): Place | undefined {
    let place = this.#bare(expr);
    for (const adjustment of this.info(expr)?.adjustments.slice(0, count) ?? []) {
      if (!place) return undefined;
      place = adjusted(place, adjustment);
    }
    return place;
  }

  #bare(expr: Expr): Place | undefined {
    const info = this.info(expr);
    switch (expr.kind) {
      case 'paren':
        return this.of(expr.inner);
      case 'macro': {
        const expansion = this.#body.expansions.get(expr.call);
        return expansion?.kind === 'expr' ? this.of(expansion.expr) : undefined;
      }
      case 'path':
        if (info?.meaning?.kind !== 'local') return undefined;
        return { local: info.meaning.local, projections: [], ty: info.ty, exact: true };
      case 'field': {
        const base = this.of(expr.base);
        if (!base || info?.meaning?.kind !== 'field') return undefined;
        return fieldOf(base, info.meaning.index, expr.name.text, info.ty);
      }
      case 'index': {
        const base = info?.meaning ? undefined : this.of(expr.base);
        return base && { ...base, ty: info?.ty ?? base.ty, exact: false };
      }
      case 'unary': {
        if (expr.op !== '*' || info?.meaning) return undefined;
        const base = this.of(expr.operand);
        return base && derefOf(base, info?.ty ?? base.ty);
      }
      default:
        expr.kind satisfies
          | Kinds<'literal binary assign compoundAssign ref call methodCall tuple array repeat'>
          | Kinds<'struct range cast block if let match loop while for closure return break'>
          | Kinds<'continue try await underscore error'>;

        return undefined;
    }
  }

  /** The type of an enum or struct field for the arguments of its type. */
  fieldTy(ty: Ty, variant: number, index: number): Ty {
    if (ty.kind === 'tuple') return ty.elements[index] ?? NOT_INFERRED;
    if (ty.kind !== 'adt') return NOT_INFERRED;
    const adt = this.types.adtDef(ty.def);
    const field = isUnknown(adt) ? undefined : adt.variants[variant]?.fields[index];
    return field ? this.types.normalize(substitute(field.ty, ty.args), this.#body.env) : NOT_INFERRED;
  }

  isCopy(ty: Ty): boolean {
    return this.types.isCopy(ty, this.#body.env).kind === 'holds';
  }
}

function adjusted(place: Place, adjustment: Adjustment): Place | undefined {
  if (adjustment.kind !== 'deref' || adjustment.overloaded) return undefined;
  return derefOf(place, adjustment.ty);
}

export function derefOf(place: Place, ty: Ty): Place {
  if (!place.exact) return { ...place, ty };
  return { ...place, projections: [...place.projections, { kind: 'deref', ty }], ty };
}

export function fieldOf(place: Place, index: number, name: string, ty: Ty): Place {
  if (!place.exact) return { ...place, ty };
  return { ...place, projections: [...place.projections, { kind: 'field', index, name, ty }], ty };
}
