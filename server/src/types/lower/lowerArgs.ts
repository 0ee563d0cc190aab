import type { Def } from '../../resolve/model/def.ts';
import type { GenericArg as ArgSyntax, GenericArgs, Path } from '../../syntax/ast.ts';
import type { ParamDef } from '../model.ts';
import { substituteArg } from '../terms/fold.ts';
import type { Const, GenericArg } from '../terms/ty.ts';
import { lowerConstExpr } from './lowerConst.ts';
import { type Lowering, lowerAt, UNIT, unknownArg } from './lowerCx.ts';

/**
 * The arguments for a definition's own parameters, put behind `prefix` (the parents', or `Self` of a trait):
 * those written, then defaults, then variables. In a body, a list left out altogether is inferred wholly.
 */
export function lowerOwnArgs(
  at: Lowering,
  def: Def,
  written: GenericArgs | undefined,
  prefix: readonly GenericArg[],
): readonly GenericArg[] {
  const generics = at.cx.genericsOf(def);
  const params = generics.own.filter((param) => param.index >= prefix.length);
  const args = [...prefix];
  const given = writtenArgs(written);
  for (const param of params) {
    const next = param.synthetic ? undefined : given.shift();
    args.push(next ? lowerArg(at, next, param) : missingArg(at, def, param, args, written === undefined));
  }
  return args;
}

type Written = Extract<ArgSyntax, { kind: 'type' | 'const' }> | { kind: 'inputs'; args: GenericArgs };

function writtenArgs(args: GenericArgs | undefined): Written[] {
  if (args?.parenthesized) return [{ kind: 'inputs', args }];
  return (args?.args ?? []).filter((arg) => arg.kind === 'type' || arg.kind === 'const');
}

function lowerArg(at: Lowering, arg: Written, param: ParamDef): GenericArg {
  if (arg.kind === 'inputs')
    return { kind: 'tuple', elements: (arg.args.parenthesized?.inputs ?? []).map((p) => lowerAt(at, p)) };
  if (arg.kind === 'const')
    return param.kind === 'const'
      ? lowerConstExpr(at, arg.value, undefined)
      : unknownArg('type', `a constant is given for the type \`${param.name}\``);
  if (param.kind === 'type') return lowerAt(at, arg.ty);
  if (arg.ty.kind === 'path')
    return lowerConstExpr(at, { kind: 'path', path: arg.ty.path, span: arg.ty.span }, undefined);
  if (arg.ty.kind === 'infer')
    return lowerConstExpr(at, { kind: 'underscore', span: arg.ty.span }, undefined);
  if (arg.ty.kind === 'macro')
    return lowerConstExpr(at, { kind: 'macro', call: arg.ty.call, span: arg.ty.span }, undefined);
  return unknownArg('const', `a type is given for the constant \`${param.name}\``);
}

function missingArg(
  at: Lowering,
  def: Def,
  param: ParamDef,
  before: readonly GenericArg[],
  listElided: boolean,
): GenericArg {
  if (at.env.infer && (listElided || !param.hasDefault)) return inferred(at, param);
  if (param.hasDefault) {
    const value = at.cx.defaultOf(def, param.index);
    if (value) return substituteArg(value, before);
  }
  return unknownArg(param.kind, `the argument for \`${param.name}\` of \`${def.name}\` is left out`);
}

function inferred(at: Lowering, param: ParamDef): GenericArg {
  const fresh = at.env.infer!();
  if (param.kind === 'type') return fresh;
  const value: Const =
    fresh.kind === 'infer'
      ? { kind: 'constInfer', id: fresh.id }
      : { kind: 'constUnknown', reason: `the constant \`${param.name}\` is inferred from a body` };
  return value;
}

/** `-> R` of a parenthesised list, `()` if left out; undefined for other lists. */
export function parenthesizedOutput(at: Lowering, args: GenericArgs | undefined): GenericArg | undefined {
  const list = args?.parenthesized;
  if (!list) return undefined;
  return list.output ? lowerAt(at, list.output) : UNIT;
}

/** The arguments on the last of the segments that name a definition. */
export function argsOfSegment(path: Path, count: number): GenericArgs | undefined {
  return path.segments[count - 1]?.args;
}
