import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { targetFacts } from '../../server/src/base/targets.ts';
import { isUnknown } from '../../server/src/base/unknown.ts';
import { Analysis, type Platform } from '../../server/src/engine/analysis.ts';
import type { Engine } from '../../server/src/engine/engine.ts';
import type { Def } from '../../server/src/resolve/model/def.ts';
import { emptyParamEnv } from '../../server/src/types/model.ts';
import { displayConst, displayTy } from '../../server/src/types/terms/displayTy.ts';
import { reasonIn } from '../../server/src/types/terms/fold.ts';
import { memoryFiles } from './memoryFiles.ts';
import { testParser } from './parser.ts';

const FACTS = path.join(import.meta.dirname, '../../server/facts');
const facts: Platform['facts'] = {
  read(name) {
    const file = path.join(FACTS, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  },
};

/** A crate in memory, with the real parser and the real facts of std, and short questions about it. */
export class TypesFixture {
  readonly engine: Engine;
  readonly #root: Def;

  constructor(engine: Engine, root: Def) {
    this.engine = engine;
    this.#root = root;
  }

  /** The crate's item at a path such as `a::B`. */
  def(name: string, namespace: 'type' | 'value' = 'type'): Def {
    const scope = { crate: this.#root.crate, module: this.#root };
    const found = this.engine.resolver.resolveNames(scope, name.split('::'), namespace);
    if (found.kind !== 'def') throw new Error(`no ${name}: ${found.kind === 'unknown' ? found.reason : ''}`);
    return found.def;
  }

  /** What a type alias of the crate stands for, normalised, as text; `unknown: why` with its reason. */
  type(alias: string): string {
    const def = this.def(alias);
    const { types } = this.engine;
    const ty = types.normalize(types.typeOf(def), types.paramEnvOf(def));
    const reason = reasonIn(ty);
    return reason === undefined ? displayTy(ty) : `${displayTy(ty)}: ${reason}`;
  }

  /** The value of a constant of the crate. */
  value(name: string): string {
    const def = this.def(name, 'value');
    const value = this.engine.types.evalConst({ kind: 'unevaluated', def, args: [] }, emptyParamEnv);
    return value.kind === 'constUnknown' ? `unknown: ${value.reason}` : displayConst(value);
  }

  /** Whether all where clauses of a function hold outside of it: `holds`, `doesNotHold` or why neither. */
  bounds(fn: string): string {
    const { types } = this.engine;
    const outcomes = types.predicatesOf(this.def(fn, 'value')).map((p) => {
      if (p.kind !== 'trait') return p.kind === 'unknown' ? `unknown: ${p.reason}` : '';
      const outcome = types.holds(p.ref, emptyParamEnv);
      return outcome.kind === 'ambiguous' ? `ambiguous: ${outcome.reason}` : outcome.kind;
    });
    return outcomes.filter((o) => o !== '').join(', ');
  }
}

/** Opens a fixture: the text of `/main.rs`, or several files each behind a `//- /path` line. */
export async function typesFixture(
  source: string,
  edition: '2018' | '2021' | '2024' = '2021',
): Promise<TypesFixture> {
  const platform: Platform = {
    files: memoryFiles(source),
    parser: await testParser(),
    facts,
    environment: { host: 'x86_64-unknown-linux-gnu', targetCfg: (triple) => targetFacts(triple)?.cfg },
  };
  const analysis = Analysis.open(platform, '/main.rs', { edition, rustc: '1.96' });
  if (isUnknown(analysis)) throw new Error(analysis.reason);
  const crate = analysis.project.graph.roots[0]!;
  const root = analysis.engine.resolver.rootModule(crate);
  if (isUnknown(root)) throw new Error(root.reason);
  return new TypesFixture(analysis.engine, root);
}

type Table = Readonly<Record<string, string>>;

/** Lowers and normalises each type beside the items of `source`, and compares with the expected text. */
export async function checkTypes(source: string, table: Table): Promise<void> {
  const names = Object.keys(table);
  const items = names.map((type, i) => `type Answer${i} = ${type};`).join('\n');
  const fixture = await typesFixture(`//- /main.rs\n${source}\n${items}\n`);
  compare(table, (i) => fixture.type(`Answer${i}`));
}

/** Decides each bound (`Vec<u8>: Clone`) beside the items of `source`. */
export async function checkBounds(source: string, table: Table): Promise<void> {
  const names = Object.keys(table);
  const items = names.map((bound, i) => `fn goal${i}() where ${bound} {}`).join('\n');
  const fixture = await typesFixture(`//- /main.rs\n${source}\n${items}\n`);
  compare(table, (i) => fixture.bounds(`goal${i}`));
}

/** Evaluates each constant, written as `u8 = 1 + 2`, beside the items of `source`. */
export async function checkConsts(source: string, table: Table): Promise<void> {
  const names = Object.keys(table);
  const items = names.map((value, i) => `const ANSWER${i}: ${value};`).join('\n');
  const fixture = await typesFixture(`//- /main.rs\n${source}\n${items}\n`);
  compare(table, (i) => fixture.value(`ANSWER${i}`));
}

/** All answers at once, so that one failing run shows every difference. */
function compare(table: Table, answer: (index: number) => string): void {
  const actual = Object.fromEntries(Object.keys(table).map((name, i) => [name, answer(i)]));
  assert.deepEqual(actual, table);
}
