import type {
  JsonNiche,
  JsonTag,
  JsonType,
  JsonUnresolved,
  JsonVariant,
} from '../../../shared/layoutJson.ts';
import { contained } from '../base/contained.ts';
import { isUnknown } from '../base/unknown.ts';
import type { Engine } from '../engine/engine.ts';
import { offsetsOf, variantLayout } from '../engine/layoutParts.ts';
import { primitiveSize } from '../layout/abi/primitives.ts';
import { isUnsized } from '../layout/abi/queries.ts';
import type { TargetDataLayout } from '../layout/abi/targetData.ts';
import type { Layout } from '../layout/abi/types.ts';
import type { ListedDefinition } from '../resolve/model/resolution.ts';
import { nearestRelease } from './view/nearest.ts';
import { warrantedLayout } from './view/warrant.ts';

/** What a crate's listing is made of. */
export interface Listing {
  readonly types: readonly JsonType[];
  readonly unresolved: readonly JsonUnresolved[];
}

/**
 * Every non-generic struct, enum and union of a crate, as `rust-layout/1` has them, in the order of files
 * and places; those without a certain layout with their reason.
 *
 * @param relative turns a file's path into the one to print
 */
export function listLayouts(crate: string, engine: Engine, relative: (path: string) => string): Listing {
  const types: JsonType[] = [];
  const unresolved: JsonUnresolved[] = [];
  for (const listed of engine.resolver.definitionsIn(crate)) {
    const { def } = listed;
    if (
      contained(
        () => engine.types.genericsOf(def).count > 0,
        () => false,
      )
    )
      continue;
    const file = relative(listed.path);
    const entry = contained<JsonType | JsonUnresolved>(
      () => describe(listed, engine, file),
      (reason) => ({ file, line: listed.line, name: def.name, reason }),
    );
    if ('reason' in entry) unresolved.push(entry);
    else types.push(entry);
  }
  for (const { path, line, name, reason } of engine.resolver.gapsIn(crate)) {
    unresolved.push({ file: relative(path), line, name, reason });
  }
  return { types, unresolved };
}

function describe(listed: ListedDefinition, engine: Engine, file: string): JsonType | JsonUnresolved {
  const { def, line } = listed;
  const missing = (reason: string): JsonUnresolved => ({ file, line, name: def.name, reason });
  const condition = engine.resolver.conditionOf(def);
  if (condition !== undefined) return missing(condition);
  const adt = engine.types.adtDef(def);
  if (isUnknown(adt)) return missing(adt.reason);
  if (adt.partial !== undefined) return missing(adt.partial);
  const ty = engine.types.typeOf(def);
  const found = warrantedLayout(ty, engine.types.paramEnvOf(def), engine);
  if (isUnknown(found)) return missing(found.reason);
  const { layout, warrant } = found;
  const { dl } = engine.layouts.cx;
  return {
    file,
    line,
    name: def.name,
    kind: adt.kind,
    warrant,
    ...(warrant === 'nearest' && { describedAs: nearestRelease(engine.release) }),
    size: layout.size,
    align: layout.align,
    ...(isUnsized(layout) && { unsized: true as const }),
    ...(adt.kind !== 'enum' && { offsets: offsetsOf(layout) }),
    niche: nicheJson(layout, dl),
    uninhabited: layout.uninhabited,
    ...(adt.kind === 'enum' && { tag: tagJson(layout, dl), variants: variantsJson(layout, adt.variants) }),
    ...(listed.macro !== undefined && { macro: listed.macro }),
  };
}

function nicheJson({ largestNiche: niche }: Layout, dl: TargetDataLayout): JsonNiche | null {
  if (!niche) return null;
  const { start, end } = niche.validRange;
  return {
    offset: niche.offset,
    size: primitiveSize(dl, niche.value),
    start: String(start),
    end: String(end),
  };
}

function tagJson(layout: Layout, dl: TargetDataLayout): JsonTag | null {
  if (layout.variants.kind !== 'multiple') return null;
  const { tag, tagEncoding, tagField } = layout.variants;
  const place = { offset: offsetsOf(layout)[tagField] ?? 0, size: primitiveSize(dl, tag.value) };
  if (tagEncoding.kind === 'direct') return { ...place, encoding: 'direct' };
  const { untaggedVariant: untagged, nicheStart, nicheVariants } = tagEncoding;
  return {
    ...place,
    encoding: 'niche',
    untagged,
    start: String(nicheStart),
    variants: [nicheVariants.start, nicheVariants.end],
  };
}

/** The variants that rustc lays out: all, the one that can exist, or none. */
function variantsJson(layout: Layout, defs: readonly { readonly name: string }[]): readonly JsonVariant[] {
  return defs.flatMap(({ name }, index) => {
    const variant = variantLayout(layout, index);
    return variant ? [{ index, name, size: variant.size, offsets: offsetsOf(variant) }] : [];
  });
}
