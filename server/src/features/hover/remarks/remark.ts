import type { TypeView } from '../../../../../shared/layoutView.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { ParamEnv } from '../../../types/model.ts';
import type { Ty } from '../../../types/terms/ty.ts';

/** A type, normalised, with its picture: what a remark is made from. */
export interface Subject {
  readonly ty: Ty;
  readonly env: ParamEnv;
  readonly view: TypeView;
  readonly engine: Engine;
}

/** One line of Markdown, or undefined where it would say nothing. */
export type Remark = (subject: Subject) => string | undefined;
