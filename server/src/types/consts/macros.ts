import { isUnknown } from '../../base/unknown.ts';
import { evaluateCfgArgs } from '../../resolve/attributes/cfgAttributes.ts';
import type { MacroCall, Span } from '../../syntax/ast.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import { utf8Length } from './literals.ts';
import type { Frame, Machine } from './machine.ts';
import { bool, deref, int, stop, UNIT_VALUE, type Value } from './value.ts';

/** A macro call is a value at once, or the text that it expands to. */
export type MacroResult =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'unit'; readonly unit: SourceUnit };

/** A macro call at expression position. */
export function macroExpr(machine: Machine, call: MacroCall, frame: Frame): MacroResult {
  const { scope, unit } = frame.env;
  if (isOffsetOf(machine, call, frame))
    return { kind: 'value', value: offsetOf(machine, frame, argumentSpans(unit.text, call.body)) };
  const expansion = machine.cx.resolver.expandCall(scope, unit, call);
  if (isUnknown(expansion)) return stop(expansion.reason);
  if (!('name' in expansion)) return { kind: 'unit', unit: expansion };
  return { kind: 'value', value: builtinMacro(machine, expansion.name, call, frame) };
}

function builtinMacro(machine: Machine, name: string, call: MacroCall, frame: Frame): Value {
  const parts = argumentSpans(frame.env.unit.text, call.body);
  const argument = (i: number): Expr => {
    const span = parts[i];
    return span ? machine.cx.parsing.exprAt(frame.env.unit, span) : stop(`\`${name}!\` lacks an argument`);
  };
  switch (name) {
    case 'cfg': {
      const text = frame.env.unit.text.slice(call.body.start, call.body.end);
      const truth = evaluateCfgArgs(`(${text})`, machine.cx.cfgOf(frame.env.scope.crate));
      return isUnknown(truth) ? stop(truth.reason) : bool(truth);
    }
    case 'assert':
    case 'debug_assert': {
      const value = machine.eval(argument(0), frame, { kind: 'bool' });
      return value.kind === 'bool' && value.value ? UNIT_VALUE : stop('an assertion fails in a constant');
    }
    case 'concat':
      return text(parts.map((_, i) => textOf(machine.eval(argument(i), frame))).join(''));
    case 'stringify':
      return text(frame.env.unit.text.slice(call.body.start, call.body.end).trim());
    case 'env':
    case 'option_env':
      return envMacro(machine, machine.eval(argument(0), frame), frame);
    case 'line':
    case 'column':
      return int(1n, 'u32');
    case 'panic':
    case 'unreachable':
    case 'todo':
    case 'unimplemented':
      return stop(`a constant reaches \`${name}!\``);
    default:
      return stop(`\`${name}!\` is not evaluated in constants`);
  }
}

function envMacro(machine: Machine, name: Value, frame: Frame): Value {
  if (name.kind !== 'str' || name.text === undefined) return stop('`env!` of an unknown name');
  const value = machine.cx.resolver.crateInfo(frame.env.scope.crate)?.env.get(name.text);
  return value === undefined
    ? stop(`the environment variable \`${name.text}\` is set by the build`)
    : text(value);
}

/** `offset_of!` expands to syntax that only the compiler knows. */
function isOffsetOf(machine: Machine, call: MacroCall, frame: Frame): boolean {
  if (call.path.segments.at(-1)?.name.text !== 'offset_of') return false;
  const found = machine.cx.resolver.resolvePath(frame.env.scope, call.path, 'macro');
  return found.kind === 'def' && machine.cx.resolver.isOfStd(found.def);
}

function offsetOf(machine: Machine, frame: Frame, parts: readonly Span[]): Value {
  const [type, path] = parts;
  if (!type || !path) return stop('`offset_of!` lacks an argument');
  const { cx } = machine;
  const ty = machine.type(frame, (env) => cx.lowerIn(cx.parsing.typeAt(env.unit, type), env));
  const field = frame.env.unit.text.slice(path.start, path.end).replaceAll(/\s/g, '');
  const offset = cx.inputs.layout?.offsetOf(ty, field);
  if (offset === undefined) return stop('offsets are not known here');
  return typeof offset === 'number' ? int(BigInt(offset), 'usize') : stop(offset.reason);
}

function text(value: string): Value {
  return { kind: 'str', text: value, length: utf8Length(value) };
}

function textOf(value: Value): string {
  const at = deref(value);
  switch (at.kind) {
    case 'str':
      return at.text ?? stop('a string is not known');
    case 'int':
    case 'bool':
      return String(at.value);
    case 'char':
      return String.fromCodePoint(at.value);
    default:
      return stop('`concat!` of an unknown value');
  }
}

/** The arguments of a call in a text: the spans between the commas outside of brackets and strings. */
export function argumentSpans(source: string, body: Span): readonly Span[] {
  const spans: Span[] = [];
  const inside = source.slice(body.start, body.end);
  const token = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.[^']*)'|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[([{]|[)\]}]|,/g;
  let depth = 0;
  let start = 0;
  const push = (end: number): void => {
    if (inside.slice(start, end).trim() !== '')
      spans.push({ start: body.start + start, end: body.start + end });
  };
  for (let match = token.exec(inside); match; match = token.exec(inside)) {
    const [found] = match;
    if ('([{'.includes(found)) depth++;
    else if (')]}'.includes(found)) depth--;
    else if (found === ',' && depth === 0) {
      push(match.index);
      start = match.index + 1;
    }
  }
  push(inside.length);
  return spans;
}
