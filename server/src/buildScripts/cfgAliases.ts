import { type CfgExpr, parseCfg } from '../base/cfg.ts';
import { isUnknown } from '../base/unknown.ts';
import type { ScriptRun } from './scriptRun.ts';
import { targetOption } from './world.ts';

/**
 * `cfg_aliases! { name: { predicate }, … }` of the crate of that name: sets `name` where the predicate holds on
 * the target; predicates may name aliases in front of them.
 */
export function emitAliases(run: ScriptRun, text: string): void {
  const holds = new Map<string, boolean | undefined>();
  for (const [, name, predicate] of text.matchAll(/(\w+)\s*:\s*\{([^{}]*)\}/g)) {
    const parsed = parseCfg((predicate ?? '').trim());
    const truth = isUnknown(parsed) ? undefined : evaluate(run, parsed, holds);
    holds.set(name!, truth);
    if (truth) run.emit(name!);
    else if (truth === undefined) run.emitPerhaps(name!);
  }
}

function evaluate(
  run: ScriptRun,
  expr: CfgExpr,
  aliases: ReadonlyMap<string, boolean | undefined>,
): boolean | undefined {
  switch (expr.kind) {
    case 'literal':
      return expr.value;
    case 'not': {
      const inner = evaluate(run, expr.of, aliases);
      return inner === undefined ? undefined : !inner;
    }
    case 'option':
      if (expr.value === undefined && aliases.has(expr.name)) return aliases.get(expr.name);
      return targetOption(run.world, expr.name, expr.value);
    default: {
      const parts = expr.of.map((part) => evaluate(run, part, aliases));
      const decisive = expr.kind === 'any';
      if (parts.includes(decisive)) return decisive;
      return parts.includes(undefined) ? undefined : !decisive;
    }
  }
}
