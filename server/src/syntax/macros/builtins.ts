import { makeToken, type Token, type TokenStream } from '../tokens.ts';
import { buildStream, sliceStream } from '../tokenTree.ts';
import { concatValue, quoted, stringifyTokens, stringValue } from './builtinText.ts';
import type { MacroError } from './macroTypes.ts';

/** What a call of a macro that rustc itself expands comes to. */
export type BuiltinResult =
  | { readonly kind: 'tokens'; readonly stream: TokenStream }
  /** An expression whose value doesn't matter here; its type in Rust syntax, with full paths. */
  | { readonly kind: 'typed'; readonly type: string }
  /** `include!`: the items or the expression in this file; `include_bytes!`: `&'static [u8; its size]`. */
  | { readonly kind: 'include'; readonly path: string; readonly as: 'source' | 'bytes' }
  | MacroError;

/** What the surroundings of a call know. */
export interface BuiltinHost {
  /** Whether a `cfg` predicate holds; undefined when that isn't known. */
  readonly cfg: (predicate: TokenStream) => boolean | undefined;
  /** Value of a variable at compile time: undefined when not set, `unknown` when that isn't known. */
  readonly env: (name: string) => string | undefined | { readonly kind: 'unknown'; readonly reason: string };
  /** Expands a macro call in an argument that rustc expands first; undefined when it can't be. */
  readonly expand: (path: readonly Token[], input: TokenStream) => TokenStream | undefined;
}

const fixedTypes: ReadonlyMap<string, string> = new Map([
  ['format_args', "::core::fmt::Arguments<'_>"],
  ['format_args_nl', "::core::fmt::Arguments<'_>"],
  ['const_format_args', "::core::fmt::Arguments<'_>"],
  ['line', 'u32'],
  ['column', 'u32'],
  ['file', "&'static str"],
  ['module_path', "&'static str"],
  ['include_str', "&'static str"],
  ['assert', '()'],
  ['panic', '!'],
  ['core_panic', '!'],
  ['std_panic', '!'],
  ['unreachable', '!'],
  ['trace_macros', '()'],
  ['log_syntax', '()'],
  ['offset_of', 'usize'],
]);

/**
 * Expands a built-in macro by its name. Undefined for a name that is no built-in, or one whose meaning
 * depends on more than tokens (`asm!`, `pattern_type!`, derives and attributes).
 */
export function expandBuiltin(
  name: string,
  input: TokenStream,
  host: BuiltinHost,
): BuiltinResult | undefined {
  const type = fixedTypes.get(name);
  if (type !== undefined) return { kind: 'typed', type };
  switch (name) {
    case 'stringify': {
      const text = stringifyTokens(input);
      return text === undefined ? { kind: 'typed', type: "&'static str" } : literal(quoted(text), input);
    }
    case 'concat':
      return concat(input, host);
    case 'concat_idents':
      return word(
        input.tokens
          .filter((token) => token.kind === 'ident')
          .map((token) => token.text)
          .join(''),
        input,
      );
    case 'cfg': {
      const holds = host.cfg(input);
      return holds === undefined ? { kind: 'typed', type: 'bool' } : word(String(holds), input);
    }
    case 'cfg_select':
      return cfgSelect(input, host);
    case 'env':
    case 'option_env':
      return environment(name, input, host);
    case 'include':
      return include(input, host, 'source');
    case 'include_bytes':
      return include(input, host, 'bytes');
    case 'compile_error': {
      const message = stringArgument(input, host);
      return { kind: 'error', reason: message ?? 'compile_error!', at: input.tokens[0] };
    }
    case 'global_asm':
      return { kind: 'tokens', stream: sliceStream(input, 0, 0) };
  }
  return undefined;
}

/** One token in the place of a call. */
function single(kind: Token['kind'], text: string, input: TokenStream): BuiltinResult {
  const at = input.tokens[0];
  const token = makeToken(kind, text, at?.source ?? 0, at?.start ?? 0, at?.end ?? 0);
  return { kind: 'tokens', stream: { tokens: [token], partner: Int32Array.of(-1) } };
}

function literal(text: string, input: TokenStream): BuiltinResult {
  return single('literal', text, input);
}

function word(text: string, input: TokenStream): BuiltinResult {
  return single('ident', text, input);
}

function concat(input: TokenStream, host: BuiltinHost): BuiltinResult {
  let text = '';
  for (const part of splitAtCommas(input)) {
    const value = concatPart(part, host, 0);
    if (value === undefined) return { kind: 'typed', type: "&'static str" };
    text += value;
  }
  return literal(quoted(text), input);
}

