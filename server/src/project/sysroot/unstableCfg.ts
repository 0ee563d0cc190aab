import type { CfgSet, Truth } from '../../base/cfg.ts';
import { unknown } from '../../base/unknown.ts';

/** What the options depend on besides the target's stable ones. */
export interface UnstableCfgInput {
  readonly triple: string;
  /** 98 for 1.98. */
  readonly minor: number;
  /** The target's stable options. */
  readonly stable: CfgSet;
  /** Alignment of `u8` … `u128` in bits, by width. */
  readonly alignBits: (width: number) => number | undefined;
}

/**
 * The options that the compiler sets and only nightly may ask for, which the standard library's own source is full of
 * (rustc_session::config::cfg, `default_configuration`; rustc_codegen_llvm::llvm_util,
 * `update_target_reliable_float_cfg`), and those of std's and its private crates' build scripts, as the std that is
 * shipped with a toolchain was built: optimized, without debug assertions. Checked against what rustc prints for all
 * targets of 1.85, 1.96, 1.97 and 1.98.
 *
 * Undefined for an option that is not of the compiler.
 */
export function unstableOption(
  input: UnstableCfgInput,
  name: string,
  value: string | undefined,
): Truth | undefined {
  if (value !== undefined && bareOptions.has(name)) return false;
  switch (name) {
    case 'target_has_atomic':
      return value === undefined ? anyAtomic(input) : undefined;
    case 'target_has_atomic_load_store':
      return value === undefined ? loadsAndStoresAny(input) : loadsAndStores(input, value);
    case 'target_has_atomic_equal_alignment': // until 1.96
    case 'target_has_atomic_primitive_alignment':
      return value !== undefined && isAligned(input, value) && loadsAndStores(input, value);
    case 'target_thread_local':
      return hasThreadLocal(input);
    case 'target_has_reliable_f16':
    case 'target_has_reliable_f16_math':
      return reliableF16(input);
    case 'target_has_reliable_f128':
      return reliableF128(input);
    case 'target_has_reliable_f128_math':
      return reliableF128Math(input);
    case 'target_object_format':
      return value === objectFormat(input);
    case 'fmt_debug':
      return value === 'full';
    case 'emscripten_wasm_eh':
      return input.minor < 98;
    default:
      return absentOptions.has(name) ? false : undefined;
  }
}

/** Options without values. */
const bareOptions: ReadonlySet<string> = new Set([
  ...['target_thread_local', 'target_has_reliable_f16', 'target_has_reliable_f16_math', 'emscripten_wasm_eh'],
  ...['target_has_reliable_f128', 'target_has_reliable_f128_math'],
]);

/** Options that no shipped std was built with. */
const absentOptions: ReadonlySet<string> = new Set([
  ...[
    'bootstrap',
    'contract_checks',
    'debug_assertions',
    'overflow_checks',
    'ub_checks',
    'test',
    'proc_macro',
  ],
  ...['doc', 'doctest', 'miri', 'rustfmt', 'clippy', 'sanitize', 'sanitizer_cfi_generalize_pointers'],
  ...['sanitizer_cfi_normalize_integers', 'no_fp_fmt_parse', 'no_global_oom_handling', 'no_rc', 'no_sync'],
  ...['feature_unstable', 'randomized_layouts', 'uefi_std', 'restricted_std', 'netbsd10', 'vxworks_lt_25_09'],
  ...['stdarch_intel_sde', 'stdarch_wasm_atomic_wait', 'enable_unstable_features', 'version', 'accessible'],
]);

/** Targets with atomic loads and stores but without compare-and-swap, by the widths in bits. */
const LOAD_STORE_ONLY: readonly (readonly [triples: RegExp, widths: readonly string[]])[] = [
  [/^thumbv6m-/, ['8', '16', '32', 'ptr']],
  [/^riscv32(?:e|em|emc|i|im|imc)-unknown-none-elf$/, ['8', '16', '32', 'ptr']],
  [/^riscv64im-unknown-none-elf$/, ['8', '16', '32', '64', 'ptr']],
  [/^xtensa-esp32s2-none-elf$/, ['8', '16', '32', 'ptr']],
  [/^avr-/, ['8', '16', 'ptr']],
  [/^bpfe[bl]-unknown-none$/, ['64', 'ptr']],
];

const WIDTHS: readonly string[] = ['8', '16', '32', '64', '128', 'ptr'];

