import type {
  FieldPiece,
  SourcePlace,
  TagView,
  TypeView,
  VariantView,
} from '../../../../shared/layoutView.ts';
import type { SourcePos } from '../../drops/mir/model.ts';
import { type FutureParts, type HeldPart, RESERVED } from '../../engine/futures.ts';
import { CharacterPositions } from '../drops/positions.ts';
import { tileBytes } from './byteTiles.ts';

/**
 * The states of a future like the variants of an enum, over the same bytes: unresumed, one for each await, returned,
 * panicked. Parameters of an async function are moved out of their place before it first waits; what an `async` block
 * captures stays where it is.
 */
export function stateViews(
  future: FutureParts,
  tag: TagView,
  view: (part: HeldPart) => TypeView,
): readonly VariantView[] {
  const positions = new CharacterPositions();
  const { ty, layout, captured, suspended } = future;
  const state = (
    name: string,
    index: number,
    parts: readonly HeldPart[],
    place?: SourcePlace,
  ): VariantView => {
    const fields = parts.map((part, k) => fieldOf(part, k, view(part)));
    const all = [...fields, { kind: 'tag', offset: tag.offset, size: tag.size } as const];
    const pieces = tileBytes(
      all.toSorted((a, b) => a.offset - b.offset || a.size - b.size),
      layout.size,
    );
    return {
      name,
      index,
      discriminant: String(index),
      tagValue: String(index),
      usedSize: all.reduce((end, p) => Math.max(end, p.offset + p.size), 0),
      pieces,
      uninhabited: false,
      unused: pieces.reduce((sum, p) => (p.kind === 'padding' ? sum + p.size : sum), 0),
      ...(place && { place }),
    };
  };
  const kept = ty.flavor === 'async block' ? captured : [];
  return [
    state('unresumed', 0, captured),
    ...suspended.map(({ at, parts }, k) =>
      state(
        `await in line ${positions.of(at)[0]}`,
        k + RESERVED,
        [...kept, ...parts],
        placeAt(at, 'await'.length),
      ),
    ),
    state('returned', 1, []),
    state('panicked', 2, []),
  ];
}

function placeAt({ unit, offset, exact }: SourcePos, length: number): SourcePlace | undefined {
  return exact ? { path: unit.path, start: offset, end: offset + length } : undefined;
}

function fieldOf(part: HeldPart, index: number, type: TypeView): FieldPiece {
  const { offset, size, align } = part;
  const place = part.role === 'variable' ? placeAt(part.at, part.name.length) : undefined;
  return { kind: 'field', name: labelOf(part), index, offset, size, align, type, ...(place && { place }) };
}

/** What people call it: the awaited future, a temporary or a drop flag has no name of its own. */
export function labelOf({ name, role }: HeldPart): string {
  switch (role) {
    case 'awaited':
      return 'awaited';
    case 'temporary':
      return 'temporary';
    case 'flag':
      return 'drop flag';
    case 'variable':
    case 'captured':
      return name;
  }
}
