import { isUnknown } from '../../base/unknown.ts';
import type { BodyQueries } from '../../bodies/bodyQueries.ts';
import type { Callee, TypedBody } from '../../bodies/typedBody.ts';
import type { SourceDef } from '../../resolve/model/def.ts';
import type { Name, Span } from '../../syntax/ast.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import { filePlace, type SourceUnit } from '../../syntax/sourceUnit.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { hasFlags, termFlags } from '../../types/terms/tyKey.ts';
import type { AdtTy } from './place.ts';
import { covers } from './typeSyntax.ts';

/** A variable or a field that stands in the arguments of a macro call, at its place in the file. */
export interface InMacro {
  readonly name: Name;
  readonly ty: Ty;
  /** For a field: the struct, as seen through references and `Deref`, and the field's number. */
  readonly field?: { readonly owner: Ty; readonly index: number };
}

/** What inference found out about a body, by where things stand in the text of its function. */
export class InferredTypes {
  readonly #body: TypedBody;
  readonly #unit: SourceUnit;
  #exprs: ReadonlyMap<string, Ty> | undefined;
  #named: ReadonlyMap<number, AdtTy> | undefined;

  private constructor(body: TypedBody, unit: SourceUnit) {
    this.#body = body;
    this.#unit = unit;
  }

  /** Undefined where there is no body, or nothing is known of it. */
  static of(owner: SourceDef, bodies: BodyQueries): InferredTypes | undefined {
    const body = bodies.analyseBody(owner);
    return isUnknown(body) ? undefined : new InferredTypes(body, owner.unit);
  }

  /** The type of a variable by where it is declared; `unknown` with the reason where inference failed. */
  local({ span }: Name): Ty | undefined {
    const { locals } = this.#body;
    return locals.find((local) => local.unit === this.#unit && local.span.start === span.start)?.ty;
  }

  /** The type of an expression after what is done to it there: behind `Deref`, for the base of a field. */
  expr(expr: Expr): Ty | undefined {
    this.#exprs ??= typesIn(this.#body, this.#unit);
    return this.#exprs.get(keyOf(expr));
  }

  /** The struct or enum, with its arguments, that a path to it or to a variant means; by where its last name starts. */
  adtNamedAt(start: number): AdtTy | undefined {
    this.#named ??= namedIn(this.#body, this.#unit);
    return this.#named.get(start);
  }

  /** What stands at a UTF-16 offset of the function's file inside of a macro call's arguments. */
  inMacro(offset: number): InMacro | undefined {
    for (const [expr, { unit, ty, meaning }] of this.#body.exprs) {
      const name = nameOf(expr);
      const span = name && this.#inFile(unit, name);
      if (!span || !covers(span, offset)) continue;
      const found = { name: { text: name.text, span }, ty };
      if (meaning?.kind === 'local') return found;
      const base = expr.kind === 'field' ? this.#body.exprs.get(expr.base) : undefined;
      const owner = base && (base.adjustments.at(-1)?.ty ?? base.ty);
      if (meaning?.kind === 'field' && owner) return { ...found, field: { owner, index: meaning.index } };
    }
    return undefined;
  }

  #inFile(unit: SourceUnit, { text, span }: Name): Span | undefined {
    const { unit: file, offset, exact } = filePlace(unit, span.start);
    return exact && file === this.#unit ? { start: offset, end: offset + text.length } : undefined;
  }
}

function typesIn({ exprs }: TypedBody, unit: SourceUnit): ReadonlyMap<string, Ty> {
  const types = new Map<string, Ty>();
  for (const [expr, { unit: at, ty, adjustments }] of exprs)
    if (at === unit) types.set(keyOf(expr), adjustments.at(-1)?.ty ?? ty);
  return types;
}

function namedIn({ exprs, patterns }: TypedBody, unit: SourceUnit): ReadonlyMap<number, AdtTy> {
  const named = new Map<number, AdtTy>();
  const add = (name: Name | undefined, ty: Ty | undefined): void => {
    if (name && ty?.kind === 'adt' && !hasFlags(ty, termFlags.unknown)) named.set(name.span.start, ty);
  };
  for (const [expr, { unit: at, meaning }] of exprs) {
    if (at !== unit) continue;
    if (expr.kind === 'path' && meaning?.kind === 'item')
      add(expr.path.segments.at(-1)?.name, constructed(meaning.callee));
    if (expr.kind === 'struct' && meaning?.kind === 'struct')
      add(expr.path.segments.at(-1)?.name, meaning.ty);
  }
  for (const [pattern, { unit: at, ty, meaning }] of patterns) {
    if (at !== unit || meaning?.kind !== 'variant') continue;
    if (pattern.kind === 'bind') add(pattern.name, ty);
    else if ('path' in pattern) add(pattern.path.segments.at(-1)?.name, ty);
  }
  return named;
}

/** What a constructor makes. */
function constructed({ def, args }: Callee): Ty | undefined {
  const adt = def.kind === 'variant' ? def.parent : def.kind === 'struct' ? def : undefined;
  return adt && { kind: 'adt', def: adt, args };
}

/** The name that an expression ends with: of a path with one segment, or of a field. */
function nameOf(expr: Expr): Name | undefined {
  if (expr.kind === 'field') return expr.name;
  const alone = expr.kind === 'path' && expr.path.segments.length === 1;
  return alone ? expr.path.segments[0]!.name : undefined;
}

/** The same syntax is parsed for different questions: what it is and where it stands identify it. */
function keyOf({ kind, span }: Expr): string {
  return `${kind} ${span.start} ${span.end}`;
}
