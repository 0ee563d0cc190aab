import type {
  FieldPiece,
  IfWritten,
  NicheView,
  PieceView,
  TypeKind,
  TypeView,
} from '../../../../shared/layoutView.ts';
import type { Kinds } from '../../base/kinds.ts';
import { isUnknown, type Unknown } from '../../base/unknown.ts';
import { displayName } from '../../engine/displayName.ts';
import type { Engine } from '../../engine/engine.ts';
import { futureParts } from '../../engine/futures.ts';
import { fieldPathAt, offsetsOf, type Part, partsOf, type TypeParts } from '../../engine/layoutParts.ts';
import { nicheAvailable } from '../../layout/abi/niche.ts';
import { primitiveSize } from '../../layout/abi/primitives.ts';
import { isUnsized } from '../../layout/abi/queries.ts';
import type { Layout } from '../../layout/abi/types.ts';
import type { Def } from '../../resolve/model/def.ts';
import type { AdtDef } from '../../types/items/adt.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { ClosureTy, Ty } from '../../types/terms/ty.ts';
import { tileBytes } from './byteTiles.ts';
import { knownParts } from './knownFields.ts';
import { fieldPlace, placeOf, variantPlace } from './sourcePlaces.ts';
import { stateViews } from './stateViews.ts';
import { unsizedTail } from './unsizedTail.ts';
import { tagView, variantViews } from './variantViews.ts';
import { warrantedLayout } from './warrant.ts';

/** How much of a type's inside a picture holds. */
export interface ViewLimits {
  /** Levels of nested types. */
  readonly depth: number;
  /** Types in all; shared by the whole picture. */
  budget: number;
}

/** Builds the picture of a type, nested types and all, as plain data. */
export class TypeViews {
  readonly #engine: Engine;
  readonly #env: ParamEnv;
  readonly #limits: ViewLimits;

  constructor(engine: Engine, env: ParamEnv, limits: ViewLimits = { depth: 6, budget: 1500 }) {
    this.#engine = engine;
    this.#env = env;
    this.#limits = limits;
  }

