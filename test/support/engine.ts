// The product as the conformance suite sees it: the command line's `layout PATH --json`, run within the test's own process.

import type { RustLayoutV1 as OwnLayout } from '../../shared/layoutJson.ts';
import type { RustDropsV1 } from '../conformance/drops/rustDrops.ts';
import type { RustLayoutV1 } from '../conformance/oracle/rustLayout.ts';

export interface EngineOptions {
  readonly target?: string;
  /** `1.96`: whose algorithm and standard library. */
  readonly rustc?: string;
  /** Of a single file. */
  readonly edition?: string;
  readonly features?: readonly string[];
  readonly defaultFeatures?: boolean;
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

/** The product's drop orders for a file or a crate's folder. */
export async function dropsJson(input: string, options: EngineOptions = {}): Promise<RustDropsV1> {
  const args = ['drops', input, '--json'];
  if (options.rustc) args.push('--rustc', options.rustc);
  if (options.edition) args.push('--edition', options.edition);
  if (options.features?.length) args.push('--features', options.features.join(','));
  return JSON.parse(await output(args)) as RustDropsV1;
}

async function output(args: readonly string[]): Promise<string> {
  const { run } = await import('../../server/src/cli/run.ts');
  const { createNodePlatform } = await import('../../server/src/node/nodePlatform.ts');
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    colors: false,
    columns: 100,
    cwd: process.cwd(),
  };
  const status = await run(args, createNodePlatform, terminal);
  if (status !== 0) throw new Error(`layout exits with ${status}: ${err}`);
  return out;
}

/** The product's futures for a file or a crate's folder. */
export async function futuresJson(
  input: string,
  options: EngineOptions = {},
): Promise<NonNullable<OwnLayout['futures']>> {
  const args = ['layout', input, '--json', '--futures'];
  if (options.rustc) args.push('--rustc', options.rustc);
  if (options.edition) args.push('--edition', options.edition);
  return (JSON.parse(await output(args)) as OwnLayout).futures ?? [];
}
