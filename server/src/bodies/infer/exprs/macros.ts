import { isUnknown } from '../../../base/unknown.ts';
import type { BuiltinMacro } from '../../../resolve/model/resolution.ts';
import type { MacroCall } from '../../../syntax/ast.ts';
import type { Block, Expr, Pattern } from '../../../syntax/bodyAst.ts';
import type { SourceUnit } from '../../../syntax/sourceUnit.ts';
import { UNIT } from '../../../types/lower/lowerCx.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import type { BodyCx } from '../bodyCx.ts';
import { checkCoerce, checkExpr } from '../check.ts';
import { formatArguments } from './formatArgs.ts';
import { BOOL, STR_REF, USIZE } from './literals.ts';

/** How many expansions may nest. */
const MAX_NESTING = 128;

type Expanded =
  | { readonly kind: 'text'; readonly unit: SourceUnit }
  | { readonly kind: 'builtin'; readonly macro: BuiltinMacro }
  | { readonly kind: 'unknown'; readonly reason: string };

function expand(cx: BodyCx, call: MacroCall): Expanded {
  const { scope, unit } = cx.lexical;
  let nesting = 0;
  for (let at: SourceUnit | undefined = unit; at?.expansion; at = at.expansion.call.unit) nesting++;
  if (nesting > MAX_NESTING) return { kind: 'unknown', reason: 'macros nest too deep' };
  const expansion = cx.types.resolver.expandCall(scope, unit, call);
  if (isUnknown(expansion)) return expansion;
  if ('text' in expansion) return { kind: 'text', unit: expansion };
  return { kind: 'builtin', macro: expansion };
}

function nameOf(call: MacroCall): string {
  return call.path.segments.at(-1)?.name.text ?? '';
}

/** A macro call in expression position. */
export function checkMacro(cx: BodyCx, expr: Extract<Expr, { kind: 'macro' }>, expected: Ty | undefined): Ty {
  const { call } = expr;
  const expansion = expand(cx, call);
  if (expansion.kind === 'unknown') return unknownMacro(cx, call, expansion.reason);
  if (expansion.kind === 'builtin') return checkBuiltin(cx, call, expansion.macro.name, expansion.macro.type);
  const special = specialMacro(cx, call, expansion.unit);
  if (special) return special;
  const { unit } = expansion;
  const inner = exprOf(cx, unit);
  cx.drafts.expansions.set(call, { kind: 'expr', unit, expr: inner });
  const ty = cx.within({ ...cx.lexical, unit }, () => checkExpr(cx, inner, expected));
  cx.draft(expr).place = cx.draft(inner).place;
  return ty;
}

/** An expansion as an expression; a `;` behind it is let pass, as rustc does. */
function exprOf(cx: BodyCx, unit: SourceUnit): Expr {
  const expr = cx.types.parsing.expr(unit);
  if (expr.kind !== 'error') return expr;
  const { statements, tail } = cx.types.parsing.statements(unit);
  if (tail && statements.length === 0) return tail;
  const [only] = statements;
  if (!tail && statements.length === 1 && only?.kind === 'expr') return only.expr;
  if (!tail && statements.length === 1 && only?.kind === 'macro')
    return { kind: 'macro', call: only.call, span: only.span };
  return expr;
}

function unknownMacro(cx: BodyCx, call: MacroCall, reason: string): Ty {
  cx.drafts.expansions.set(call, { kind: 'unknown', reason });
  return cx.gap(call.span, reason);
}

/** Expansions in syntax that only std may use. */
function specialMacro(cx: BodyCx, call: MacroCall, unit: SourceUnit): Ty | undefined {
  if (unit.text.includes('builtin #') && nameOf(call) === 'offset_of') {
    builtinExpansion(cx, call, 'offset_of', []);
    return USIZE;
  }
  if (!/\bsuper let\b/.test(unit.text)) return undefined;
  const args = argsOf(cx, call);
  const [value] = args;
  const pin = cx.types.stdDef('core::pin::Pin');
  if (!value || !pin) return undefined;
  builtinExpansion(cx, call, 'pin', [{ expr: value, by: 'value' }]);
  const inner = checkExpr(cx, value);
  return { kind: 'adt', def: pin, args: [{ kind: 'ref', mutable: true, inner }] };
}

type BuiltinArgs = readonly { readonly expr: Expr; readonly by: 'ref' | 'value' }[];

