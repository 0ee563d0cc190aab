import { effectiveAttributes } from '../resolve/attributes/cfgAttributes.ts';
import type { SourceDef } from '../resolve/model/def.ts';
import type { Attribute } from '../syntax/ast.ts';
import type { TypeCx } from '../types/typeCx.ts';

/** rustc's own markers on definitions that trait selection looks at. */
const MARKERS: ReadonlySet<string> = new Set([
  'fundamental',
  'marker',
  'rustc_coinductive',
  'rustc_deny_explicit_impl',
  'rustc_do_not_implement_via_object',
  'rustc_paren_sugar',
  'rustc_scalable_vector',
  'rustc_specialization_trait',
  'rustc_unsafe_specialization_marker',
]);

/** A definition's attributes under its crate's options. */
export function attributesOf(def: SourceDef, cx: TypeCx): readonly Attribute[] {
  return effectiveAttributes(def.item.attrs, cx.cfgOf(def.crate)).attrs;
}

export function markersIn(attrs: readonly Attribute[]): string[] {
  return [...new Set(attrs.map(({ path }) => path).filter((path) => MARKERS.has(path)))].sort();
}

/** `#[lang = "owned_box"]` */
export function langIn(attrs: readonly Attribute[]): string | undefined {
  return /"(\w+)"/.exec(attrs.find(({ path }) => path === 'lang')?.args ?? '')?.[1];
}
