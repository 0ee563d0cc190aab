import type { Def } from '../../../resolve/model/def.ts';
import type { GenericArg } from '../../terms/ty.ts';
import { isConstArg } from '../../terms/tyKey.ts';
import type { Machine } from '../machine.ts';
import { bool, type Value } from '../value.ts';
import { sizeOf } from './sizes.ts';

/** Generic constants of std that are computed from a type, which no fact can hold a value of. */
export function stdConstant(machine: Machine, def: Def, args: readonly GenericArg[]): Value | undefined {
  const [self] = args;
  if (!self || isConstArg(self) || def.parent?.name !== 'SizedTypeProperties') return undefined;
  switch (def.name) {
    case 'IS_ZST':
      return bool(sizeOf(machine, self).size === 0);
    case 'SIZE':
      return { kind: 'int', value: BigInt(sizeOf(machine, self).size), ty: 'usize' };
    case 'ALIGN':
      return { kind: 'int', value: BigInt(sizeOf(machine, self).align), ty: 'usize' };
    default:
      return undefined;
  }
}
