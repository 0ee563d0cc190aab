import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import type { BodyQueries } from '../bodies/bodyQueries.ts';
import type { ClosureInfo, TypedBody } from '../bodies/typedBody.ts';
import type { CaptureTypes } from '../drops/fieldTypes.ts';
import type { SourcePos } from '../drops/mir/model.ts';
import { DropNeeds } from '../drops/needsDrop.ts';
import { lowerAsyncBlock, lowerAsyncFn, type ThirCoroutine } from '../drops/thir/coroutine.ts';
import { createLowerer } from '../drops/thir/expressions.ts';
import type { Lowerer } from '../drops/thir/lowerer.ts';
import { bodyRewrite } from '../resolve/attributes/bodyRewrites.ts';
import type { TypeQueries } from '../types/queries.ts';
import type { ClosureTy, Ty } from '../types/terms/ty.ts';
import { buildCoroutine } from './build/coroutine.ts';
import { elaborateDrops } from './passes/elaborate.ts';
import { promoteTemps } from './passes/promote.ts';
import { mergeBlocks, withoutUnwinding } from './passes/simplify.ts';
import { findSavedLocals, type SavedLocals } from './savedLocals.ts';
import { TypeFacts } from './typeFacts.ts';

/** What a panic does, by the profile: it decides which drop flags a future holds. */
export type PanicStrategy = 'unwind' | 'abort';

/** What decides about futures beside their code. */
export interface CoroutineProfile {
  readonly panic: PanicStrategy;
  readonly overflowChecks: boolean;
}

export interface Held {
  /** The name that rustc gives it in debug information; absent for temporaries and drop flags. */
  readonly name?: string;
  /** In terms of the parameters of the function around the future. */
  readonly ty: Ty;
  readonly at: SourcePos;
}

/** What a future is made of, in terms of the parameters of the function that it stands in (rustc's `CoroutineLayout`). */
export interface CoroutineShape {
  readonly upvars: readonly Held[];
  readonly saved: readonly Held[];
  /** The points where it waits: the awaits, in the order of its states. */
  readonly points: readonly { readonly at: SourcePos; readonly saved: readonly number[] }[];
  readonly conflicts: readonly ReadonlySet<number>[];
}

/** A body of more blocks times locals than this is not followed, in bits of one analysis. */
const MAX_STATES = 400_000_000;

/** The code of one future, lowered. */
interface Lowered {
  readonly ty: ClosureTy;
  readonly body: TypedBody;
  readonly thir: ThirCoroutine;
  readonly lowerer: Lowerer;
  readonly panic: PanicStrategy;
  /** Of an async block. */
  readonly closure?: ClosureInfo;
}

/** The shapes of the futures of one snapshot, made when first asked for. Generic ones are analysed once. */
export class Coroutines {
  readonly #types: TypeQueries;
  readonly #bodies: BodyQueries;
  readonly #needs: DropNeeds;
  readonly #captures: CaptureTypes;
  readonly #known = new Map<string, CoroutineShape | Unknown>();

  readonly #profileOf: (crate: string) => CoroutineProfile;

  /** `profileOf`: how a crate is compiled. */
  constructor(
    types: TypeQueries,
    bodies: BodyQueries,
    captures: CaptureTypes,
    profileOf: (crate: string) => CoroutineProfile,
  ) {
    this.#profileOf = profileOf;
    this.#types = types;
    this.#bodies = bodies;
    this.#captures = captures;
    this.#needs = new DropNeeds(types, captures);
  }

  /** The shape of an async function's or block's future; by another strategy than its crate's if asked. */
  shapeOf(ty: ClosureTy, panic = this.#profileOf(ty.owner.crate).panic): CoroutineShape | Unknown {
    const key = `${panic}.${ty.owner.id}.${ty.flavor}.${ty.offset}`;
    let known = this.#known.get(key);
    if (!known) {
      // A future that asks for itself while it is looked at holds itself.
      this.#known.set(key, unknown('the future holds itself'));
      known = this.#shape(ty, panic);
      this.#known.set(key, known);
    }
    return known;
  }

