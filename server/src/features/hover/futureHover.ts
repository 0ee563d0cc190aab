import type { TypeView } from '../../../../shared/layoutView.ts';
import { isUnknown } from '../../base/unknown.ts';
import { displayName } from '../../engine/displayName.ts';
import type { Engine } from '../../engine/engine.ts';
import { type FutureParts, futureParts, type HeldPart, type SuspendedState } from '../../engine/futures.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { ClosureTy } from '../../types/terms/ty.ts';
import { CharacterPositions } from '../drops/positions.ts';
import { bytes, grouped } from '../figures.ts';
import type { AwaitPlace } from '../place/place.ts';
import { firstLine, type ValueFacts } from './firstLine.ts';
import { type Column, code, sentence, table } from './markdown.ts';

/** How many of the largest held values are told. */
const MAX_ROWS = 8;

const columns: readonly Column[] = [
  { title: 'bytes', align: 'right' },
  { title: 'holds', align: 'left' },
  { title: 'across', align: 'left' },
];

/** A future: its size, then the largest values that it holds, with the awaits that they live across. */
export function futureHover(
  view: TypeView,
  facts: ValueFacts,
  ty: ClosureTy,
  env: ParamEnv,
  engine: Engine,
): readonly string[] {
  const parts = futureParts(engine, ty, env);
  const line = firstLine({ ...view, padding: 0 }, facts);
  if (isUnknown(parts)) return [line];
  const count = parts.suspended.length;
  const awaits = count === 0 ? 'never waits' : count === 1 ? '1 await' : `${count} awaits`;
  const rows = heldRows(parts, engine);
  const shown = rows.slice(0, MAX_ROWS);
  const lines = [`${line} · ${awaits}`];
  if (shown.length > 0) lines.push(table(columns, shown));
  if (rows.length > shown.length) lines.push(`… and ${rows.length - shown.length} more, in the diagram`);
  return lines;
}

/** Each value once, the largest first. */
function heldRows(parts: FutureParts, engine: Engine): readonly (readonly string[])[] {
  const positions = new CharacterPositions();
  const found = new Map<string, { readonly part: HeldPart; readonly lines: Set<number> }>();
  for (const { at, parts: held } of parts.suspended) {
    for (const part of held) {
      if (part.size === 0) continue;
      const key = `${part.role} ${part.name} ${part.offset} ${part.at.offset}`;
      const known = found.get(key) ?? { part, lines: new Set<number>() };
      found.set(key, known);
      known.lines.add(positions.of(at)[0]);
    }
  }
  const sorted = [...found.values()].sort((a, b) => b.part.size - a.part.size);
  return sorted.map(({ part, lines }) => {
    const isParameter =
      parts.ty.flavor === 'async fn' &&
      parts.captured.some((p) => p.name === part.name && p.size === part.size);
    const size = isParameter ? `2 × ${grouped(part.size)}` : grouped(part.size);
    return [
      size,
      labelOfPart(part, engine),
      isParameter ? `${linesOf(lines)}; parameter, kept twice` : linesOf(lines),
    ];
  });
}

function linesOf(lines: ReadonlySet<number>): string {
  const all = [...lines].sort((a, b) => a - b);
  if (all.length > 4) return `${all.length} awaits`;
  return all.length === 1 ? `line ${all[0]}` : `lines ${all.join(', ')}`;
}

function labelOfPart({ role, name, ty }: HeldPart, engine: Engine): string {
  const type = displayName(ty, engine.types);
  switch (role) {
    case 'awaited':
      return `awaited ${code(type)}`;
    case 'temporary':
      return `a temporary ${code(type)}`;
    case 'flag':
      return 'a drop flag';
    case 'variable':
    case 'captured':
      return code(`${name}: ${type}`);
  }
}

/** An `.await`: what the future around it holds while it waits here, and what the awaited future adds. */
export function awaitHover({ ty, env, at }: AwaitPlace, engine: Engine): readonly string[] {
  const parts = futureParts(engine, ty, env);
  if (isUnknown(parts)) return [`**Held bytes unknown**: ${sentence(parts.reason)}`];
  const state = parts.suspended.find((s) => s.at.offset === at);
  if (!state) return [];
  const awaited = state.parts
    .filter((part) => part.role === 'awaited')
    .reduce((sum, part) => sum + part.size, 0);
  const held = heldBytes(state);
  const lines = [`**${bytes(held)} held** across this await, and ${bytes(awaited)} of the awaited future`];
  const rows = state.parts
    .filter((part) => part.size > 0)
    .toSorted((a, b) => b.size - a.size)
    .map((part) => [grouped(part.offset), grouped(part.size), labelOfPart(part, engine)]);
  if (rows.length > 0) lines.push(table(awaitColumns, rows.slice(0, MAX_ROWS)));
  lines.push(`The whole future is ${bytes(parts.layout.size)}.`);
  return lines;
}

const awaitColumns: readonly Column[] = [
  { title: 'offset', align: 'right' },
  { title: 'bytes', align: 'right' },
  { title: 'holds', align: 'left' },
];

/** Bytes of what a state holds beside the future that it waits for. */
export function heldBytes({ parts }: SuspendedState): number {
  return parts.filter((part) => part.role !== 'awaited').reduce((sum, part) => sum + part.size, 0);
}
