import { isUnknown } from '../../base/unknown.ts';
import { activeParts } from '../../bodies/activeParts.ts';
import type { Block, Expr, Pattern } from '../../syntax/bodyAst.ts';
import type { Lowerer } from './lowerer.ts';
import type { RegionScope } from './regions.ts';

/**
 * Notes which temporaries of a `let`'s initializer live as long as its variables (`resolve_local` in
 * `rustc_hir_analysis::check::region`; Reference, "Temporary lifetime extension").
 */
export function extendInitializer(lower: Lowerer, pat: Pattern, init: Expr, until: RegionScope): void {
  extendBorrows(lower, init, until);
  if (bindsByReference(pat)) extendOperand(lower, init, until);
}

/** An extending pattern: one with a `ref` binding that no `&` hides. */
function bindsByReference(pat: Pattern): boolean {
  switch (pat.kind) {
    case 'bind':
      return pat.byRef;
    case 'struct':
      return pat.fields.some((f) => bindsByReference(f.pat));
    case 'tuple':
    case 'tupleStruct':
    case 'slice':
      return pat.elements.some(bindsByReference);
    case 'or':
      return pat.alternatives.some(bindsByReference);
    case 'box':
      return bindsByReference(pat.inner);
    default:
      return false;
  }
}

/** Extending expressions: what stands behind `&` in them is extended. */
function extendBorrows(lower: Lowerer, given: Expr, until: RegionScope): void {
  const expr = lower.strip(given);
  const inner = (part: Expr | undefined) => part && extendBorrows(lower, part, until);
  const value = (block: Block) => inner(activeParts(block, (node) => lower.body.inactive.has(node)).tail);
  switch (expr.kind) {
    case 'ref':
      inner(expr.operand);
      extendOperand(lower, expr.operand, until);
      return;
    case 'struct':
      for (const field of expr.fields) if (!lower.body.inactive.has(field)) inner(field.value);
      return;
    case 'array':
    case 'tuple':
      for (const element of expr.elements) inner(element);
      return;
    case 'range':
      inner(expr.start);
      inner(expr.end);
      return;
    case 'cast':
      inner(expr.operand);
      return;
    case 'block':
      if (expr.flavor === 'plain' || expr.flavor === 'unsafe') value(expr.block);
      return;
    case 'if':
      value(expr.consequence);
      inner(expr.otherwise);
      return;
    case 'match':
      for (const arm of expr.arms) if (!lower.body.inactive.has(arm)) inner(arm.body);
      return;
    case 'macro': {
      const expansion = lower.body.expansions.get(expr.call);
      if (!expansion || isUnknown(expansion) || expansion.kind !== 'builtin') return;
      const [argument] = expansion.args;
      if (expansion.name === 'pin' && argument) lower.extended.set(lower.strip(argument.expr), until);
      // `super let args = (&a, &b);`
      if (/^(const_)?format_args(_nl)?$/.test(expansion.name)) {
        for (const { expr: arg } of expansion.args) {
          inner(arg);
          extendOperand(lower, arg, until);
        }
      }
      return;
    }
    case 'call': {
      const { meaning } = lower.info(expr);
      if (meaning?.kind === 'call' && meaning.how === 'ctor') for (const arg of expr.args) inner(arg);
      return;
    }
  }
}

/** The operand of an extending borrow, and what it is a part of. */
function extendOperand(lower: Lowerer, given: Expr, until: RegionScope): void {
  const expr = lower.strip(given);
  lower.extended.set(expr, until);
  if (expr.kind === 'ref') extendOperand(lower, expr.operand, until);
  else if (expr.kind === 'unary' && expr.op === '*') extendOperand(lower, expr.operand, until);
  else if (expr.kind === 'field' || expr.kind === 'index') extendOperand(lower, expr.base, until);
}
