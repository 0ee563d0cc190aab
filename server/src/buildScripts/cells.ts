import type { ScriptRun } from './scriptRun.ts';
import { copyOf, UNIT, UNKNOWN, type Value } from './values.ts';

type StructValue = Extract<Value, { kind: 'struct' }>;

/** The name under which a `std::cell::Cell` is kept: no struct of a script has it. */
const CELL = 'std::cell::Cell';

/** `Cell::new(value)`. */
export function newCell(value: Value): Value {
  return { kind: 'struct', name: CELL, fields: new Map([['value', value]]) };
}

/** A method of a `Cell`; undefined for other structs, and for methods that aren't known. */
export function cellMethod(
  run: ScriptRun,
  self: StructValue,
  name: string,
  [given]: readonly Value[],
): Value | undefined {
  if (self.name !== CELL) return undefined;
  const held = self.fields.get('value') ?? UNKNOWN;
  const put = (value: Value, result: Value): Value =>
    run.mutate(self, () => {
      self.fields.set('value', value);
      return result;
    });
  switch (name) {
    case 'get':
    case 'into_inner':
      return copyOf(held, (size) => run.make(size));
    case 'set':
      return put(given ?? UNKNOWN, UNIT);
    case 'replace':
      return put(given ?? UNKNOWN, held);
    default:
      run.spoil(self);
      return UNKNOWN;
  }
}
