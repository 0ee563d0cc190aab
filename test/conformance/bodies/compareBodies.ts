// Compares the types of the variables in bodies with rustc's: `npx tsx test/conformance/bodies/compareBodies.ts PATH… [-v]`.

import { relative, resolve } from 'node:path';
import { isUnknown } from '../../../server/src/base/unknown.ts';
import type { Local, TypedBody } from '../../../server/src/bodies/typedBody.ts';
import { Analysis } from '../../../server/src/engine/analysis.ts';
import { createNodePlatform } from '../../../server/src/node/nodePlatform.ts';
import type { Def } from '../../../server/src/resolve/model/def.ts';
import type { ResolutionQueries } from '../../../server/src/resolve/model/resolutionQueries.ts';
import { allParams } from '../../../server/src/types/items/generics.ts';
import type { TypeQueries } from '../../../server/src/types/queries.ts';
import { displayTy } from '../../../server/src/types/terms/displayTy.ts';
import { mapTy, substituteArg } from '../../../server/src/types/terms/fold.ts';
import type { Ty } from '../../../server/src/types/terms/ty.ts';
import { flagsOf, sameTerm, termFlags } from '../../../server/src/types/terms/tyKey.ts';
import { compilerLocals, plainType } from './compilerLocals.ts';

interface Score {
  compared: number;
  right: number;
  unknown: number;
  wrong: string[];
}

/** All definitions with bodies in a crate, in order. */
export function bodyOwners(resolver: ResolutionQueries, crate: string): readonly Def[] {
  const out: Def[] = [];
  const seen = new Set<Def>();
  const visit = (def: Def): void => {
    if (seen.has(def) || def.origin !== 'source') return;
    seen.add(def);
    if (def.kind === 'fn' || def.kind === 'const' || def.kind === 'static') out.push(def);
    if (def.kind === 'mod' || def.kind === 'crate') resolver.moduleItems(def).forEach(visit);
    if (def.kind === 'impl' || def.kind === 'trait') resolver.membersOf(def).forEach(visit);
  };
  const root = resolver.rootModule(crate);
  if (!isUnknown(root)) visit(root);
  return out;
}

function compareLocal(
  local: Local,
  body: TypedBody,
  root: string,
  truth: ReadonlyMap<string, readonly string[]>,
  score: Score,
  types: TypeQueries,
): void {
  if (local.unit.expansion) return;
  const before = local.unit.text.slice(0, local.span.start).split('\n');
  const key = `${relative(root, local.unit.path)}:${before.length}:${[...before.at(-1)!].length + 1} ${local.name}`;
  // The place of a `mut x` or `ref x` binding begins at the keyword.
  const found = truth.get(key) ?? truth.get(keyword(key, before.at(-1)!, local.name));
  const wanted = found?.map(plainType).filter((ty) => ty !== undefined);
  if (!wanted || wanted.length === 0) return;
  score.compared++;
  if ((flagsOf(local.ty) & termFlags.unknown) !== 0) {
    score.unknown++;
    return;
  }
  const own = plainType(shown(local, body.owner, types));
  if (own === undefined || wanted.includes(own)) score.right++;
  else score.wrong.push(`${key} in ${body.owner.name}: ${own} is ${wanted.join(' / ')}`);
}

function shown({ ty }: Local, owner: Def, types: TypeQueries): string {
  if (ty.kind === 'fnDef') return `fn() {${ty.def.name}}`;
  const params = allParams(types.genericsOf(owner));
  return displayTy(
    mapTy(ty, (part) => {
      if (part.kind === 'adt') return withoutDefaults(part, types);
      // Answers are kept by the numbers of parameters, not by their names.
      return part.kind === 'param' ? { ...part, name: params[part.index]?.name ?? part.name } : part;
    }),
  );
}

/** rustc leaves out arguments that are the parameters' defaults. */
function withoutDefaults(ty: Extract<Ty, { kind: 'adt' }>, types: TypeQueries): Ty {
  const args = [...ty.args];
  for (let last = args.at(-1); last; last = args.at(-1)) {
    const given = types.defaultOf(ty.def, args.length - 1);
    if (!given || !sameTerm(substituteArg(given, args.slice(0, -1)), last)) break;
    args.pop();
  }
  return { ...ty, args };
}

function keyword(key: string, line: string, name: string): string {
  const start = /(?:ref mut|ref|mut) *$/.exec(line);
  return start ? key.replace(/:\d+ .*$/, `:${[...line.slice(0, start.index)].length + 1} ${name}`) : key;
}

async function compare(path: string, verbose: boolean): Promise<Score> {
  const score: Score = { compared: 0, right: 0, unknown: 0, wrong: [] };
  const analysis = Analysis.open(await createNodePlatform(), path, {});
  if (isUnknown(analysis)) throw new Error(analysis.reason);
  const { engine, project } = analysis;
  const isFile = path.endsWith('.rs');
  for (const id of project.graph.roots) {
    const info = project.graph.crate(id);
    if (isUnknown(info) || (info.kind !== 'lib' && !isFile)) continue;
    const truth = compilerLocals(path, info.edition);
    if (truth.error) console.error(`${path}: ${truth.error}`);
    const root = isFile ? resolve(path, '..') : info.packageRoot;
    const start = performance.now();
    for (const def of bodyOwners(engine.resolver, id)) {
      const body = engine.bodies.analyseBody(def);
      if (isUnknown(body)) continue;
      for (const local of body.locals) compareLocal(local, body, root, truth.types, score, engine.types);
    }
    report(path, score, performance.now() - start, verbose);
  }
  return score;
}

function report(
  path: string,
  { compared, right, unknown, wrong }: Score,
  ms: number,
  verbose: boolean,
): void {
  const rate = compared === 0 ? 0 : (100 * right) / compared;
  console.log(
    `${path}: ${compared} compared, ${right} right (${rate.toFixed(1)} %), ${unknown} unknown, ${wrong.length} wrong, ${ms.toFixed(0)} ms`,
  );
  if (verbose) for (const line of wrong) console.log(`  ${line}`);
}

const paths = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
const all: Score[] = [];
for (const path of paths) all.push(await compare(path, process.argv.includes('-v')));
const sum = (pick: (score: Score) => number): number => all.reduce((total, score) => total + pick(score), 0);
console.log(
  `all: ${sum((s) => s.compared)} compared, ${sum((s) => s.right)} right, ${sum((s) => s.unknown)} unknown, ${sum((s) => s.wrong.length)} wrong`,
);
