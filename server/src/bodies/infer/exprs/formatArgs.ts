import type { Name } from '../../../syntax/ast.ts';
import type { Expr } from '../../../syntax/bodyAst.ts';
import type { BodyCx } from '../bodyCx.ts';

/**
 * The values that a format call borrows: the arguments behind the string (`name = value` is `value`), and the
 * variables that the string names itself (std::fmt, "Named parameters").
 */
export function formatArguments(cx: BodyCx, args: readonly Expr[]): readonly Expr[] {
  const [format, ...rest] = args;
  if (!format) return [];
  const text = formatText(cx, format);
  if (text === undefined) return [format, ...rest].map(evaluated);
  const named = new Set(
    rest.flatMap((arg) => (arg.kind === 'assign' && arg.left.kind === 'path' ? [lastName(arg.left)] : [])),
  );
  const captured = [...namesIn(text)].filter((name) => !named.has(name));
  return [...rest.map(evaluated), ...captured.map((name) => capturedVariable(cx, format, name))];
}

function lastName(expr: Extract<Expr, { kind: 'path' }>): string {
  return expr.path.segments.at(-1)?.name.text ?? '';
}

function evaluated(arg: Expr): Expr {
  return arg.kind === 'assign' && arg.left.kind === 'path' ? arg.right : arg;
}

/** The format string; undefined where the first argument is no string literal. */
function formatText(cx: BodyCx, format: Expr): string | undefined {
  if (format.kind === 'literal') return format.value.kind === 'str' ? format.value.value : undefined;
  if (format.kind === 'paren') return formatText(cx, format.inner);
  if (format.kind !== 'macro') return undefined;
  // `concat!` and the like: a string without captures.
  return '';
}

/** Names in the braces of a format string: arguments, widths and precisions. */
function namesIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, inner] of text.replaceAll('{{', '').matchAll(/\{([^{}]*)\}/g)) {
    const [, argument, spec] = /^\s*([^:]*?)\s*(?::([\s\S]*))?$/.exec(inner!) ?? [];
    if (argument && isName(argument)) names.add(argument.replace(/^r#/, ''));
    for (const [, name] of (spec ?? '').matchAll(/([\p{XID_Start}_][\p{XID_Continue}]*)\$/gu))
      names.add(name!);
  }
  return names;
}

function isName(text: string): boolean {
  return /^(r#)?[\p{XID_Start}_]\p{XID_Continue}*$/u.test(text);
}

function capturedVariable(cx: BodyCx, format: Expr, text: string): Expr {
  const { span } = format;
  const mark = cx.lexical.unit.expansion?.identifiers?.mark(span.start);
  const name: Name = { text, span, ...(mark !== undefined && { mark }) };
  return { kind: 'path', path: { global: false, segments: [{ name }], span }, span };
}
