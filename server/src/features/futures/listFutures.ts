import type { JsonFuture, JsonHeld, JsonSuspended } from '../../../../shared/layoutJson.ts';
import { isUnknown } from '../../base/unknown.ts';
import { writtenAt } from '../../drops/sourcePos.ts';
import { displayName } from '../../engine/displayName.ts';
import type { Engine } from '../../engine/engine.ts';
import {
  type FutureParts,
  futureParts,
  futuresIn,
  type HeldPart,
  type WrittenFuture,
} from '../../engine/futures.ts';
import { offsetsOf } from '../../engine/layoutParts.ts';
import { primitiveSize } from '../../layout/abi/primitives.ts';
import type { TypeQueries } from '../../types/queries.ts';
import { hasFlags, termFlags } from '../../types/terms/tyKey.ts';
import { CharacterPositions } from '../drops/positions.ts';

/**
 * Every future that a crate's functions write, in the order of files and places: sizes and states, or why they aren't known.
 *
 * @param relative turns a file's path into the one to print
 */
export function listFutures(
  crate: string,
  engine: Engine,
  relative: (path: string) => string,
): readonly JsonFuture[] {
  const positions = new CharacterPositions();
  const found = engine.resolver
    .functionsIn(crate)
    .flatMap((def) => futuresIn(engine, def))
    .flatMap((future) => futureJson(future, engine, relative, positions) ?? []);
  return found.sort((a, b) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column,
  );
}

function futureJson(
  { def, kind, name, ty, env, offset }: WrittenFuture,
  engine: Engine,
  relative: (path: string) => string,
  positions: CharacterPositions,
): JsonFuture | undefined {
  const at = writtenAt(def.unit, offset);
  const file = relative(at.unit.path);
  // What another crate's macro wrote has no place here.
  if (!at.exact || file.startsWith('../')) return undefined;
  const [line, column] = positions.of(at);
  const generic = ty.args.some((arg) => hasFlags(arg, termFlags.param));
  const head = { file, line, column, name, kind, ...(generic && { generic: true as const }) };
  const parts = futureParts(engine, ty, env);
  if (isUnknown(parts)) return { ...head, reason: parts.reason };
  const { layout, captured, suspended } = parts;
  return {
    ...head,
    size: layout.size,
    align: layout.align,
    upvars: captured.map((part) => heldJson(part, engine.types)),
    states: suspended.map((state): JsonSuspended => {
      const [stateLine, stateColumn] = positions.of(state.at);
      return {
        kind: 'suspend',
        line: stateLine,
        column: stateColumn,
        size: printedSize(parts, state.parts, engine),
        holds: state.parts.map((part) => part.name),
        fields: state.parts.map((part) => heldJson(part, engine.types)),
      };
    }),
  };
}

function heldJson({ name, offset, size, ty }: HeldPart, types: TypeQueries): JsonHeld {
  return { name, offset, size, type: displayName(ty, types) };
}

/**
 * The size of a state as `-Zprint-type-sizes` prints it: up to the end of its last field, without the tag
 * (`variant_info_for_coroutine` in `rustc_ty_utils::layout`).
 */
function printedSize(
  { layout, captured }: FutureParts,
  held: readonly HeldPart[],
  { layouts }: Engine,
): number {
  if (layout.variants.kind !== 'multiple') return layout.size;
  const { tag, tagField } = layout.variants;
  const tagSize = primitiveSize(layouts.cx.dl, tag.value);
  const end = (parts: readonly HeldPart[]) => Math.max(0, ...parts.map((part) => part.offset + part.size));
  const used = end(held) || end(captured);
  const tagAt = offsetsOf(layout)[tagField] ?? 0;
  return tagAt >= used ? used : used - tagSize;
}
