import type { Kinds } from '../../base/kinds.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { FileContext } from '../../engine/fileContext.ts';
import type { Def, SourceDef } from '../../resolve/model/def.ts';
import type { PlaceInfo } from '../../resolve/model/resolution.ts';
import type { Path, Span } from '../../syntax/ast.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import type { ItemEnv } from '../../types/queries.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { hasFlags, termFlags } from '../../types/terms/tyKey.ts';
import { BodyCursor, type FoundInBody } from './bodyCursor.ts';
import { InferredTypes } from './inferredTypes.ts';
import { bindingsIn, findLocal, type LocalBinding, simpleName } from './localBindings.ts';
import type { Place } from './place.ts';
import { definitionPlace, fieldPlaceOf, typePlace } from './placesOfDefs.ts';
import { covers } from './typeSyntax.ts';

/** What stands at an offset in a function's parameters or in the body of a function, constant or variant. */
export function placeInBody(
  cx: FileContext,
  owner: SourceDef,
  info: PlaceInfo,
  offset: number,
): Place | undefined {
  const found = findInBody(cx, owner, offset);
  const env: ItemEnv = { scope: info.scope, unit: owner.unit, owner };
  const places = new BodyPlaces(cx, owner, env, found?.locals ?? []);
  return found ? places.place(found) : places.inMacro(offset);
}

function findInBody(cx: FileContext, { item, unit }: SourceDef, offset: number): FoundInBody | undefined {
  const text = unit.text;
  switch (item.kind) {
    case 'fn': {
      const params = item.params.flatMap((p) => bindingsIn(p.pat, p.ty));
      for (const { pat, ty } of item.params) {
        const found = new BodyCursor(offset, params).inPattern(pat, ty);
        if (found) return found;
      }
      if (!item.body || !covers(item.body.span, offset)) return undefined;
      return new BodyCursor(offset, params).inBlock(cx.parser.block({ text, span: item.body.span }));
    }
    case 'const':
    case 'static':
      if (!item.value || !covers(item.value.span, offset)) return undefined;
      return new BodyCursor(offset).inExpr(cx.parser.expr({ text, span: item.value.span }));
    case 'enum': {
      const value = item.variants.find((v) => v.discriminant && covers(v.discriminant.span, offset));
      return value && new BodyCursor(offset).inExpr(cx.parser.expr({ text, span: value.discriminant!.span }));
    }
    default:
      item.kind satisfies
        | Kinds<'struct union type trait impl mod use externCrate foreignMod macroCall macroDef'>
        | Kinds<'error'>;

      return undefined;
  }
}

/** Says what a piece of syntax in one body means. */
class BodyPlaces {
  readonly #cx: FileContext;
  readonly #owner: SourceDef;
  readonly #env: ItemEnv;
  readonly #locals: readonly LocalBinding[];
  #types: { readonly known: InferredTypes | undefined } | undefined;

  constructor(cx: FileContext, owner: SourceDef, env: ItemEnv, locals: readonly LocalBinding[]) {
    this.#cx = cx;
    this.#owner = owner;
    this.#env = env;
    this.#locals = locals;
  }

