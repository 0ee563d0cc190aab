import type { Kinds } from '../../base/kinds.ts';
import type { MacroCall } from '../../syntax/ast.ts';
import type { Block, Expr, FieldValue, Pattern, Statement } from '../../syntax/bodyAst.ts';
import { activeParts } from '../activeParts.ts';
import { PatternUses } from './patternUses.ts';
import { type BodyBase, fieldOf, type Place, type Places } from './place.ts';
import { takes, type UseSink } from './useSink.ts';

/** Tells which places an expression uses and how (rustc_hir_typeck's `ExprUseVisitor`). */
export class UseVisitor {
  readonly #body: BodyBase;
  readonly #places: Places;
  readonly #sink: UseSink;
  readonly #patterns: PatternUses;

  constructor(body: BodyBase, places: Places, sink: UseSink) {
    this.#body = body;
    this.#places = places;
    this.#sink = sink;
    this.#patterns = new PatternUses(body, places, sink);
  }

  /** The expression's value is taken. */
  consume(expr: Expr): void {
    const place = this.#places.of(expr);
    if (place) this.#take(place);
    this.#walk(expr);
  }

  #take(place: Place): void {
    this.#sink.use(place, takes(place, this.#places));
  }

  borrow(expr: Expr, mutable: boolean): void {
    const place = this.#places.of(expr);
    if (place) this.#sink.use(place, mutable ? 'refMut' : 'ref');
    this.#walk(expr);
  }

  /** The parts of an expression, its adjustments first; its own place is the business of who uses it. */
  #walk(expr: Expr): void {
    const info = this.#places.info(expr);
    info?.adjustments.forEach((adjustment, i) => {
      const place = this.#places.of(expr, i);
      if (!place) return;
      if (adjustment.kind === 'borrow' && adjustment.uncertain) this.#sink.mayReborrow(place);
      if (adjustment.kind === 'borrow') this.#sink.use(place, adjustment.mutable ? 'refMut' : 'ref');
      else if (adjustment.kind === 'deref' && adjustment.overloaded)
        this.#sink.use(place, adjustment.overloaded.mutable ? 'refMut' : 'ref');
      else if (adjustment.kind !== 'deref') this.#take(place);
    });
    this.#parts(expr);
  }

  #parts(expr: Expr): void {
    switch (expr.kind) {
      case 'paren':
        this.#walk(expr.inner);
        return;
      case 'path':
        this.#path(expr);
        return;
      case 'field':
        this.#walk(expr.base);
        return;
      case 'index':
        this.#index(expr);
        return;
      case 'unary':
        this.#unary(expr);
        return;
      case 'binary':
      case 'compoundAssign':
        this.#binary(expr);
        return;
      case 'assign':
        this.#assigned(expr.left);
        this.consume(expr.right);
        return;
      case 'ref':
        this.borrow(expr.operand, expr.mutable);
        return;
      case 'call':
        this.#call(expr);
        return;
      case 'methodCall':
        if (this.#places.info(expr)?.meaning?.kind === 'method') this.consume(expr.receiver);
        else this.#uncertain(expr.receiver, expr, `the method \`${expr.method.text}\` is not found`);
        for (const arg of expr.args) this.consume(arg);
        return;
      case 'tuple':
      case 'array':
        for (const element of expr.elements) this.consume(element);
        return;
      case 'repeat':
        this.consume(expr.element);
        return;
      case 'struct':
        this.#struct(expr);
        return;
      case 'range':
        for (const end of [expr.start, expr.end]) if (end) this.consume(end);
        return;
      case 'cast':
      case 'await':
      case 'try':
        this.consume(expr.operand);
        return;
      default:
        expr.kind satisfies
          | Kinds<'literal block if let match loop while for closure return break continue macro'>
          | Kinds<'underscore error'>;

        this.#control(expr);
    }
  }

  #control(expr: Expr): void {
    switch (expr.kind) {
      case 'block':
        if (expr.flavor === 'async' || expr.flavor === 'asyncMove') this.#closure(expr);
        else this.block(expr.block);
        return;
      case 'closure':
        this.#closure(expr);
        return;
      case 'if':
        this.consume(expr.condition);
        this.block(expr.consequence);
        if (expr.otherwise) this.consume(expr.otherwise);
        return;
      case 'let':
        this.#matched(expr.value, [expr.pat]);
        return;
      case 'match':
        this.#match(expr);
        return;
      case 'loop':
        this.block(expr.body);
        return;
      case 'while':
        this.consume(expr.condition);
        this.block(expr.body);
        return;
      case 'for':
        this.consume(expr.iterable);
        this.block(expr.body);
        return;
      case 'return':
      case 'break':
        if (expr.value) this.consume(expr.value);
        return;
      case 'macro':
        this.#macro(expr.call);
        return;
      default:
        expr.kind satisfies
          | Kinds<'literal path paren unary binary assign compoundAssign ref call methodCall field'>
          | Kinds<'index tuple array repeat struct range cast continue try await underscore error'>;
    }
  }

  #index(expr: Extract<Expr, { kind: 'index' }>): void {
    const meaning = this.#places.info(expr)?.meaning;
    if (meaning?.kind === 'overloaded') this.borrow(expr.base, meaning.borrows === 'refMut');
    else this.#walk(expr.base);
    this.consume(expr.index);
  }

  #path(expr: Extract<Expr, { kind: 'path' }>): void {
    const meaning = this.#places.info(expr)?.meaning;
    if (meaning?.kind === 'local') this.#sink.mention(meaning.local);
  }

  /** What `user` does with an operand is not known: the place may be borrowed or moved. */
  #uncertain(operand: Expr, user: Expr, otherwise: string): void {
    const place = this.#places.of(operand);
    const ty = this.#places.info(user)?.ty;
    if (place) this.#sink.doubt(place, ty?.kind === 'unknown' ? ty.reason : otherwise);
    this.#walk(operand);
  }

  #unary(expr: Extract<Expr, { kind: 'unary' }>): void {
    const meaning = this.#places.info(expr)?.meaning;
    if (expr.op !== '*') this.consume(expr.operand);
    else if (meaning?.kind === 'overloaded') this.borrow(expr.operand, meaning.borrows === 'refMut');
    else this.#walk(expr.operand);
  }

  #binary(expr: Extract<Expr, { kind: 'binary' | 'compoundAssign' }>): void {
    const meaning = this.#places.info(expr)?.meaning;
    const borrows = meaning?.kind === 'overloaded' ? meaning.borrows : 'none';
    if (expr.kind === 'compoundAssign') {
      this.borrow(expr.left, true);
      this.consume(expr.right);
    } else if (borrows === 'ref' || /^(?:==|!=|<=?|>=?)$/.test(expr.op)) {
      this.borrow(expr.left, false);
      this.borrow(expr.right, false);
    } else {
      for (const operand of [expr.left, expr.right]) {
        if (meaning || this.#places.info(expr)?.ty.kind !== 'unknown') this.consume(operand);
        else this.#uncertain(operand, expr, 'this operator is not known');
      }
    }
  }

  /** The left side of an assignment; destructuring assigns to several places. */
  #assigned(expr: Expr): void {
    switch (expr.kind) {
      case 'tuple':
      case 'array':
        for (const element of expr.elements) this.#assigned(element);
        return;
      case 'struct':
        for (const field of this.#active(expr.fields)) this.#assigned(field.value);
        return;
      case 'call':
        for (const arg of expr.args) this.#assigned(arg);
        return;
      case 'underscore':
        return;
      default:
        expr.kind satisfies
          | Kinds<'literal path paren unary binary assign compoundAssign ref methodCall field'>
          | Kinds<'index repeat range cast block if let match loop while for closure return break'>
          | Kinds<'continue try await macro error'>;

        this.borrow(expr, true);
    }
  }

  #call(expr: Extract<Expr, { kind: 'call' }>): void {
    const meaning = this.#places.info(expr)?.meaning;
    const call = meaning?.kind === 'call' && meaning.how === 'closure' ? meaning : undefined;
    const by = call && (call.by ?? this.#sink.kindOf(this.#places.adjustedTy(expr.callee)));
    if (by === 'Fn' || by === 'FnMut') this.borrow(expr.callee, by === 'FnMut');
    else if (meaning) this.consume(expr.callee);
    else this.#uncertain(expr.callee, expr, 'what is called here is not known');
    for (const arg of expr.args) this.consume(arg);
  }

  #active<T extends FieldValue>(fields: readonly T[]): readonly T[] {
    return fields.filter((field) => !this.#body.inactive.has(field));
  }

  #struct(expr: Extract<Expr, { kind: 'struct' }>): void {
    for (const field of this.#active(expr.fields)) this.consume(field.value);
    const meaning = this.#places.info(expr)?.meaning;
    if (!expr.base) return;
    const place = this.#places.of(expr.base);
    if (place && meaning?.kind === 'struct')
      for (const { index, ty } of meaning.baseFields) this.#take(fieldOf(place, index, String(index), ty));
    this.#walk(expr.base);
  }

  #closure(expr: Expr): void {
    for (const { local, projections, placeTy, by, copy } of this.#sink.closure(expr)) {
      const place: Place = { local, projections, ty: placeTy, exact: true };
      if (by === 'value') this.#sink.use(place, copy ? 'copy' : 'value');
      else this.#sink.use(place, by === 'ref' ? 'ref' : 'refMut');
    }
  }

  #macro(call: MacroCall): void {
    const expansion = this.#body.expansions.get(call);
    if (expansion?.kind === 'expr') {
      this.#walk(expansion.expr);
      return;
    }
    if (expansion?.kind === 'statements') {
      this.block(expansion.block);
      return;
    }
    if (expansion?.kind !== 'builtin') return;
    for (const { expr, by } of expansion.args) {
      if (by === 'ref') this.borrow(expr, false);
      else this.consume(expr);
    }
  }

  block(block: Block): void {
    const { statements, tail } = activeParts(block, (node) => this.#body.inactive.has(node));
    for (const statement of statements) this.#statement(statement);
    if (tail) this.consume(tail);
  }

  #statement(statement: Statement): void {
    if (statement.kind === 'expr') this.consume(statement.expr);
    else if (statement.kind === 'macro') this.#macro(statement.call);
    else if (statement.kind === 'let') {
      if (statement.init) this.#matched(statement.init, [statement.pat]);
      if (statement.otherwise) this.block(statement.otherwise);
    }
  }

  #match(expr: Extract<Expr, { kind: 'match' }>): void {
    const arms = expr.arms.filter((arm) => !this.#body.inactive.has(arm));
    this.#matched(
      expr.scrutinee,
      arms.map((arm) => arm.pat),
    );
    for (const arm of arms) {
      if (arm.guard) this.consume(arm.guard);
      this.consume(arm.body);
    }
  }

  /** A place that patterns look into: only what they bind or test is used. */
  #matched(scrutinee: Expr, patterns: readonly Pattern[]): void {
    const place = this.#places.of(scrutinee);
    this.#walk(scrutinee);
    if (place) for (const pattern of patterns) this.#patterns.visit(place, pattern);
  }
}
