import { type CfgSet, evaluateCfg, parseCfg, type Truth } from '../../base/cfg.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { Attribute } from '../../syntax/ast.ts';

/** The attributes of an item, field, variant or statement after conditional compilation. */
export interface EffectiveAttributes {
  /** False when a `cfg` removes what the attributes stand on. */
  readonly active: boolean;
  /** A `cfg` whose truth is not known: the thing may be there or not; a reason. */
  readonly condition?: string;
  /** In source order, with `cfg_attr` replaced by what it stands for, and without `cfg`. */
  readonly attrs: readonly Attribute[];
  /** Attributes behind a `cfg_attr` whose predicate is not known. */
  readonly uncertain: readonly { readonly attr: Attribute; readonly reason: string }[];
}

const inactive: EffectiveAttributes = { active: false, attrs: [], uncertain: [] };

/** Attributes without any `cfg` are by far the most; they come back as they are. */
export function effectiveAttributes(attributes: readonly Attribute[], cfg: CfgSet): EffectiveAttributes {
  if (!attributes.some((attr) => attr.path === 'cfg' || attr.path === 'cfg_attr')) {
    return { active: true, attrs: attributes, uncertain: [] };
  }
  const evaluation = new CfgEvaluation(cfg);
  for (const attr of attributes) evaluation.add(attr, undefined, 0);
  return evaluation.result();
}

/** Evaluates `(predicate)`, the arguments of a `cfg` attribute or the text in `cfg!(…)` with its parentheses. */
export function evaluateCfgArgs(args: string, cfg: CfgSet): Truth {
  return evaluatePredicate(args.trim().replace(/^\(/, '').replace(/\)$/, ''), cfg);
}

function evaluatePredicate(text: string, cfg: CfgSet): Truth {
  const expr = parseCfg(withoutComments(text).replace(/,\s*$/, ''));
  return isUnknown(expr) ? expr : evaluateCfg(expr, cfg);
}

/**
 * Attributes that change neither names nor types. Behind a `cfg_attr` they are passed over, because to tell a
 * predicate may take the reading of a whole build script: `#![cfg_attr(deny_all, deny(warnings))]`.
 */
const inert = /^\s*(?:allow|cold|deny|deprecated|doc|expect|feature|forbid|inline|must_use|warn)\b/;

class CfgEvaluation {
  readonly #cfg: CfgSet;
  readonly #attrs: Attribute[] = [];
  readonly #uncertain: { attr: Attribute; reason: string }[] = [];
  #active = true;
  #condition: string | undefined;

  constructor(cfg: CfgSet) {
    this.#cfg = cfg;
  }

  result(): EffectiveAttributes {
    if (!this.#active) return inactive;
    const base = { active: true, attrs: this.#attrs, uncertain: this.#uncertain };
    return this.#condition === undefined ? base : { ...base, condition: this.#condition };
  }

  /** `doubt` is why it isn't known whether the attribute is there at all. */
  add(attr: Attribute, doubt: string | undefined, depth: number): void {
    if (attr.path === 'cfg') this.#cfgAttribute(attr, doubt);
    else if (attr.path === 'cfg_attr' && depth < 32) this.#cfgAttr(attr, doubt, depth);
    else if (doubt === undefined) this.#attrs.push(attr);
    else this.#uncertain.push({ attr, reason: doubt });
  }

  #cfgAttribute(attr: Attribute, doubt: string | undefined): void {
    const truth = evaluateCfgArgs(attr.args, this.#cfg);
    if (truth === true) return;
    if (truth === false && doubt === undefined) this.#active = false;
    else this.#condition ??= doubt ?? (isUnknown(truth) ? truth.reason : undefined);
  }

  #cfgAttr(attr: Attribute, doubt: string | undefined, depth: number): void {
    const inner = attr.args.trim().replace(/^\(/, '').replace(/\)$/, '');
    const [predicate = '', ...rest] = splitTopLevel(withoutComments(inner));
    if (rest.every((text) => inert.test(text))) return;
    const truth = evaluatePredicate(predicate, this.#cfg);
    if (truth === false) return;
    const reason = doubt ?? (isUnknown(truth) ? truth.reason : undefined);
    for (const text of rest) {
      const parsed = parseAttributeText(text, attr);
      if (parsed !== undefined) this.add(parsed, reason, depth + 1);
    }
  }
}

/** `path args` as it stands inside `cfg_attr`; `unsafe(…)` around an attribute is taken off. */
function parseAttributeText(text: string, from: Attribute): Attribute | undefined {
  const match =
    /^\s*(?:unsafe\s*\(([\s\S]*)\)|((?:::)?[\p{XID_Start}_][\p{XID_Continue}]*(?:\s*::\s*[\p{XID_Start}_][\p{XID_Continue}]*)*)([\s\S]*))$/u.exec(
      text,
    );
  if (match === null) return undefined;
  if (match[1] !== undefined) return parseAttributeText(match[1], from);
  return {
    path: match[2]!.replaceAll(/\s+/g, ''),
    args: match[3]!.trim(),
    inner: from.inner,
    span: from.span,
  };
}

/** Splits at commas outside of brackets and strings; empty parts (a trailing comma) are dropped. */
export function splitTopLevel(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') at = stringEnd(text, at);
    else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** The offset of the quote that ends the string which starts at `at`. */
function stringEnd(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return text.length;
}

function withoutComments(text: string): string {
  if (!text.includes('//') && !text.includes('/*')) return text;
  return text.replaceAll(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, string) => string ?? ' ');
}

/** The string in `= "value"`, the arguments of `#[path = "…"]`; undefined for anything else. */
export function stringValue(args: string): string | undefined {
  const match = /^=\s*(?:"((?:[^"\\]|\\[\s\S])*)"|r(#*)"([\s\S]*)"\2)\s*$/.exec(args.trim());
  if (match === null) return undefined;
  return match[3] ?? match[1]!.replaceAll(/\\([\s\S])/g, '$1');
}

/** The last name of the path that a text starts with: `Clone` for `std::clone::Clone(bound = "")`. */
export function lastName(text: string): string {
  const path = /^\s*(?:::)?\s*[\p{XID_Continue}]+(?:\s*::\s*[\p{XID_Continue}]+)*/u.exec(text)?.[0] ?? text;
  return path.split('::').at(-1)!.trim();
}
