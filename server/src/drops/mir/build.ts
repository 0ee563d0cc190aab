import { isUnknown } from '../../base/unknown.ts';
import type { Capture, ClosureInfo } from '../../bodies/typedBody.ts';
import type { ThirBody, ThirParam, Variable } from '../thir/model.ts';
import { Builder, type BuildTypes, type Upvars } from './builder.ts';
import { buildCondition } from './conditions.ts';
import { type At, placeOf } from './controlFlow.ts';
import { intoDestination } from './into.ts';
import { bindPlace } from './matches.ts';
import type { Mir, MirLocal, Place, Projection } from './model.ts';

const pieces = {
  into: intoDestination,
  condition: (b: Builder, at: At, expr: Parameters<typeof buildCondition>[2]) =>
    buildCondition(b, at, expr, undefined),
};

export interface BuiltMir {
  readonly mir: Mir;
  /** Locals that stand for variables around a closure. */
  readonly captured: ReadonlySet<number>;
  /** Locals whose fate is not known, with the reason. */
  readonly doubts: ReadonlyMap<number, string>;
}

/** The MIR of one function, closure or async block (rustc's `construct_fn`). */
export function buildMir(body: ThirBody, typing: BuildTypes, closure?: ClosureInfo): BuiltMir {
  const upvars = new ClosureUpvars(closure);
  const b = new Builder(
    typing,
    pieces,
    (v) => v.local !== undefined && v.local.closure !== closure?.expr,
    upvars,
  );
  const start = b.cfg.block();
  b.scopes.push(body.callSite);
  if (body.self) {
    const { ty, at } = body.self;
    const self = b.cfg.local(ty, at, { hidden: 'captures', upvars: body.self.captures });
    upvars.self = self;
    b.init(start, placeOf(self));
    b.schedule(body.callSite, self, 'capture');
    if (body.self.holdsParams) takeParams(b, start, self, body.params);
  }
  const entered = body.params.reduce((at, param) => enterParam(b, at, param, body), start);
  const end = b.scopes.pop(b.into(undefined, entered, body.value));
  b.cfg.end(end, { kind: 'return' });
  return { mir: b.cfg.mir(), captured: b.captured, doubts: doubtsOf(b, upvars.self) };
}

/** What is not known of a captured variable is not known of the closure that holds it. */
function doubtsOf(b: Builder, self: MirLocal | undefined): ReadonlyMap<number, string> {
  const doubts = new Map(b.doubts);
  for (const [local, reason] of b.doubts)
    if (self && b.captured.has(local) && !doubts.has(self.id)) doubts.set(self.id, reason);
  return doubts;
}

/** An async function's body begins with `let param = param;`, out of the future. */
function takeParams(b: Builder, at: At, self: MirLocal, params: readonly ThirParam[]): void {
  for (const [index, { ty }] of params.entries()) {
    const field: Projection = { kind: 'field', index, name: String(index), ty };
    b.consume(at, { local: self.id, projections: [field] }, ty);
  }
}

/** A parameter is dropped with what its pattern leaves of it, behind what the pattern binds. */
function enterParam(b: Builder, at: At, { ty, at: pos, number, pat }: ThirParam, { callSite }: ThirBody): At {
  if (pat.kind === 'binding' && pat.by !== 'ref' && !pat.sub) {
    const local = b.variable(pat.variable);
    b.init(at, placeOf(local));
    b.schedule(callSite, local, 'parameter');
    return at;
  }
  const local = b.cfg.local(ty, pos, { argument: number });
  b.init(at, placeOf(local));
  b.schedule(callSite, local, 'parameter');
  return bindPlace(b, at, pat, placeOf(local));
}

/** Captured variables as places of the closure that owns them. */
class ClosureUpvars implements Upvars {
  readonly #captures: readonly Capture[];
  self: MirLocal | undefined;

  constructor(closure: ClosureInfo | undefined) {
    this.#captures = !closure || isUnknown(closure.captures) ? [] : closure.captures;
  }

  byReference(variable: Variable): boolean {
    return this.#captures.some((c) => c.local === variable.local && c.by !== 'value');
  }

  resolve(variable: Variable, place: Place): Place | undefined {
    if (!this.self) return undefined;
    const index = this.#captures.findIndex((c) => c.local === variable.local && isPrefix(c, place));
    const capture = this.#captures[index];
    if (capture?.by !== 'value') return undefined;
    const name =
      capture.local.name + capture.projections.map((p) => (p.kind === 'field' ? `.${p.name}` : '')).join('');
    const field: Projection = { kind: 'field', index, name, ty: capture.ty };
    return {
      local: this.self.id,
      projections: [field, ...place.projections.slice(capture.projections.length)],
    };
  }
}

function isPrefix(capture: Capture, place: Place): boolean {
  return capture.projections.every((step, k) => {
    const other = place.projections[k];
    if (!other || other.kind !== step.kind) return false;
    return step.kind === 'deref' || (other.kind === 'field' && other.index === step.index);
  });
}
