import { isUnknown } from '../base/unknown.ts';
import type { TypedBody } from '../bodies/typedBody.ts';
import type { Expr } from '../syntax/bodyAst.ts';
import type { TypeQueries } from '../types/queries.ts';
import { Elaborator } from './analysis/elaborate.ts';
import { INIT, Initialized, UNINIT } from './analysis/initialized.ts';
import { type LineOf, type Piece, piecesOf } from './analysis/lineSegments.ts';
import { type Life, livesIn } from './analysis/lives.ts';
import { MovePaths } from './analysis/movePaths.ts';
import type { CaptureTypes } from './fieldTypes.ts';
import { buildMir } from './mir/build.ts';
import type { MirLocal, SourcePos } from './mir/model.ts';
import type { DropNeeds } from './needsDrop.ts';
import { writtenRange } from './sourcePos.ts';
import { lowerClosureBody, lowerFunction } from './thir/body.ts';
import { createLowerer } from './thir/expressions.ts';

/** What becomes of the values of a function, closure or async block, line by line. */
export interface BodyLives {
  /** The closure or async block; absent for the function itself. */
  readonly closure?: Expr;
  readonly lives: readonly Life[];
  /** Where a local gets a value, or an `.await` begins, and what holds values then. */
  readonly arrivals: readonly Arrival[];
}

export interface Arrival {
  /** A local that gets a value; the compiler's `__awaitee` for what is awaited. */
  readonly local: MirLocal;
  readonly at: SourcePos;
  readonly line: number;
  /** The local whose value has just left it, for this one. */
  readonly from?: number;
  /** Locals that hold or may hold values, by `MirLocal.id`. */
  readonly held: ReadonlySet<number>;
}

/** Which lines a body has, for each body in a function. */
export type LinesOf = (start: SourcePos, end: SourcePos) => LineOf;

/**
 * The lives of the values in a function, then in its closures and async blocks, as far as it can be scheduled. Lines
 * are those of `linesOf`.
 */
export function livesOf(
  body: TypedBody,
  types: TypeQueries,
  needs: DropNeeds,
  captures: CaptureTypes,
  linesOf: LinesOf,
): readonly BodyLives[] {
  const out: BodyLives[] = [];
  const waiting: (Expr | undefined)[] = [undefined];
  while (waiting.length > 0) {
    const expr = waiting.shift();
    const closure = expr && body.closures.get(expr);
    if (expr && !closure) continue;
    const lowerer = createLowerer(body, types, body.edition === '2024', closure);
    const thir = closure ? lowerClosureBody(lowerer, closure) : lowerFunction(lowerer);
    waiting.push(...lowerer.closures);
    if (!thir || lowerer.gap) continue;
    const typing = { types, env: body.env, needs, captures, home: body.owner.crate };
    const built = buildMir(thir, typing, closure);
    const needsDrop = (ty: MirLocal['ty']) => {
      const answer = needs.of(ty, body.env);
      return isUnknown(answer) || answer !== false;
    };
    const paths = new MovePaths(built.mir, types, needsDrop);
    const flow = new Initialized(built.mir, paths, built.captured, true);
    const span = expr?.span ?? body.value.span;
    const unit = expr ? (body.exprs.get(expr)?.unit ?? body.unit) : body.unit;
    const { at, endAt } = writtenRange(unit, span.start, span.end);
    const lineOf = linesOf(at, endAt);
    const pieces = piecesOf(flow, lineOf, at);
    out.push({
      ...(expr && { closure: expr }),
      lives: livesIn(flow, pieces, lineOf, new Elaborator(typing, flow)),
      arrivals: arrivalsIn(flow, pieces),
    });
  }
  return out;
}

function arrivalsIn(flow: Initialized, pieces: readonly Piece[]): readonly Arrival[] {
  const { mir, paths } = flow;
  const roots = mir.locals.flatMap(({ id }) => paths.find({ local: id, projections: [] }) ?? []);
  return pieces.flatMap(({ statements, before, at, line }) => {
    const state = Uint8Array.from(before);
    return statements.flatMap((s, k): readonly Arrival[] => {
      if (s.kind !== 'init' && s.kind !== 'move') return [];
      const held = new Set(
        roots.filter((root) => (state[root.id]! & INIT) !== 0).map((root) => root.place.local),
      );
      flow.set(state, s.place, s.kind === 'init' ? INIT : UNINIT);
      const local = mir.locals[s.place.local]!;
      if (s.kind !== 'init' || s.place.projections.length > 0) return [];
      const giver = statements[k - 1];
      return [{ local, at, line, held, ...(giver?.kind === 'move' && { from: giver.place.local }) }];
    });
  });
}
