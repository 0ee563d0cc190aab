// One point of several paths: what only some of them drop is conditional.

import type { MovedEntry } from './rustDrops.ts';
import type { DropDraft, ScopeDraft, TemporaryDraft } from './scopeDraft.ts';

type Step = { readonly drop: DropDraft } | { readonly temporary: TemporaryDraft };

/** Adds to `a` what `b` drops at the same point. */
export function uniteScopes(a: ScopeDraft, b: ScopeDraft): void {
  a.points.push(...b.points);
  const steps = sequence(a);
  const others = sequence(b);
  const isMoved = (scope: ScopeDraft, step: Step): boolean =>
    'drop' in step && scope.moved.some((m) => m.variable === step.drop.variable);
  let at = 0;
  for (const step of others) {
    const same = steps.findIndex((s) => identity(s) === identity(step));
    if (same >= 0) {
      if (entry(step).conditional) entry(steps[same]!).conditional = true;
      at = same + 1;
    } else {
      if (isMoved(a, step)) entry(step).conditional = true;
      steps.splice(at++, 0, step);
    }
  }
  const theirs = new Set(others.map(identity));
  for (const step of steps)
    if (!theirs.has(identity(step)) && isMoved(b, step)) entry(step).conditional = true;
  a.moved = movedOnAll([...a.moved, ...b.moved], steps);
  a.drops = [];
  a.temporaries = [];
  for (const step of steps) {
    if ('drop' in step) a.drops.push(step.drop);
    else a.temporaries.push({ ...step.temporary, after: a.drops.length });
  }
}

const entry = (step: Step): DropDraft | TemporaryDraft => ('drop' in step ? step.drop : step.temporary);
const identity = (step: Step): string => `${entry(step).place}|${entry(step).part ?? ''}`;

/** Variables and temporaries in the order of their drops. */
function sequence({ drops, temporaries }: ScopeDraft): Step[] {
  const steps: Step[] = [];
  for (let k = 0; k <= drops.length; k++) {
    for (const temporary of temporaries) if (temporary.after === k) steps.push({ temporary });
    if (drops[k]) steps.push({ drop: drops[k]! });
  }
  return steps;
}

function movedOnAll(moved: readonly MovedEntry[], steps: readonly Step[]): MovedEntry[] {
  const key = ({ variable, declared }: MovedEntry): string => `${variable}@${declared}`;
  const dropped = new Set(steps.flatMap((s) => ('drop' in s ? key(s.drop) : [])));
  return [...new Map(moved.map((m) => [key(m), m])).values()].filter((m) => !dropped.has(key(m)));
}
