import {
  type ArchFeatures,
  archFeatures,
  heedsCrtStatic,
  specifiedFeatures,
} from '../../base/targetFeatures.ts';
import type { TargetFacts } from '../../base/targets.ts';
import { type Unknown, unknown } from '../../base/unknown.ts';
import type { CompilerFlags } from '../config/rustflags.ts';

/** The target features that code is compiled with. */
export interface TargetFeatures {
  readonly on: ReadonlySet<string>;
  /** Why features beyond these can't be told, where they can't. */
  readonly open: Unknown | undefined;
}

/** A target as its features are worked out; see `TargetFacts`. */
export type FeaturedTarget = Pick<TargetFacts, 'triple' | 'cfg' | 'hasOpenFeatures'>;

/** For an architecture without stable features. */
const noFeatures: ArchFeatures = { cpu: () => new Set(), broughtBy: () => [] };

/**
 * The features of a target under compiler flags, as `rustc --print cfg` has them (`rustc_codegen_ssa::target_features`):
 * those of the processor, then each `-C target-feature` in turn. `+f` brings what `f` implies, `-f` takes away what
 * implies `f`.
 */
export function targetFeaturesUnder(
  target: FeaturedTarget,
  flags: Pick<CompilerFlags, 'targetFeatures' | 'targetCpu'> | undefined,
): TargetFeatures {
  const rules = archFeatures(valuesOf(target, 'target_arch')[0] ?? '') ?? noFeatures;
  const start = ofProcessor(target, flags?.targetCpu, rules);
  const on = new Set(start.on);
  for (const [name, isOn] of flags?.targetFeatures ?? []) {
    if (name === 'crt-static' && !heedsCrtStatic(target.triple)) continue;
    if (name === 'crt-static' && isOn) on.add(name);
    else change(on, name, isOn, rules);
  }
  const openTarget = target.hasOpenFeatures
    ? unknown('the target file does not say which features its processor has')
    : undefined;
  return { on, open: start.open ?? openTarget };
}

function ofProcessor(target: FeaturedTarget, cpu: string | undefined, rules: ArchFeatures): TargetFeatures {
  const own = new Set(valuesOf(target, 'target_feature'));
  if (cpu === undefined) return { on: own, open: undefined };
  if (cpu === 'native')
    return { on: own, open: unknown('`-C target-cpu=native` switches on what the building machine has') };
  const features = rules.cpu(cpu);
  if (features === undefined)
    return { on: own, open: unknown(`\`-C target-cpu=${cpu}\` is no processor that is known`) };
  const { adds, takes } = specifiedFeatures(target.triple);
  const on = new Set([...features, ...adds]);
  for (const name of takes) on.delete(name);
  if (own.has('crt-static')) on.add('crt-static');
  return { on, open: undefined };
}

function change(on: Set<string>, name: string, isOn: boolean, rules: ArchFeatures): void {
  if (isOn) for (const feature of rules.broughtBy(name)) on.add(feature);
  else
    for (const feature of [...on])
      if (feature === name || rules.broughtBy(feature).includes(name)) on.delete(feature);
}

/** The values of an option among a target's cfg. */
function valuesOf({ cfg }: FeaturedTarget, name: string): readonly string[] {
  return cfg.flatMap((option) => (option.startsWith(`${name}="`) ? [option.slice(name.length + 2, -1)] : []));
}
