import type { FragmentKind, Token, TokenStream } from '../tokens.ts';
import type {
  ExpansionContext,
  MacroDefinition,
  MacroError,
  MacroRule,
  MatcherNode,
  RepeatOp,
  TranscriberNode,
} from './macroTypes.ts';
import { parseMetaVarExpr, variableNames } from './metaVarExpr.ts';

const fragmentKinds: ReadonlySet<string> = new Set<FragmentKind>([
  'block',
  'expr',
  'expr_2021',
  'ident',
  'item',
  'lifetime',
  'literal',
  'meta',
  'pat',
  'pat_param',
  'path',
  'stmt',
  'tt',
  'ty',
  'vis',
]);

/** What a definition needs to know of its surroundings. */
export interface DefinitionSite {
  readonly name: string;
  /** Opaque id that `$crate` will carry. */
  readonly crateId: string;
  readonly editionOf: ExpansionContext['editionOf'];
}

/**
 * Parses the body of `macro_rules! name { … }`: what stands between its delimiters
 * (Rust Reference, "Macros by example"; rustc_expand::mbe::quoted).
 */
export function parseMacroRules(body: TokenStream, site: DefinitionSite): MacroDefinition | MacroError {
  return guard(() => definition('rules', parseRules(body, site), site));
}

/**
 * Parses a `macro name(args) { body }` or `macro name { (args) => { body } … }` item of macros 2.0.
 * `args` is what stands between the parentheses, undefined in the second form.
 */
export function parseMacroDecl(
  args: TokenStream | undefined,
  body: TokenStream,
  site: DefinitionSite,
): MacroDefinition | MacroError {
  return guard(() => {
    if (args === undefined) return definition('decl', parseRules(body, site), site);
    const rule: MacroRule = {
      matcher: new Reader(args, site).matcher(0, args.tokens.length, 0),
      transcriber: new Reader(body, site).transcriber(0, body.tokens.length, 0),
      source: body.tokens[0]?.source ?? 0,
      start: body.tokens[0]?.start ?? 0,
    };
    return definition('decl', [rule], site);
  });
}

function definition(
  flavor: MacroDefinition['flavor'],
  rules: readonly MacroRule[],
  site: DefinitionSite,
): MacroDefinition {
  return { kind: 'macro', name: site.name, flavor, crateId: site.crateId, rules };
}

/** Carries a `MacroError` out of the reader; never leaves this file. */
class Rejected extends Error {
  readonly at: Token | undefined;
  constructor(reason: string, at: Token | undefined) {
    super(reason);
    this.at = at;
  }
}

function guard(parse: () => MacroDefinition): MacroDefinition | MacroError {
  try {
    return parse();
  } catch (error) {
    if (error instanceof Rejected) return { kind: 'error', reason: error.message, at: error.at };
    throw error;
  }
}

function parseRules(body: TokenStream, site: DefinitionSite): MacroRule[] {
  const rules: MacroRule[] = [];
  const { tokens, partner } = body;
  const reader = new Reader(body, site);
  let i = 0;
  while (i < tokens.length) {
    const left = tokens[i]!;
    if (left.kind !== 'open') throw new Rejected('expected a macro matcher in delimiters', left);
    const arrow = partner[i]! + 1;
    if (tokens[arrow]?.text !== '=>')
      throw new Rejected('expected `=>` after the matcher', tokens[arrow] ?? left);
    const right = arrow + 1;
    if (tokens[right]?.kind !== 'open')
      throw new Rejected('expected a macro transcriber in delimiters', tokens[right] ?? left);
    rules.push({
      matcher: reader.matcher(i + 1, arrow - 1, 0),
      transcriber: reader.transcriber(right + 1, partner[right]!, 0),
      source: left.source,
      start: left.start,
    });
    i = partner[right]! + 1;
    const separator = tokens[i]?.text;
    if (separator === ';' || separator === ',') i++;
  }
  if (rules.length === 0) throw new Rejected('a macro must contain at least one rule', undefined);
  return rules;
}

const maxDepth = 200;

/** Reads `$…` in the tokens of one stream. */
class Reader {
  readonly #tokens: readonly Token[];
  readonly #partner: Int32Array;
  readonly #site: DefinitionSite;

  constructor(stream: TokenStream, site: DefinitionSite) {
    this.#tokens = stream.tokens;
    this.#partner = stream.partner;
    this.#site = site;
  }