/** The text of a literal, or of what a macro call expands to. */
function concatPart(part: TokenStream, host: BuiltinHost, depth: number): string | undefined {
  const written = evaluated(part, host, depth);
  const tokens = written?.tokens.filter((token) => token.text !== '') ?? [];
  if (tokens.length === 2 && tokens[0]!.text === '-') {
    const value = concatValue(tokens[1]!);
    return value === undefined ? undefined : `-${value}`;
  }
  return tokens.length === 1 ? concatValue(tokens[0]!) : undefined;
}

/** Expands an argument that is itself a macro call, until it is none. */
function evaluated(part: TokenStream, host: BuiltinHost, depth: number): TokenStream | undefined {
  if (depth > 128) return undefined;
  const bang = part.tokens.findIndex((token) => token.text === '!');
  const open = bang + 1;
  if (bang <= 0 || part.tokens[open]?.kind !== 'open') return part;
  const inner = sliceStream(part, open + 1, part.partner[open]!);
  const name = part.tokens[bang - 1]!.text;
  const builtin = expandBuiltin(name, inner, host);
  const result = builtin === undefined ? host.expand(part.tokens.slice(0, bang), inner) : streamOf(builtin);
  return result === undefined ? undefined : evaluated(result, host, depth + 1);
}

function streamOf(result: BuiltinResult): TokenStream | undefined {
  return result.kind === 'tokens' ? result.stream : undefined;
}

function splitAtCommas(input: TokenStream): TokenStream[] {
  const parts: TokenStream[] = [];
  let start = 0;
  for (let i = 0; i < input.tokens.length; i++) {
    const close = input.partner[i]!;
    if (close > i) i = close;
    else if (input.tokens[i]!.text === ',') {
      parts.push(sliceStream(input, start, i));
      start = i + 1;
    }
  }
  if (start < input.tokens.length) parts.push(sliceStream(input, start, input.tokens.length));
  return parts;
}

/** The value of the first argument, if it is a string or a call that becomes one. */
function stringArgument(input: TokenStream, host: BuiltinHost): string | undefined {
  const first = splitAtCommas(input)[0];
  const tokens = first === undefined ? [] : (evaluated(first, host, 0)?.tokens ?? []);
  const only = tokens.filter((token) => token.text !== '');
  return only.length === 1 ? stringValue(only[0]!) : undefined;
}

function environment(name: string, input: TokenStream, host: BuiltinHost): BuiltinResult {
  const optional = name === 'option_env';
  const unknown: BuiltinResult = {
    kind: 'typed',
    type: optional ? "::core::option::Option<&'static str>" : "&'static str",
  };
  const variable = stringArgument(input, host);
  if (variable === undefined) return unknown;
  const value = host.env(variable);
  // A variable that is not set here may be set where the crate is built.
  if (typeof value !== 'string') return unknown;
  return optional ? unknown : literal(quoted(value), input);
}

function include(input: TokenStream, host: BuiltinHost, as: 'source' | 'bytes'): BuiltinResult {
  const path = stringArgument(input, host);
  if (path !== undefined) return { kind: 'include', path, as };
  return { kind: 'error', reason: 'the path of the included file is not known', at: input.tokens[0] };
}

/** `cfg_select! { predicate => { … } … _ => { … } }`: the first arm whose predicate holds. */
function cfgSelect(input: TokenStream, host: BuiltinHost): BuiltinResult {
  const { tokens, partner } = input;
  let start = 0;
  for (let i = 0; i < tokens.length; i++) {
    if (partner[i]! > i) i = partner[i]!;
    if (tokens[i]!.text !== '=>') continue;
    const predicate = sliceStream(input, start, i);
    const body = armBody(input, i + 1);
    const holds = predicate.tokens[0]?.text === '_' ? true : host.cfg(predicate);
    if (holds === undefined)
      return { kind: 'error', reason: 'whether this `cfg` holds is not known', at: tokens[start] };
    if (holds) return checked(tokens.slice(body.start, body.end));
    start = body.next;
    i = body.next - 1;
  }
  return { kind: 'error', reason: 'no arm of `cfg_select!` holds', at: tokens[0] };
}

function armBody(input: TokenStream, at: number): { start: number; end: number; next: number } {
  const { tokens, partner } = input;
  const braces = tokens[at]?.text === '{';
  let end = at;
  if (braces) end = partner[at]! + 1;
  else
    while (end < tokens.length && tokens[end]!.text !== ',')
      end = partner[end]! > end ? partner[end]! + 1 : end + 1;
  const next = tokens[end]?.text === ',' ? end + 1 : end;
  return braces ? { start: at + 1, end: end - 1, next } : { start: at, end, next };
}

function checked(tokens: readonly Token[]): BuiltinResult {
  const stream = buildStream(tokens);
  return 'kind' in stream
    ? { kind: 'error', reason: stream.reason, at: stream.at }
    : { kind: 'tokens', stream };
}
