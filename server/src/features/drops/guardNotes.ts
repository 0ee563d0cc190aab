import type { BodySchedule, ScheduleVariable } from '../../drops/scheduleModel.ts';
import type { Span } from '../../syntax/ast.ts';
import type { FileContext } from '../fileContext.ts';
import { dropsOf } from './engineDrops.ts';

/** Something about a guard that a reader should know, and where. */
export interface GuardNote {
  readonly kind: 'heldAcrossAwait' | 'secondLock';
  readonly span: Span;
  readonly text: string;
}

interface Held {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Lock guards in variables that live across an `.await`, or while another lock is taken. */
export function guardNotes(cx: FileContext, body: BodySchedule): readonly GuardNote[] {
  const held = body.variables.flatMap((variable) => heldBy(cx, body, variable) ?? []);
  return held.flatMap((guard) => [...awaits(cx, guard), ...seconds(guard, held)]);
}

function heldBy(cx: FileContext, body: BodySchedule, variable: ScheduleVariable): Held | undefined {
  if (variable.at.unit !== cx.unit || dropsOf(cx.engine).glue.effectOf(variable.ty)?.gives !== 'lock')
    return undefined;
  const ends = body.points
    .filter(
      (p) =>
        p.kind === 'end' &&
        p.entries.some((e) => e.at?.offset === variable.at.offset && e.name === variable.name),
    )
    .map((p) => p.at.offset);
  // A guard that is moved away may end anywhere.
  if (ends.length === 0) return undefined;
  return { name: variable.name, from: variable.at.offset, to: Math.max(...ends) };
}

function awaits(cx: FileContext, { name, from, to }: Held): readonly GuardNote[] {
  const text = cx.unit.text.slice(from, to);
  return [...text.matchAll(/\.\s*await\b/g)].map((match) => ({
    kind: 'heldAcrossAwait',
    span: { start: from + match.index, end: from + match.index + match[0].length },
    text: `\`${name}\` is still locked while this waits`,
  }));
}

function seconds(guard: Held, held: readonly Held[]): readonly GuardNote[] {
  return held
    .filter((other) => other !== guard && guard.from < other.from && other.from < guard.to)
    .map((other) => ({
      kind: 'secondLock',
      span: { start: other.from, end: other.from + other.name.length },
      text: `\`${other.name}\` locks while \`${guard.name}\` is still locked`,
    }));
}
