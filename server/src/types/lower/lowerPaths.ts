import { isUnknown } from '../../base/unknown.ts';
import type { Def } from '../../resolve/model/def.ts';
import { isPrimitive } from '../../resolve/model/primitives.ts';
import type { PrimitiveName } from '../../resolve/model/resolution.ts';
import type { Path, PathSegment } from '../../syntax/ast.ts';
import { genericParent, paramByName } from '../items/generics.ts';
import { isIntName } from '../items/repr.ts';
import type { FloatName, Ty } from '../terms/ty.ts';
import { assocTypeOf } from './assocPaths.ts';
import { argsOfSegment, lowerOwnArgs } from './lowerArgs.ts';
import { lowerTraitRef, projectionOf } from './lowerBounds.ts';
import { type Lowering, lowerAt, unknownTy } from './lowerCx.ts';

/** What the front of a path means as a type, and the segments behind it: associated items still to be found. */
export interface PathHead {
  readonly ty: Ty;
  readonly rest: readonly PathSegment[];
  /** A definition that is no type by itself (a trait, a function, an enum's variant, a module). */
  readonly def?: { readonly def: Def; readonly resolved: number };
}

/** A path in type position (rustc_hir_analysis's `lower_path`). */
export function lowerTypePath(at: Lowering, path: Path): Ty {
  const head = pathHead(at, path, 'type');
  let ty = head.ty;
  if (head.def?.def.kind === 'trait' && head.rest.length === 0) return bareTraitObject(at, path);
  for (const segment of head.rest) {
    if (ty.kind === 'unknown') return ty;
    ty = assocTypeOf(at, ty, segment);
  }
  return ty;
}

/** Resolves the front of a path: qualified self, parameters, `Self`, definitions and primitives. */
export function pathHead(at: Lowering, path: Path, namespace: 'type' | 'value'): PathHead {
  if (path.qself) return qualifiedHead(at, path);
  const first = path.segments[0];
  if (!first) return { ty: unknownTy('an empty path'), rest: [] };
  if (!path.global && !first.crate) {
    const local = localHead(at, first.name.text);
    if (local && (namespace === 'type' || path.segments.length > 1))
      return { ty: local, rest: path.segments.slice(1) };
  }
  const found = at.cx.resolver.resolvePath(at.env.scope, path, namespace);
  if (isUnknown(found)) return { ty: unknownTy(found.reason), rest: [] };
  const rest = path.segments.slice(found.resolved);
  // `use std::str; … x: str`: a module is no type, so the primitive of its name is meant after all.
  const isModule = found.kind === 'def' && (found.def.kind === 'mod' || found.def.kind === 'crate');
  if (isModule && path.segments.length === 1 && isPrimitive(first.name.text))
    return { ty: primitive(first.name.text), rest };
  if (found.kind === 'primitive') return { ty: primitive(found.name), rest };
  if (found.condition !== undefined) return { ty: unknownTy(found.condition), rest: [] };
  const ty = typeOfDef(at, found.def, path, found.resolved);
  return { ty, rest, def: { def: found.def, resolved: found.resolved } };
}

function qualifiedHead(at: Lowering, path: Path): PathHead {
  const { ty, as } = path.qself!;
  const self = lowerAt(at, ty);
  const name = path.segments[0];
  if (!as || !name) return { ty: self, rest: path.segments };
  const ref = lowerTraitRef(at, as, self);
  if (isUnknown(ref)) return { ty: unknownTy(ref.reason), rest: [] };
  const assoc = at.cx.members(ref.trait).find((m) => m.kind === 'assocType' && m.name === name.name.text);
  // A function or constant of the trait: for the caller to find among its members.
  if (!assoc && at.cx.members(ref.trait).some((m) => m.name === name.name.text))
    return { ty: self, rest: path.segments, def: { def: ref.trait, resolved: 0 } };
  const own = assoc ? lowerOwnArgs(at, assoc, name.args, ref.args).slice(ref.args.length) : [];
  return { ty: projectionOf(at, ref, name.name.text, own), rest: path.segments.slice(1) };
}

/** A type parameter or `Self` in scope of the place. */
function localHead(at: Lowering, name: string): Ty | undefined {
  const { cx, env } = at;
  if (name === 'Self') return selfTy(at);
  const param = paramByName(cx.genericsOf(env.owner), name);
  return param?.kind === 'type' ? { kind: 'param', index: param.index, name } : undefined;
}

/** What `Self` means inside a definition: the trait's parameter 0, the impl's type, the type itself. */
export function selfTy(at: Lowering): Ty | undefined {
  const { cx, env } = at;
  for (let def: Def | undefined = env.owner; def; def = genericParent(def)) {
    switch (def.kind) {
      case 'trait':
      case 'traitAlias':
        return { kind: 'param', index: 0, name: 'Self' };
      case 'impl': {
        const header = cx.implSelf(def);
        return header;
      }
      case 'struct':
      case 'enum':
      case 'union':
        return { kind: 'adt', def, args: cx.identityArgs(def) };
    }
  }
  return undefined;
}

/** A definition named in type position, with the arguments that its segment gives. */
function typeOfDef(at: Lowering, def: Def, path: Path, resolved: number): Ty {
  const { cx } = at;
  switch (def.kind) {
    case 'struct':
    case 'enum':
    case 'union':
      return { kind: 'adt', def, args: lowerOwnArgs(at, def, argsOfSegment(path, resolved), []) };
    case 'foreignType':
      return { kind: 'foreign', def };
    case 'typeAlias':
      return cx.instantiate(def, lowerOwnArgs(at, def, argsOfSegment(path, resolved), []));
    case 'trait':
      return unknownTy(`\`${def.name}\` is a trait, not a type`);
    default:
      return unknownTy(`\`${def.name}\` is not a type`);
  }
}

function primitive(name: PrimitiveName): Ty {
  if (isIntName(name)) return { kind: 'int', name };
  switch (name) {
    case 'bool':
    case 'char':
    case 'str':
      return { kind: name };
    default:
      return { kind: 'float', name: name satisfies FloatName };
  }
}

/** `Box<Trait>` of edition 2015 and 2018 is `Box<dyn Trait>`. */
function bareTraitObject(at: Lowering, path: Path): Ty {
  const bound = { kind: 'trait', path, maybe: false, isConst: false, span: path.span } as const;
  return lowerAt(at, { kind: 'dyn', bounds: [bound], span: path.span });
}
