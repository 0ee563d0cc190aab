/**
 * Which target features processors have and which features bring others with them, as rustc says it
 * (`rustc_target::target_features`, and LLVM's processors by `rustc --print cfg -C target-cpu=…`). Made by
 * `scripts/generateTargetFeatures.mjs`.
 */
import table from './targetFeatures.json' with { type: 'json' };

interface ArchRow {
  readonly cpus: Readonly<Record<string, readonly number[]>>;
  readonly implied: readonly (readonly [feature: string, brought: readonly number[]])[];
}

/** What is known of one architecture (`target_arch`). */
export interface ArchFeatures {
  /** The features of a processor, as `-C target-cpu` names it; undefined for one that rustc doesn't list. */
  cpu(name: string): ReadonlySet<string> | undefined;
  /** All that cfg sees where a feature is switched on: itself, if it is stable, and all that it brings with it. */
  broughtBy(feature: string): readonly string[];
}

const rows = new Map<string, ArchRow>(Object.entries(table.archs as unknown as Record<string, ArchRow>));

/** The features of an architecture; undefined for one without stable features. */
export function archFeatures(arch: string): ArchFeatures | undefined {
  const row = rows.get(arch);
  if (row === undefined) return undefined;
  const brought = new Map(row.implied.map(([feature, others]) => [feature, others.map(name)]));
  return {
    cpu(cpu) {
      const features = Object.hasOwn(row.cpus, cpu) ? row.cpus[cpu] : undefined;
      return features && new Set(features.map(name));
    },
    broughtBy: (feature) => brought.get(feature) ?? [],
  };
}

function name(index: number): string {
  return table.features[index]!;
}

type TargetRow = readonly [adds: readonly number[], takes: readonly number[], heedsCrtStatic?: 1];

const targets = new Map<string, TargetRow>(
  Object.entries(table.targets as unknown as Record<string, TargetRow>),
);

/** What the specification of one of rustc's targets adds to the features of any processor, and what it takes away. */
export function specifiedFeatures(triple: string): {
  readonly adds: readonly string[];
  readonly takes: readonly string[];
} {
  const [adds, takes] = targets.get(triple) ?? [[], []];
  return { adds: adds.map(name), takes: takes.map(name) };
}

/** Whether `-C target-feature=+crt-static` means something for one of rustc's targets. */
export function heedsCrtStatic(triple: string): boolean {
  return targets.get(triple)?.[2] === 1;
}
