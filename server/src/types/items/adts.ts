import type { CfgSet } from '../../base/cfg.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { FactsAdt } from '../../facts/format.ts';
import { effectiveAttributes } from '../../resolve/attributes/cfgAttributes.ts';
import type { Rewrite } from '../../resolve/attributes/conditions.ts';
import type { Def, FactsDef, SourceDef } from '../../resolve/model/def.ts';
import type { Attribute, EnumItem, FieldSyntax, StructItem, VariantSyntax } from '../../syntax/ast.ts';
import type { Lowering } from '../lower/lowerCx.ts';
import { lowerType } from '../lower/lowerTypes.ts';
import { emptyParamEnv } from '../model.ts';
import type { Const, IntName } from '../terms/ty.ts';
import type { TypeCx } from '../typeCx.ts';
import type { AdtDef, AdtFlags, FieldDef, VariantDef } from './adt.ts';
import { reprOf } from './repr.ts';

/** What a struct, enum or union says, from source or from std's facts. */
export function computeAdt(def: Def, cx: TypeCx): AdtDef | Unknown {
  if (def.origin === 'facts') return factsAdt(def, cx);
  const { item } = def;
  if (item.kind !== 'struct' && item.kind !== 'union' && item.kind !== 'enum')
    return unknown(`\`${def.name}\` is not a struct, enum or union`);
  return new SourceAdt(def, item, cx).compute();
}

/** One definition in source on its way to an `AdtDef`; collects what keeps it from being known whole. */
class SourceAdt {
  readonly #def: SourceDef;
  readonly #item: StructItem | EnumItem;
  readonly #cx: TypeCx;
  readonly #cfg: CfgSet;
  readonly #at: Lowering | undefined;
  readonly #rewrite: Rewrite | undefined;
  #partial: string | undefined;

  constructor(def: SourceDef, item: StructItem | EnumItem, cx: TypeCx) {
    this.#def = def;
    this.#item = item;
    this.#cx = cx;
    this.#cfg = cx.cfgOf(def.crate);
    const env = cx.envOf(def);
    this.#at = env && { cx, env };
    this.#rewrite = cx.resolver.rewriteOf(def);
    this.#partial = this.#rewrite ? undefined : cx.resolver.conditionOf(def);
  }

