import type { TargetFacts } from '../base/targets.ts';
import type { TargetDescription } from '../facts/targetRule.ts';

/** What rustc's cfg says of a target, as the facts of the standard library are chosen by. */
export function describeTarget({ triple, cfg }: TargetFacts): TargetDescription {
  const value = (name: string): string => {
    const option = cfg.find((c) => c.startsWith(`${name}="`));
    return option ? option.slice(name.length + 2, -1) : '';
  };
  return {
    triple,
    pointerWidth: Number(value('target_pointer_width') || 64),
    os: value('target_os'),
    arch: value('target_arch'),
    env: value('target_env'),
  } as TargetDescription;
}
