import { contained } from '../base/contained.ts';
import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import type { BodyQueries } from '../bodies/bodyQueries.ts';
import type { ClosureInfo, TypedBody } from '../bodies/typedBody.ts';
import type { SourceDef } from '../resolve/model/def.ts';
import type { Expr } from '../syntax/bodyAst.ts';
import type { TypeQueries } from '../types/queries.ts';
import type { Ty } from '../types/terms/ty.ts';
import { Elaborator } from './analysis/elaborate.ts';
import { Initialized } from './analysis/initialized.ts';
import { MovePaths } from './analysis/movePaths.ts';
import { findPoints } from './analysis/points.ts';
import type { CaptureTypes } from './fieldTypes.ts';
import { keepPoints } from './keepPoints.ts';
import { buildMir } from './mir/build.ts';
import type { Mir, MirLocal } from './mir/model.ts';
import { DropNeeds } from './needsDrop.ts';
import { presentPoint, reasonOf } from './scheduleEntries.ts';
import type { BodySchedule, ScheduleVariable } from './scheduleModel.ts';
import { writtenRange } from './sourcePos.ts';
import { lowerClosureBody, lowerFunction } from './thir/body.ts';
import { createLowerer } from './thir/expressions.ts';
import type { Lowerer } from './thir/lowerer.ts';
import type { ThirBody } from './thir/model.ts';

/** The editions whose rules about temporaries differ; each stands for those before it. */
export type DropEdition = '2021' | '2024';

/** Of how many values at how many places is remembered whether they are there, in bytes. */
const MAX_STATES = 50_000_000;

/**
 * The drop schedules of functions, made when first asked for and kept while the snapshot lives. Only the
 * function that is asked for is looked at.
 */
export class DropSchedules {
  readonly needs: DropNeeds;
  readonly #types: TypeQueries;
  readonly #bodies: BodyQueries;
  readonly #known = new Map<string, readonly BodySchedule[]>();

  constructor(types: TypeQueries, bodies: BodyQueries) {
    this.#types = types;
    this.#bodies = bodies;
    this.needs = new DropNeeds(types, this.captures);
  }

  /** The captures of a closure with the names of what they hold. */
  readonly captures: CaptureTypes = (closure) => {
    const body = this.#bodies.analyseBody(closure.owner);
    if (isUnknown(body)) return body;
    if (closure.flavor === 'async fn')
      return body.params.map(({ ty, local }, at) => ({ name: local?.name ?? String(at), ty }));
    for (const info of body.closures.values()) {
      if (info.ty.kind !== 'closure' || info.ty.offset !== closure.offset) continue;
      if (isUnknown(info.captures)) return info.captures;
      return info.captures.map((c) => ({ name: c.local.name, ty: c.ty }));
    }
    return { kind: 'unknown', reason: 'the closure is not found' };
  };

  /** The edition whose rules hold for a function's body. */
  editionOf(def: SourceDef): DropEdition {
    const body = this.#bodies.analyseBody(def);
    return !isUnknown(body) && body.edition === '2024' ? '2024' : '2021';
  }

  /** A function's schedule, then those of the closures and async blocks in it; by another edition's rules if asked. */
  of(
    def: SourceDef,
    edition: DropEdition = contained(
      () => this.editionOf(def),
      () => '2021',
    ),
  ): readonly BodySchedule[] {
    const key = `${def.id}.${edition}`;
    let known = this.#known.get(key);
    if (!known) {
      known = contained(
        () => this.#compute(def, edition),
        (reason) => [unresolvedBody(def, unknown(reason))],
      );
      this.#known.set(key, known);
    }
    return known;
  }

