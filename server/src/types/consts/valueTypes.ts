import { displayTy } from '../terms/displayTy.ts';
import type { Ty } from '../terms/ty.ts';
import type { Value } from './value.ts';

/** The type of a value, where the value alone tells it. */
export function typeOfValue(value: Value): Ty | undefined {
  switch (value.kind) {
    case 'int':
      return value.ty === undefined ? undefined : { kind: 'int', name: value.ty };
    case 'bool':
    case 'char':
      return { kind: value.kind };
    case 'str':
      return { kind: 'ref', mutable: false, inner: { kind: 'str' } };
    case 'adt':
      return { kind: 'adt', def: value.def, args: value.args };
    case 'tuple': {
      const parts = value.cells.map((part) => typeOfValue(part.value));
      return parts.every((part) => part !== undefined) ? { kind: 'tuple', elements: parts } : undefined;
    }
    case 'array': {
      const element = value.cells[0] && typeOfValue(value.cells[0].value);
      return (
        element && { kind: 'array', element, length: { kind: 'value', value: BigInt(value.cells.length) } }
      );
    }
    case 'ref': {
      const inner = typeOfValue(value.cell.value);
      return inner && { kind: 'ref', mutable: false, inner };
    }
    default:
      return undefined;
  }
}

/** For messages. */
export function describe(value: Value): string {
  const ty = typeOfValue(value);
  return ty ? displayTy(ty) : value.kind;
}
