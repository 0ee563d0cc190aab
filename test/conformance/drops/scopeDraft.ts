// A drop point while it is put together.

import type { DropPoint } from './dropPoints.ts';
import type { DropEntry, MovedEntry, Position, ScopeKind, TemporaryEntry } from './rustDrops.ts';

/** A scope under construction. */
export interface ScopeDraft {
  kind: ScopeKind;
  readonly position: Position | null;
  drops: DropDraft[];
  temporaries: TemporaryDraft[];
  moved: MovedEntry[];
  /** Points that were united into it. */
  readonly points: DropPoint[];
}

export type Draft<T> = { -readonly [K in keyof T]: T[K] };
export type DropDraft = Draft<DropEntry> & { readonly block: number };
export type TemporaryDraft = Draft<TemporaryEntry> & { after: number };