  #compute(def: SourceDef, edition: DropEdition): readonly BodySchedule[] {
    const body = this.#bodies.analyseBody(def);
    return isUnknown(body) ? [unresolvedBody(def, body)] : this.#schedule(def, body, edition === '2024');
  }

  #schedule(def: SourceDef, body: TypedBody, rescopes: boolean): readonly BodySchedule[] {
    const out: BodySchedule[] = [];
    const lowerer = createLowerer(body, this.#types, rescopes);
    out.push(this.#finish(def, body, lowerer, lowerFunction(lowerer)));
    const waiting = [...lowerer.closures];
    for (let expr = waiting.shift(); expr; expr = waiting.shift()) {
      const closure = body.closures.get(expr);
      if (!closure) continue;
      const inner = createLowerer(body, this.#types, rescopes, closure);
      out.push(this.#finish(def, body, inner, lowerClosureBody(inner, closure), closure));
      waiting.push(...inner.closures);
    }
    return out;
  }

  #finish(
    def: SourceDef,
    body: TypedBody,
    lowerer: Lowerer,
    thir: ThirBody | undefined,
    closure?: ClosureInfo,
  ): BodySchedule {
    const header = headerOf(def, body, closure);
    const gap =
      lowerer.gap ?? (thir ? undefined : { reason: 'what the closure captures is not known', at: header.at });
    if (!thir || gap) return { ...header, points: [], variables: [], unresolved: gap! };
    const typing = {
      types: this.#types,
      env: body.env,
      needs: this.needs,
      captures: this.captures,
      home: def.crate,
    };
    const built = buildMir(thir, typing, closure);
    const { mir } = built;
    const paths = new MovePaths(mir, this.#types, (ty) => this.needs.of(ty, body.env) !== false);
    if (paths.all.length * mir.blocks.length > MAX_STATES) {
      const reason = 'the function has too many variables for all of its ways to be followed';
      return { ...header, points: [], variables: [], unresolved: { reason, at: header.at } };
    }
    const flow = new Initialized(mir, paths, built.captured, true);
    const flags = new Initialized(mir, paths, built.captured, false);
    const elaborator = new Elaborator(typing, flow);
    const doubtOf = (local: MirLocal, ty: Ty) =>
      built.doubts.get(local.id) ??
      reasonOf(this.needs.of(local.ty, body.env)) ??
      reasonOf(this.needs.of(ty, body.env)) ??
      elaborator.doubts.get(local.id);
    const found = findPoints(flow, flags, elaborator);
    const numbers = new Map(found.map((point, k) => [point, k]));
    const all = found.map((point) => ({
      ...presentPoint(point, mir, def.crate, doubtOf),
      next: point.next.map((next) => numbers.get(next)!),
    }));
    const points = keepPoints(
      all,
      (p) => p.entries.length + p.moved.length > 0 || p.unresolved !== undefined,
    );
    return { ...header, points, variables: this.#variables(mir, body) };
  }

  #variables(mir: Mir, body: TypedBody): readonly ScheduleVariable[] {
    return mir.locals.flatMap(({ name, at, ty }) =>
      name === undefined ? [] : [{ name, at, ty, drops: this.needs.of(ty, body.env) }],
    );
  }
}

function headerOf(def: SourceDef, body: TypedBody, closure: ClosureInfo | undefined) {
  const { item } = def;
  const name = 'name' in item ? item.name : undefined;
  if (!closure) {
    const kind = body.isAsync ? ('async fn' as const) : ('fn' as const);
    const range = writtenRange(def.unit, name?.span.start ?? item.keyword, item.span.end);
    return { def, kind, name: def.name, ...range };
  }
  const { expr, flavor } = closure;
  const unit = body.exprs.get(expr)?.unit ?? body.unit;
  // Of an async closure the body is a future of its own, which all that is dropped belongs to.
  const future = flavor === 'async closure' && expr.kind === 'closure' ? expr.body.span : undefined;
  const { start, end } = future ?? expr.span;
  return {
    def,
    closure: expr as Expr,
    kind: future || flavor === 'async block' ? ('async block' as const) : ('closure' as const),
    name: '{closure}',
    ...writtenRange(unit, start, end),
  };
}

function unresolvedBody(def: SourceDef, { reason }: Unknown): BodySchedule {
  const { item } = def;
  const start = 'name' in item ? item.name.span.start : item.keyword;
  const range = writtenRange(def.unit, start, item.span.end);
  return {
    def,
    kind: 'fn',
    name: def.name,
    ...range,
    points: [],
    variables: [],
    unresolved: { reason, at: range.at },
  };
}
