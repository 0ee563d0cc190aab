import { isUnknown } from '../../base/unknown.ts';
import type { Configurable } from '../../bodies/activeParts.ts';
import type { ClosureInfo, ExprInfo, Local, PatternInfo, TypedBody } from '../../bodies/typedBody.ts';
import type { Span } from '../../syntax/ast.ts';
import type { Block, Expr, Pattern } from '../../syntax/bodyAst.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import type { TypeQueries } from '../../types/queries.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { DropRule, SourcePos } from '../mir/model.ts';
import { writtenAt } from '../sourcePos.ts';
import type { Thir, Variable } from './model.ts';
import { type Context, childScope, type RegionScope, temporaryScope } from './regions.ts';

/** Something that the schedule needs and that is not known: what, where, why. */
export interface Gap {
  readonly at: SourcePos;
  readonly reason: string;
}

/** How the pieces of the lowering reach each other without importing each other. */
export type LowerExpr = (
  lower: Lowerer,
  expr: Expr,
  cx: Context,
  terminating?: boolean,
  rule?: DropRule,
) => Thir;

/** What the pieces of the lowering share, for one function, closure or async block. */
export class Lowerer {
  readonly body: TypedBody;
  readonly types: TypeQueries;
  /** The closure or async block that is lowered; absent for the body's own code. */
  readonly closure: ClosureInfo | undefined;
  /** Temporaries that a `let` extends (Reference, "Temporary lifetime extension"). */
  readonly extended = new Map<Expr, RegionScope>();
  readonly closures: Expr[] = [];
  /** What a coroutine is resumed with; a pointer as far as drops and storage are concerned. */
  readonly taskContext: Variable;
  readonly #adopted = new Map<Expr, ExprInfo>();
  readonly #variables = new Map<Local, Variable>();
  /** Edition 2024: tails and the conditions of `if let` end their temporaries. */
  readonly rescopes: boolean;
  gap: Gap | undefined;
  readonly #lowerExpr: LowerExpr;

  constructor(
    body: TypedBody,
    types: TypeQueries,
    rescopes: boolean,
    lowerExpr: LowerExpr,
    closure?: ClosureInfo,
  ) {
    this.body = body;
    this.#lowerExpr = lowerExpr;
    this.types = types;
    this.rescopes = rescopes;
    this.closure = closure;
    const ty: Ty = { kind: 'ptr', mutable: true, inner: unit };
    this.taskContext = {
      name: '_task_context',
      hidden: '_task_context',
      ty,
      at: this.start(body.unit, body.value.span),
    };
  }

  /** An expression in the scope tree; `terminating`: its temporaries end with it, by `rule`. */
  expr(expr: Expr, cx: Context, terminating?: boolean, rule?: DropRule): Thir {
    return this.#lowerExpr(this, expr, cx, terminating, rule);
  }

  /** Notes that the body can't be scheduled; the first reason counts. */
  giveUp(reason: string, at: SourcePos): void {
    this.gap ??= { reason, at };
  }

  /** Whether `cfg` leaves a part in. Where that isn't known, nothing is known of what the body drops. */
  isActive(node: Configurable, span: Span, unit: SourceUnit = this.body.unit): boolean {
    if (this.body.inactive.has(node)) return false;
    const reason = this.body.uncertain.get(node);
    if (reason !== undefined) this.giveUp(reason, this.start(unit, span));
    return true;
  }

  /**
   * Whether the rules of edition 2024 hold for what begins at an offset: a macro's own tokens have the edition of its
   * crate (rustc's `Span::edition`).
   */
  rescopesAt(unit: SourceUnit, offset: number): boolean {
    const { edition } = writtenAt(unit, offset).unit;
    return edition === undefined ? this.rescopes : edition === '2024';
  }

  /** Where a token was written, in a macro's definition too, as rustc's spans have it. */
  pos(unit: SourceUnit, offset: number): SourcePos {
    return writtenAt(unit, offset);
  }

  start(unit: SourceUnit, span: Span): SourcePos {
    return this.pos(unit, span.start);
  }

  /** The last character of a span. */
  end(unit: SourceUnit, span: Span): SourcePos {
    return this.pos(unit, Math.max(span.start, span.end - 1));
  }

  /**
   * The last character of an expression as scopes have it: of a closure that of its head, since rustc's `hir_span`
   * means the declaration alone (`|a| move |b| a + b` ends at the second `|b|`, `|a| async { a }` at `async`).
   */
  endOf(unit: SourceUnit, expr: Expr): SourcePos {
    if (expr.kind !== 'closure' && !isAsync(expr)) return this.end(unit, expr.span);
    return this.pos(unit, headEnd(unit.text, expr));
  }

