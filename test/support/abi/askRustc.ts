/** Asks a real rustc for the layouts of a program's items. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { targetFacts } from '../../../server/src/base/targets.ts';
import { readDebugLayout } from './debugText.ts';
import type { Program } from './program.ts';
import { rustSource } from './rustSource.ts';
import { summarize } from './summary.ts';

/** The command that runs a compiler, such as `['rustc']` or `['rustup', 'run', 'nightly', 'rustc']`. */
export type RustcCommand = readonly [string, ...string[]];

export interface RustcRelease {
  /** As it prints itself: `1.95.0`, `1.97.0-nightly`. */
  readonly version: string;
  readonly minor: number;
}

/** The compiler's release, or undefined if there is no such compiler. */
export function rustcRelease([program, ...args]: RustcCommand): RustcRelease | undefined {
  const { stdout, status } = spawnSync(program, [...args, '--version'], { encoding: 'utf8' });
  const match = /^rustc (1\.(\d+)\S*)/.exec(stdout ?? '');
  return status === 0 && match ? { version: match[1]!, minor: Number(match[2]) } : undefined;
}

export interface RustcAnswer {
  /** A summary for each item; for one without a layout, `error` and rustc's message. */
  readonly summaries: readonly string[];
  /** Errors that aren't about layouts: the program is not as rustc wants it. */
  readonly complaints: readonly string[];
}

interface Diagnostic {
  readonly level: string;
  readonly message: string;
  readonly spans: readonly { readonly line_start: number; readonly is_primary: boolean }[];
  readonly rendered: string;
}

/** The layouts of all items on a target, which need not be installed. */
export function askRustc(
  command: RustcCommand,
  minor: number,
  target: string,
  program: Program,
): RustcAnswer {
  const source = rustSource(program, { minor, pointerBits: pointerBits(target) });
  const folder = mkdtempSync(join(tmpdir(), 'layouts-'));
  try {
    const file = join(folder, 'types.rs');
    writeFileSync(file, source.text);
    const [executable, ...first] = command;
    const args = [
      '--edition=2021',
      '--target',
      target,
      '--emit=metadata',
      '--out-dir',
      folder,
      '--error-format=json',
    ];
    const { stderr } = spawnSync(executable, [...first, ...args, '-Zdeduplicate-diagnostics=no', file], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      env: { ...process.env, RUSTC_BOOTSTRAP: '1', RUSTC_ICE: '0' },
    });
    return readAnswer(stderr, source.lines);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pointerBits(target: string): number {
  const option = targetFacts(target)?.cfg.find((cfg) => cfg.startsWith('target_pointer_width='));
  return Number(/\d+/.exec(option ?? '')?.[0] ?? 64);
}

function readAnswer(stderr: string, lines: readonly number[]): RustcAnswer {
  const itemOn = new Map(lines.map((line, item) => [line, item]));
  const summaries = lines.map(() => 'error none reported');
  const complaints: string[] = [];
  for (const line of stderr.split('\n')) {
    if (line === '') continue;
    const diagnostic: Diagnostic | undefined = line.startsWith('{') ? JSON.parse(line) : undefined;
    if (diagnostic === undefined) complaints.push(line);
    else if (diagnostic.level.startsWith('error')) readError(diagnostic, itemOn, summaries, complaints);
  }
  return { summaries, complaints };
}

function readError(
  { message, spans, rendered }: Diagnostic,
  itemOn: ReadonlyMap<number, number>,
  summaries: string[],
  complaints: string[],
): void {
  if (/^aborting due to/.test(message)) return;
  const item = spans
    .filter((span) => span.is_primary)
    .flatMap((span) => itemOn.get(span.line_start) ?? [])[0];
  const text = /^layout_of\(.*?\) = (Layout \{.*)$/s.exec(message)?.[1];
  if (item !== undefined && text !== undefined) summaries[item] = summarize(readDebugLayout(text));
  else if (item !== undefined && /too big|size overflow|layout/.test(message))
    summaries[item] = `error ${message}`;
  else complaints.push(rendered);
}
