import { isUnknown } from '../../base/unknown.ts';
import type { PathSegment } from '../../syntax/ast.ts';
import type { Module, World } from '../model/model.ts';
import type { AppliedMacro, AppliedMacros } from './appliedMacros.ts';

/** Macros that are known and write items with names of their own. */
const namers: ReadonlySet<string> = new Set([
  ...['EnumDiscriminants', 'EnumIter', 'EnumTable', 'Builder', 'TypedBuilder', 'Snafu', 'JsonSchema'],
  ...[
    'automock',
    'pin_project',
    'make',
    'make_ule',
    'make_varule',
    'rstest',
    'test_case',
    'enum_dispatch',
    'pyclass',
  ],
]);

/**
 * Why the last name of a path may be there all the same, where a procedural macro in its module may write it: one on an
 * item whose attributes say the name or whose own name is part of it, else any that isn't known.
 */
export function writtenByMacro(
  segments: readonly PathSegment[],
  global: boolean,
  from: Module,
  macros: AppliedMacros,
  world: World,
): string | undefined {
  const name = segments.at(-1)!.name.text;
  if (segments.length === 1) return inModule(name, from, macros);
  const hit = world.paths.resolve(from, segments.slice(0, -1), global, 'type', 'late');
  if (isUnknown(hit) || typeof hit.target === 'string' || hit.target.origin === 'facts') return undefined;
  const crate = world.crate(hit.target.crate);
  const module = hit.target.kind !== 'mod' || isUnknown(crate) ? undefined : crate.moduleOf(hit.target);
  return module === undefined || isUnknown(module) ? undefined : inModule(name, module, macros);
}

function inModule(name: string, module: Module, macros: AppliedMacros): string | undefined {
  let other: AppliedMacro | undefined;
  for (const def of module.defs) {
    if (def.item.attrs.length === 0) continue;
    const writers = macros.on(def).filter(({ known, macro }) => !known || namers.has(macro?.name ?? ''));
    const [first] = writers;
    if (first === undefined) continue;
    const isSaid = def.item.attrs.some(({ args }) => args.split(/[^\p{XID_Continue}]+/u).includes(name));
    if (isSaid || (def.name.length > 1 && name !== def.name && name.includes(def.name)))
      return `\`${name}\` may be written by ${shown(writers.find(({ known }) => known) ?? first)}, whose code is not run`;
    other ??= writers.find(({ known }) => !known);
  }
  return other && `there is no \`${name}\`, unless ${shown(other)} writes it, whose code is not run`;
}

function shown({ kind, path }: AppliedMacro): string {
  return kind === 'derive' ? `\`#[derive(${path})]\`` : `\`#[${path}]\``;
}
