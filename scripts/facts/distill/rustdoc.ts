/**
 * The part of rustdoc's JSON that facts are made from, as rustdoc_json_types (formats 37 to 57) has it.
 * The few differences between the formats are bridged by the readers here.
 */

export interface RustdocCrate {
  readonly root: number;
  readonly index: Readonly<Record<string, RustdocItem>>;
  readonly paths: Readonly<Record<string, { crate_id: number; path: string[]; kind: string }>>;
  readonly external_crates: Readonly<Record<string, { name: string }>>;
  readonly format_version: number;
}

export interface RustdocItem {
  readonly id: number;
  readonly crate_id: number;
  readonly name: string | null;
  readonly span: { filename: string; begin: [number, number]; end: [number, number] } | null;
  readonly visibility: string | object;
  readonly attrs: readonly (string | Readonly<Record<string, unknown>>)[];
  readonly inner: Inner | string;
}

export interface Inner {
  readonly module?: { is_crate: boolean; items: number[] };
  readonly use?: { source: string; name: string; id: number | null; is_glob: boolean };
  readonly struct?: { kind: StructKind; generics: Generics; impls: number[] };
  readonly union?: { fields: number[]; generics: Generics; impls: number[] };
  readonly enum?: { variants: number[]; generics: Generics; impls: number[] };
  readonly variant?: { kind: StructKind; discriminant: { expr: string; value: string } | null };
  readonly struct_field?: Type;
  readonly function?: RustdocFunction;
  readonly trait?: {
    is_auto: boolean;
    is_unsafe: boolean;
    items: number[];
    generics: Generics;
    bounds: Bound[];
  };
  readonly trait_alias?: { generics: Generics; params: Bound[] };
  readonly impl?: RustdocImpl;
  readonly type_alias?: { type: Type; generics: Generics };
  readonly constant?: { type: Type; const: Constant };
  readonly static?: { type: Type; is_mutable: boolean; expr: string };
  readonly extern_type?: null;
  readonly macro?: string;
  readonly proc_macro?: { kind: 'bang' | 'attr' | 'derive' };
  readonly primitive?: { name: string };
  readonly assoc_const?: { type: Type; value: string | null };
  readonly assoc_type?: { generics: Generics; bounds: Bound[]; type: Type | null };
}

export interface RustdocFunction {
  readonly sig: { inputs: [string, Type][]; output: Type | null; is_c_variadic: boolean };
  readonly generics: Generics;
  readonly header: { is_const: boolean; is_unsafe: boolean; is_async: boolean; abi: string | object };
  readonly has_body: boolean;
}

export interface RustdocImpl {
  readonly generics: Generics;
  readonly trait: Path | null;
  readonly for: Type;
  readonly items: number[];
  readonly is_negative: boolean;
  readonly is_synthetic: boolean;
  readonly blanket_impl: Type | null;
}

/** Of structs and of variants, which say `struct` and `plain` for named and no fields. */
export type StructKind =
  | 'unit'
  | 'plain'
  | { readonly tuple: (number | null)[] }
  | { readonly plain: { fields: number[] } }
  | { readonly struct: { fields: number[] } };

export interface Constant {
  readonly expr: string;
  readonly value: string | null;
}

export interface Generics {
  readonly params: readonly GenericParam[];
  readonly where_predicates: readonly WherePredicate[];
}

export interface GenericParam {
  readonly name: string;
  readonly kind: {
    readonly lifetime?: object;
    readonly type?: { bounds: Bound[]; default: Type | null; is_synthetic: boolean };
    readonly const?: { type: Type; default: string | null };
  };
}

export interface WherePredicate {
  readonly bound_predicate?: { type: Type; bounds: Bound[] };
}

export interface Bound {
  readonly trait_bound?: { trait: Path; modifier: 'none' | 'maybe' | 'maybe_const' };
}

/** Format 37 calls the written path `name`. */
export interface Path {
  readonly path?: string;
  readonly name?: string;
  readonly id: number;
  readonly args: GenericArgs | null;
}

export interface GenericArgs {
  readonly angle_bracketed?: { args: (GenericArg | 'infer')[]; constraints: Constraint[] };
  readonly parenthesized?: { inputs: Type[]; output: Type | null };
}

export interface GenericArg {
  readonly lifetime?: string;
  readonly type?: Type;
  readonly const?: Constant;
}

export interface Constraint {
  readonly name: string;
  readonly args: GenericArgs | null;
  readonly binding: {
    readonly equality?: { type?: Type; constant?: Constant };
    readonly constraint?: Bound[];
  };
}

export interface Type {
  readonly resolved_path?: Path;
  readonly dyn_trait?: { traits: { trait: Path }[] };
  readonly generic?: string;
  readonly primitive?: string;
  readonly function_pointer?: { sig: { inputs: [string, Type][]; output: Type | null } };
  readonly tuple?: Type[];
  readonly slice?: Type;
  readonly array?: { type: Type; len: string };
  readonly pat?: { type: Type; __pat_unstable_do_not_use: string };
  readonly impl_trait?: Bound[];
  readonly infer?: null;
  readonly raw_pointer?: { is_mutable: boolean; type: Type };
  readonly borrowed_ref?: { is_mutable: boolean; type: Type };
  readonly qualified_path?: { name: string; args: GenericArgs | null; self_type: Type; trait: Path | null };
}

/** The item's kind (`struct`, `module` …) and content. */
export function kindOf(item: RustdocItem): string {
  if (typeof item.inner === 'string') return item.inner;
  return Object.keys(item.inner)[0] ?? '';
}

export function inner(item: RustdocItem): Inner {
  return typeof item.inner === 'string' ? {} : item.inner;
}

/** All attributes as text: `#[attr = Lang(UnsafeCell)]` (from 1.88 on), `#[lang = "unsafe_cell"]` (before). */
export function attributeTexts(item: RustdocItem): string[] {
  return item.attrs.flatMap((attr) => {
    if (typeof attr === 'string') return [attr];
    return typeof attr.other === 'string' ? [attr.other] : [];
  });
}

export interface ReprFact {
  kind: 'c' | 'transparent' | 'simd' | 'rust';
  align: number | null;
  packed: number | null;
  int: string | null;
}

/** The merged `#[repr(…)]`, structured in later formats and the attribute's text in earlier ones. */
export function reprOf(item: RustdocItem): ReprFact {
  const repr: ReprFact = { kind: 'rust', align: null, packed: null, int: null };
  for (const attr of item.attrs) {
    if (typeof attr === 'object' && attr.repr) Object.assign(repr, attr.repr);
    const text = typeof attr === 'string' ? /^#\[repr\((.*)\)\]$/.exec(attr)?.[1] : undefined;
    for (const word of text?.split(/,\s*/) ?? []) mergeRepr(repr, word);
  }
  return repr;
}

function mergeRepr(repr: ReprFact, word: string): void {
  const [, name = '', amount] = /^(\w+)(?:\((\d+)\))?$/.exec(word) ?? [];
  if (name === 'C') repr.kind = 'c';
  else if (name === 'transparent' || name === 'simd') repr.kind = name;
  else if (name === 'align') repr.align = Number(amount);
  else if (name === 'packed') repr.packed = Number(amount ?? 1);
  else if (/^[iu](8|16|32|64|128|size)$/.test(name)) repr.int = name;
}