  place({ place }: FoundInBody): Place | undefined {
    switch (place.kind) {
      case 'type':
        return typePlace(this.#cx, place.ty, this.#env);
      case 'local':
        return this.#binding(place.binding);
      case 'path':
        return this.#path(place.path, place.segment, place.literal);
      case 'literalField':
        return this.#literalField(place.path, place.name.text, place.name.span);
      case 'fieldAccess':
        return this.#access(place.access);
    }
  }

  /** A variable or field in the arguments of a macro call. */
  inMacro(offset: number): Place | undefined {
    const found = this.#inferred?.inMacro(offset);
    if (!found) return undefined;
    const { name, ty, field } = found;
    return field?.owner.kind === 'adt'
      ? this.#field(field.owner, name.text, name.span)
      : this.#known(ty, name.span, name.text);
  }

  #path(path: Path, segment: number, literal: boolean): Place | undefined {
    const span = path.segments[segment]!.name.span;
    const last = segment === path.segments.length - 1;
    const only = path.segments.length === 1 && !path.global && !path.qself;
    const name = path.segments[segment]!.name.text;
    if (only && !literal) {
      const local = findLocal(this.#locals, name);
      if (local) return this.#variable(local, span);
      if (name === 'self') return this.#known(this.#selfValue(), span, 'self');
    }
    const upTo: Path = { ...path, segments: path.segments.slice(0, segment + 1), span };
    if (last && !literal) {
      const value = this.#cx.engine.resolver.resolvePath(this.#env.scope, path, 'value');
      if (value.kind === 'def' && value.resolved === path.segments.length)
        return this.#value(value.def, span);
    }
    return this.#type(upTo, span);
  }

  /** A name in a pattern declares a variable, unless there is a constant or variant of that name (`None`). */
  #binding(binding: LocalBinding): Place | undefined {
    const { name } = binding;
    const path = { global: false, segments: [{ name }], span: name.span };
    const value = this.#cx.engine.resolver.resolvePath(this.#env.scope, path, 'value');
    const isMeant = value.kind === 'def' && ['variant', 'const', 'struct'].includes(value.def.kind);
    return isMeant ? this.#value(value.def, name.span) : this.#variable(binding, name.span);
  }

  #value(def: Def, span: Span): Place | undefined {
    const ty = this.#inferred?.adtNamedAt(span.start);
    const env = this.#cx.engine.types.paramEnvOf(this.#owner);
    if (ty && def.kind === 'variant') {
      const adt = this.#cx.engine.types.adtDef(ty.def);
      const variant = isUnknown(adt) ? -1 : adt.variants.findIndex((v) => v.name === def.name);
      if (variant >= 0) return { kind: 'variant', owner: ty, variant, env, span };
    }
    if (ty && def.kind === 'struct') return { kind: 'type', ty, env, span };
    if (def.kind !== 'const' && def.kind !== 'static') return definitionPlace(this.#cx, def, span);
    return this.#known(this.#cx.engine.types.typeOf(def), span, def.name);
  }

  /** A path that names a type: `Foo` of `Foo { … }` or of `Foo::new`, `Self`. */
  #type(path: Path, span: Span): Place | undefined {
    const found = this.#cx.engine.resolver.resolvePath(this.#env.scope, path, 'type');
    if (found.kind === 'def' && found.resolved === path.segments.length && found.def.kind === 'variant')
      return this.#value(found.def, span);
    const isType = found.kind === 'def' ? found.def.kind !== 'mod' && found.def.kind !== 'crate' : true;
    if (!isType || path.segments.at(-1)?.name.text.match(/^[a-z_]/))
      return this.#primitive(found.kind, path, span);
    const inferred = this.#inferred?.adtNamedAt(span.start);
    const env = this.#cx.engine.types.paramEnvOf(this.#owner);
    if (inferred) return { kind: 'type', ty: inferred, env, span };
    const place = typePlace(this.#cx, { kind: 'path', path, span }, this.#env);
    return place?.kind === 'type' && place.ty.kind === 'unknown' ? undefined : place;
  }

  #primitive(kind: string, path: Path, span: Span): Place | undefined {
    return kind === 'primitive' ? typePlace(this.#cx, { kind: 'path', path, span }, this.#env) : undefined;
  }

