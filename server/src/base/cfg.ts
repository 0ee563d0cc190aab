import { isUnknown, type Unknown, unknown } from './unknown.ts';

/**
 * A configuration predicate (Reference, "Conditional compilation"): `unix`, `feature = "x"`,
 * `all(…)`, `any(…)`, `not(…)`, and since 1.88 `true` and `false`.
 */
export type CfgExpr =
  | { readonly kind: 'option'; readonly name: string; readonly value: string | undefined }
  | { readonly kind: 'all' | 'any'; readonly of: readonly CfgExpr[] }
  | { readonly kind: 'not'; readonly of: CfgExpr }
  | { readonly kind: 'literal'; readonly value: boolean };

/** A truth with a third value: what depends on an unknown cfg is neither there nor absent. */
export type Truth = boolean | Unknown;

/** The configuration options in force for one crate. */
export interface CfgSet {
  /** Whether `name`, or `name = "value"`, is set for the crate; unknown with its reason. */
  option(name: string, value: string | undefined): Truth;
}

/** Evaluates a predicate in Kleene's logic: `all(false, unknown)` is false, `any(true, unknown)` true. */
export function evaluateCfg(expr: CfgExpr, set: CfgSet): Truth {
  switch (expr.kind) {
    case 'literal':
      return expr.value;
    case 'option':
      return set.option(expr.name, expr.value);
    case 'not': {
      const inner = evaluateCfg(expr.of, set);
      return isUnknown(inner) ? inner : !inner;
    }
    default:
      return evaluateList(expr.of, set, expr.kind === 'any');
  }
}

function evaluateList(list: readonly CfgExpr[], set: CfgSet, decisive: boolean): Truth {
  let open: Unknown | undefined;
  for (const part of list) {
    const truth = evaluateCfg(part, set);
    if (truth === decisive) return decisive;
    if (isUnknown(truth)) open ??= truth;
  }
  return open ?? !decisive;
}

const token = /\s*(?:(r?#?[\p{XID_Start}_][\p{XID_Continue}]*)|("(?:[^"\\]|\\.)*")|([(),=]))/uy;

function tokenize(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  let at = 0;
  const end = text.trimEnd().length;
  while (at < end) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) return undefined;
    tokens.push((match[1] ?? match[2] ?? match[3])!);
    at = token.lastIndex;
  }
  return tokens;
}

/**
 * Reads a predicate: the text between the parentheses of `cfg(…)`, as `all(unix, feature = "std")`.
 * Unknown, with what is wrong, when the text is none.
 */
export function parseCfg(text: string): CfgExpr | Unknown {
  const tokens = tokenize(text);
  if (tokens === undefined) return unknown(`\`${text.trim()}\` is not a cfg predicate`);
  const parser = new CfgParser(tokens);
  const expr = parser.predicate();
  return expr === undefined || !parser.atEnd ? unknown(`\`${text.trim()}\` is not a cfg predicate`) : expr;
}

/** Deeper predicates are nobody's, and would end the stack. */
const MAX_DEPTH = 200;

class CfgParser {
  readonly #tokens: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  predicate(): CfgExpr | undefined {
    const word = this.#tokens[this.#at++];
    if (word === undefined || !/^[\p{XID_Start}_r]/u.test(word)) return undefined;
    const name = word.replace(/^r#/, '');
    const next = this.#tokens[this.#at];
    if (next === '(') return this.#call(name);
    if (next === '=') return this.#value(name);
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' };
    return { kind: 'option', name, value: undefined };
  }

  #value(name: string): CfgExpr | undefined {
    const literal = this.#tokens[this.#at + 1];
    this.#at += 2;
    if (literal === undefined || !literal.startsWith('"')) return undefined;
    return { kind: 'option', name, value: literal.slice(1, -1).replace(/\\(.)/gs, '$1') };
  }

  #call(name: string): CfgExpr | undefined {
    if (this.#depth >= MAX_DEPTH) return undefined;
    this.#depth++;
    const expr = this.#listOf(name);
    this.#depth--;
    return expr;
  }

  #listOf(name: string): CfgExpr | undefined {
    this.#at++;
    const of: CfgExpr[] = [];
    while (this.#tokens[this.#at] !== ')') {
      const part = this.predicate();
      if (part === undefined) return undefined;
      of.push(part);
      if (this.#tokens[this.#at] === ',') this.#at++;
      else if (this.#tokens[this.#at] !== ')') return undefined;
    }
    this.#at++;
    if (name === 'all' || name === 'any') return { kind: name, of };
    return name === 'not' && of.length === 1 ? { kind: 'not', of: of[0]! } : undefined;
  }
}