function builtinExpansion(
  cx: BodyCx,
  call: MacroCall,
  name: string,
  args: BuiltinArgs,
  always = args.length,
): void {
  cx.drafts.expansions.set(call, { kind: 'builtin', name, unit: cx.lexical.unit, args, always });
}

/** The arguments between a call's delimiters as expressions. */
export function argsOf(cx: BodyCx, call: MacroCall): readonly Expr[] {
  const { unit } = cx.lexical;
  if (unit.text.slice(call.body.start, call.body.end).trim() === '') return [];
  const parsed = cx.types.parsing.exprAt(unit, call.body);
  if (parsed.kind === 'error') return [];
  return parsed.kind === 'tuple' ? parsed.elements : [parsed];
}

/** A macro of the compiler: its arguments are checked, its type is fixed. */
function checkBuiltin(cx: BodyCx, call: MacroCall, name: string, type: string | undefined): Ty {
  switch (name) {
    case 'format_args':
    case 'format_args_nl':
    case 'const_format_args':
    case 'panic':
    case 'core_panic':
    case 'std_panic':
    case 'unreachable':
      checkFormat(cx, call, name, argsOf(cx, call), []);
      break;
    case 'assert': {
      const [condition, ...rest] = argsOf(cx, call);
      if (condition) checkCoerce(cx, condition, BOOL);
      const { diverges } = cx;
      checkFormat(cx, call, name, rest, condition ? [{ expr: condition, by: 'value' }] : []);
      cx.diverges = diverges;
      break;
    }
    default:
      builtinExpansion(cx, call, name, []);
  }
  return builtinTy(cx, call, name, type);
}

function checkFormat(
  cx: BodyCx,
  call: MacroCall,
  name: string,
  args: readonly Expr[],
  before: BuiltinArgs,
): void {
  const values = formatArguments(cx, args);
  for (const value of values) checkExpr(cx, value);
  const all = [...before, ...values.map((expr) => ({ expr, by: 'ref' as const }))];
  builtinExpansion(cx, call, name, all, name === 'assert' ? before.length : all.length);
}

function builtinTy(cx: BodyCx, call: MacroCall, name: string, type: string | undefined): Ty {
  switch (type) {
    case '!':
      return { kind: 'never' };
    case '()':
      return UNIT;
    case 'bool':
      return BOOL;
    case 'usize':
      return USIZE;
    case 'u32':
      return { kind: 'int', name: 'u32' };
    case "&'static str":
      return STR_REF;
    case undefined:
      return cx.gap(call.span, `\`${name}!\` is a macro of the compiler that is not followed`);
    default:
      return otherTy(cx, call, name, type);
  }
}

function otherTy(cx: BodyCx, call: MacroCall, name: string, type: string): Ty {
  const args = type.includes('fmt::Arguments') ? cx.types.stdDef('core::fmt::Arguments') : undefined;
  if (args) return { kind: 'adt', def: args, args: [] };
  return cx.gap(call.span, `the type \`${type}\` of \`${name}!\` is not followed`);
}

/** A macro call among statements: what it expands to, or its type where it is no text. */
export function expandStatements(
  cx: BodyCx,
  call: MacroCall,
): { readonly block: Block; readonly unit: SourceUnit } | { readonly ty: Ty } {
  const expansion = expand(cx, call);
  if (expansion.kind === 'unknown') return { ty: unknownMacro(cx, call, expansion.reason) };
  if (expansion.kind === 'builtin') {
    const ty = checkBuiltin(cx, call, expansion.macro.name, expansion.macro.type);
    if (ty.kind === 'never') cx.diverges = true;
    return { ty };
  }
  const { unit } = expansion;
  const special = specialMacro(cx, call, unit);
  if (special) return { ty: special };
  const block = cx.types.parsing.statements(unit);
  cx.drafts.expansions.set(call, { kind: 'statements', unit, block });
  return { block, unit };
}

export function expandPattern(
  cx: BodyCx,
  call: MacroCall,
): { readonly pat: Pattern; readonly unit: SourceUnit } | undefined {
  const expansion = expand(cx, call);
  if (expansion.kind !== 'text') {
    const reason = expansion.kind === 'unknown' ? expansion.reason : 'a macro of the compiler is no pattern';
    unknownMacro(cx, call, reason);
    return undefined;
  }
  const { unit } = expansion;
  const pat = cx.types.parsing.pattern(unit);
  cx.drafts.expansions.set(call, { kind: 'pattern', unit, pat });
  return { pat, unit };
}
