import type { CfgSet, Truth } from '../../base/cfg.ts';
import { type FeaturedTarget, targetFeaturesUnder } from '../triple/features.ts';
import type { CompilerFlags } from './rustflags.ts';

/** Options as rustc prints them (`unix`, `target_os="linux"`), by name, with `undefined` for a bare one. */
export type CfgOptions = ReadonlyMap<string, ReadonlySet<string | undefined>>;

/** Reads options as `rustc --print cfg`, `--cfg` and `cargo:rustc-cfg` write them. */
export function readCfgOptions(lines: readonly string[]): CfgOptions {
  const options = new Map<string, Set<string | undefined>>();
  for (const line of lines) {
    const [, name, value] = /^\s*([^=\s]+)\s*(?:=\s*"?([^"]*)"?\s*)?$/.exec(line) ?? [];
    if (name === undefined) continue;
    const values = options.get(name) ?? new Set();
    options.set(name, values.add(value));
  }
  return options;
}

function has(options: CfgOptions, name: string, value: string | undefined): boolean {
  return options.get(name)?.has(value) ?? false;
}

/** A target's own options with the flags that touch them, as far as `[target.'cfg(…)']` keys can see. */
export function targetCfgSet(facts: FeaturedTarget, flags: CompilerFlags | undefined): CfgSet {
  const target = readCfgOptions(facts.cfg);
  const extra = readCfgOptions(flags?.cfgs ?? []);
  const features = targetFeaturesUnder(facts, flags);
  return {
    option(name, value) {
      if (has(extra, name, value)) return true;
      if (name === 'target_feature')
        return value !== undefined && (features.on.has(value) || (features.open ?? false));
      if (name === 'panic' && flags?.panic !== undefined) return value === flags.panic;
      return has(target, name, value);
    },
  };
}

/** Everything that decides the options of one crate. */
export interface CrateCfgInput {
  readonly target: FeaturedTarget;
  readonly flags: CompilerFlags;
  /** Options added to every crate. */
  readonly cfgs: readonly string[];
  readonly features: ReadonlySet<string>;
  readonly isTest: boolean;
  readonly isProcMacro: boolean;
  readonly debugAssertions: boolean;
  readonly overflowChecks: boolean;
  /** `abort` where the profile says so. */
  readonly panic: string | undefined;
  /** Options that a finished build script run has set; undefined where none is known. */
  readonly scriptCfgs: readonly string[] | undefined;
  /** Whether an option can come from a build script whose run is not known. */
  readonly fromScript: (name: string, value: string | undefined) => Truth;
}

/** Options that only tools other than the compiler set. */
const toolOptions = new Set(['doc', 'doctest', 'miri', 'clippy', 'rustfmt', 'rust_analyzer']);

/**
 * The options of a crate (Reference, "Conditional compilation", "Set configuration options"). A name that
 * neither the compiler, nor a flag, nor a build script sets is false.
 */
export function crateCfgSet(input: CrateCfgInput): CfgSet {
  const given = readCfgOptions([...input.cfgs, ...input.flags.cfgs, ...(input.scriptCfgs ?? [])]);
  const base = targetCfgSet(input.target, input.flags);
  const own = readCfgOptions(input.target.cfg);
  const booleans = new Map<string, boolean>([
    ['test', input.isTest],
    ['proc_macro', input.isProcMacro],
    ['debug_assertions', input.flags.debugAssertions ?? input.debugAssertions],
    ['overflow_checks', input.flags.overflowChecks ?? input.overflowChecks],
  ]);
  const fromScript = (name: string, value: string | undefined): Truth =>
    input.scriptCfgs !== undefined ? false : input.fromScript(name, value);
  return {
    option(name, value) {
      if (has(given, name, value)) return true;
      if (name === 'feature') return input.features.has(value ?? '') || fromScript(name, value);
      const known = value === undefined ? booleans.get(name) : undefined;
      if (known !== undefined) return known;
      if (toolOptions.has(name)) return false;
      if (name === 'panic' && input.panic !== undefined && !input.isTest) return value === input.panic;
      if (name.startsWith('target_') || own.has(name)) return base.option(name, value);
      if (name === 'unix' || name === 'windows') return false;
      return fromScript(name, value);
    },
  };
}
