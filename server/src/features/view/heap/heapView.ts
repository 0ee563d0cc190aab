import type { HeapPart, HeapView, HeapWord } from '../../../../../shared/layoutView.ts';
import { isUnknown } from '../../../base/unknown.ts';
import { displayName } from '../../../engine/displayName.ts';
import type { Engine } from '../../../engine/engine.ts';
import { offsetsOf, partsOf, variantLayout } from '../../../engine/layoutParts.ts';
import type { ParamEnv } from '../../../types/model.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import { type OwnedBlock, ownedBlocks } from './heapBlocks.ts';
import { type Scalar, scalarsOf } from './scalarsOf.ts';

/** The blocks on the heap that a value of a type owns, each with the words of the value that lead there. */
export function heapViews(ty: Ty, env: ParamEnv, engine: Engine): readonly HeapView[] {
  return ownedBlocks(ty, env, engine).flatMap((owned) => {
    const owner = ownerOf(ty, owned, env, engine);
    return owner ? [viewOf(owned, owner, env, engine)] : [];
  });
}

/** The type that a user knows as the block's owner: `String`, not the `RawVec` in it. */
interface Owner {
  readonly ty: Ty;
  readonly offset: number;
  /** The user's own fields that lead there. */
  readonly path: readonly string[];
}

/** Follows a block's path down to the first struct of the standard library; its enums only pass on what they hold. */
function ownerOf(root: Ty, { path }: OwnedBlock, env: ParamEnv, engine: Engine): Owner | undefined {
  let at: Owner = { ty: elementOf(engine.types.normalize(root, env), env, engine), offset: 0, path: [] };
  for (const step of path) {
    if (isHandle(at.ty, engine)) return at;
    const next = follow(at, step, env, engine);
    if (!next) return undefined;
    at = { ...next, ty: elementOf(engine.types.normalize(next.ty, env), env, engine) };
  }
  return at;
}

function elementOf(ty: Ty, env: ParamEnv, engine: Engine): Ty {
  return ty.kind === 'array' ? elementOf(engine.types.normalize(ty.element, env), env, engine) : ty;
}

function isHandle(ty: Ty, engine: Engine): boolean {
  if (ty.kind !== 'adt' || ty.def.origin !== 'facts') return false;
  const adt = engine.types.adtDef(ty.def);
  return !isUnknown(adt) && adt.kind === 'struct';
}

function follow(at: Owner, step: string, env: ParamEnv, engine: Engine): Owner | undefined {
  const layout = engine.layouts.layoutOf(at.ty, env);
  const parts = partsOf(at.ty, env, engine);
  if (isUnknown(layout) || !parts || isUnknown(parts)) return undefined;
  const several = parts.variants.length > 1;
  for (const [index, variant] of parts.variants.entries()) {
    const part = variant.parts.find((p) => step === (several ? `${variant.name}.${p.name}` : p.name));
    const inner = part && variantLayout(layout, index);
    if (!inner) continue;
    const isOwn = at.ty.kind === 'tuple' || (at.ty.kind === 'adt' && at.ty.def.origin === 'source');
    const offset = at.offset + (offsetsOf(inner)[part.index] ?? 0);
    return { ty: part.ty, offset, path: isOwn ? [...at.path, step] : at.path };
  }
  return undefined;
}

function viewOf({ block, contents }: OwnedBlock, owner: Owner, env: ParamEnv, engine: Engine): HeapView {
  const word = engine.layouts.cx.dl.pointer.size;
  const counts = [
    { name: 'strong', size: word },
    { name: 'weak', size: word },
  ];
  return {
    path: owner.path,
    owner: displayName(owner.ty, engine.types),
    kind: block.kind,
    words: (scalarsOf(owner.ty, env, engine) ?? []).flatMap((s) => wordsOf(s, owner.offset, env, engine)),
    header: block.kind === 'counted' ? counts : [],
    contents: contents.map((content) => partOf(content, env, engine)),
  };
}

/** A wide pointer is two words: where to, and how long or by which functions. */
function wordsOf(scalar: Scalar, base: number, env: ParamEnv, engine: Engine): readonly HeapWord[] {
  const { name, size, ty } = scalar;
  const offset = base + scalar.offset;
  if (ty.kind !== 'ptr' && ty.kind !== 'ref') return [{ name, offset, size }];
  const word = engine.layouts.cx.dl.pointer.size;
  const pointer = { name: 'ptr', offset, size: word, pointsTo: 'block' } as const;
  const second = { offset: offset + word, size: word };
  switch (engine.types.pointee(ty.inner, env).kind) {
    case 'length':
      return [pointer, { ...second, name: 'len' }];
    case 'vtable':
      return [pointer, { ...second, name: 'vtable', pointsTo: 'vtable' }];
    default:
      return [{ ...pointer, name: size === word && name !== 'pointer' ? name : 'ptr', size }];
  }
}

function partOf(ty: Ty, env: ParamEnv, engine: Engine): HeapPart {
  const name = displayName(ty, engine.types);
  const layout = engine.layouts.layoutOf(ty, env);
  const isSized = !isUnknown(layout) && (layout.backendRepr.kind !== 'memory' || layout.backendRepr.sized);
  return isSized ? { name, size: layout.size } : { name };
}
