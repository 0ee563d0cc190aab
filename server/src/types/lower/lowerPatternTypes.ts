import type { MacroCall, Span } from '../../syntax/ast.ts';
import type { Expr, Pattern } from '../../syntax/bodyAst.ts';
import { closingDelimiter, elementEnd } from '../../syntax/delimiters.ts';
import { emptyParamEnv } from '../model.ts';
import type { Const, PatternRange, Ty } from '../terms/ty.ts';
import { lowerConstExpr } from './lowerConst.ts';
import { type Lowering, unknownTy } from './lowerCx.ts';

/**
 * `pattern_type!(u32 is 1..)`, `pattern_type!(char is 'a'..='z' | 'A'..='Z')`, `pattern_type!(*const T is !null)`: a type
 * with fewer valid values (rustc_hir_analysis's `lower_pat_ty_pat`).
 *
 * @param lower lowers the type in front of `is`
 */
export function lowerPatternType(at: Lowering, call: MacroCall, lower: (span: Span) => Ty): Ty {
  const { text } = at.env.unit;
  const is = findIs(text, call.body);
  if (is === undefined) return unknownTy('a pattern type has no `is`');
  const base = lower({ start: call.body.start, end: is });
  if (base.kind === 'unknown') return base;
  const span = { start: is + 2, end: call.body.end };
  if (/^!\s*null$/.test(text.slice(span.start, span.end).trim())) {
    const max = (1n << BigInt(at.cx.pointerBits())) - 1n;
    return { kind: 'pattern', base, ranges: [{ start: known(1n), end: known(max) }] };
  }
  const limits = limitsOf(base, at.cx.pointerBits());
  if (!limits) return unknownTy('a pattern type is of an integer, a `char` or a pointer');
  const pattern = at.cx.parsing.pattern(at.env.unit, span);
  const ranges = alternatives(pattern).map((one) => rangeOf(at, one, base, limits));
  if (!ranges.every((range) => range !== undefined)) {
    return unknownTy(
      `the pattern \`${text.slice(span.start, span.end).trim()}\` of a pattern type can't be read`,
    );
  }
  return { kind: 'pattern', base, ranges };
}

/** The least and the greatest value, and how many bits there are. */
interface Limits {
  readonly min: bigint;
  readonly max: bigint;
  readonly bits: number;
}

function limitsOf(base: Ty, pointerBits: number): Limits | undefined {
  if (base.kind === 'char') return { min: 0n, max: 0x10ffffn, bits: 32 };
  if (base.kind !== 'int') return undefined;
  const bits = base.name.endsWith('size') ? pointerBits : Number(base.name.slice(1));
  if (base.name.startsWith('u')) return { min: 0n, max: (1n << BigInt(bits)) - 1n, bits };
  const half = 1n << BigInt(bits - 1);
  return { min: -half, max: half - 1n, bits };
}

/** The offset of the word `is` outside of all delimiters. */
function findIs(text: string, { start, end }: Span): number | undefined {
  for (let i = start; i < end; ) {
    const next = '([{'.includes(text[i]!) ? closingDelimiter(text, i) + 1 : elementEnd(text, i);
    if (next - i === 2 && text.startsWith('is', i)) return i;
    i = next;
  }
  return undefined;
}

function alternatives(pattern: Pattern): readonly Pattern[] {
  return pattern.kind === 'or' ? pattern.alternatives.flatMap(alternatives) : [pattern];
}

function rangeOf(at: Lowering, pattern: Pattern, base: Ty, limits: Limits): PatternRange | undefined {
  switch (pattern.kind) {
    case 'literal': {
      const value = endOf(at, pattern.value, base, limits);
      return { start: value, end: value };
    }
    case 'path':
    case 'bind': {
      const expr = pathExpr(pattern);
      const value = expr && endOf(at, expr, base, limits);
      return value && { start: value, end: value };
    }
    case 'range': {
      const { start, end, inclusive } = pattern;
      const from = start ? endOf(at, start, base, limits) : bits(limits.min, limits);
      const to = end ? endOf(at, end, base, limits) : bits(limits.max, limits);
      if (!end || inclusive) return { start: from, end: to };
      // What depends on a parameter has no value to take one from.
      return to.kind === 'value' ? { start: from, end: bits(to.value - 1n, limits) } : undefined;
    }
    default:
      return undefined;
  }
}

function pathExpr(pattern: Extract<Pattern, { kind: 'path' | 'bind' }>): Expr | undefined {
  const { span } = pattern;
  if (pattern.kind === 'path') return { kind: 'path', path: pattern.path, span };
  if (pattern.byRef || pattern.mutable || pattern.sub) return undefined;
  return { kind: 'path', path: { global: false, segments: [{ name: pattern.name }], span }, span };
}

function endOf(at: Lowering, expr: Expr, base: Ty, limits: Limits): Const {
  const value = at.cx.evalConst(lowerConstExpr(at, expr, base), emptyParamEnv);
  return value.kind === 'value' ? bits(value.value, limits) : value;
}

/** The bit pattern of a value, as an unsigned number. */
function bits(value: bigint, limits: Limits): Const {
  return known(BigInt.asUintN(limits.bits, value));
}

function known(value: bigint): Extract<Const, { kind: 'value' }> {
  return { kind: 'value', value };
}