  matcher(start: number, end: number, depth: number): MatcherNode[] {
    const nodes: MatcherNode[] = [];
    let i = start;
    while (i < end) {
      const token = this.#tokens[i]!;
      const next = i + 1 < end ? this.#tokens[i + 1] : undefined;
      if (token.text !== '$' || next === undefined) nodes.push({ kind: 'token', token });
      else if (next.text === '(') {
        const close = this.#close(i + 1, depth);
        const body = this.matcher(i + 2, close, depth + 1);
        const tail = this.#repeatTail(close + 1, end);
        const repeat = { kind: 'repeat', body, separator: tail.separator, op: tail.op } as const;
        if (mayBeEmpty(repeat)) throw new Rejected('repetition matches empty token tree', next);
        nodes.push(repeat);
        i = tail.next;
        continue;
      } else if (next.text === '$') {
        nodes.push({ kind: 'token', token: next });
        i++;
      } else if (next.text === 'crate') {
        nodes.push({ kind: 'token', token: this.#dollarCrate(token, next) });
        i++;
      } else if (next.kind === 'ident') {
        nodes.push(this.#variable(i, end));
        i += 3;
      } else nodes.push({ kind: 'token', token });
      i++;
    }
    return nodes;
  }

  #variable(i: number, end: number): MatcherNode {
    const name = this.#tokens[i + 1]!;
    const kind = this.#tokens[i + 3];
    if (i + 3 >= end || this.#tokens[i + 2]!.text !== ':' || kind?.kind !== 'ident') {
      throw new Rejected(`missing fragment specifier of \`$${name.text}\``, name);
    }
    if (!fragmentKinds.has(kind.text))
      throw new Rejected(`invalid fragment specifier \`${kind.text}\``, kind);
    const edition = this.#site.editionOf(kind.source);
    return { kind: 'variable', name: name.text, fragment: kind.text as FragmentKind, edition };
  }

  transcriber(start: number, end: number, depth: number): TranscriberNode[] {
    const nodes: TranscriberNode[] = [];
    let i = start;
    while (i < end) {
      const token = this.#tokens[i]!;
      const next = i + 1 < end ? this.#tokens[i + 1] : undefined;
      if (token.text !== '$' || next === undefined) nodes.push({ kind: 'token', token });
      else if (next.text === '(') {
        const close = this.#close(i + 1, depth);
        const body = this.transcriber(i + 2, close, depth + 1);
        const tail = this.#repeatTail(close + 1, end);
        nodes.push({
          kind: 'repeat',
          body,
          separator: tail.separator,
          op: tail.op,
          names: variableNames(body),
        });
        i = tail.next;
        continue;
      } else if (next.text === '{') {
        const close = this.#close(i + 1, depth);
        const parsed = parseMetaVarExpr(this.#tokens.slice(i + 2, close), token);
        if (parsed.kind === 'error') throw new Rejected(parsed.reason, parsed.at);
        nodes.push(parsed);
        i = close;
      } else if (next.text === '$') {
        nodes.push({ kind: 'token', token: next });
        i++;
      } else if (next.text === 'crate') {
        nodes.push({ kind: 'token', token: this.#dollarCrate(token, next) });
        i++;
      } else if (next.kind === 'ident') {
        nodes.push({ kind: 'variable', name: next.text, token: { ...next, start: token.start } });
        i++;
      } else nodes.push({ kind: 'token', token });
      i++;
    }
    return nodes;
  }

  #dollarCrate(dollar: Token, word: Token): Token {
    return { ...word, text: '$crate', start: dollar.start, crateId: this.#site.crateId };
  }

  #close(open: number, depth: number): number {
    if (depth >= maxDepth) throw new Rejected('repetitions nested too deeply', this.#tokens[open]);
    return this.#partner[open]!;
  }

  /** `*`, `+` or `?` after a repetition, maybe with a separator before it. */
  #repeatTail(at: number, end: number): { separator: Token | undefined; op: RepeatOp; next: number } {
    const first = this.#tokens[at];
    if (at < end && isRepeatOp(first)) return { separator: undefined, op: first.text, next: at + 1 };
    const second = this.#tokens[at + 1];
    if (at + 1 < end && first !== undefined && first.kind !== 'open' && isRepeatOp(second)) {
      return { separator: first, op: second.text, next: at + 2 };
    }
    throw new Rejected('expected one of: `*`, `+`, or `?`', first);
  }
}

/**
 * Whether a repetition can go on for ever without taking a token, for which rustc refuses a macro
 * (`check_lhs_no_empty_seq` in rustc_expand::mbe::macro_rules).
 */
function mayBeEmpty({ body, separator }: MatcherNode & { kind: 'repeat' }): boolean {
  if (separator !== undefined) return false;
  return body.every((node) => {
    if (node.kind === 'variable') return node.fragment === 'vis';
    return node.kind === 'repeat' && node.op !== '+';
  });
}

function isRepeatOp(token: Token | undefined): token is Token & { readonly text: RepeatOp } {
  return token?.kind === 'punct' && (token.text === '*' || token.text === '+' || token.text === '?');
}
