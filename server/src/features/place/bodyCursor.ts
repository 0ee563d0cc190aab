import type { Kinds } from '../../base/kinds.ts';
import type { Name, Path, TypeSyntax } from '../../syntax/ast.ts';
import type { Block, Expr, MatchArm, Pattern, Statement } from '../../syntax/bodyAst.ts';
import { bindingsIn, type LocalBinding } from './localBindings.ts';
import { covers, innermostType, typesInArgs, typesInPath } from './typeSyntax.ts';

/** What the cursor is on in a body, in syntax; names are still to be resolved. */
export type BodyPlace =
  | { readonly kind: 'type'; readonly ty: TypeSyntax }
  /** A segment of a path in an expression or pattern. `literal`: the path of `Foo { … }`. */
  | { readonly kind: 'path'; readonly path: Path; readonly segment: number; readonly literal: boolean }
  /** The name of a field in `Foo { name: … }`, as an expression or a pattern. */
  | { readonly kind: 'literalField'; readonly path: Path; readonly name: Name }
  | { readonly kind: 'fieldAccess'; readonly access: Extract<Expr, { kind: 'field' }> }
  | { readonly kind: 'local'; readonly binding: LocalBinding };

/** A place together with the local variables that are in scope there, the innermost last. */
export interface FoundInBody {
  readonly place: BodyPlace;
  readonly locals: readonly LocalBinding[];
}

/** Walks a body down to an offset, gathering the variables that are declared on the way. */
export class BodyCursor {
  readonly #offset: number;
  #locals: LocalBinding[];
  #found: FoundInBody | undefined;

  constructor(offset: number, parameters: readonly LocalBinding[] = []) {
    this.#offset = offset;
    this.#locals = [...parameters];
  }

  inBlock(block: Block): FoundInBody | undefined {
    this.#block(block);
    return this.#found;
  }

  inExpr(expr: Expr): FoundInBody | undefined {
    this.#expr(expr);
    return this.#found;
  }

  inPattern(pattern: Pattern, ty?: TypeSyntax): FoundInBody | undefined {
    this.#pattern(pattern, ty);
    return this.#found;
  }

  #block(block: Block | undefined): void {
    if (!block || !covers(block.span, this.#offset)) return;
    for (const statement of block.statements) this.#statement(statement);
    this.#expr(block.tail);
  }

  #statement(statement: Statement): void {
    if (this.#found || statement.span.start > this.#offset) return;
    if (statement.kind === 'expr') this.#expr(statement.expr);
    if (statement.kind !== 'let') return;
    this.#type(statement.ty);
    this.#expr(statement.init);
    this.#block(statement.otherwise);
    this.#pattern(statement.pat, statement.ty);
    this.#declare(statement.pat, statement.ty);
  }

  #declare(pattern: Pattern, ty?: TypeSyntax): void {
    if (!this.#found) this.#locals.push(...bindingsIn(pattern, ty));
  }

  #place(place: BodyPlace): void {
    this.#found ??= { place, locals: [...this.#locals] };
  }

  #type(ty: TypeSyntax | undefined): void {
    const at = ty && innermostType([ty], this.#offset);
    if (at) this.#place({ kind: 'type', ty: at });
  }

