import { isUnknown } from '../../../base/unknown.ts';
import type { Engine } from '../../../engine/engine.ts';
import { partsOf } from '../../../engine/layoutParts.ts';
import type { Def } from '../../../resolve/model/def.ts';
import type { ParamEnv } from '../../../types/model.ts';
import type { GenericArg, Ty } from '../../../types/terms/ty.ts';
import { isConstArg } from '../../../types/terms/tyKey.ts';
import { type HeapBlock, heapOwners } from './heapOwners.ts';

/** A block that a value owns on the heap. */
export interface OwnedBlock {
  /** Names of the fields that lead to its owner, outermost first; empty for the type itself. */
  readonly path: readonly string[];
  readonly block: HeapBlock;
  /** What lies in it. */
  readonly contents: readonly Ty[];
}

/** Deeper than this no owner is looked for. */
const MAX_DEPTH = 12;
const MAX_BLOCKS = 16;

/** The blocks that a value of a type owns directly; what those blocks own in turn is left out. */
export function ownedBlocks(ty: Ty, env: ParamEnv, engine: Engine): readonly OwnedBlock[] {
  const found: OwnedBlock[] = [];
  collect(ty, [], { env, engine, found });
  return found;
}

interface Search {
  readonly env: ParamEnv;
  readonly engine: Engine;
  readonly found: OwnedBlock[];
}

function collect(written: Ty, path: readonly string[], search: Search): void {
  if (path.length > MAX_DEPTH || search.found.length >= MAX_BLOCKS) return;
  const ty = search.engine.types.normalize(written, search.env);
  const block = ty.kind === 'adt' ? heapOwners.get(stdPathOf(ty.def)) : undefined;
  if (block && ty.kind === 'adt') {
    search.found.push({ path, block, contents: contentsOf(block, ty.args) });
    return;
  }
  if (ty.kind === 'array') {
    collect(ty.element, path, search);
    return;
  }
  const parts = partsOf(ty, search.env, search.engine);
  if (!parts || isUnknown(parts) || parts.adt?.kind === 'union' || parts.adt?.flags.manuallyDrop) return;
  const several = parts.variants.length > 1;
  for (const variant of parts.variants) {
    for (const part of variant.parts) {
      const step = several ? `${variant.name}.${part.name}` : part.name;
      collect(part.ty, [...path, step], search);
    }
  }
}

function contentsOf(block: HeapBlock, args: readonly GenericArg[]): readonly Ty[] {
  const numbers = block.kind === 'nodes' ? block.contents : [block.content];
  return numbers.flatMap((i) => {
    const arg = args[i];
    return arg && !isConstArg(arg) ? [arg] : [];
  });
}

function stdPathOf(def: Def): string {
  if (def.origin !== 'facts') return '';
  const names: string[] = [];
  for (let at: Def | undefined = def; at; at = at.parent) if (at.name !== '') names.unshift(at.name);
  return names[0] === def.crate ? names.join('::') : [def.crate, ...names].join('::');
}
