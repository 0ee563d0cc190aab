// The standard library's types as the engine lays them out, and as the compiler did (test/conformance/std).

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isUnknown, type Unknown, unknown } from '../../server/src/base/unknown.ts';
import type { AnalysisOptions } from '../../server/src/engine/analysis.ts';
import type { SourceStd } from '../../server/src/engine/sourceStd.ts';
import type { FactsSource } from '../../server/src/facts/format.ts';
import { findType } from '../../server/src/features/findType.ts';
import { nearestReason } from '../../server/src/features/view/nearest.ts';
import { warrantedLayout } from '../../server/src/features/view/warrant.ts';
import type { Layout } from '../../server/src/layout/abi/types.ts';
import type { FactsDef } from '../../server/src/resolve/model/def.ts';
import { summarize } from './abi/summary.ts';
import { openAnalysis, realFacts } from './features.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { testParser } from './parser.ts';

const FOLDER = join(import.meta.dirname, '../conformance/std');

/** A type's size, alignment, size of its `Option` (bytes), and the whole layout as text where rustc told it. */
export type MeasuredType = readonly [
  type: string,
  size: number,
  align: number,
  optionSize: number,
  layout: string | null,
];

export interface MeasuredStd {
  /** `1.95` */
  readonly rustc: string;
  readonly target: string;
  readonly types: readonly MeasuredType[];
}

/** Everything that was measured, as `scripts/facts/compare/measure.ts` and `measureLayouts.ts` wrote it. */
export function measuredStd(): MeasuredStd[] {
  const names = readdirSync(FOLDER).filter((name) => /^\d.*\.json$/.test(name));
  return names.sort().map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as MeasuredStd);
}

/** Lays out types of the standard library for a release and target. */
export interface StdLayouts {
  layoutOf(type: string): Layout | Unknown;
  /** The definition behind a type's name. */
  defOf(type: string): FactsDef | undefined;
}

export async function stdLayouts(
  rustc: string,
  target: string,
  facts: FactsSource = realFacts,
): Promise<StdLayouts> {
  return layoutsWith({ rustc, target }, facts);
}

/** As {@link stdLayouts}, for a standard library that was read from source. */
export async function layoutsOfSource(std: SourceStd, target: string): Promise<StdLayouts> {
  return layoutsWith({ std, target }, realFacts);
}

async function layoutsWith(options: AnalysisOptions, facts: FactsSource): Promise<StdLayouts> {
  const files = new MemoryFiles([['/lib.rs', '#![no_std] extern crate alloc; extern crate std;']]);
  const analysis = await openAnalysis(files, '/lib.rs', options, facts);
  const parser = await testParser();
  const crate = analysis.crateOf('/lib.rs');
  const { engine } = analysis;
  const find = (type: string) =>
    crate === undefined ? unknown('no crate') : findType(type, crate, engine, parser);
  return {
    layoutOf(type) {
      const found = find(type);
      if (isUnknown(found)) return found;
      const shown = warrantedLayout(found.ty, found.env, engine);
      if (isUnknown(shown)) return shown;
      return shown.warrant === 'nearest' ? unknown(nearestReason(engine.release)) : shown.layout;
    },
    defOf(type) {
      const found = find(type);
      if (isUnknown(found) || found.ty.kind !== 'adt') return undefined;
      return found.ty.def.origin === 'facts' ? found.ty.def : undefined;
    },
  };
}

/** What the engine says otherwise than the compiler: '' for nothing; a reason where it says nothing. */
export function compareStdType(layouts: StdLayouts, measured: MeasuredType): string | Unknown {
  const [type, size, align, optionSize, whole] = measured;
  const own = layouts.layoutOf(type);
  const option = layouts.layoutOf(`core::option::Option<${type}>`);
  if (isUnknown(own)) return own;
  if (isUnknown(option)) return option;
  const found = [own.size, own.align, option.size].join(' ');
  if (found !== [size, align, optionSize].join(' '))
    return `${type}: size, align, Option ${found}, but rustc has ${size} ${align} ${optionSize}`;
  const text = summarize(own);
  return whole === null || figures(text) === figures(whole) ? '' : `${type}:\n  ${text}\n  rustc: ${whole}`;
}

/** Without the unadjusted alignment, which says how a value is passed and is none of a layout's figures. */
function figures(layout: string): string {
  return layout.replace(/ unadjusted \d+/, '');
}
