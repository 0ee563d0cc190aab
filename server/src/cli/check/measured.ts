import type { Warrant } from '../../../../shared/layoutView.ts';

/** What a check looks at: plain figures of the types of some crates, all in bytes. */

/** One type, or one instance of a generic type, in one state of the files. */
export interface MeasuredType {
  /** The same for the same type in another state of the files: `ferry::net::Peer`, `ferry::Slot<Header>`. */
  readonly id: string;
  readonly kind: 'struct' | 'enum' | 'union' | 'future';
  /** Relative to the checked folder, with `/`. */
  readonly file: string;
  /** 1-based, of the name. */
  readonly line: number;
  readonly warrant: Warrant;
  /** Why a figure is missing. */
  readonly reason?: string;
  readonly size?: number;
  readonly align?: number;
  readonly padding?: number;
  /** What the largest variant of an enum needs beyond the next one. */
  readonly variantExcess?: number;
  readonly isCopy?: boolean;
  readonly needsDrop?: boolean;
  /** In declaration order; an enum's are named `Variant.field`. */
  readonly fields: readonly MeasuredField[];
  /** The budgets that comments above the type set: the texts behind `layout:`, with their lines. */
  readonly comments: readonly BudgetComment[];
}

export interface MeasuredField {
  readonly name: string;
  readonly type: string;
  readonly size?: number;
}

export interface BudgetComment {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** All types of one state of the files, on one target. */
export interface Measurement {
  readonly schema: 'rust-check/1';
  readonly rustc: string;
  /** The described release whose figures these are, where `rustc` itself isn't described. */
  readonly describedAs?: string;
  readonly target: string;
  readonly types: readonly MeasuredType[];
}
