// The order in which a program's values really drop. They announce themselves with `println!("drop {}", LABEL)` inside an
// `impl Drop`; a copy is run in which that line also prints a backtrace, so that each drop has the function and the position
// (from the debug info) at which the user's code dropped the value.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { OracleFailure } from '../oracle/process.ts';
import { RustSource } from './rustSource.ts';

export interface RunEvent {
  readonly label: string;
  /** The source function in which the value was dropped; null where there is none. */
  readonly function: string | null;
  readonly functionLine?: number | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Dropped inside a function of std's: its symbol. */
  readonly inside?: string;
  readonly isClosure?: boolean;
}

interface Frame {
  readonly symbol: string;
  file?: string;
  line?: number;
  column?: number;
}

/** Builds and runs the program. Throws `OracleFailure` where either fails. */
export function runDrops(file: string, edition: string): RunEvent[] {
  const text = fs.readFileSync(file, 'utf8');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'drops-run-'));
  const name = path.basename(file);
  try {
    const traced = 'println!("drop {}\\n{}\\n-----", $1, std::backtrace::Backtrace::force_capture());';
    fs.writeFileSync(path.join(folder, name), text.replace(/println!\("drop \{\}", ([^;]*?)\);/g, traced));
    const args = [
      '-Awarnings',
      '--edition',
      edition,
      '-Cdebuginfo=2',
      '-Copt-level=0',
      '-o',
      'program',
      name,
    ];
    const built = spawnSync('rustc', args, { cwd: folder, encoding: 'utf8' });
    if (built.status !== 0) throw new OracleFailure(built.stderr);
    const run = spawnSync(path.join(folder, 'program'), [], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (run.status !== 0) throw new OracleFailure(`${name} exits with ${run.status}: ${run.stderr}`);
    return readEvents(run.stdout, name, new RustSource(text));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function readEvents(stdout: string, name: string, source: RustSource): RunEvent[] {
  const events: RunEvent[] = [];
  let label: string | null = null;
  let frames: Frame[] = [];
  for (const line of stdout.split('\n')) {
    const start = /^drop (.*)$/.exec(line);
    if (label === null) {
      label = start?.[1] ?? null;
      frames = [];
    } else if (line === '-----') {
      events.push(locate(label, frames, name, source));
      label = null;
    } else readFrame(line, frames);
  }
  return events;
}

function readFrame(line: string, frames: Frame[]): void {
  const symbol = /^\s*\d+: (.*)$/.exec(line);
  if (symbol) frames.push({ symbol: symbol[1]! });
  const at = /^\s+at (.*):(\d+):(\d+)$/.exec(line);
  const last = frames.at(-1);
  if (at && last) Object.assign(last, { file: at[1]!, line: Number(at[2]), column: Number(at[3]) });
}

/** The user's frame behind the announcing `drop`. */
function locate(label: string, frames: readonly Frame[], name: string, source: RustSource): RunEvent {
  const isMine = ({ file }: Frame): boolean =>
    file === name || file === `./${name}` || (file?.endsWith(`/${name}`) ?? false);
  const announcing = frames.findIndex(isMine);
  const at = frames.findIndex((f, k) => k > announcing && isMine(f));
  const frame = frames[at];
  if (announcing < 0 || !frame?.line || !frame.column) return { label, function: null };
  const below = frames[at - 1]!;
  const isGlue = at - 1 === announcing || /drop_in_place|drop_glue/.test(below.symbol);
  const offset = source.offset(frame.line, frame.column);
  const around = source.functions.filter((f) => f.keyword <= offset && offset < f.end);
  const fn = around.sort((a, b) => b.keyword - a.keyword)[0];
  return {
    label,
    function: fn?.name ?? null,
    functionLine: fn && source.position(fn.at)[0],
    line: frame.line,
    column: frame.column,
    ...(isGlue ? {} : { inside: below.symbol }),
    isClosure: frame.symbol.includes('closure'),
  };
}