function anyAtomic({ stable }: UnstableCfgInput): boolean {
  return WIDTHS.some((width) => stable.option('target_has_atomic', width) === true);
}

function loadsAndStores({ triple, stable, minor }: UnstableCfgInput, width: string): boolean {
  if (stable.option('target_has_atomic', width) === true) return true;
  // They had loads and stores alone, and have nothing by now.
  if (/^(?:arm|thumb)v(?:4t|5te)-none-eabi$/.test(triple))
    return minor < 96 && /^(?:8|16|32|ptr)$/.test(width);
  return LOAD_STORE_ONLY.some(([triples, widths]) => triples.test(triple) && widths.includes(width));
}

function loadsAndStoresAny(input: UnstableCfgInput): boolean {
  return WIDTHS.some((width) => loadsAndStores(input, width));
}

function isAligned({ stable, alignBits }: UnstableCfgInput, value: string): boolean {
  const pointer = ['16', '32', '64'].find((bits) => stable.option('target_pointer_width', bits) === true);
  const width = Number(value === 'ptr' ? pointer : value);
  return alignBits(width) === width;
}

function is({ stable }: UnstableCfgInput, name: string, ...values: readonly string[]): boolean {
  return values.some((value) => stable.option(name, value) === true);
}

/** Operating systems for which no thread-local statics are compiled (`has_thread_local` of the targets). */
const NO_THREAD_LOCAL: readonly string[] = (
  'amdhsa android cuda espidf haiku helenos illumos l4re lynxos178 motor none nto nuttx openbsd psp psx rtems ' +
  'solaris teeos trusty uefi vexos vita xous zkvm'
).split(' ');

function hasThreadLocal(input: UnstableCfgInput): boolean {
  const { triple, minor } = input;
  if (triple === 'wasm32v1-none') return true;
  if (triple === 'x86_64-unknown-linux-gnux32' || is(input, 'target_env', 'ohos', 'sgx')) return false;
  if (triple === 'armv6k-nintendo-3ds') return true;
  if (is(input, 'target_os', 'horizon')) return is(input, 'target_env', 'newlib');
  if (is(input, 'target_os', 'windows')) {
    if (triple === 'i686-win7-windows-msvc') return minor < 96;
    return is(input, 'target_env', 'msvc') || triple.endsWith('-gnullvm');
  }
  return !is(input, 'target_os', ...NO_THREAD_LOCAL);
}

/** What LLVM 22 brought, which rustc has since 1.96 at the latest. */
function beforeLlvm22({ minor }: UnstableCfgInput, name: string): Truth {
  return minor >= 96 ? true : unknown(`whether \`${name}\` holds depends on the LLVM of the toolchain`);
}

function isMingw(input: UnstableCfgInput): boolean {
  const isGnu = is(input, 'target_os', 'windows') && is(input, 'target_env', 'gnu');
  return isGnu && is(input, 'target_arch', 'x86_64') && !input.triple.endsWith('-gnullvm');
}

function reliableF16(input: UnstableCfgInput): Truth {
  if (isMingw(input)) return false;
  const late = 'arm64ec csky powerpc powerpc64 sparc sparc64 wasm32 wasm64'.split(' ');
  return is(input, 'target_arch', ...late) ? beforeLlvm22(input, 'target_has_reliable_f16') : true;
}

function reliableF128(input: UnstableCfgInput): Truth {
  if (isMingw(input) || is(input, 'target_arch', 'amdgpu', 'arm64ec', 'nvptx64', 'powerpc', 'powerpc64'))
    return false;
  return is(input, 'target_arch', 'sparc') ? beforeLlvm22(input, 'target_has_reliable_f128') : true;
}

function reliableF128Math(input: UnstableCfgInput): Truth {
  if (is(input, 'target_env', 'musl') || is(input, 'target_arch', 'x86_64')) return false;
  const isWide = is(input, 'target_os', 'linux') && is(input, 'target_pointer_width', '64');
  return isWide && reliableF128(input);
}

function objectFormat(input: UnstableCfgInput): string {
  if (is(input, 'target_vendor', 'apple')) return 'mach-o';
  if (is(input, 'target_os', 'windows', 'uefi', 'cygwin')) return 'coff';
  if (is(input, 'target_arch', 'wasm32', 'wasm64')) return is(input, 'target_os', 'linux') ? 'elf' : 'wasm';
  return is(input, 'target_os', 'aix') ? 'xcoff' : 'elf';
}
