/**
 * Compares the standard library as the engine reads it from source with the compiler's truth, and with the shipped facts
 * where there are some of that release:
 *
 *   npx tsx scripts/facts/compare/compareSource.ts --library DIR --release 1.98.1 --truth FILE.json [--facts FILE.facts] [--show]
 *
 * DIR is `library/` of the release's source, FILE.json one of `test/conformance/std`, whose target is read for. Prints a
 * row for the table in test/conformance/RESULTS.md; with `--show`, each difference.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isUnknown } from '../../../server/src/base/unknown.ts';
import { distill } from '../../../server/src/distill/distill.ts';
import type { SourceStd } from '../../../server/src/engine/sourceStd.ts';
import { openSysroot } from '../../../server/src/engine/sysroot.ts';
import { FactsFile } from '../../../server/src/facts/factsFile.ts';
import { FactsView } from '../../../server/src/facts/factsView.ts';
import type { FactsId, FactsRecord } from '../../../server/src/facts/format.ts';
import { sameShape } from '../../../server/src/facts/sameShape.ts';
import { createStdPlatform } from '../../../server/src/node/nodePlatform.ts';
import { compareStdType, layoutsOfSource, type MeasuredStd } from '../../../test/support/stdTypes.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      library: { type: 'string' },
      release: { type: 'string' },
      truth: { type: 'string' },
      facts: { type: 'string' },
      show: { type: 'boolean', default: false },
    },
  });
  const { library, release, truth, facts, show } = values;
  if (!library || !release || !truth) throw new Error('see the head of compareSource.ts');
  const measured = JSON.parse(readFileSync(truth, 'utf8')) as MeasuredStd;
  const { std, seconds, megabytes } = await read(library, release, measured.target);
  const layouts = await layoutsOfSource(std, measured.target);
  const results = measured.types.map((row) => ({ type: row[0], result: compareStdType(layouts, row) }));
  const open = results.filter(({ result }) => isUnknown(result));
  const wrong = results.filter(({ result }) => !isUnknown(result) && result !== '');
  const exact = results.length - open.length - wrong.length;
  const share = ((100 * exact) / results.length).toFixed(2);
  const figures = [results.length, exact, share, wrong.length, open.length, seconds.toFixed(1), megabytes];
  console.log(`| ${release} | ${measured.target} | ${figures.join(' | ')} |`);
  if (show)
    for (const { type, result } of [...wrong, ...open])
      console.log(isUnknown(result) ? `  open ${type}: ${result.reason}` : `  WRONG ${result}`);
  if (facts) compareFacts(std, readFileSync(facts, 'utf8'), measured.target, show);
}

async function read(library: string, release: string, target: string) {
  const before = process.cpuUsage();
  const sysroot = openSysroot(await createStdPlatform(), { library, release, target });
  if (isUnknown(sysroot)) throw new Error(sysroot.reason);
  let peak = 0;
  const onProgress = (): void => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  const found = distill(sysroot, { release, target, onProgress });
  if (isUnknown(found)) throw new Error(found.reason);
  const { user, system } = process.cpuUsage(before);
  const std: SourceStd = { release, facts: found.facts, macros: found.macros };
  return { std, seconds: (user + system) / 1e6, megabytes: Math.round(peak / 1e6) };
}

/** How the records of both compare: types by their shape, trait impls by trait and type, signatures by their types. */
function compareFacts(std: SourceStd, shipped: string, target: string, show: boolean): void {
  const own = viewOf(std.facts, std.release, target);
  const other = viewOf(shipped, std.release, target);
  if (!own || !other) return;
  const kinds = new Map<
    string,
    { same: number; differ: string[]; onlySource: string[]; onlyShipped: string[] }
  >();
  const countsOf = (kind: string) => {
    const known = kinds.get(kind) ?? { same: 0, differ: [], onlySource: [], onlyShipped: [] };
    kinds.set(kind, known);
    return known;
  };
  const types = countsOf('types');
  for (const { id, record } of recordsOf(own)) {
    if (record.kind !== 'struct' && record.kind !== 'enum' && record.kind !== 'union') continue;
    const same = sameShape(own, other, id);
    if (same === undefined) types.onlySource.push(own.path(id));
    else if (same) types.same++;
    else types.differ.push(own.path(id));
  }
  for (const [kind, describe] of [
    ['trait impls', implText],
    ['signatures', signatureText],
  ] as const) {
    const counts = countsOf(kind);
    const left = textsOf(other, describe);
    for (const [key, text] of textsOf(own, describe)) {
      const twin = left.get(key);
      left.delete(key);
      if (twin === undefined) counts.onlySource.push(key);
      else if (twin === text) counts.same++;
      else counts.differ.push(`${key}\n    source  ${text}\n    shipped ${twin}`);
    }
    counts.onlyShipped.push(...left.keys());
  }
  for (const [kind, { same, differ, onlySource, onlyShipped }] of kinds) {
    console.log(
      `  ${kind}: ${same} the same, ${differ.length} differ, ${onlySource.length} only in source, ${onlyShipped.length} only shipped`,
    );
    if (!show) continue;
    for (const line of differ) console.log(`    differs: ${line}`);
    for (const line of onlyShipped) console.log(`    only shipped: ${line}`);
  }
}