  view(written: Ty, depth = 0): TypeView {
    const { types } = this.#engine;
    const ty = types.normalize(written, this.#env);
    this.#limits.budget--;
    const found = warrantedLayout(ty, this.#env, this.#engine);
    const head = { name: displayName(ty, types), kind: kindOf(ty, this.#engine), ...this.#definition(ty) };
    if (isUnknown(found)) {
      const missing = { ...head, warrant: 'unknown', reason: found.reason, pieces: [] } as const;
      return { ...missing, ...this.#known(ty, depth) };
    }
    const { layout, warrant } = found;
    const figures = {
      ...head,
      warrant,
      size: layout.size,
      align: layout.align,
      ...(isUnsized(layout) && this.#unsized(ty, layout)),
      ...(layout.uninhabited && { uninhabited: true }),
      ...this.#niche(ty, layout),
    };
    if (depth >= this.#limits.depth || this.#limits.budget <= 0)
      return { ...figures, pieces: [], folded: true };
    return { ...figures, ...this.#inside(ty, layout, depth) };
  }

  #inside(ty: Ty, layout: Layout, depth: number): Pick<TypeView, 'pieces'> & Partial<TypeView> {
    if (ty.kind === 'array') return this.#elements(ty, layout, depth);
    if (ty.kind === 'closure' && ty.flavor !== 'closure') return this.#states(ty, layout, depth);
    const parts = partsOf(ty, this.#env, this.#engine);
    if (!parts || isUnknown(parts)) return { pieces: [] };
    if (parts.adt?.kind === 'enum') return this.#variants(ty, layout, parts, depth);
    const fields = this.fields(parts.variants[0]?.parts ?? [], layout, parts.adt, 0, depth);
    // How far an unsized type goes behind its tail's start, and what is padding there, is known at run time.
    const end = isUnsized(layout) ? Math.max(0, ...fields.map((f) => f.offset)) : layout.size;
    const pieces = tileBytes(fields, end);
    const declared = [...fields].sort((a, b) => a.index - b.index).map((f) => f.name);
    const reordered = fields.some((f, i) => f.name !== declared[i]);
    return {
      pieces,
      padding: paddingIn(pieces),
      ...(reordered && parts.adt?.kind !== 'union' && { declaredOrder: declared }),
    };
  }

  /** Fields in memory order (by offset, then size, then declaration). */
  fields(
    parts: readonly Part[],
    layout: Layout,
    adt: AdtDef | undefined,
    variant: number,
    depth: number,
  ): readonly FieldPiece[] {
    const offsets = offsetsOf(layout);
    const fields = parts.map((part): FieldPiece => {
      const type = this.view(part.ty, depth + 1);
      const place = adt && fieldPlace(adt, variant, part.index);
      return {
        kind: 'field',
        name: part.name,
        index: part.index,
        offset: offsets[part.index] ?? 0,
        size: type.size ?? 0,
        align: type.align ?? 1,
        type,
        ...(place && { place }),
      };
    });
    return fields.sort((a, b) => a.offset - b.offset || a.size - b.size || a.index - b.index);
  }

  /** What is known of a type without a layout: the picture with a gap. */
  #known(ty: Ty, depth: number): Partial<TypeView> {
    if (depth >= this.#limits.depth || this.#limits.budget <= 0) return {};
    const ifWritten = this.#ifWritten(ty);
    const known = knownParts(ty, this.#env, this.#engine, (part) => this.view(part, depth + 1));
    return known || ifWritten ? { warrant: 'partial', ...known, ...(ifWritten && { ifWritten }) } : {};
  }

  #ifWritten(ty: Ty): IfWritten | undefined {
    const adt = ty.kind === 'adt' ? this.#engine.types.adtDef(ty.def) : undefined;
    if (ty.kind !== 'adt' || adt === undefined || isUnknown(adt) || !adt.rewrittenBy) return undefined;
    const layout = this.#engine.layouts.layoutAsWritten(ty, this.#env);
    if (isUnknown(layout) || isUnsized(layout)) return undefined;
    return { by: adt.rewrittenBy, size: layout.size, align: layout.align };
  }

  #unsized(ty: Ty, layout: Layout): Partial<TypeView> {
    const tail = unsizedTail(ty, layout, this.#env, this.#engine);
    const open = tail?.kind === 'traitObject' ? 'the type of its value is' : 'its length is';
    const reason = `${tail ? open : 'its size is'} known at run time only`;
    return { unsized: true, warrant: 'partial', reason, ...(tail && { tail }) };
  }

  #elements(
    ty: Extract<Ty, { kind: 'array' }>,
    layout: Layout,
    depth: number,
  ): Pick<TypeView, 'pieces'> & Partial<TypeView> {
    if (layout.fields.kind !== 'array') return { pieces: [] };
    const { count, stride } = layout.fields;
    const element = this.view(ty.element, depth + 1);
    const shown = Math.min(Number(count), MAX_ELEMENTS);
    const pieces = Array.from({ length: shown }, (_, i): PieceView => {
      const place = { index: i, offset: i * stride, size: stride, align: element.align ?? 1 };
      return { kind: 'field', name: `[${i}]`, ...place, type: element };
    });
    return { pieces, count: String(count), ...(shown < Number(count) && { folded: true }) };
  }

  /** The states of a future over its bytes. */
  #states(ty: ClosureTy, layout: Layout, depth: number): Pick<TypeView, 'pieces'> & Partial<TypeView> {
    const future = futureParts(this.#engine, ty, this.#env);
    const tag = tagView(ty, layout, this.#env, this.#engine);
    if (isUnknown(future) || !tag) return { pieces: [] };
    const variants = stateViews(future, tag, (part) => this.view(part.ty, depth + 1));
    const padding = Math.min(...variants.map((v) => v.unused));
    return { pieces: [{ kind: 'tag', offset: tag.offset, size: tag.size }], variants, tag, padding };
  }

  #variants(
    ty: Ty,
    layout: Layout,
    parts: TypeParts,
    depth: number,
  ): Pick<TypeView, 'pieces'> & Partial<TypeView> {
    const tag = tagView(ty, layout, this.#env, this.#engine);
    const variants = variantViews(layout, parts, tag, (variant, index) =>
      this.fields(parts.variants[index]?.parts ?? [], variant, parts.adt, index, depth),
    ).map((v) => {
      const place = parts.adt && variantPlace(parts.adt, v.index);
      return place ? { ...v, place } : v;
    });
    const possible = variants.filter((v) => !v.uninhabited);
    const padding = possible.length > 0 ? Math.min(...possible.map((v) => v.unused)) : undefined;
    const pieces: PieceView[] = tag ? [{ kind: 'tag', offset: tag.offset, size: tag.size }] : [];
    return { pieces, variants, ...(tag && { tag }), ...(padding !== undefined && { padding }) };
  }

  #niche(ty: Ty, layout: Layout): { niche?: NicheView } {
    const { largestNiche: niche } = layout;
    const { dl } = this.#engine.layouts.cx;
    if (!niche) return {};
    const path = fieldPathAt(ty, niche.offset, this.#env, this.#engine);
    return {
      niche: {
        offset: niche.offset,
        size: primitiveSize(dl, niche.value),
        start: String(niche.validRange.start),
        end: String(niche.validRange.end),
        available: String(nicheAvailable(dl, niche)),
        ...(path.length > 0 && { field: path.join('.') }),
      },
    };
  }

  #definition(ty: Ty): Partial<TypeView> {
    if (ty.kind !== 'adt') return {};
    const place = placeOf(ty.def);
    const repr = reprOf(ty.def);
    return { ...(place && { place }), ...(repr !== '' && { repr }) };
  }
}

/** More elements of an array than this add nothing to a picture. */
const MAX_ELEMENTS = 64;

export function paddingIn(pieces: readonly PieceView[]): number {
  return pieces.reduce((sum, p) => (p.kind === 'padding' ? sum + p.size : sum), 0);
}

/** The `repr(…)` attributes of a definition as written. */
export function reprOf(def: Def): string {
  if (def.origin !== 'source') return '';
  const attrs = def.item.attrs.filter((a) => a.path === 'repr');
  return attrs.map((a) => `repr${a.args}`).join(' ');
}

function kindOf(ty: Ty, engine: Engine): TypeKind {
  switch (ty.kind) {
    case 'adt': {
      const adt: { kind: string } | Unknown = engine.types.adtDef(ty.def);
      return isUnknown(adt) ? 'unknown' : (adt.kind as TypeKind);
    }
    case 'tuple':
    case 'array':
    case 'slice':
    case 'str':
      return ty.kind;
    case 'closure':
      return ty.flavor === 'closure' ? 'closure' : 'future';
    case 'ref':
      return 'reference';
    case 'ptr':
      return 'rawPointer';
    case 'fnPtr':
    case 'fnDef':
      return 'fnPointer';
    case 'dyn':
      return 'traitObject';
    case 'bool':
    case 'char':
    case 'int':
    case 'float':
    case 'never':
    case 'pattern':
      return 'scalar';
    default:
      ty.kind satisfies Kinds<'foreign param projection opaque infer unknown'>;
      return 'unknown';
  }
}
