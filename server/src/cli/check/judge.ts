import { isUnknown, type Unknown } from '../../base/unknown.ts';
import { type Budget, budgetsOf, type Configuration, type Limits } from './budgets.ts';
import type { Change } from './changes.ts';
import type { MeasuredType, Measurement } from './measured.ts';

/** One thing that a check has to say of a type. */
export interface Finding {
  readonly rule: Rule;
  /** A failure ends the check with status 1; a notice doesn't. */
  readonly level: 'failure' | 'notice';
  readonly type: MeasuredType;
  /** One line, without the type's name: `is 72 bytes, 8 more than its budget (src/net.rs:12)`. */
  readonly message: string;
}

export type Rule =
  | 'size'
  | 'align'
  | 'padding'
  | 'largest-variant'
  | 'copy'
  | 'needs-drop'
  | 'grew'
  | 'unknown';

/** What the budgets say of a measurement; unknown where a budget can't be read. */
export function judgeBudgets(now: Measurement, configuration: Configuration): readonly Finding[] | Unknown {
  const findings: Finding[] = [];
  for (const type of now.types) {
    const budgets = budgetsOf(type, now.target, configuration);
    if (isUnknown(budgets)) return budgets;
    for (const budget of budgets) findings.push(...judge(type, budget));
  }
  return findings;
}

/** Each type that grew, or got more padding, against a base. */
export function judgeChanges(changes: readonly Change[]): readonly Finding[] {
  return changes
    .filter((change) => change.worse)
    .map(({ now, summary }) => ({
      rule: 'grew',
      level: 'failure',
      type: now!,
      message: `got worse: ${summary}`,
    }));
}

function judge(type: MeasuredType, { limits, origin, isGeneral }: Budget): readonly Finding[] {
  return (Object.keys(limits) as (keyof Limits)[]).flatMap((limit): readonly Finding[] => {
    const message = breach(type, limit, limits);
    if (message === undefined) return [];
    if (message === 'unknown') {
      // Nobody has asked for this type in particular; a generic one has no size before it is used.
      if (isGeneral && type.warrant === 'partial') return [];
      const reason = type.reason ?? 'it is not known';
      return [
        {
          rule: 'unknown',
          level: isGeneral ? 'notice' : 'failure',
          type,
          message: `has a budget, but its ${noun(limit)} is not known: ${reason} (${origin})`,
        },
      ];
    }
    return [{ rule: ruleOf(limit), level: 'failure', type, message: `${message} (${origin})` }];
  });
}

/** Why a type breaks a limit; undefined where it keeps it. Limits on what a kind of type doesn't have are kept. */
function breach(type: MeasuredType, limit: keyof Limits, limits: Limits): string | 'unknown' | undefined {
  switch (limit) {
    case 'size':
      return above(type.size, limits.size!, (n) => `is ${bytes(n)}`);
    case 'align':
      return above(type.align, limits.align!, (n) => `has an alignment of ${n}`);
    case 'padding':
      return above(type.padding, limits.padding!, (n) => `has ${n} bytes of padding`);
    case 'variantExcess': {
      const excess =
        type.kind === 'enum' && type.size !== undefined ? (type.variantExcess ?? 0) : type.variantExcess;
      if (type.kind !== 'enum') return undefined;
      return above(
        excess,
        limits.variantExcess!,
        (n) => `has a variant that needs ${n} bytes more than the next one`,
      );
    }
    case 'isCopy':
      return unlike(type.isCopy, limits.isCopy!, 'is `Copy`', 'is not `Copy`');
    case 'needsDrop':
      return unlike(type.needsDrop, limits.needsDrop!, 'needs drop', 'does not need drop');
  }
}

function above(value: number | undefined, most: number, say: (value: number) => string): string | undefined {
  if (value === undefined) return 'unknown';
  return value > most ? `${say(value)}, ${value - most} more than its budget` : undefined;
}

function unlike(value: boolean | undefined, wanted: boolean, yes: string, no: string): string | undefined {
  if (value === undefined) return 'unknown';
  return value === wanted ? undefined : `${value ? yes : no}, against its budget`;
}

function ruleOf(limit: keyof Limits): Rule {
  switch (limit) {
    case 'variantExcess':
      return 'largest-variant';
    case 'isCopy':
      return 'copy';
    case 'needsDrop':
      return 'needs-drop';
    case 'size':
    case 'align':
    case 'padding':
      return limit;
  }
}

function noun(limit: keyof Limits): string {
  return ruleOf(limit).replace('-', ' ');
}

export function bytes(count: number): string {
  return `${count} byte${count === 1 ? '' : 's'}`;
}
