/**
 * Finds out which releases the facts hold for, from what test/conformance/std has of their compilers:
 *
 *   npx tsx scripts/facts/compare/compareReleases.ts
 *
 * Writes server/facts/releases.json. A release that was measured and has no facts of its own is laid out with
 * the next newer ones. Where the compiler says otherwise,
 * the form that the next older facts have of one of the records behind the type is tried; what no form explains
 * is listed as differing.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { factsReleases } from '../../../server/src/base/releases.ts';
import { targetFacts } from '../../../server/src/base/targets.ts';
import { isUnknown } from '../../../server/src/base/unknown.ts';
import { describeTarget } from '../../../server/src/engine/targetDescription.ts';
import type { Facts, FactsId } from '../../../server/src/facts/format.ts';
import { FactsLibrary, type MeasuredRelease, RELEASES_FILE } from '../../../server/src/facts/releases.ts';
import { realFacts } from '../../../test/support/features.ts';
import {
  compareStdType,
  type MeasuredStd,
  type MeasuredType,
  measuredStd,
  stdLayouts,
} from '../../../test/support/stdTypes.ts';
import { recordsBehind } from '../distill/recordsBehind.ts';
import { sameLayouts } from './sameLayouts.ts';

/** The facts for one more release, whatever releases.json says so far. */
function factsWith(base: string, other?: MeasuredRelease) {
  const releases = factsReleases.map((release) => ({
    release,
    others: release === base && other ? [other] : [],
  }));
  return {
    read: (name: string) => (name === RELEASES_FILE ? JSON.stringify(releases) : realFacts.read(name)),
  };
}

type Types = MeasuredStd['types'];

/** A definition with the instances of it that differ. */
interface Different {
  readonly id: FactsId;
  readonly types: MeasuredType[];
}

/** The types that the engine lays out otherwise than the compiler, by the path of their definition. */
async function differing(std: MeasuredStd, base: string, other: MeasuredRelease, types: Types) {
  const layouts = await stdLayouts(std.rustc, std.target, factsWith(base, other));
  const facts = factsOf(std, base);
  const found = new Map<string, Different>();
  for (const measured of types) {
    const difference = compareStdType(layouts, measured);
    const def = layouts.defOf(measured[0]);
    if (isUnknown(difference) || difference === '' || !def) continue;
    const id = { crate: def.crate, index: def.index };
    const entry = found.get(facts.path(id)) ?? { id, types: [] };
    entry.types.push(measured);
    found.set(facts.path(id), entry);
  }
  return found;
}

/** The facts of the base; their ids are those of every release that is laid out with them. */
function factsOf({ target }: MeasuredStd, base: string): Facts {
  const facts = new FactsLibrary(factsWith(base)).factsFor(base, describeTarget(targetFacts(target)!));
  if (!facts) throw new Error(`no facts for ${base}`);
  return facts;
}

async function compare(std: MeasuredStd, base: string): Promise<MeasuredRelease> {
  const start = { release: std.rustc, targets: [std.target], differ: [], older: [], same: {} };
  const different = await differing(std, base, start, std.types);
  const older: string[] = [];
  const differ: string[] = [];
  for (const [path, entry] of different) {
    const form = await olderForm(std, base, start, entry);
    if (form === undefined) differ.push(path);
    else older.push(form);
  }
  const found = { ...start, differ: differ.sort(), older: [...new Set(older)].sort() };
  const left = await differing(std, base, found, std.types);
  for (const path of left.keys()) if (!differ.includes(path)) throw new Error(`${path} still differs`);
  console.log(`${std.rustc} by ${base}: ${different.size} differ, ${differ.length} unexplained`);
  return { ...found, same: await sameElsewhere(std, base, found) };
}

/** For the base's other targets: the records of their own that are laid out the same in the older facts. */
async function sameElsewhere(std: MeasuredStd, base: string, found: MeasuredRelease) {
  const before = factsReleases[factsReleases.indexOf(base) - 1];
  const same: Record<string, string[]> = {};
  for (const { rustc, target, types } of measuredStd()) {
    if (before === undefined || rustc !== base || target === std.target) continue;
    const facts = new FactsLibrary(factsWith(base, found)).factsFor(
      std.rustc,
      describeTarget(targetFacts(target)!),
    );
    if (facts) same[target] = await sameLayouts(target, [before, base], types, facts);
    console.log(
      `${std.rustc} ${target}: ${same[target]?.length} records of its own are the same in ${before}`,
    );
  }
  return same;
}

/** The one record whose older form gives the types the compiler's layouts. */
async function olderForm(
  std: MeasuredStd,
  base: string,
  start: MeasuredRelease,
  { id, types }: Different,
): Promise<string | undefined> {
  for (const record of recordsBehind(factsOf(std, base), id).keys()) {
    const left = await differing(std, base, { ...start, older: [record] }, types);
    if (left.size === 0) return record;
  }
  return undefined;
}

/** The facts that a release without its own is laid out with. */
function baseOf(rustc: string): string | undefined {
  const minor = (release: string) => Number.parseInt(release.slice('1.'.length), 10);
  if (factsReleases.includes(rustc)) return undefined;
  return factsReleases.find((release) => minor(release) > minor(rustc));
}

async function main(): Promise<void> {
  const others = new Map<string, MeasuredRelease[]>(factsReleases.map((release) => [release, []]));
  for (const std of measuredStd()) {
    const base = baseOf(std.rustc);
    if (base !== undefined) others.get(base)?.push(await compare(std, base));
  }
  const releases = factsReleases.map((release) => ({ release, others: others.get(release) ?? [] }));
  const file = join(import.meta.dirname, '../../../server/facts', RELEASES_FILE);
  writeFileSync(file, `${JSON.stringify(releases, undefined, 1)}\n`);
}

void main();
