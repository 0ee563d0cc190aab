import type { CrateId } from '../project/crateGraph.ts';
import type { SourceDef } from '../resolve/model/def.ts';
import type { ResolutionQueries } from '../resolve/model/resolutionQueries.ts';
import type { BodyEdit } from '../syntax/bodyEdit.ts';
import type { SourceUnit } from '../syntax/sourceUnit.ts';

/**
 * A function that is being typed in, on top of a snapshot that knows it as it was. All that the snapshot has found
 * out about everything else stays true: nothing else sees a function's body.
 *
 *     struct Config { … }          // as in the snapshot
 *     fn read() -> Config {        // the draft: the text between the braces is another
 *         let file = Fil|
 *     }
 */
export interface Draft {
  readonly edit: BodyEdit;
  /** The whole file as it is now, with an id of its own. */
  readonly unit: SourceUnit;
  /** The function with its new body, in `unit`. */
  readonly def: SourceDef;
}

/**
 * The function of an edit with its new body; undefined where more than its body may depend on it: a `const fn` may be
 * called in a type, the body of an `async fn` says how large its future is wherever one is held, the type behind
 * `impl Trait` in the return type is told by the body, and a body may declare items.
 */
export function draftedFunction(
  resolver: ResolutionQueries,
  crate: CrateId,
  before: SourceUnit,
  after: SourceUnit,
  edit: BodyEdit,
): SourceDef | undefined {
  const { isConst, isAsync, ret, keyword } = edit.before;
  const returns = ret === undefined ? '' : before.text.slice(ret.span.start, ret.span.end);
  if (isConst || isAsync || /\bimpl\b/.test(returns)) return undefined;
  const owner = resolver.scopeAt(crate, before.path, keyword)?.owners[0];
  if (owner?.origin !== 'source' || owner.unit !== before || owner.item !== edit.before) return undefined;
  return resolver.withBody(owner, after, edit.after);
}
