import type { Kinds } from '../../base/kinds.ts';
import type {
  Bound,
  GenericArgs,
  Generics,
  Item,
  Path,
  SelfParam,
  Span,
  TypeSyntax,
} from '../../syntax/ast.ts';

/** Whether an offset lies in a span; behind its last character counts, as an editor's cursor does. */
export function covers(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

/** The innermost written type at an offset: `Foo` for the cursor on it in `Vec<Foo>`, the whole on `Vec`. */
export function innermostType(types: readonly TypeSyntax[], offset: number): TypeSyntax | undefined {
  const at = types.find((ty) => covers(ty.span, offset));
  return at && (innermostType(typesInType(at), offset) ?? at);
}

/** The types written directly in an item, those of items and bodies inside it left out. */
export function typesInItem(item: Item): readonly TypeSyntax[] {
  const own = 'generics' in item ? typesInGenerics(item.generics) : [];
  return [...own, ...typesInHead(item)];
}

function typesInHead(item: Item): readonly TypeSyntax[] {
  switch (item.kind) {
    case 'struct':
    case 'union':
      return item.fields.map((f) => f.ty);
    case 'enum':
      return item.variants.flatMap((v) => v.fields.map((f) => f.ty));
    case 'fn':
      return [...typesInSelf(item.self), ...item.params.map((p) => p.ty), ...optional(item.ret)];
    case 'const':
    case 'static':
      return optional(item.ty);
    case 'type':
      return [...typesInBounds(item.bounds), ...optional(item.ty)];
    case 'trait':
      return typesInBounds(item.bounds);
    case 'impl':
      return [...(item.trait ? typesInPath(item.trait) : []), item.selfTy];
    default:
      item.kind satisfies Kinds<'mod use externCrate foreignMod macroCall macroDef error'>;
      return [];
  }
}

function typesInSelf(self: SelfParam | undefined): readonly TypeSyntax[] {
  return optional(self?.ty);
}

function typesInGenerics(generics: Generics): readonly TypeSyntax[] {
  const params = generics.params.flatMap((param): readonly TypeSyntax[] => {
    if (param.kind === 'lifetime') return [];
    if (param.kind === 'const') return [param.ty];
    return [...typesInBounds(param.bounds), ...optional(param.default)];
  });
  return [...params, ...generics.where.flatMap((w) => [w.ty, ...typesInBounds(w.bounds)])];
}

function typesInType(ty: TypeSyntax): readonly TypeSyntax[] {
  switch (ty.kind) {
    case 'path':
      return typesInPath(ty.path);
    case 'tuple':
      return ty.elements;
    case 'array':
    case 'slice':
      return [ty.element];
    case 'ref':
    case 'ptr':
      return [ty.inner];
    case 'fnPtr':
      return [...ty.params, ...optional(ty.ret)];
    case 'dyn':
    case 'impl':
      return typesInBounds(ty.bounds);
    default:
      ty.kind satisfies Kinds<'never infer macro error'>;
      return [];
  }
}

/** The types among the generic arguments of a path, and its qualified self. */
export function typesInPath(path: Path): readonly TypeSyntax[] {
  const self = path.qself ? [path.qself.ty, ...(path.qself.as ? typesInPath(path.qself.as) : [])] : [];
  return [...self, ...path.segments.flatMap((segment) => typesInArgs(segment.args))];
}

/** The types among generic arguments, as in a turbofish. */
export function typesInArgs(args: GenericArgs | undefined): readonly TypeSyntax[] {
  if (!args) return [];
  const written = args.args.flatMap((arg): readonly TypeSyntax[] => {
    if (arg.kind === 'type') return [arg.ty];
    if (arg.kind === 'binding') return [...typesInArgs(arg.args), arg.ty];
    return arg.kind === 'bound' ? typesInBounds(arg.bounds) : [];
  });
  const call = args.parenthesized;
  return call ? [...written, ...call.inputs, ...optional(call.output)] : written;
}

function typesInBounds(bounds: readonly Bound[]): readonly TypeSyntax[] {
  return bounds.flatMap((bound) => (bound.kind === 'trait' ? typesInPath(bound.path) : []));
}

function optional(ty: TypeSyntax | undefined): readonly TypeSyntax[] {
  return ty ? [ty] : [];
}