  /** An expression without parentheses and macro calls around it, as HIR has it. */
  strip(expr: Expr): Expr {
    let at = expr;
    for (;;) {
      if (at.kind === 'paren') at = at.inner;
      else if (at.kind === 'macro') {
        const expansion = this.body.expansions.get(at.call);
        if (!expansion || isUnknown(expansion) || expansion.kind !== 'expr') return at;
        at = expansion.expr;
      } else return at;
    }
  }

  /** Answers for an expression that stands for another one. */
  adopt(expr: Expr, info: ExprInfo): void {
    this.#adopted.set(expr, info);
  }

  info(expr: Expr): ExprInfo {
    const info = this.body.exprs.get(expr) ?? this.#adopted.get(expr);
    if (info) return info;
    const { unit } = this.body;
    this.giveUp('this expression was not looked at', this.start(unit, expr.span));
    return {
      unit,
      ty: { kind: 'unknown', reason: 'not looked at' },
      adjustments: [],
      place: false,
      diverges: false,
    };
  }

  pattern(pat: Pattern): PatternInfo | undefined {
    return this.body.patterns.get(pat);
  }

  blockTy(block: Block): Ty {
    return this.body.blocks.get(block)?.ty ?? unit;
  }

  variable(local: Local): Variable {
    let variable = this.#variables.get(local);
    if (!variable) {
      // Of `&mut self` the name alone.
      const before = local.kind === 'self' ? local.unit.text.slice(local.span.start).search(/\bself\b/) : 0;
      const named = this.pos(local.unit, local.span.start + Math.max(0, before));
      const at = this.#isOwn(local, named) ? named : { ...named, exact: false };
      variable = { name: local.name, ty: local.ty, at, local };
      this.#variables.set(local, variable);
    }
    return variable;
  }

  /**
   * Whether the user wrote the binding of a name, and not a macro around it. What
   * `macro_rules! pin { ($x:ident) => { let mut $x = $x; } }` declares is the macro's own.
   */
  #isOwn(local: Local, named: SourcePos): boolean {
    if (local.start >= local.span.start) return true;
    const start = this.pos(local.unit, local.start);
    const between = named.unit.text.slice(start.offset, named.offset);
    return start.unit === named.unit && start.offset <= named.offset && !/[;,=(){}]/.test(between);
  }

  /** Whether a variable belongs to code around the closure that is lowered. */
  isCaptured(local: Local): boolean {
    return local.closure !== this.closure?.expr;
  }

  node(cx: Context, end: SourcePos, terminating = false, rule: DropRule = 'statementTemporary'): Context {
    const parent = childScope(cx.parent, 'node', end, terminating, rule);
    return { parent, variables: cx.variables };
  }

  /** Wraps what was built inside a node's scope into that scope. */
  scoped(inner: Context, value: Thir): Thir {
    const { ty, at } = value;
    return { kind: 'scope', scope: inner.parent, value, ty, at, temp: value.temp };
  }

  /** What every expression built inside `cx` has in common. */
  base(ty: Ty, at: SourcePos, cx: Context): { ty: Ty; at: SourcePos; temp: RegionScope } {
    return { ty, at, temp: temporaryScope(cx.parent) };
  }

  stdTy(path: string, args: readonly Ty[], at: SourcePos): Ty {
    const def = this.types.stdDef(path);
    if (def) return { kind: 'adt', def, args };
    this.giveUp(`the facts of std have no \`${path}\``, at);
    return { kind: 'unknown', reason: `no \`${path}\`` };
  }

  isBox(ty: Ty): boolean {
    if (ty.kind !== 'adt') return false;
    const adt = this.types.adtDef(ty.def);
    return !isUnknown(adt) && adt.flags.ownedBox === true;
  }

  isCopy(ty: Ty): boolean {
    return this.types.isCopy(ty, this.body.env).kind === 'holds';
  }
}

export const unit: Ty = { kind: 'tuple', elements: [] };
export const never: Ty = { kind: 'never' };
export const bool: Ty = { kind: 'bool' };

function isAsync(expr: Expr): expr is Extract<Expr, { kind: 'block' }> {
  return expr.kind === 'block' && (expr.flavor === 'async' || expr.flavor === 'asyncMove');
}

/** The offset of the last character of a closure's `move |a| -> T`, or of `async move`. */
function headEnd(text: string, expr: Extract<Expr, { kind: 'closure' | 'block' }>): number {
  const { start } = expr.span;
  if (expr.kind === 'block') {
    const head = text.slice(start, expr.block.span.start).trimEnd();
    return start + Math.max(1, head.length) - 1;
  }
  if (expr.ret) return expr.ret.span.end - 1;
  const last = expr.params.at(-1);
  if (last) return text.indexOf('|', (last.ty ?? last.pat).span.end);
  const bars = /\|\s*\|/.exec(text.slice(start));
  return bars ? start + bars.index + bars[0].length - 1 : start;
}
