import { isUnknown } from '../../base/unknown.ts';
import type { MacroCall, TypeSyntax } from '../../syntax/ast.ts';
import type { Ty } from '../terms/ty.ts';
import { lowerDyn } from './lowerBounds.ts';
import { lowerConstExpr } from './lowerConst.ts';
import { type Lowering, UNIT, unknownTy } from './lowerCx.ts';
import { lowerTypePath } from './lowerPaths.ts';
import { lowerPatternType } from './lowerPatternTypes.ts';

/** A written type as a term (rustc_hir_analysis's `lower_ty`); projections stay, constants stay unevaluated. */
export function lowerType(at: Lowering, syntax: TypeSyntax): Ty {
  switch (syntax.kind) {
    case 'path':
      return lowerTypePath(at, syntax.path);
    case 'tuple':
      return { kind: 'tuple', elements: syntax.elements.map((e) => lowerType(at, e)) };
    case 'array': {
      const length = lowerConstExpr(at, syntax.length, { kind: 'int', name: 'usize' });
      return { kind: 'array', element: lowerType(at, syntax.element), length };
    }
    case 'slice':
      return { kind: 'slice', element: lowerType(at, syntax.element) };
    case 'ref': {
      const { mutable, lifetime } = syntax;
      const life = lifetime !== undefined && lifetime !== "'_" ? { life: lifetime } : {};
      return { kind: 'ref', mutable, inner: lowerType(at, syntax.inner), ...life };
    }
    case 'ptr':
      return { kind: 'ptr', mutable: syntax.mutable, inner: lowerType(at, syntax.inner) };
    case 'fnPtr': {
      const ret = syntax.ret ? lowerType(at, syntax.ret) : UNIT;
      return { kind: 'fnPtr', params: syntax.params.map((p) => lowerType(at, p)), ret };
    }
    case 'dyn':
      return lowerDyn(at, syntax.bounds);
    case 'never':
      return { kind: 'never' };
    case 'impl':
      return at.env.implTrait?.(syntax) ?? unknownTy('`impl Trait` is not allowed here');
    case 'infer':
      return at.env.infer?.() ?? unknownTy('the type `_` is inferred from a body');
    case 'macro':
      return lowerMacroType(at, syntax.call);
    case 'error':
      return unknownTy(syntax.reason);
  }
}

function lowerMacroType(at: Lowering, call: MacroCall): Ty {
  const { cx, env } = at;
  const expansion = cx.resolver.expandCall(env.scope, env.unit, call);
  const name = call.path.segments.at(-1)?.name.text ?? '';
  if (isUnknown(expansion)) return unknownTy(expansion.reason);
  if ('name' in expansion && expansion.name === 'pattern_type')
    return lowerPatternType(at, call, (span) => lowerType(at, cx.parsing.typeAt(env.unit, span)));
  if ('name' in expansion) return unknownTy(`\`${name}!\` of the compiler is not known as a type`);
  const inner = cx.parsing.type(expansion);
  return lowerType({ cx, env: { ...env, unit: expansion } }, inner);
}
