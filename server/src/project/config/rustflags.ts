import { type CfgSet, evaluateCfg, parseCfg } from '../../base/cfg.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { Environment } from '../crateGraph.ts';
import { tableAt } from '../manifest/toml.ts';
import { type CargoConfig, configWords } from './cargoConfig.ts';
import { configVariableWords } from './variables.ts';

/** What compiler flags say that the code can see. */
export interface CompilerFlags {
  /** `--cfg` options as written. */
  readonly cfgs: readonly string[];
  readonly debugAssertions: boolean | undefined;
  readonly overflowChecks: boolean | undefined;
  readonly panic: string | undefined;
  /** `-C target-feature`: name to on or off. */
  readonly targetFeatures: ReadonlyMap<string, boolean>;
  readonly targetCpu: string | undefined;
}

/**
 * The compiler flags for a triple: of the environment, else of all fitting `[target]` tables, else of
 * `[build]`; never of two of these (Cargo Book, "build.rustflags").
 */
export function rustflags(
  config: CargoConfig,
  environment: Environment,
  triple: string,
  targetCfg: CfgSet,
): readonly string[] {
  const encoded = environment.variables?.CARGO_ENCODED_RUSTFLAGS;
  if (encoded !== undefined) return encoded.split('\x1f').filter((word) => word !== '');
  const plain = environment.variables?.RUSTFLAGS;
  if (plain !== undefined) return plain.split(/\s+/).filter((word) => word !== '');
  const names = new Set(config.files.flatMap(({ table }) => Object.keys(tableAt(table, 'target') ?? {})));
  const fitting = [...names].filter((name) => name === triple || platformHolds(name, triple, targetCfg));
  // What a variable says is put behind what files say of the same key.
  const forTarget = [
    ...fitting.flatMap((name) => configWords(config, 'target', name, 'rustflags')),
    ...(configVariableWords(environment, 'target', triple, 'rustflags') ?? []),
  ];
  if (forTarget.length > 0) return forTarget;
  const forAll = configVariableWords(environment, 'build', 'rustflags') ?? [];
  return [...configWords(config, 'build', 'rustflags'), ...forAll];
}

/** Whether a `[target.…]` key, a triple or `cfg(…)`, means a triple with the options given. */
export function platformHolds(platform: string, triple: string, targetCfg: CfgSet): boolean {
  const predicate = /^\s*cfg\s*\(([\s\S]*)\)\s*$/.exec(platform)?.[1];
  if (predicate === undefined) return platform === triple;
  const expr = parseCfg(predicate);
  return !isUnknown(expr) && evaluateCfg(expr, targetCfg) === true;
}

/** Picks the flags that matter out of a compiler command line. */
export function readFlags(words: readonly string[]): CompilerFlags {
  const cfgs: string[] = [];
  const codegen = new Map<string, string>();
  const targetFeatures = new Map<string, boolean>();
  for (let at = 0; at < words.length; at++) {
    const [, flag, joined] = /^(--cfg|-C|--codegen)(?:=|(?<=^-C))?(.*)$/s.exec(words[at]!) ?? [];
    if (flag === undefined) continue;
    const value = joined !== '' ? joined! : (words[++at] ?? '');
    if (flag === '--cfg') cfgs.push(value);
    else {
      const [, name, text] = /^([^=]+)(?:=(.*))?$/s.exec(value) ?? [];
      if (name === undefined) continue;
      codegen.set(name.replaceAll('_', '-'), text ?? 'yes');
      if (name === 'target-feature') readTargetFeatures(text ?? '', targetFeatures);
    }
  }
  return {
    cfgs,
    debugAssertions: flagValue(codegen.get('debug-assertions')),
    overflowChecks: flagValue(codegen.get('overflow-checks')),
    panic: codegen.get('panic'),
    targetFeatures,
    targetCpu: codegen.get('target-cpu'),
  };
}

function readTargetFeatures(text: string, into: Map<string, boolean>): void {
  for (const item of text.split(',')) {
    const name = item.trim().replace(/^[+-]/, '');
    if (name !== '') into.set(name, !item.trim().startsWith('-'));
  }
}

function flagValue(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : /^(y|yes|on|true)$/.test(text);
}
