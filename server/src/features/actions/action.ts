import type { TypeView } from '../../../../shared/layoutView.ts';
import type { Engine } from '../../engine/engine.ts';
import type { SourceDef } from '../../resolve/model/def.ts';
import type { EnumItem, Span, StructItem } from '../../syntax/ast.ts';
import type { Ty } from '../../types/terms/ty.ts';

/** A change of the user's text that only the user can ask for. */
export interface Action {
  readonly title: string;
  /** Spans of the file with their new text; none overlaps another. */
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

/** A definition with a known layout around the cursor. */
export interface ActionSubject {
  readonly def: SourceDef;
  readonly item: StructItem | EnumItem;
  readonly ty: Ty;
  readonly view: TypeView;
  readonly engine: Engine;
  readonly text: string;
}

/** One kind of action; undefined where it has nothing to offer. */
export type ActionKind = (subject: ActionSubject) => Action | undefined;
