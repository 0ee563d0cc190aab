// Running rustc and cargo, and what they say of themselves.

import { spawnSync } from 'node:child_process';

/** An oracle's own "no": its message is for the user. */
export class OracleFailure extends Error {}

export interface RunOptions {
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
}

export interface RunResult {
  readonly ok: boolean;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** Runs a program to its end. Throws only where it cannot be started. */
export function run(command: string, args: readonly string[], { cwd, env }: RunOptions = {}): RunResult {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: env ?? process.env,
    maxBuffer: 2 ** 31,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error) throw error;
  return { ok: status === 0, stdout, stderr };
}

/** Runs cargo, and throws its last words where it fails. */
export function cargo(args: readonly string[], options: RunOptions): { stdout: string; stderr: string } {
  const { ok, stdout, stderr } = run('cargo', args, options);
  if (!ok) throw new OracleFailure(`cargo ${args[0]} failed:\n${stderr.toString().slice(-6000)}`);
  return { stdout: stdout.toString(), stderr: stderr.toString() };
}

export interface RustcVersion {
  /** `1.95.0` */
  readonly release: string;
  /** 95 */
  readonly minor: number;
  readonly host: string;
}

/** The version of the rustc on the PATH; undefined where there is none. */
export function rustcVersion(): RustcVersion | undefined {
  let text: string;
  try {
    text = run('rustc', ['-vV']).stdout.toString();
  } catch {
    return undefined;
  }
  const version = /^release: (1\.(\d+)\.\S+)$/m.exec(text);
  const host = /^host: (.*)$/m.exec(text);
  return version && host ? { release: version[1]!, minor: Number(version[2]), host: host[1]! } : undefined;
}

/** As `rustcVersion`, for those who cannot do without. */
export function requireRustc(): RustcVersion {
  const version = rustcVersion();
  if (!version) throw new OracleFailure('no rustc on the PATH');
  return version;
}

/** Bytes in a pointer of the target. */
export function pointerSize(target: string | undefined): number {
  const cfg = run('rustc', ['--print=cfg', ...(target ? ['--target', target] : [])]).stdout.toString();
  const width = /target_pointer_width="(\d+)"/.exec(cfg);
  if (!width) throw new OracleFailure(`rustc knows no target ${target}`);
  return Number(width[1]) / 8;
}
