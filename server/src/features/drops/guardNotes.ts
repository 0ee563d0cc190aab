import type { DropNoteView, TimelineView } from '../../../../shared/dropView.ts';
import type { TypedBody } from '../../bodies/typedBody.ts';
import type { Arrival, BodyLives } from '../../drops/lives.ts';
import type { SourcePos } from '../../drops/mir/model.ts';
import { placed } from './placed.ts';
import type { CharacterPositions } from './positions.ts';

/**
 * Guards that a reader should look at: those that hold, or may hold, while the body waits at an `.await`, and those of
 * a lock while another lock is taken. In the order of the text.
 */
export function guardNotes(
  { arrivals }: BodyLives,
  { lanes }: TimelineView,
  typed: TypedBody,
  positions: CharacterPositions,
): readonly DropNoteView[] {
  const guards = new Map(lanes.filter((lane) => lane.guard).map((lane) => [lane.id, lane]));
  if (guards.size === 0) return [];
  const name = (id: number) => {
    const lane = guards.get(id)!;
    return lane.kind === 'temporary' ? `a temporary \`${lane.type}\`` : `\`${lane.label}\``;
  };
  const seen = new Set<string>();
  const notes = arrivals.flatMap((arrival): readonly DropNoteView[] => {
    const { local } = arrival;
    const awaits = local.hidden === '__awaitee';
    if (!awaits && guards.get(local.id)?.guard !== 'lock') return [];
    // A guard that changes its place locks nothing.
    if (!awaits && arrival.from !== undefined && guards.has(arrival.from)) return [];
    const at = awaits ? awaitAt(typed, arrival, arrivals) : local.at;
    return [...arrival.held].flatMap((id): readonly DropNoteView[] => {
      const held = guards.get(id);
      if (!held || id === local.id || (!awaits && held.guard !== 'lock')) return [];
      const does = held.guard === 'lock' ? 'is still locked' : 'still borrows';
      const text = awaits
        ? `${name(id)} ${does} while this waits`
        : `${name(local.id)} locks while ${name(id)} is still locked`;
      const kind = awaits ? 'heldAcrossAwait' : 'secondLock';
      const key = `${kind} ${id} ${at.offset}`;
      if (seen.has(key)) return [];
      seen.add(key);
      const length = awaits ? '.await'.length : (local.name?.length ?? 1);
      return [{ kind, ...placed(at, length), line: positions.of(at)[0], text, lane: id }];
    });
  });
  return notes.sort((a, b) => a.line - b.line);
}

/** Where the `.await` of an awaited future stands: of several that start at one place, the inner ones come first. */
function awaitAt(typed: TypedBody, { local }: Arrival, arrivals: readonly Arrival[]): SourcePos {
  const { unit, offset } = local.at;
  const own = [...typed.exprs]
    .filter(([expr, info]) => expr.kind === 'await' && info.unit === unit && expr.span.start === offset)
    .map(([{ span }]) => span.end)
    .sort((a, b) => a - b);
  const same = arrivals.filter((a) => a.local.hidden === '__awaitee' && a.local.at.offset === offset);
  const number = [...new Set(same.map((a) => a.local.id))].indexOf(local.id);
  const end = own[Math.min(number, own.length - 1)];
  if (end === undefined) return local.at;
  return { ...local.at, offset: unit.text.lastIndexOf('.', end - 1) };
}
