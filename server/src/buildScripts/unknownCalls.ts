import type { ScriptRun } from './scriptRun.ts';
import { UNKNOWN, type Value } from './values.ts';

/** A call of something unknown: a closure handed to it may be called, with anything, and a file written to. */
export function unknownMethod(run: ScriptRun, args: readonly Value[]): Value {
  run.generated.touched(args);
  for (const arg of args)
    if (arg.kind === 'closure')
      run.perhaps(() =>
        run.callClosure(
          arg,
          arg.params.map(() => UNKNOWN),
        ),
      );
  return UNKNOWN;
}
