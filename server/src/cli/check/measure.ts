import path from 'node:path';
import type { PieceView, TypeView } from '../../../../shared/layoutView.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { Analysis } from '../../engine/analysis.ts';
import { dropsOf } from '../../engine/drops.ts';
import { variantSpread } from '../../features/hover/remarks/largestVariant.ts';
import { placeOf } from '../../features/view/sourcePlaces.ts';
import { describeType } from '../../features/view/typeFacts.ts';
import type { CrateInfo } from '../../project/crateGraph.ts';
import type { Def } from '../../resolve/model/def.ts';
import type { BudgetComment, MeasuredField, MeasuredType, Measurement } from './measured.ts';

/** The type itself and its fields: enough for its figures. */
const limits = { depth: 1, budget: 2000 };

/** Measures every type of some crates; paths are relative to `root`. */
export function measure(analysis: Analysis, crates: readonly CrateInfo[], root: string): Measurement {
  const types = crates.flatMap((crate) => [
    ...typesOf(analysis, crate, root),
    ...futuresOf(analysis, crate, root),
  ]);
  const seen = new Set<string>();
  return {
    schema: 'rust-check/1',
    rustc: analysis.release.name,
    ...(analysis.release.describedAs !== undefined && { describedAs: analysis.release.describedAs }),
    target: analysis.target,
    // A file may be a module of a library and of its binaries.
    types: types.filter(({ file, line, id }) => {
      const key = `${file}:${line}:${id.split('::').at(-1)}`;
      return !seen.has(key) && seen.add(key);
    }),
  };
}

function typesOf(analysis: Analysis, crate: CrateInfo, root: string): readonly MeasuredType[] {
  const engine = analysis.engineOf(crate.id);
  return engine.resolver.definitionsIn(crate.id).map(({ def, path: file, line }) => {
    const ty = engine.types.typeOf(def);
    const env = engine.types.paramEnvOf(def);
    const view = describeType(ty, env, engine, limits);
    const drop = dropsOf(engine).schedules.needs.of(ty, env);
    const figures = view.size === undefined || view.unsized ? {} : figuresOf(view);
    return {
      id: pathOf(def, crate),
      kind: view.kind === 'enum' || view.kind === 'union' ? view.kind : 'struct',
      file: path.posix.relative(root, file),
      line,
      warrant: view.warrant,
      ...(view.reason !== undefined && { reason: view.reason }),
      ...figures,
      ...(view.isCopy !== undefined && { isCopy: view.isCopy }),
      ...(typeof drop === 'boolean' && { needsDrop: drop }),
      fields: fieldsOf(view),
      comments: commentsAbove(analysis.units.text(file) ?? '', line),
    };
  });
}

/** The futures of a crate's async functions, `serve()`; the locals that they hold have no names that would stay. */
function futuresOf(analysis: Analysis, crate: CrateInfo, root: string): readonly MeasuredType[] {
  const engine = analysis.engineOf(crate.id);
  return engine.resolver.functionsIn(crate.id).flatMap((def): readonly MeasuredType[] => {
    const sig = engine.types.fnSig(def);
    const place = placeOf(def);
    if (isUnknown(sig) || !sig.isAsync || def.item.kind !== 'fn' || !def.item.body || !place) return [];
    const env = engine.types.paramEnvOf(def);
    const view = describeType(sig.output, env, engine, limits);
    const text = analysis.units.text(place.path) ?? '';
    const line = text.slice(0, place.start).split('\n').length;
    return [
      {
        id: `${pathOf(def, crate)}()`,
        kind: 'future',
        file: path.posix.relative(root, place.path),
        line,
        warrant: view.warrant,
        ...(view.reason !== undefined && { reason: view.reason }),
        ...(view.size !== undefined && { size: view.size }),
        ...(view.align !== undefined && { align: view.align }),
        needsDrop: true,
        fields: [],
        comments: commentsAbove(text, line),
      },
    ];
  });
}

/** Crate, modules and name; of a type in a function's body the function too. */
function pathOf(def: Def, crate: CrateInfo): string {
  const names = [def.name];
  for (let at = def.parent; at && at.kind !== 'crate'; at = at.parent)
    if (at.name !== '') names.unshift(at.name);
  return [crate.name, ...names].join('::');
}

function figuresOf(view: TypeView) {
  const spread = view.variants && variantSpread(view.variants);
  return {
    size: view.size!,
    ...(view.align !== undefined && { align: view.align }),
    padding: view.padding ?? 0,
    ...(spread && { variantExcess: spread.bytes }),
  };
}

function fieldsOf(view: TypeView): readonly MeasuredField[] {
  const known = view.knownFields?.map(({ name, variantName, type }) => field(name, type, variantName)) ?? [];
  if (known.length > 0) return known;
  if (!view.variants) return fieldPieces(view.pieces);
  return view.variants.flatMap((variant) => fieldPieces(variant.pieces, variant.name));
}

function fieldPieces(pieces: readonly PieceView[], variant?: string): readonly MeasuredField[] {
  return pieces
    .filter((piece) => piece.kind === 'field')
    .sort((a, b) => a.index - b.index)
    .map(({ name, type }) => field(name, type, variant));
}

function field(name: string, { name: type, size }: TypeView, variant?: string): MeasuredField {
  return {
    name: variant === undefined ? name : `${variant}.${name}`,
    type,
    ...(size !== undefined && { size }),
  };
}

/** The texts behind `layout` of the line comments that stand on a type, among its attributes or in its first line. */
export function commentsAbove(text: string, line: number): readonly BudgetComment[] {
  const lines = text.split('\n');
  const found: BudgetComment[] = [];
  for (let at = line - 1; at >= 0; at--) {
    const current = lines[at]!.trim();
    if (at < line - 1 && (current === '' || /^[^/#].*[;{}]$/.test(current))) break;
    const comment = /\/\/\s*layout(?<text>\s*[:(].*)$/.exec(current)?.groups?.text;
    if (comment !== undefined) found.unshift({ text: comment.trim(), line: at + 1 });
  }
  return found;
}
