import type { SourcePos } from '../../drops/mir/model.ts';
import type { ThirCoroutine } from '../../drops/thir/coroutine.ts';
import type { Variable } from '../../drops/thir/model.ts';
import { childScope } from '../../drops/thir/regions.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { type Body, CTX_ARG, placeOf, SELF_ARG } from '../mir/model.ts';
import { Builder, type BuildTypes } from './builder.ts';
import { intoDestination } from './into.ts';

export interface Built {
  readonly body: Body;
  /** Locals that are not known well enough, with the reason. */
  readonly doubts: ReadonlyMap<number, string>;
  readonly gap?: string;
}

/** A future as a type, with what its code is resumed with. */
export interface CoroutineSignature {
  readonly ty: Ty;
  readonly output: Ty;
  readonly at: SourcePos;
  readonly taskContext: Variable;
}

/** The MIR of a future's code (rustc's `construct_fn` for a coroutine). */
export function buildCoroutine(
  { value, callSite, upvars }: ThirCoroutine,
  { ty, output, at, taskContext }: CoroutineSignature,
  typing: BuildTypes,
): Built {
  const b = new Builder(typing, { into: intoDestination }, upvars);
  const returned = b.cfg.local(output, at);
  b.cfg.local(ty, at);
  b.bind(taskContext, b.cfg.local(taskContext.ty, at));
  const start = b.cfg.block();
  const outermost = childScope(undefined, 'arguments', callSite.end, true);
  b.scopes.push(outermost);
  const end = b.scopes.inBreakable(undefined, placeOf(returned), undefined, () =>
    b.scopes.within(callSite, start, (block) => {
      b.scopes.schedule(callSite, SELF_ARG, 'value');
      b.scopes.schedule(callSite, CTX_ARG, 'value');
      return b.into(placeOf(returned), block, value);
    }),
  );
  b.cfg.end(b.scopes.pop(end), { kind: 'return' });
  b.scopes.finish();
  return { body: b.cfg.body(), doubts: b.doubts, ...(b.gap !== undefined && { gap: b.gap }) };
}
