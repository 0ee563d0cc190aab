import type { Pattern } from '../../syntax/bodyAst.ts';
import type { Ty } from '../terms/ty.ts';
import { asInt } from './casts.ts';
import { localKey } from './locals.ts';
import type { Frame, Machine } from './machine.ts';
import { equal } from './operators.ts';
import { type AdtValue, type Cell, cell, deref, stop, type Value } from './value.ts';

/** Matches a place against a pattern and binds its variables (Reference, "Patterns"). */
export function matchPattern(
  machine: Machine,
  pattern: Pattern,
  at: Cell,
  frame: Frame,
  expected?: Ty,
): boolean {
  const { locals } = frame;
  switch (pattern.kind) {
    case 'wild':
    case 'rest':
      return true;
    case 'bind':
      if (!pattern.sub && isUnitPath(machine, pattern.name.text, frame)) {
        const span = pattern.span;
        const path = { global: false, segments: [{ name: pattern.name }], span };
        return matchValue(machine.eval({ kind: 'path', path, span }, frame, expected), at);
      }
      if (pattern.sub && !machine.match(pattern.sub, at, frame, expected)) return false;
      locals.declare(
        localKey(pattern.name),
        pattern.byRef ? cell({ kind: 'ref', cell: at }) : cell(machine.copy(at.value)),
      );
      return true;
    case 'literal':
      return matchValue(machine.eval(pattern.value, frame, expected), at);
    case 'path':
      return matchValue(
        machine.eval({ kind: 'path', path: pattern.path, span: pattern.span }, frame, expected),
        at,
      );
    case 'range': {
      const value = deref(at.value);
      const number = value.kind === 'char' ? BigInt(value.value) : asInt(value, 'a range pattern');
      return inRange(machine, pattern, number, frame);
    }
    case 'or':
      return pattern.alternatives.some((p) => machine.match(p, at, frame, expected));
    default:
      return matchCompound(machine, pattern, at, frame);
  }
}

function matchValue(wanted: Value, at: Cell): boolean {
  return equal(wanted, at.value);
}

/** A bare name in a pattern is a constant or unit variant if one is in scope. */
function isUnitPath(machine: Machine, name: string, frame: Frame): boolean {
  if (!/^\p{Lu}/u.test(name)) return false;
  const found = machine.cx.resolver.resolveNames(frame.env.scope, [name], 'value');
  if (found.kind !== 'def') return false;
  return found.def.kind === 'const' || found.def.kind === 'variant' || found.def.kind === 'struct';
}

function inRange(
  machine: Machine,
  pattern: Extract<Pattern, { kind: 'range' }>,
  value: bigint,
  frame: Frame,
): boolean {
  const bound = (expr: typeof pattern.start): bigint | undefined => {
    if (!expr) return undefined;
    const found = machine.eval(expr, frame);
    return found.kind === 'char' ? BigInt(found.value) : asInt(found, 'a range pattern');
  };
  const start = bound(pattern.start);
  const end = bound(pattern.end);
  if (start !== undefined && value < start) return false;
  if (end === undefined) return true;
  return pattern.inclusive ? value <= end : value < end;
}

function matchCompound(machine: Machine, pattern: Pattern, at: Cell, frame: Frame): boolean {
  switch (pattern.kind) {
    case 'ref':
      return at.value.kind === 'ref'
        ? machine.match(pattern.inner, at.value.cell, frame)
        : machine.match(pattern.inner, at, frame);
    case 'tuple':
    case 'slice': {
      const value = deref(at.value);
      if (value.kind !== 'tuple' && value.kind !== 'array') return stop('a pattern meets an unknown value');
      return matchList(machine, pattern.elements, value.cells, frame);
    }
    case 'tupleStruct': {
      const value = variantValue(machine, pattern, at, frame);
      return value !== undefined && matchList(machine, pattern.elements, value.cells, frame);
    }
    case 'struct': {
      const value = variantValue(machine, pattern, at, frame);
      if (!value) return false;
      return pattern.fields.every(({ name, pat }) => {
        const field = value.cells[value.names.indexOf(name.text)];
        return field ? machine.match(pat, field, frame) : stop(`no field \`${name.text}\``);
      });
    }
    default:
      return stop('a pattern of this kind is not evaluated');
  }
}

function variantValue(
  machine: Machine,
  pattern: Extract<Pattern, { kind: 'tupleStruct' | 'struct' }>,
  at: Cell,
  frame: Frame,
): AdtValue | undefined {
  const value = deref(at.value);
  if (value.kind !== 'adt') return stop('a pattern meets an unknown value');
  const item = machine.cx.lowerValuePath(pattern.path, frame.env);
  const last = pattern.path.segments.at(-1)?.name.text ?? '';
  if (item.kind === 'item' && item.def.kind === 'variant')
    return item.def.name === value.variant ? value : undefined;
  if (pattern.kind === 'struct' && last !== 'Self' && value.variant !== value.def.name)
    return last === value.variant ? value : undefined;
  return value;
}

function matchList(
  machine: Machine,
  patterns: readonly Pattern[],
  cells: readonly Cell[],
  frame: Frame,
): boolean {
  const rest = patterns.findIndex((p) => p.kind === 'rest' || (p.kind === 'bind' && p.sub?.kind === 'rest'));
  if (rest < 0)
    return patterns.length === cells.length && patterns.every((p, i) => machine.match(p, cells[i]!, frame));
  const after = patterns.length - rest - 1;
  if (cells.length < rest + after) return false;
  const named = patterns[rest]!;
  if (named.kind === 'bind') {
    const middle: Value = { kind: 'array', cells: cells.slice(rest, cells.length - after) };
    frame.locals.declare(localKey(named.name), cell({ kind: 'ref', cell: cell(middle) }));
  }
  const front = patterns.slice(0, rest).every((p, i) => machine.match(p, cells[i]!, frame));
  const back = cells.length - after;
  return front && patterns.slice(rest + 1).every((p, i) => machine.match(p, cells[back + i]!, frame));
}
