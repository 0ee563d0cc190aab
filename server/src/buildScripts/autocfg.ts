import type { ScriptRun } from './scriptRun.ts';
import { bool, ok, UNIT, UNKNOWN, type Value } from './values.ts';

/**
 * The crate `autocfg`, which many build scripts ask what the compiler can do. What it would find out by the
 * release is known; what it would compile a program for is not.
 */
export function autocfg(run: ScriptRun, path: string, args: readonly Value[]): Value | undefined {
  const name = /^(?:autocfg::)?(?:AutoCfg::|AutoCfg\.|autocfg::AutoCfg\.)?(\w+)$/.exec(path)?.[1];
  if (name === undefined || !/autocfg|AutoCfg/.test(path)) return undefined;
  const [first, second] = args.map((a) =>
    a.kind === 'int' ? Number(a.value) : a.kind === 'string' ? a.value : undefined,
  );
  const set = (cfg: string, holds: boolean | undefined): Value => {
    if (holds) run.emit(cfg);
    else if (holds === undefined) run.emitPerhaps(cfg);
    return UNIT;
  };
  switch (name) {
    case 'new':
      return path.includes('AutoCfg') ? ok(AUTOCFG) : AUTOCFG;
    case 'emit':
      return typeof first === 'string' ? set(first, true) : UNKNOWN;
    case 'probe_rustc_version':
      return isMin(run, first, second);
    case 'emit_rustc_version': {
      const holds = isMin(run, first, second);
      return set(`rustc_${first}_${second}`, holds.kind === 'bool' ? holds.value : undefined);
    }
    case 'probe_sysroot_crate':
      return hasSysrootCrate(first) ? bool(true) : UNKNOWN;
    case 'emit_sysroot_crate':
      return set(`has_${first}`, hasSysrootCrate(first) ? true : undefined);
    case 'emit_path_cfg':
    case 'emit_type_cfg':
    case 'emit_trait_cfg':
    case 'emit_expression_cfg':
    case 'emit_constant_cfg':
      return typeof second === 'string' ? set(second, undefined) : UNKNOWN;
    case 'emit_has_path':
    case 'emit_has_type':
    case 'emit_has_trait':
      if (typeof first !== 'string') return UNKNOWN;
      return set(`has_${first.replace(/\W+/g, '_')}`, /^[iu]128$/.test(first) ? true : undefined);
    case 'probe_type':
      return typeof first === 'string' && /^[iu]128$/.test(first) ? bool(true) : UNKNOWN;
    default:
      return name.startsWith('probe') ? UNKNOWN : UNIT;
  }
}

const AUTOCFG: Value = { kind: 'external', path: 'autocfg::AutoCfg' };

function isMin(run: ScriptRun, major: unknown, minor: unknown): Value {
  const [, own = '0'] = run.world.release.split('.');
  if (typeof major !== 'number' || typeof minor !== 'number') return UNKNOWN;
  return bool(major < 1 || (major === 1 && minor <= Number(own)));
}

function hasSysrootCrate(name: unknown): boolean {
  return name === 'std' || name === 'core' || name === 'alloc';
}
