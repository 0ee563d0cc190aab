import type { Kinds } from '../base/kinds.ts';
import { isUnknown, type Unknown } from '../base/unknown.ts';
import type { Capture } from '../bodies/typedBody.ts';
import type { Layout } from '../layout/abi/types.ts';
import type { Layouts } from '../layout/layouts.ts';
import type { AdtDef, VariantDef } from '../types/items/adt.ts';
import type { ParamEnv } from '../types/model.ts';
import type { Ty } from '../types/terms/ty.ts';
import type { Engine } from './engine.ts';

/** One field with its type for the arguments at hand. */
export interface Part {
  readonly name: string;
  readonly index: number;
  readonly ty: Ty;
}

/** The parts of one variant; structs, unions, tuples and closures have one. */
export interface VariantParts {
  readonly name: string;
  readonly def?: VariantDef;
  readonly parts: readonly Part[];
}

/** What a type is made of, by declaration: undefined for types without parts (scalars, pointers, arrays). */
export interface TypeParts {
  readonly adt?: AdtDef;
  readonly variants: readonly VariantParts[];
}

/** Who tells what types are made of. */
export type PartSources = Pick<Engine, 'types' | 'bodies'>;

/** The fields of a normalised type, in declaration order. */
export function partsOf(
  ty: Ty,
  env: ParamEnv,
  { types, bodies }: PartSources,
): TypeParts | Unknown | undefined {
  if (ty.kind === 'tuple') return { variants: [{ name: '', parts: numbered(ty.elements) }] };
  if (ty.kind === 'closure') {
    const closure = bodies.closure(ty.owner, ty.offset);
    if (isUnknown(closure)) return closure;
    const { captures } = closure;
    if (isUnknown(captures)) return captures;
    const parts = captures.map((capture, index) => ({
      name: placeName(capture),
      index,
      ty: types.fieldTy(capture.ty, ty.args, env),
    }));
    return { variants: [{ name: '', parts }] };
  }
  if (ty.kind !== 'adt') return undefined;
  const adt = types.adtDef(ty.def);
  if (isUnknown(adt)) return adt;
  const variants = adt.variants.map((def) => ({
    name: def.name,
    def,
    parts: def.fields.map((f, index) => ({ name: f.name, index, ty: types.fieldTy(f.ty, ty.args, env) })),
  }));
  return { adt, variants };
}

/** `config.name`, `*guard`: the place that a closure captures. */
function placeName({ local, projections }: Capture): string {
  return projections.reduce((name, p) => (p.kind === 'deref' ? `*${name}` : `${name}.${p.name}`), local.name);
}

function numbered(types: readonly Ty[]): readonly Part[] {
  return types.map((ty, index) => ({ name: String(index), index, ty }));
}

/** The layout of one variant of a laid-out type; undefined for one that rustc leaves out as impossible. */
export function variantLayout(layout: Layout, index: number): Layout | undefined {
  switch (layout.variants.kind) {
    case 'single':
      return layout.variants.index === index ? layout : undefined;
    case 'multiple':
      return layout.variants.variants[index];
    case 'empty':
      return undefined;
  }
}

/** Byte offsets of a layout's fields in declaration order. */
export function offsetsOf(layout: Layout): readonly number[] {
  switch (layout.fields.kind) {
    case 'arbitrary':
      return layout.fields.offsets;
    case 'union':
      return Array.from({ length: layout.fields.count }, () => 0);
    default:
      layout.fields.kind satisfies Kinds<'primitive array'>;
      return [];
  }
}

/**
 * The path of names to the scalar at `offset` inside `ty`, such as `name.vec.buf`: where a niche or a tag
 * lies. Undefined where no field is there.
 */
export function fieldPathAt(
  ty: Ty,
  offset: number,
  env: ParamEnv,
  engine: PartSources & { readonly layouts: Layouts },
  variant?: number,
): readonly string[] {
  const { layouts } = engine;
  const layout = layouts.layoutOf(ty, env);
  const parts = partsOf(ty, env, engine);
  if (isUnknown(layout) || !parts || isUnknown(parts)) return [];
  const index = variant ?? (layout.variants.kind === 'single' ? layout.variants.index : undefined);
  if (index === undefined) return [];
  const inner = variantLayout(layout, index);
  const offsets = inner ? offsetsOf(inner) : [];
  for (const part of parts.variants[index]?.parts ?? []) {
    const from = offsets[part.index];
    const size = layouts.layoutOf(part.ty, env);
    if (from === undefined || isUnknown(size) || offset < from || offset >= from + size.size) continue;
    return [part.name, ...fieldPathAt(part.ty, offset - from, env, engine)];
  }
  return [];
}
