// The product as the conformance suite sees it: the command line's `layout PATH --json`.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { RustLayoutV1 } from '../conformance/oracle/rustLayout.ts';

const CLI = path.join(import.meta.dirname, '../../server/src/cli/main.ts');

export interface EngineOptions {
  readonly target?: string;
  /** `1.96`: whose algorithm and standard library. */
  readonly rustc?: string;
  /** Of a single file. */
  readonly edition?: string;
  readonly features?: readonly string[];
  readonly defaultFeatures?: boolean;
}

/** Is there a product to ask? */
export function hasEngine(): boolean {
  return fs.existsSync(CLI);
}

/** The product's answer for a file or a crate's folder. Rejects where it has none at all. */
export async function layoutJson(input: string, options: EngineOptions = {}): Promise<RustLayoutV1> {
  const args = ['layout', input, '--json'];
  if (options.target) args.push('--target', options.target);
  if (options.rustc) args.push('--rustc', options.rustc);
  if (options.edition) args.push('--edition', options.edition);
  if (options.features?.length) args.push('--features', options.features.join(','));
  if (options.defaultFeatures === false) args.push('--no-default-features');
  return JSON.parse(await output(args)) as RustLayoutV1;
}

function output(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import=tsx', CLI, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => out.push(data));
    child.stderr.on('data', (data: Buffer) => err.push(data));
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve(Buffer.concat(out).toString());
      else reject(new Error(`layout exits with ${status}: ${Buffer.concat(err).toString().slice(-2000)}`));
    });
  });
}
