import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import type { SourceDef } from '../resolve/model/def.ts';
import type { FnItem } from '../syntax/ast.ts';
import type { Expr } from '../syntax/bodyAst.ts';
import { substitutePredicate } from '../types/items/predicates.ts';
import { lowerReturn } from '../types/items/signatures.ts';
import { UNIT } from '../types/lower/lowerCx.ts';
import { mapTy } from '../types/terms/fold.ts';
import type { Ty } from '../types/terms/ty.ts';
import type { TypeCx } from '../types/typeCx.ts';
import { callKinds, findCaptures } from './captures/captures.ts';
import { BodyCx, type Edition } from './infer/bodyCx.ts';
import { checkExpr } from './infer/check.ts';
import type { LocalDraft } from './infer/drafts.ts';
import { checkKind } from './infer/exprs/exprs.ts';
import { applyFallback } from './infer/fallback.ts';
import { addToMerge, mergedTy, newMerge } from './infer/merge.ts';
import { checkPattern, declare, declarePattern, newLocal } from './infer/patterns/patterns.ts';
import { Writeback } from './infer/writeback.ts';
import type { BodyParam, TypedBody } from './typedBody.ts';

/** Infers one body. */
export function analyse(def: SourceDef, types: TypeCx): TypedBody | Unknown {
  const { item } = def;
  if (item.kind === 'fn') return analyseFn(def, item, types);
  if ((item.kind === 'const' || item.kind === 'static') && item.value) {
    const value = types.parsing.expr(def.unit, item.value.span);
    return run(def, types, value, types.typeOf(def), false, () => []);
  }
  return unknown(`\`${def.name}\` has no body`);
}

/** UTF-16 units of a body that a generator wrote; each of its thousands of statements would be kept waiting for. */
const MAX_BODY = 500_000;

function analyseFn(def: SourceDef, item: FnItem, types: TypeCx): TypedBody | Unknown {
  if (!item.body) return unknown(`\`${def.name}\` has no body`);
  const env = types.envOf(def);
  const sig = types.fnSig(def);
  if (isUnknown(sig) || !env) return isUnknown(sig) ? sig : unknown(`\`${def.name}\` has no source`);
  const { span } = item.body;
  if (span.end - span.start > MAX_BODY)
    return unknown(`the body of \`${def.name}\` is too long to be looked at`);
  const block = types.parsing.block(def.unit, span);
  const value: Expr = { kind: 'block', block, flavor: 'plain', span };
  let returnTy = sig.output;
  if (item.isAsync) returnTy = item.ret ? lowerReturn(item.ret, def, env, types) : UNIT;
  return run(def, types, value, returnTy, item.isAsync, (cx) => declareParams(cx, item, sig.inputs));
}

function declareParams(cx: BodyCx, item: FnItem, inputs: readonly Ty[]): readonly BodyParam[] {
  const out: BodyParam[] = [];
  const types = inputs.map((ty) => cx.norm(ty));
  if (item.self) {
    const ty = types[0] ?? { kind: 'unknown', reason: '`self` has no type' };
    const local = newLocal(cx, { text: 'self', span: item.self.span }, ty, 'self', 'move', item.self.mutable);
    declare(cx, local, undefined);
    out.push({ ty, local, span: item.self.span });
  }
  const rest = item.self ? types.slice(1) : types;
  for (const [i, { pat }] of item.params.entries()) {
    const ty = rest[i] ?? { kind: 'unknown', reason: 'a parameter has no type' };
    checkPattern(cx, pat, ty, 'param');
    declarePattern(cx, pat);
    const bound = cx.patternLocals.get(pat);
    const local = pat.kind === 'bind' && !pat.sub ? bound?.[0] : undefined;
    out.push({ ty, pat, span: pat.span, ...(local && { local }) });
  }
  return out;
}

