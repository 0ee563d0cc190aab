/** What every calculation needs: the target and the release's rules; and how it says that it failed. */
import type { ReleaseSwitches } from './releases.ts';
import type { TargetDataLayout } from './targetData.ts';
import type { Layout, LayoutError, LayoutResult } from './types.ts';

export interface LayoutCx {
  readonly dl: TargetDataLayout;
  readonly release: ReleaseSwitches;
}

export function ok(layout: Layout): LayoutResult {
  return { kind: 'layout', layout };
}

export function fail(error: LayoutError): LayoutResult {
  return { kind: 'error', error };
}

/** Why an object can't have this size, or undefined if it can. */
export function sizeError(dl: TargetDataLayout, size: number | bigint): LayoutError | undefined {
  if (size >= dl.objSizeBound) return { kind: 'sizeOverflow' };
  if (size > Number.MAX_SAFE_INTEGER) return { kind: 'sizeBeyondSafeInteger' };
  return undefined;
}