  #types(types: readonly TypeSyntax[]): void {
    for (const ty of types) this.#type(ty);
  }

  #path(path: Path, literal: boolean): void {
    if (!covers(path.span, this.#offset)) return;
    this.#types(typesInPath(path));
    const segment = path.segments.findIndex((s) => covers(s.name.span, this.#offset));
    if (segment >= 0) this.#place({ kind: 'path', path, segment, literal });
  }

  #expr(expr: Expr | undefined): void {
    if (!expr || this.#found || !covers(expr.span, this.#offset)) return;
    switch (expr.kind) {
      case 'path':
        this.#path(expr.path, false);
        break;
      case 'struct':
        this.#struct(expr);
        break;
      case 'field':
        this.#expr(expr.base);
        if (covers(expr.name.span, this.#offset)) this.#place({ kind: 'fieldAccess', access: expr });
        break;
      case 'methodCall':
        this.#types(typesInArgs(expr.generics));
        this.#exprs([expr.receiver, ...expr.args]);
        break;
      case 'cast':
        this.#type(expr.ty);
        this.#expr(expr.operand);
        break;
      case 'macro':
        break;
      default:
        expr.kind satisfies
          | Kinds<'literal paren unary binary assign compoundAssign ref call index tuple array'>
          | Kinds<'repeat range block if let match loop while for closure return break continue'>
          | Kinds<'try await underscore error'>;

        this.#scoped(expr);
    }
  }

  /** Expressions that declare variables or hold blocks, and all others by their operands. */
  #scoped(expr: Expr): void {
    switch (expr.kind) {
      case 'closure':
        this.#closure(expr);
        break;
      case 'if':
        this.#conditional(expr.condition, expr.consequence, expr.otherwise);
        break;
      case 'while':
        this.#conditional(expr.condition, expr.body, undefined);
        break;
      case 'for':
        this.#expr(expr.iterable);
        this.#inScope(expr.pat, () => this.#block(expr.body));
        break;
      case 'match':
        this.#expr(expr.scrutinee);
        for (const arm of expr.arms) this.#arm(arm);
        break;
      case 'block':
        this.#block(expr.block);
        break;
      case 'loop':
        this.#block(expr.body);
        break;
      default:
        expr.kind satisfies
          | Kinds<'literal path paren unary binary assign compoundAssign ref call methodCall field'>
          | Kinds<'index tuple array repeat struct range cast let return break continue try await'>
          | Kinds<'macro underscore error'>;

        this.#exprs(operandsOf(expr));
    }
  }

  #exprs(exprs: readonly (Expr | undefined)[]): void {
    for (const expr of exprs) this.#expr(expr);
  }

  #struct(expr: Extract<Expr, { kind: 'struct' }>): void {
    this.#path(expr.path, true);
    for (const { name, value, shorthand } of expr.fields) {
      if (!shorthand) this.#expr(value);
      if (covers(name.span, this.#offset)) this.#place({ kind: 'literalField', path: expr.path, name });
    }
    this.#expr(expr.base);
  }

  #closure(expr: Extract<Expr, { kind: 'closure' }>): void {
    const outer = this.#locals.length;
    for (const { pat, ty } of expr.params) {
      this.#type(ty);
      this.#pattern(pat, ty);
      this.#declare(pat, ty);
    }
    this.#type(expr.ret);
    this.#expr(expr.body);
    this.#locals.length = outer;
  }

  /** `let` in the condition declares for the rest of it and for the block behind it. */
  #conditional(condition: Expr, block: Block, otherwise: Expr | undefined): void {
    const outer = this.#locals.length;
    this.#condition(condition);
    this.#block(block);
    this.#locals.length = outer;
    this.#expr(otherwise);
  }

  #condition(condition: Expr): void {
    if (condition.kind === 'binary' && condition.op === '&&') {
      this.#condition(condition.left);
      this.#condition(condition.right);
    } else if (condition.kind === 'let') {
      this.#expr(condition.value);
      this.#pattern(condition.pat);
      this.#declare(condition.pat);
    } else this.#expr(condition);
  }

  #arm(arm: MatchArm): void {
    this.#inScope(arm.pat, () => {
      if (arm.guard) this.#condition(arm.guard);
      this.#expr(arm.body);
    });
  }

  #inScope(pattern: Pattern, inside: () => void): void {
    const outer = this.#locals.length;
    this.#pattern(pattern);
    this.#declare(pattern);
    inside();
    this.#locals.length = outer;
  }

  #pattern(pattern: Pattern, ty?: TypeSyntax): void {
    if (this.#found || !covers(pattern.span, this.#offset)) return;
    for (const binding of bindingsIn(pattern, ty)) {
      if (covers(binding.name.span, this.#offset)) this.#place({ kind: 'local', binding });
    }
    this.#patternPaths(pattern);
  }

  #patternPaths(pattern: Pattern): void {
    if ('path' in pattern) this.#path(pattern.path, pattern.kind === 'struct');
    if (pattern.kind === 'struct') {
      for (const { name, pat, shorthand } of pattern.fields) {
        if (!shorthand) this.#patternPaths(pat);
        if (covers(name.span, this.#offset)) this.#place({ kind: 'literalField', path: pattern.path, name });
      }
    }
    if ('elements' in pattern) for (const element of pattern.elements) this.#patternPaths(element);
    if ('inner' in pattern) this.#patternPaths(pattern.inner);
    if (pattern.kind === 'or') for (const one of pattern.alternatives) this.#patternPaths(one);
    if (pattern.kind === 'bind' && pattern.sub) this.#patternPaths(pattern.sub);
  }
}

/** The parts of expressions that declare nothing. */
function operandsOf(expr: Expr): readonly (Expr | undefined)[] {
  switch (expr.kind) {
    case 'paren':
      return [expr.inner];
    case 'unary':
    case 'ref':
    case 'try':
    case 'await':
      return [expr.operand];
    case 'binary':
    case 'assign':
    case 'compoundAssign':
      return [expr.left, expr.right];
    case 'call':
      return [expr.callee, ...expr.args];
    case 'index':
      return [expr.base, expr.index];
    case 'tuple':
    case 'array':
      return expr.elements;
    case 'repeat':
      return [expr.element, expr.length];
    case 'range':
      return [expr.start, expr.end];
    case 'return':
    case 'break':
    case 'let':
      return [expr.value];
    default:
      expr.kind satisfies
        | Kinds<'literal path methodCall field struct cast block if match loop while for closure'>
        | Kinds<'continue macro underscore error'>;

      return [];
  }
}
