import type { Facts, FactsArg, FactsBound, FactsRecord, FactsTy } from '../../server/src/facts/format.ts';

/** A type as Rust would write it, definitions by their last name. */
export function printTy(facts: Facts, ty: FactsTy): string {
  const p = (inner: FactsTy) => printTy(facts, inner);
  const args = (list: readonly FactsArg[]) =>
    list.length > 0 ? `<${list.map((arg) => printArg(facts, arg)).join(', ')}>` : '';
  const name = (id: Parameters<Facts['path']>[0]) => facts.path(id).split('::').at(-1) ?? '';
  switch (ty.kind) {
    case 'int':
    case 'float':
    case 'param':
      return ty.name;
    case 'bool':
    case 'char':
    case 'str':
      return ty.kind;
    case 'never':
      return '!';
    case 'adt':
      return name(ty.id) + args(ty.args);
    case 'foreign':
      return name(ty.id);
    case 'tuple':
      return `(${ty.elements.map(p).join(', ')})`;
    case 'array':
      return `[${p(ty.element)}; ${printArg(facts, ty.length)}]`;
    case 'slice':
      return `[${p(ty.element)}]`;
    case 'ref':
      return `&${ty.mutable ? 'mut ' : ''}${p(ty.inner)}`;
    case 'ptr':
      return `*${ty.mutable ? 'mut' : 'const'} ${p(ty.inner)}`;
    case 'fnPtr':
      return `fn(${ty.params.map(p).join(', ')}) -> ${p(ty.ret)}`;
    case 'dyn':
      return `dyn ${[...(ty.principal ? [name(ty.principal.id) + args(ty.principal.args)] : []), ...ty.autos.map(name)].join(' + ')}`;
    case 'projection':
      return `<${p(ty.selfTy)}${ty.trait ? ` as ${name(ty.trait.id)}${args(ty.trait.args)}` : ''}>::${ty.name}`;
    case 'opaque':
      return `impl ${ty.bounds.map((bound) => printBound(facts, bound)).join(' + ')}`;
    case 'pattern':
      return `${p(ty.base)} is ${ty.ranges.map(({ start, end }) => `${start}..=${end}`).join(' | ')}`;
    case 'unknown':
      return `?(${ty.reason})`;
  }
}

function printArg(facts: Facts, arg: FactsArg): string {
  if (arg.kind === 'value') return String(arg.value);
  if (arg.kind === 'constParam') return arg.name;
  return arg.kind === 'constExpr' ? arg.text : printTy(facts, arg);
}

export function printBound(facts: Facts, bound: FactsBound): string {
  const name = facts.path(bound.trait.id).split('::').at(-1) ?? '';
  const args = bound.trait.args.map((arg) => printArg(facts, arg));
  const bindings = bound.bindings.map((binding) =>
    binding.ty ? `${binding.name} = ${printTy(facts, binding.ty)}` : binding.name,
  );
  const inside = [...args, ...bindings].join(', ');
  return `${bound.maybe ? '?' : ''}${name}${inside ? `<${inside}>` : ''}`;
}

/** The fields of a struct, or the variants of an enum, one a line. */
export function printFields(facts: Facts, record: FactsRecord): string[] {
  if (record.kind !== 'struct' && record.kind !== 'enum' && record.kind !== 'union') return [];
  const isEnum = record.kind === 'enum';
  return record.variants.flatMap((variant) => {
    const fields = variant.fields.map((field) => `${field.name}: ${printTy(facts, field.ty)}`);
    if (!isEnum) return fields;
    const discriminant = variant.discriminant === undefined ? '' : ` = ${variant.discriminant}`;
    return [`${variant.name}(${fields.join(', ')})${discriminant}`];
  });
}