  #literalField(path: Path, name: string, span: Span): Place | undefined {
    const { resolver, types } = this.#cx.engine;
    const inferred = this.#inferred?.adtNamedAt(path.segments.at(-1)!.name.span.start);
    const field = inferred && this.#field(inferred, name, span);
    if (field) return field;
    const found = resolver.resolvePath(this.#env.scope, path, 'type');
    if (found.kind === 'def' && found.resolved === path.segments.length) {
      const { def } = found;
      if (def.kind === 'variant')
        return def.parent && fieldPlaceOf(this.#cx, def.parent, def.name, name, span);
      if (def.kind !== 'typeAlias') return fieldPlaceOf(this.#cx, def, def.name, name, span);
    }
    const ty = types.normalize(
      types.lowerTy({ kind: 'path', path, span }, this.#env),
      types.paramEnvOf(this.#owner),
    );
    return ty.kind === 'adt' ? this.#field(ty, name, span) : undefined;
  }

  #access(access: Extract<Expr, { kind: 'field' }>): Place | undefined {
    const base = this.#typeOf(access.base);
    const ty = base && this.#behindReferences(base);
    return ty?.kind === 'adt' ? this.#field(ty, access.name.text, access.name.span) : undefined;
  }

  #field(owner: Extract<Ty, { kind: 'adt' }>, name: string, span: Span): Place | undefined {
    const adt = this.#cx.engine.types.adtDef(owner.def);
    if (isUnknown(adt) || adt.kind === 'enum') return undefined;
    const field = adt.variants[0]?.fields.findIndex((f) => f.name === name) ?? -1;
    const env = this.#cx.engine.types.paramEnvOf(this.#owner);
    return field < 0 ? undefined : { kind: 'field', owner, variant: 0, field, env, span };
  }

  #variable(local: LocalBinding, span: Span): Place | undefined {
    return this.#known(this.#typeOfLocal(local), span, local.name.text);
  }

  #known(ty: Ty | undefined, span: Span, variable: string): Place | undefined {
    if (!ty || ty.kind === 'infer') return undefined;
    return { kind: 'type', ty, env: this.#cx.engine.types.paramEnvOf(this.#owner), span, variable };
  }

  /** As it is written, where nothing of it is left to inference: that asks for nothing but the type. */
  #typeOfLocal({ name, ty }: LocalBinding): Ty | undefined {
    const { types } = this.#cx.engine;
    const written = ty && types.normalize(types.lowerTy(ty, this.#env), types.paramEnvOf(this.#owner));
    if (written && !hasFlags(written, termFlags.unknown | termFlags.infer)) return written;
    return this.#inferred?.local(name) ?? written;
  }

  get #inferred(): InferredTypes | undefined {
    this.#types ??= { known: InferredTypes.of(this.#owner, this.#cx.engine.bodies) };
    return this.#types.known;
  }

  /** The type of an expression as far as written types tell: variables, `self` and their fields. */
  #typeOf(expr: Expr): Ty | undefined {
    const inferred = this.#inferred?.expr(expr);
    if (inferred && !hasFlags(inferred, termFlags.unknown)) return inferred;
    const name = simpleName(expr);
    const local = name === undefined ? undefined : findLocal(this.#locals, name);
    if (local) return this.#typeOfLocal(local);
    if (name === 'self') return this.#selfValue();
    if (expr.kind === 'paren') return this.#typeOf(expr.inner);
    if (expr.kind !== 'field') return undefined;
    const place = this.#access(expr);
    return place?.kind === 'field' ? this.#typeOfField(place) : undefined;
  }

  #typeOfField({ owner, variant, field, env }: Extract<Place, { kind: 'field' }>): Ty | undefined {
    const { types } = this.#cx.engine;
    const adt = types.adtDef(owner.def);
    const def = isUnknown(adt) ? undefined : adt.variants[variant]?.fields[field];
    return def && types.fieldTy(def.ty, owner.args, env);
  }

  /** The type of `self`: the first parameter of the method around. */
  #selfValue(): Ty | undefined {
    const sig = this.#cx.engine.types.fnSig(this.#owner);
    return isUnknown(sig) || !sig.selfParam ? undefined : sig.inputs[0];
  }

  #behindReferences(ty: Ty): Ty {
    const { types } = this.#cx.engine;
    let at = ty;
    while (at.kind === 'ref') at = types.normalize(at.inner, types.paramEnvOf(this.#owner));
    return at;
  }
}
