import type { Place, Projection } from '../mir/model.ts';

/** A place as text; equal for equal places. */
export function keyOf(place: Place): string {
  return `${place.local}${place.projections.map(keyOfStep).join('')}`;
}

function keyOfStep(step: Projection): string {
  switch (step.kind) {
    case 'deref':
      return '*';
    case 'index':
      return `[_${step.local}]`;
    case 'element':
      return `[${step.index}]`;
    case 'rest':
      return '[..]';
    case 'field':
      return step.variant === undefined ? `.${step.index}` : `.${step.variant}:${step.index}`;
  }
}
