import type { TypeSyntax } from '../../syntax/ast.ts';
import type { Const, GenericArg, Ty } from '../terms/ty.ts';
import type { LowerEnv, TypeCx } from '../typeCx.ts';

/** What the functions of lowering hand on: the questions, and the place that the syntax stands at. */
export interface Lowering {
  readonly cx: TypeCx;
  readonly env: LowerEnv;
}

/** Lowers a type at a place. Types, paths and bounds nest, so the inner ones come here. */
export function lowerAt(at: Lowering, syntax: TypeSyntax): Ty {
  return at.cx.lowerIn(syntax, at.env);
}

/** A type that can't be told, with its reason. */
export function unknownTy(reason: string): Ty {
  return { kind: 'unknown', reason };
}

/** A constant that can't be told, with its reason. */
export function unknownConst(reason: string): Const {
  return { kind: 'constUnknown', reason };
}

/** An unknown argument of either kind. */
export function unknownArg(kind: 'type' | 'const', reason: string): GenericArg {
  return kind === 'type' ? unknownTy(reason) : unknownConst(reason);
}

export const UNIT: Ty = { kind: 'tuple', elements: [] };
