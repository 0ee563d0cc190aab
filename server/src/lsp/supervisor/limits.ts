import type { Working } from '../watch.ts';

/** How long one piece of work may take, in milliseconds. */
export interface Limit {
  /** Of the processor: a machine that is busy with other things doesn't count against the user's file. */
  readonly used: number;
  /** In all, for work that only waits. */
  readonly passed: number;
}

const quick: Limit = { used: 3000, passed: 15_000 };
/** For what a panel shows as being loaded, and for what nobody waits for. */
const patient: Limit = { used: 10_000, passed: 30_000 };

const patientNames: ReadonlySet<string> = new Set(['layout', 'drops', 'status', 'open']);

export function limitOf({ name }: Working): Limit {
  return patientNames.has(name) ? patient : quick;
}
