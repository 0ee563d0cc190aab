// Runs rustc on an instrumented copy until no macro call objects to the attribute, and gathers the layouts it reports.

import fs from 'node:fs';
import {
  type Diagnostic,
  diagnosticPlaces,
  plainName,
  reportedItem,
  type SourceFile,
  type SourcePlace,
} from './instrument.ts';
import { OracleFailure, requireRustc, run } from './process.ts';
import type { RustcPlan } from './rustcPlan.ts';
import type { RustItem } from './rustItems.ts';

export interface Collected {
  /** The Debug texts of each item's layout: several where the item is compiled more than once. */
  readonly layouts: ReadonlyMap<RustItem, ReadonlySet<string>>;
  /** What rustc said in a layout's place. */
  readonly messages: ReadonlyMap<RustItem, string>;
  /** Macro calls (`SourceFile.macroKey`) that take no attribute. */
  readonly disabled: ReadonlySet<string>;
}

interface RustcError {
  readonly diagnostic: Diagnostic;
  readonly places: readonly SourcePlace[];
}

interface Round {
  readonly layouts: Map<RustItem, Set<string>>;
  readonly messages: Map<RustItem, string>;
  readonly errors: RustcError[];
}

/** Throws `OracleFailure` where rustc has other errors than the layouts and what macro calls say of the attribute. */
export function collectLayouts(
  plan: RustcPlan,
  files: readonly SourceFile[],
  outDir: string,
  macros: boolean,
): Collected {
  // The attribute was renamed in 1.96.
  const attribute = requireRustc().minor >= 96 ? '#[rustc_dump_layout(debug)] ' : '#[rustc_layout(debug)] ';
  const calls = new Set(files.flatMap((f) => f.items.flatMap((i) => f.macroKey(i) ?? [])));
  const disabled = new Set(macros ? [] : calls);
  fs.mkdirSync(outDir, { recursive: true });
  for (;;) {
    for (const file of files) file.instrument(attribute, disabled);
    const { layouts, messages, errors } = compileRound(plan, files, outDir);
    if (errors.length === 0) return { layouts, messages, disabled };
    const guilty = guiltyCalls(errors);
    for (const key of guilty.size ? guilty : [...calls].filter((k) => !disabled.has(k))) {
      disabled.add(key);
      guilty.add(key);
    }
    if (guilty.size === 0)
      throw new OracleFailure(`rustc reports other errors in the instrumented copy:\n${rendered(errors)}`);
  }
}

const rendered = (errors: readonly RustcError[]): string =>
  errors
    .slice(0, 5)
    .map((e) => e.diagnostic.rendered)
    .join('\n');

function compileRound(plan: RustcPlan, files: readonly SourceFile[], outDir: string): Round {
  const byPath = new Map(files.map((f) => [f.copy, f]));
  const env = { ...process.env, ...plan.env, RUSTC_BOOTSTRAP: '1' };
  const { stderr } = run(plan.program, layoutArguments(plan.args, outDir), { cwd: plan.cwd, env });
  const round: Round = { layouts: new Map(), messages: new Map(), errors: [] };
  for (const diagnostic of diagnostics(stderr)) {
    if (diagnostic.level !== 'error' || /^aborting due to/.test(diagnostic.message)) continue;
    if (diagnostic.code?.code === 'E0636') continue; // the crate enables rustc_attrs itself
    sortInto(round, { diagnostic, places: diagnosticPlaces(diagnostic, byPath, plan.cwd) });
  }
  return round;
}

function sortInto({ layouts, messages, errors }: Round, error: RustcError): void {
  const { diagnostic, places } = error;
  const layout = /^layout_of\((.*?)\) = (Layout \{.*)$/s.exec(diagnostic.message);
  if (layout) {
    const item = reportedItem(lastSegment(layout[1]!), places);
    if (item) layouts.set(item, (layouts.get(item) ?? new Set()).add(layout[2]!));
    return;
  }
  // Of a generic type; the attribute macro that wrote it hides that from us.
  if (/^the type `.*` does not have a fixed layout$/.test(diagnostic.message)) return;
  const item = diagnostic.code ? undefined : reportedItem(null, places.slice(0, 1));
  if (item && /layout|too big|size/.test(diagnostic.message)) messages.set(item, diagnostic.message);
  else errors.push(error);
}

/** `Local` of `<m::S as m::T<u8>>::method::Local<'a>`. */
export function lastSegment(typePath: string): string {
  let end = typePath.length;
  if (typePath.endsWith('>')) {
    let depth = 0;
    do {
      end--;
      if (typePath[end] === '>' && typePath[end - 1] !== '-') depth++;
      else if (typePath[end] === '<') depth--;
    } while (depth > 0 && end > 0);
  }
  return plainName(typePath.slice(0, end).split('::').pop()!);
}

/** The macro calls in which the errors lie. One that does not take the attribute fails first, without an error code; the rest
 * may only follow from that. */
function guiltyCalls(errors: readonly RustcError[]): Set<string> {
  const syntax = errors.filter((e) => !e.diagnostic.code);
  const guilty = new Set<string>();
  for (const { places } of syntax.length ? syntax : errors) {
    for (const { file, start, end } of places) {
      for (const item of file.items) {
        const touched = item.macro && start < item.macro.end && item.macro.start < end;
        if (touched && file.isOn(item)) guilty.add(file.macroKey(item)!);
      }
    }
  }
  return guilty;
}

/** The same rustc command, but with JSON diagnostics, no lints, our feature, and its output elsewhere. */
function layoutArguments(args: readonly string[], outDir: string): string[] {
  const kept: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (['--out-dir', '--cap-lints', '--emit'].includes(arg)) i++;
    else if (!/^--(error-format|json|diagnostic-width|color|cap-lints|emit|out-dir)(=|$)/.test(arg))
      kept.push(arg);
  }
  const ours = ['--emit=metadata', '--out-dir', outDir, '--error-format=json', '--cap-lints=allow'];
  return [...kept, ...ours, '-Zcrate-attr=feature(rustc_attrs)', '-Zdeduplicate-diagnostics=no'];
}

/** Each line is a diagnostic of its own; decoded one by one, since all together may pass the longest string. */
function* diagnostics(stderr: Buffer): Generator<Diagnostic> {
  for (let at = 0, end = 0; at < stderr.length; at = end + 1) {
    end = stderr.indexOf(10, at);
    if (end < 0) end = stderr.length;
    const line = stderr.toString('utf8', at, end);
    if (line.startsWith('{')) yield JSON.parse(line) as Diagnostic;
    else if (line.includes('internal compiler error')) throw new OracleFailure(line);
  }
}
