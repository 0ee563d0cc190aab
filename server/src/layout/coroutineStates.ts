import type { Unknown } from '../base/unknown.ts';
import type { ClosureTy, Ty } from '../types/terms/ty.ts';

/** What decides about the layout of a future, in terms of the parameters of the function that it stands in. */
export interface StatesOf {
  /** What it captures. */
  readonly upvars: readonly { readonly ty: Ty }[];
  /** What it keeps across its awaits. */
  readonly saved: readonly { readonly ty: Ty }[];
  /** By await, the indices of what it keeps there. */
  readonly points: readonly { readonly saved: readonly number[] }[];
  /** By saved local, those that can't lie in the same bytes. */
  readonly conflicts: readonly ReadonlySet<number>[];
}

/** Tells what an async function's or block's future holds; injected, since that is for its code to say. */
export type CoroutineStates = (ty: ClosureTy) => StatesOf | Unknown;
