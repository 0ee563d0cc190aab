import { isUnknown, unknown } from '../../base/unknown.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { TypeCx } from '../../types/typeCx.ts';
import type { ClosureDraft } from '../infer/drafts.ts';
import type { Capture, ClosureInfo, ClosureKind, ExprInfo, Local } from '../typedBody.ts';
import { type BodyBase, type Place, Places } from './place.ts';
import { addCapture, type CaptureDraft, captureOf, restrict, sortCaptures } from './precision.ts';
import type { Use } from './useSink.ts';
import { UseVisitor } from './uses.ts';

/** What each closure of a body captures and which kind it is (rustc_hir_typeck's `upvar`); inner ones first. */
export function findCaptures(
  body: BodyBase,
  drafts: readonly ClosureDraft[],
  types: TypeCx,
): ReadonlyMap<Expr, ClosureInfo> {
  const out = new Map<Expr, ClosureInfo>();
  const places = new Places(body, types);
  const byExpr = new Map(drafts.map((draft) => [draft.expr, draft]));
  const find = (expr: Expr): ClosureInfo | undefined => {
    const known = out.get(expr);
    const draft = byExpr.get(expr);
    if (known || !draft) return known;
    const info = new ClosureCaptures(body, drafts, draft, places, find).info();
    out.set(expr, info);
    return info;
  };
  for (const { expr } of drafts) find(expr);
  return out;
}

/** Whether closures capture places, not whole variables. */
function isPrecise({ edition }: BodyBase): boolean {
  return edition !== '2015' && edition !== '2018';
}

/** Whether two types are those of the same closure. */
function isSameClosure(a: Ty, b: Ty): boolean {
  return a.kind === 'closure' && b.kind === 'closure' && a.owner === b.owner && a.offset === b.offset;
}

/** How the closures of this body are called, now that their kinds are known. */
export function callKinds(
  body: BodyBase,
  closures: ReadonlyMap<Expr, ClosureInfo>,
): ReadonlyMap<Expr, ExprInfo> {
  const exprs = new Map(body.exprs);
  for (const [expr, info] of body.exprs) {
    const { meaning } = info;
    if (expr.kind !== 'call' || meaning?.kind !== 'call' || meaning.how !== 'closure' || meaning.by) continue;
    const callee = body.exprs.get(expr.callee);
    const ty = callee?.adjustments.at(-1)?.ty ?? callee?.ty;
    const by = ty && [...closures.values()].find((c) => isSameClosure(c.ty, ty))?.kind;
    if (by) exprs.set(expr, { ...info, meaning: { ...meaning, by } });
  }
  return exprs;
}

class ClosureCaptures {
  readonly #body: BodyBase;
  readonly #drafts: readonly ClosureDraft[];
  readonly #draft: ClosureDraft;
  readonly #places: Places;
  readonly #find: (expr: Expr) => ClosureInfo | undefined;
  readonly #inside = new Set<Expr>();
  readonly #roots = new Map<Local, CaptureDraft[]>();
  readonly #mentioned = new Set<Local>();
  #kind: ClosureKind = 'Fn';
  #doubt: string | undefined;

  constructor(
    body: BodyBase,
    drafts: readonly ClosureDraft[],
    draft: ClosureDraft,
    places: Places,
    find: (expr: Expr) => ClosureInfo | undefined,
  ) {
    this.#body = body;
    this.#drafts = drafts;
    this.#draft = draft;
    this.#places = places;
    this.#find = find;
    this.#inside.add(draft.expr);
  }

  info(): ClosureInfo {
    const { expr, flavor, ty, isMove, inputs, output, parent } = this.#draft;
    const visitor = new UseVisitor(this.#body, this.#places, {
      use: (place, how) => this.#use(place, how),
      mention: (local) => this.#mention(local),
      doubt: ({ local, ty }, reason) => {
        if (this.#isOutside(local) && !(ty.kind !== 'unknown' && this.#draft.isMove)) this.#doubt ??= reason;
      },
      mayReborrow: (place) => this.#mayReborrow(place),
      closure: (inner) => this.#nested(inner),
      kindOf: (of) => this.#kinds(of),
    });
    if (expr.kind === 'closure') visitor.consume(expr.body);
    else if (expr.kind === 'block') visitor.block(expr.block);
    this.#captureMentioned();
    const captures = this.#doubt === undefined ? this.#captures() : unknown(this.#doubt);
    const kind = flavor === 'async block' ? 'FnOnce' : (this.#draft.expectedKind ?? this.#kind);
    return { expr, flavor, ty, kind, isMove, inputs, output, captures, ...(parent && { parent }) };
  }

  #kinds(ty: Ty): ClosureKind | undefined {
    const callee = [...this.#drafts].find((d) => ty.kind === 'closure' && isSameClosure(d.ty, ty));
    return callee && callee !== this.#draft ? this.#find(callee.expr)?.kind : undefined;
  }

  #nested(inner: Expr): readonly Capture[] {
    const info = this.#find(inner);
    if (!info) return [];
    if (isUnknown(info.captures)) {
      this.#doubt ??= info.captures.reason;
      return [];
    }
    return info.captures;
  }

  /** Whether a variable belongs to a closure or block around this one, or to the body. */
  #isOutside(local: Local): boolean {
    for (let at = local.closure; at; at = this.#parentOf(at)) if (at === this.#draft.expr) return false;
    return true;
  }

  #parentOf(expr: Expr): Expr | undefined {
    // Not `find`: the closure around is just being looked at.
    return expr === this.#draft.expr ? undefined : this.#drafts.find((d) => d.expr === expr)?.parent;
  }

  #use(place: Place, how: Use): void {
    if (!this.#isOutside(place.local)) return;
    if (place.ty.kind === 'unknown' && how !== 'ref' && how !== 'refMut') this.#doubt ??= place.ty.reason;
    const restricted = restrict(place, how, this.#draft.isMove, this.#body, this.#places);
    this.#widen(how);
    let list = this.#roots.get(place.local);
    if (!list) {
      list = [];
      this.#roots.set(place.local, list);
    }
    addCapture(list, restricted);
  }

  #mention(local: Local): void {
    if (!isPrecise(this.#body) && this.#isOutside(local)) this.#mentioned.add(local);
  }

  /** Before edition 2021 every variable that is mentioned is captured, also one that nothing is read of. */
  #captureMentioned(): void {
    for (const local of this.#mentioned) {
      if (this.#roots.has(local)) continue;
      const place: Place = { local, projections: [], ty: local.ty, exact: true };
      this.#roots.set(local, [{ place, by: this.#draft.isMove ? 'value' : 'ref' }]);
    }
  }

  #mayReborrow({ local }: Place): void {
    // Taken by value or as a whole variable, both capture the same.
    if (this.#draft.isMove || !isPrecise(this.#body) || !this.#isOutside(local)) return;
    this.#doubt ??= `lifetimes decide whether \`${local.name}\` is captured by its place or as the reference that it is`;
  }

  /** The kind that a use in the body demands. */
  #widen(how: Use): void {
    if (how === 'value') this.#kind = 'FnOnce';
    else if (how === 'refMut' && this.#kind === 'Fn') this.#kind = 'FnMut';
  }

  #captures(): readonly Capture[] {
    const out: Capture[] = [];
    for (const list of this.#roots.values())
      for (const draft of sortCaptures(list)) out.push(captureOf(draft, this.#places));
    return out;
  }
}
