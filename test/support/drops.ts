// The drop schedules of a fixture, as text: one line a point, `?` behind what a flag decides, `<T>` for a temporary.

import { dropsOf } from '../../server/src/engine/drops.ts';
import { listDrops } from '../../server/src/features/drops/dropsListing.ts';
import type { JsonDropPoint } from '../../shared/dropsJson.ts';
import { openAnalysis } from './features.ts';
import { MemoryFiles, memoryFiles } from './memoryFiles.ts';

export interface DropsOptions {
  readonly edition?: '2021' | '2024';
  /** Where the source is a fixture of several files: the package's folder. */
  readonly at?: string;
}

/** Every point of every function of a file that drops something. */
export async function dropsText(
  source: string,
  { edition = '2021', at }: DropsOptions = {},
): Promise<string> {
  const files = at === undefined ? new MemoryFiles([['/main.rs', source]]) : memoryFiles(source);
  const analysis = await openAnalysis(files, at ?? '/main.rs', { edition });
  const { engine } = analysis;
  const [crate] = analysis.project.graph.roots;
  const { schedules } = dropsOf(engine);
  const listing = listDrops(engine.resolver.functionsIn(crate!), schedules, (file) => file);
  const lines = listing.functions.flatMap((fn) => fn.scopes.flatMap((point) => line(fn.name, point)));
  return [...lines, ...listing.unresolved.map((u) => `${u.name}: unresolved: ${u.reason}`)].join('\n');
}

function line(name: string, point: JsonDropPoint): readonly string[] {
  if (point.macro) return [];
  const parts: string[] = [];
  const temporaries = (after: number) => {
    for (const t of point.temporaries) if (t.after === after) parts.push(`<${t.type.replace(/\w+::/g, '')}>`);
  };
  for (const [k, drop] of point.drops.entries()) {
    temporaries(k);
    parts.push(`${drop.variable}${drop.part ? `(${drop.part})` : ''}${drop.conditional ? '?' : ''}`);
  }
  temporaries(point.drops.length);
  const what = point.unresolved === undefined ? parts.join(', ') : `unresolved: ${point.unresolved}`;
  return what === '' ? [] : [`${name} ${point.line}:${point.column} ${point.kind}: ${what}`];
}
