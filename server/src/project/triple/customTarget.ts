import { basename } from '../../base/paths.ts';
import type { TargetFacts } from '../../base/targets.ts';
import { type Unknown, unknown } from '../../base/unknown.ts';

/**
 * A target specification of the user's own, as rustc reads it (`rustc_target::spec`, "Custom Targets" in the rustc
 * book), with rustc's defaults for what it leaves out. The cfg options are those of rustc's `default_configuration`.
 *
 * @param path of the `.json` file; the target's name is the file's
 */
export function readCustomTarget(path: string, text: string): TargetFacts | Unknown {
  const spec = parse(text);
  if (spec === undefined) return unknown(`the target file ${path} is not JSON`);
  const string = (key: string): string | undefined => {
    const value = spec[key];
    return typeof value === 'string' ? value : undefined;
  };
  const number = (key: string): number | undefined => {
    const value = Number(spec[key] ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
  };
  const dataLayout = string('data-layout');
  const pointerWidth = number('target-pointer-width');
  const arch = string('arch');
  const missing = Object.entries({ arch, 'data-layout': dataLayout, 'target-pointer-width': pointerWidth })
    .filter(([, value]) => value === undefined)
    .map(([key]) => `\`${key}\``);
  if (dataLayout === undefined || pointerWidth === undefined || arch === undefined)
    return unknown(`the target file ${path} lacks ${missing.join(' and ')}`);
  const families = list(spec['target-family']);
  const cfg = [
    ...families.filter((family) => family === 'unix' || family === 'windows'),
    `panic="${string('panic-strategy') ?? 'unwind'}"`,
    `target_abi="${string('abi') ?? ''}"`,
    `target_arch="${arch}"`,
    `target_endian="${string('target-endian') ?? 'little'}"`,
    `target_env="${string('env') ?? ''}"`,
    ...families.map((family) => `target_family="${family}"`),
    ...enabledFeatures(string('features') ?? '').map((feature) => `target_feature="${feature}"`),
    ...atomicWidths(spec, pointerWidth).map((width) => `target_has_atomic="${width}"`),
    `target_os="${string('os') ?? 'none'}"`,
    `target_pointer_width="${pointerWidth}"`,
    `target_vendor="${string('vendor') ?? 'unknown'}"`,
  ];
  return {
    triple: basename(path).replace(/\.json$/, ''),
    dataLayout,
    cEnumMinBits: number('c-enum-min-bits') ?? number('target-c-int-width') ?? 32,
    cfg,
    // Which features LLVM's default processor of the target has stands nowhere in the file.
    hasOpenFeatures: true,
  };
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function list(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function enabledFeatures(features: string): readonly string[] {
  return features
    .split(',')
    .map((feature) => feature.trim())
    .filter((feature) => feature.startsWith('+'))
    .map((feature) => feature.slice(1));
}

/** The widths that atomics have with compare-and-swap, in bits, and `ptr` where that of a pointer is among them. */
function atomicWidths(
  spec: Readonly<Record<string, unknown>>,
  pointerWidth: number,
): readonly (number | 'ptr')[] {
  if (spec['atomic-cas'] === false) return [];
  const max = Number(spec['max-atomic-width'] ?? pointerWidth);
  const min = Number(spec['min-atomic-width'] ?? 8);
  const widths = [8, 16, 32, 64, 128].filter((width) => width >= min && width <= max);
  return widths.includes(pointerWidth) ? [...widths, 'ptr'] : widths;
}