function run(
  def: SourceDef,
  types: TypeCx,
  value: Expr,
  returnTy: Ty,
  isAsync: boolean,
  params: (cx: BodyCx) => readonly BodyParam[],
): TypedBody {
  const env = types.paramEnvOf(def);
  const edition = (types.resolver.crateInfo(def.crate)?.edition ?? '2021') as Edition;
  const lexical = { unit: def.unit, scope: def.scope, vars: undefined, macros: new Set<string>() };
  const frame = { returns: newMerge(), closure: undefined, breakables: [] };
  const cx = new BodyCx(types, def, env, edition, lexical, frame, checkKind);
  const hidden: Ty[] = [];
  const expected = cx.norm(openOpaques(cx, def, returnTy, hidden));
  cx.frame = { returns: newMerge(expected), closure: undefined, breakables: [] };
  const bodyParams = params(cx);
  const ty = checkExpr(cx, value, expected);
  addToMerge(cx, cx.frame.returns, value, ty);
  cx.unify(mergedTy(cx, cx.frame.returns), expected);
  applyFallback(cx);
  return finish(cx, { value, returnTy, isAsync, params: bodyParams, hidden });
}

/** Each `impl Trait` of the return type is a variable with its bounds inside the function that defines it. */
function openOpaques(cx: BodyCx, def: SourceDef, ty: Ty, hidden: Ty[]): Ty {
  return mapTy(ty, (part) => {
    if (part.kind !== 'opaque' || part.owner !== def) return part;
    const { index } = part;
    const known = hidden[index];
    if (known) return known;
    const variable = cx.fresh();
    hidden[index] = variable;
    for (const bound of cx.types.opaqueBounds(def, index)) {
      const swapped = replaceOpaque(bound, part, variable);
      cx.require(swapped);
    }
    return variable;
  });
}

type Bound = ReturnType<TypeCx['opaqueBounds']>[number];

function replaceOpaque(bound: Bound, opaque: Extract<Ty, { kind: 'opaque' }>, variable: Ty): Bound {
  const swap = (ty: Ty): Ty =>
    mapTy(ty, (part) =>
      part.kind === 'opaque' && part.owner === opaque.owner && part.index === opaque.index ? variable : part,
    );
  const swapArg = (arg: Bound extends never ? never : import('../types/terms/ty.ts').GenericArg) =>
    'value' in arg || arg.kind.startsWith('const') || arg.kind === 'unevaluated' ? arg : swap(arg as Ty);
  if (bound.kind === 'trait')
    return { kind: 'trait', ref: { trait: bound.ref.trait, args: bound.ref.args.map(swapArg) } };
  if (bound.kind === 'projection') {
    const args = bound.projection.args.map(swapArg);
    return { kind: 'projection', projection: { ...bound.projection, args }, ty: swapArg(bound.ty) };
  }
  return substitutePredicate(bound, []);
}

interface Checked {
  readonly value: Expr;
  readonly returnTy: Ty;
  readonly isAsync: boolean;
  readonly params: readonly BodyParam[];
  readonly hidden: readonly Ty[];
}

function finish(cx: BodyCx, checked: Checked): TypedBody {
  const { drafts } = cx;
  const back = new Writeback(cx);
  back.locals();
  const exprs = new Map([...drafts.exprs].map(([expr, draft]) => [expr, back.expr(draft)]));
  const patterns = new Map([...drafts.patterns].map(([pat, draft]) => [pat, back.pattern(draft)]));
  const blocks = new Map([...drafts.blocks].map(([block, draft]) => [block, back.block(draft)]));
  const params = checked.params.map((p) => ({ ...p, ty: back.final(p.ty) }));
  const body: Omit<TypedBody, 'closures'> = {
    owner: cx.owner,
    unit: (cx.owner as SourceDef).unit,
    env: cx.env,
    edition: cx.edition,
    params,
    returnTy: checked.returnTy,
    isAsync: checked.isAsync,
    value: checked.value,
    exprs,
    blocks,
    patterns,
    locals: drafts.locals as readonly LocalDraft[],
    expansions: drafts.expansions,
    opaques: checked.hidden.map((ty) => back.final(ty)),
    inactive: drafts.inactive,
    uncertain: drafts.uncertain,
    gaps: drafts.gaps,
  };
  const sigs = [...drafts.closures.values()].map((draft) => ({
    ...draft,
    ty: back.final(draft.ty),
    inputs: draft.inputs.map((ty) => back.final(ty)),
    output: back.final(draft.output),
  }));
  const closures = findCaptures(body, sigs, cx.types);
  return { ...body, exprs: callKinds(body, closures), closures };
}