function viewOf(text: string, release: string, triple: string): FactsView | undefined {
  const file = new FactsFile(text);
  const target = file.header.targets.find((known) => known.triple === triple);
  return target && new FactsView(file, release, target);
}

function* recordsOf(view: FactsView): Generator<{ id: FactsId; record: FactsRecord }> {
  for (const [crate, , count] of view.ranges)
    for (let index = 0; index < count; index++) {
      const id = { crate, index };
      if (view.raw(id)) yield { id, record: view.record(id) };
    }
}

type Described = { readonly key: string; readonly text: string } | undefined;

function textsOf(
  view: FactsView,
  describe: (view: FactsView, record: FactsRecord) => Described,
): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { record } of recordsOf(view)) {
    const found = describe(view, record);
    if (!found) continue;
    let { key } = found;
    while (texts.has(key)) key += "'";
    texts.set(key, found.text);
  }
  return texts;
}

function implText(view: FactsView, record: FactsRecord): Described {
  if (record.kind !== 'impl' || !record.trait) return undefined;
  const key = `${textOf(view, record.trait)} for ${textOf(view, record.selfTy)}`;
  const items = record.items.map(({ name, id }) => {
    const item = view.record(id);
    return `${name}=${item.kind === 'assocType' ? textOf(view, item.ty) : item.kind}`;
  });
  return { key, text: `${record.negative ? '!' : ''}${items.sort().join()}` };
}

function signatureText(view: FactsView, record: FactsRecord): Described {
  if (record.kind !== 'fn') return undefined;
  const parent = record.parent && view.record(record.parent);
  const owner =
    parent?.kind === 'impl' ? textOf(view, parent.selfTy) : record.parent ? view.path(record.parent) : '';
  const { params, ret, self } = record;
  return { key: `${owner}::${record.name}`, text: textOf(view, { params, ret, self }) };
}

function textOf(view: FactsView, value: unknown): string {
  const text = JSON.stringify(value, (key, part: unknown) => {
    if (typeof part === 'bigint') return String(part);
    if (key === 'reason' || key === 'text') return undefined;
    if (isParam(part)) return `#${part.index}`;
    return isId(part) ? view.path(part) : part;
  });
  return text ?? '';
}

/** Parameters are the same by their number, whatever their name. */
function isParam(value: unknown): value is { readonly index: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'param' &&
    'index' in value
  );
}

function isId(value: unknown): value is FactsId {
  return typeof value === 'object' && value !== null && 'crate' in value && 'index' in value;
}

await main();
