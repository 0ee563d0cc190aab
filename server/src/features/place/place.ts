import type { Def } from '../../resolve/model/def.ts';
import type { Span } from '../../syntax/ast.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { ClosureTy, Ty } from '../../types/terms/ty.ts';

/** What stands at a place of the user's text, as a type. Spans are UTF-16 offsets of the file. */
export type Place = TypePlace | FieldPlace | VariantPlace | AwaitPlace;

export interface TypePlace {
  readonly kind: 'type';
  readonly ty: Ty;
  readonly env: ParamEnv;
  readonly span: Span;
  /** Set at a type's own definition: `ty` then has its parameters for arguments. */
  readonly definition?: Def;
  /** Set on a variable or constant: its name. */
  readonly variable?: string;
}

/** The `await` of an `.await`: one state of the future around it. */
export interface AwaitPlace {
  readonly kind: 'await';
  /** The future of the function or block in which it stands. */
  readonly ty: ClosureTy;
  readonly env: ParamEnv;
  /** The UTF-16 offset of the keyword in the unit that the user sees. */
  readonly at: number;
  readonly span: Span;
}

export interface FieldPlace {
  readonly kind: 'field';
  readonly owner: AdtTy;
  /** Number among the variants that the `cfg`s leave; 0 for structs and unions. */
  readonly variant: number;
  readonly field: number;
  readonly env: ParamEnv;
  readonly span: Span;
}

export interface VariantPlace {
  readonly kind: 'variant';
  readonly owner: AdtTy;
  readonly variant: number;
  readonly env: ParamEnv;
  readonly span: Span;
}

export type AdtTy = Extract<Ty, { kind: 'adt' }>;
