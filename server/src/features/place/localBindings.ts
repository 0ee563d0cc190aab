import type { Name, TypeSyntax } from '../../syntax/ast.ts';
import type { Expr, Pattern } from '../../syntax/bodyAst.ts';

/** A local variable with what its declaration says of its type: nothing, where inference would have to tell. */
export interface LocalBinding {
  readonly name: Name;
  readonly ty?: TypeSyntax;
}

/** The variables that a pattern declares; a written type is followed into tuples and references. */
export function bindingsIn(pattern: Pattern, ty?: TypeSyntax): readonly LocalBinding[] {
  switch (pattern.kind) {
    case 'bind': {
      const own = { name: pattern.name, ...(ty && !pattern.byRef && { ty }) };
      return pattern.sub ? [own, ...bindingsIn(pattern.sub, ty)] : [own];
    }
    case 'ref':
      return bindingsIn(pattern.inner, ty?.kind === 'ref' ? ty.inner : undefined);
    case 'box':
      return bindingsIn(pattern.inner);
    case 'tuple': {
      const whole = ty?.kind === 'tuple' && !pattern.elements.some((e) => e.kind === 'rest');
      return pattern.elements.flatMap((e, i) => bindingsIn(e, whole ? ty.elements[i] : undefined));
    }
    case 'tupleStruct':
    case 'slice':
      return pattern.elements.flatMap((e) => bindingsIn(e));
    case 'struct':
      return pattern.fields.flatMap((f) => bindingsIn(f.pat));
    case 'or':
      return pattern.alternatives[0] ? bindingsIn(pattern.alternatives[0]) : [];
    default:
      return [];
  }
}

/** The variable that a name means: the one declared last. */
export function findLocal(locals: readonly LocalBinding[], name: string): LocalBinding | undefined {
  return locals.findLast((local) => local.name.text === name);
}

/** `x` if the expression is that name alone, which may be a local variable. */
export function simpleName(expr: Expr): string | undefined {
  if (expr.kind !== 'path' || expr.path.global || expr.path.qself) return undefined;
  return expr.path.segments.length === 1 ? expr.path.segments[0]!.name.text : undefined;
}