  #shape(ty: ClosureTy, panic: PanicStrategy): CoroutineShape | Unknown {
    const rewritten = bodyRewrite(ty.owner);
    if (rewritten !== undefined) return unknown(rewritten);
    const body = this.#bodies.analyseBody(ty.owner);
    if (isUnknown(body)) return body;
    const closure = ty.flavor === 'async block' ? this.#bodies.closure(ty.owner, ty.offset) : undefined;
    if (closure && isUnknown(closure)) return closure;
    const lowerer = createLowerer(body, this.#types, body.edition === '2024', closure);
    const thir = closure ? lowerAsyncBlock(lowerer, closure) : lowerAsyncFn(lowerer);
    if (lowerer.gap) return unknown(lowerer.gap.reason);
    if (!thir) return captureGap(closure);
    return this.#analyse({ ty, body, thir, lowerer, panic, ...(closure && { closure }) });
  }

  #analyse({ ty, body, thir, lowerer, panic, closure }: Lowered): CoroutineShape | Unknown {
    const facts = new TypeFacts(this.#types, body.env, this.#needs, this.#captures);
    const { overflowChecks } = this.#profileOf(ty.owner.crate);
    const typing = {
      types: this.#types,
      env: body.env,
      needs: this.#needs,
      isUninhabited: facts.isUninhabited,
      overflowChecks,
    };
    const output = closure ? closure.output : body.returnTy;
    const signature = { ty, output, at: thir.value.at, taskContext: lowerer.taskContext };
    const built = buildCoroutine(thir, signature, typing);
    if (built.gap !== undefined) return unknown(built.gap);
    if (built.body.blocks.length * built.body.locals.length > MAX_STATES)
      return unknown('the body has too many variables for all of its ways to be followed');
    const promoted = promoteTemps(built.body, facts);
    const elaborated = elaborateDrops(mergeBlocks(promoted.body), facts);
    if (elaborated.gap !== undefined) return unknown(elaborated.gap);
    const lowered = panic === 'abort' ? withoutUnwinding(elaborated.body) : elaborated.body;
    const found = findSavedLocals(lowered);
    const doubt = doubtOf(found, built.doubts, promoted.doubtful, (local) => lowered.locals[local]?.ty);
    if (doubt !== undefined) return unknown(doubt);
    return {
      upvars: thir.upvars.map((upvar) => heldUpvar(upvar, thir)),
      saved: found.saved.map(({ name, ty: held, at }) => ({
        ty: held,
        at,
        ...(name !== undefined && { name }),
      })),
      points: found.points,
      conflicts: found.conflicts,
    };
  }
}

function captureGap(closure: ClosureInfo | undefined): Unknown {
  const captures = closure?.captures;
  return captures && isUnknown(captures) ? captures : unknown('what the async block captures is not known');
}

function heldUpvar(upvar: ThirCoroutine['upvars'][number], { value }: ThirCoroutine): Held {
  if (!('by' in upvar)) return { name: upvar.name, ty: upvar.ty, at: upvar.at };
  return { name: upvar.local.name, ty: upvar.ty, at: value.at };
}

/** Why what is held is not known for sure: of something that has storage where the future waits, too little is known. */
function doubtOf(
  { stored }: SavedLocals,
  doubts: ReadonlyMap<number, string>,
  doubtful: ReadonlySet<number>,
  tyOf: (local: number) => Ty | undefined,
): string | undefined {
  for (const local of stored.toArray()) {
    const ty = tyOf(local);
    if (ty?.kind === 'unknown') return ty.reason;
    const doubt = doubts.get(local);
    if (doubt !== undefined) return doubt;
    if (doubtful.has(local)) return 'whether a borrowed value is a constant is not known';
  }
  return undefined;
}