  compute(): AdtDef {
    const item = this.#item;
    const { attrs, uncertain } = effectiveAttributes(item.attrs, this.#cfg);
    this.#partial ??= uncertain.find(({ attr }) => attr.path === 'repr')?.reason;
    const repr = reprOf(attrs);
    this.#partial ??= repr.invalid;
    if (attrs.some(({ path }) => path === SCALABLE)) this.#partial ??= scalableReason;
    const variants = item.kind === 'enum' ? this.#variants(item, repr.int) : [this.#struct(item)];
    this.#partial ??= syntaxErrorIn(item, variants);
    return {
      def: this.#def,
      kind: item.kind,
      repr,
      variants,
      flags: sourceFlags(attrs),
      ...this.#doubts(),
    };
  }

  #doubts(): Pick<AdtDef, 'partial' | 'rewrittenBy'> {
    if (this.#partial !== undefined) return { partial: this.#partial };
    return this.#rewrite ? { partial: this.#rewrite.reason, rewrittenBy: this.#rewrite.attribute } : {};
  }

  #struct(item: StructItem): VariantDef {
    return { name: item.name.text, shape: item.shape, fields: this.#fields(item.fields), discriminant: 0n };
  }

  #fields(fields: readonly FieldSyntax[]): readonly FieldDef[] {
    const out: FieldDef[] = [];
    for (const field of fields) {
      if (!this.#present(field.attrs)) continue;
      const ty = this.#at
        ? lowerType(this.#at, field.ty)
        : ({ kind: 'unknown', reason: 'its source is gone' } as const);
      out.push({ name: field.name.text, written: field.name.span, ty });
    }
    // Tuple fields are numbered after those under a false cfg are gone.
    return fields.length > 0 && /^\d+$/.test(fields[0]!.name.text)
      ? out.map((field, i) => ({ ...field, name: String(i) }))
      : out;
  }

  #present(attrs: FieldSyntax['attrs']): boolean {
    const { active, condition } = effectiveAttributes(attrs, this.#cfg);
    this.#partial ??= condition;
    return active;
  }

  #variants(item: EnumItem, int: IntName | undefined): readonly VariantDef[] {
    const out: VariantDef[] = [];
    let previous: VariantDef['discriminant'] | undefined;
    for (const variant of item.variants) {
      if (!this.#present(variant.attrs)) continue;
      const discriminant = variant.discriminant
        ? this.#discriminant(variant, int ?? 'isize')
        : nextDiscriminant(previous, int ?? 'isize');
      previous = discriminant;
      out.push({
        name: variant.name.text,
        written: variant.name.span,
        shape: variant.shape,
        fields: this.#fields(variant.fields),
        discriminant,
      });
    }
    return out;
  }

  #discriminant(variant: VariantSyntax, int: IntName): bigint | Unknown {
    const expr = this.#cx.parsing.expr(this.#def.unit, variant.discriminant!.span);
    if (expr.kind === 'error')
      return unknown(
        `the discriminant of \`${variant.name.text}\` ${expr.tooDeep ? 'nests too deep' : 'has a syntax error'}`,
      );
    const value: Const = {
      kind: 'unevaluated',
      def: this.#def,
      args: this.#cx.identityArgs(this.#def),
      expr: { expr, unit: this.#def.unit, ty: { kind: 'int', name: int } },
    };
    const result = this.#cx.evalConst(value, emptyParamEnv);
    if (result.kind === 'value') return result.value;
    return unknown(
      result.kind === 'constUnknown'
        ? result.reason
        : `the discriminant of \`${variant.name.text}\` depends on parameters`,
    );
  }
}

/**
 * Where a part of a definition doesn't parse, a field or variant may be missing, or be another than it seems; a field
 * whose type is unknown says so itself.
 */
function syntaxErrorIn(item: StructItem | EnumItem, variants: readonly VariantDef[]): string | undefined {
  if (!item.syntaxError || variants.some((v) => v.fields.some((f) => f.ty.kind === 'unknown')))
    return undefined;
  return `a syntax error in the definition of \`${item.name.text}\``;
}

/** One more than the variant before; the first has 0. Wrapping is an error in Rust, so nothing wraps here. */
function nextDiscriminant(previous: bigint | Unknown | undefined, _int: IntName): bigint | Unknown {
  if (previous === undefined) return 0n;
  return isUnknown(previous) ? previous : previous + 1n;
}

/** What Arm's SVE types have; their fields are the elements' types alone. */
const SCALABLE = 'rustc_scalable_vector';
const scalableReason = 'how long a scalable vector is depends on the processor';

function factsAdt(def: FactsDef, cx: TypeCx): AdtDef | Unknown {
  const record = cx.record(def);
  if (record?.kind !== 'struct' && record?.kind !== 'enum' && record?.kind !== 'union')
    return unknown(`\`${def.name}\` is not a struct, enum or union`);
  const terms = cx.factsTerms(def);
  const agreement = cx.inputs.facts?.agreement(record.id);
  let previous: bigint | undefined;
  const variants = record.variants.map((variant): VariantDef => {
    previous = variant.discriminant ?? (previous === undefined ? 0n : previous + 1n);
    const fields = variant.fields.map((f) => ({ name: f.name, ty: terms.ty(f.ty) }));
    return { name: variant.name, shape: variant.shape, fields, discriminant: previous };
  });
  return {
    def,
    kind: record.kind,
    repr: record.repr,
    variants,
    flags: flagsOf(record),
    ...(agreement?.kind === 'unknown' && { partial: agreement.reason }),
    ...(record.markers.includes(SCALABLE) && { partial: scalableReason }),
    ...(agreement?.kind === 'nearest' && { nearest: agreement.reason }),
  };
}

/** `#[lang = "…"]` and `#[rustc_layout_scalar_valid_range_…(…)]`, as std's own source and users of nightly write them. */
function sourceFlags(attrs: readonly Attribute[]): AdtFlags {
  const argsOf = (name: string) => attrs.find(({ path }) => path === name)?.args;
  const lang = /"(\w+)"/.exec(argsOf('lang') ?? '')?.[1];
  const validRangeStart = boundIn(argsOf('rustc_layout_scalar_valid_range_start'));
  const validRangeEnd = boundIn(argsOf('rustc_layout_scalar_valid_range_end'));
  return flagsOf({
    ...(lang !== undefined && { lang }),
    ...(validRangeStart !== undefined && { validRangeStart }),
    ...(validRangeEnd !== undefined && { validRangeEnd }),
  });
}

/** The integer literal in `(0xFF_u32)`. */
function boundIn(args: string | undefined): bigint | undefined {
  const literal = /^\(\s*(0[xob][\da-fA-F_]+|[\d_]+?)(?:_?[ui](?:\d+|size))?\s*\)$/.exec(
    args?.trim() ?? '',
  )?.[1];
  return literal === undefined ? undefined : BigInt(literal.replaceAll('_', ''));
}

/** Lang items by the compiler's names for them (rustc_hir's `lang_items`). */
function flagsOf(said: Pick<FactsAdt, 'lang' | 'validRangeStart' | 'validRangeEnd'>): AdtFlags {
  const { lang, validRangeStart, validRangeEnd } = said;
  return {
    ...(lang === 'phantom_data' && { phantomData: true }),
    ...(lang === 'manually_drop' && { manuallyDrop: true }),
    ...(lang === 'unsafe_cell' && { unsafeCell: true }),
    ...(lang === 'unsafe_pinned' && { unsafePinned: true }),
    ...(lang === 'owned_box' && { ownedBox: true }),
    ...(lang === 'maybe_uninit' && { maybeUninit: true }),
    ...(lang === 'Option' && { option: true }),
    ...(lang === 'maybe_dangling' && { maybeDangling: true }),
    ...(validRangeStart !== undefined && { validRangeStart }),
    ...(validRangeEnd !== undefined && { validRangeEnd }),
  };
}
