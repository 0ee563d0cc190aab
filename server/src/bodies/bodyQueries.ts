import type { Unknown } from '../base/unknown.ts';
import type { Def } from '../resolve/model/def.ts';
import type { BodyOracle } from '../types/typeCx.ts';
import type { ClosureInfo, TypedBody } from './typedBody.ts';

/** All questions about bodies that higher layers may ask. Answers are memoised; nothing throws for user code. */
export interface BodyQueries extends BodyOracle {
  /** The types in a function's body or in the value of a constant or static; unknown for what has no body here. */
  analyseBody(def: Def): TypedBody | Unknown;
  /** What is known of the closure that starts at a UTF-16 offset of its function's unit. */
  closure(owner: Def, offset: number): ClosureInfo | Unknown;
}
