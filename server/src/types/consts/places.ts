import type { Kinds } from '../../base/kinds.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import { asInt } from './casts.ts';
import { utf8Bytes } from './literals.ts';
import type { Frame, Machine } from './machine.ts';
import { pathPlace } from './paths.ts';
import { type Cell, cell, deref, int, stop, type Value } from './value.ts';

/** The place that an expression names; the value of any other expression in a place of its own. */
export function placeOf(machine: Machine, expr: Expr, frame: Frame): Cell {
  switch (expr.kind) {
    case 'paren':
      return machine.place(expr.inner, frame);
    case 'path':
      return pathPlace(machine, expr.path, frame, undefined);
    case 'unary': {
      if (expr.op !== '*') break;
      const pointer = machine.place(expr.operand, frame);
      return pointer.value.kind === 'ref' ? pointer.value.cell : pointer;
    }
    case 'field':
      return fieldPlace(machine.place(expr.base, frame), expr.name.text);
    case 'index':
      return indexPlace(machine, machine.place(expr.base, frame), expr.index, frame);
    default:
      expr.kind satisfies
        | Kinds<'literal binary assign compoundAssign ref call methodCall tuple array repeat'>
        | Kinds<'struct range cast block if let match loop while for closure return break'>
        | Kinds<'continue try await macro underscore error'>;

      break;
  }
  return cell(machine.eval(expr, frame));
}

function fieldPlace(base: Cell, name: string): Cell {
  const value = deref(base.value);
  if (value.kind === 'tuple') return value.cells[Number(name)] ?? stop(`no field \`${name}\``);
  if (value.kind === 'adt') return value.cells[value.names.indexOf(name)] ?? stop(`no field \`${name}\``);
  return stop(`the field \`${name}\` of an unknown value`);
}

function indexPlace(machine: Machine, base: Cell, indexExpr: Expr, frame: Frame): Cell {
  const index = machine.eval(indexExpr, frame, { kind: 'int', name: 'usize' });
  const value = elements(deref(base.value));
  if (value.kind !== 'array') return stop('an index into an unknown value');
  if (index.kind === 'range')
    return cell({ kind: 'array', cells: value.cells.slice(Number(index.start), Number(index.end)) });
  const at = asInt(index, 'an index');
  return value.cells[Number(at)] ?? stop(`index ${at} is out of bounds of ${value.cells.length}`);
}

/** A string's bytes as an array; other values as they are. */
export function elements(value: Value): Value {
  if (value.kind !== 'str' || value.text === undefined) return value;
  return { kind: 'array', cells: utf8Bytes(value.text).map((byte) => cell(int(byte, 'u8'))) };
}
