import * as library from '@vscode/tree-sitter-wasm';
import type { InitializeOptions } from '../../../shared/protocol.ts';
import type { FileSystem } from '../base/fileSystem.ts';
import { targetFacts } from '../base/targets.ts';
import type { ServerPlatform } from '../lsp/platform.ts';
import { SourceParser } from '../syntax/sourceParser.ts';
import { createTreeParser } from '../syntax/treeSitter.ts';

/** A worker has no disk: all files come from the client. */
const noFiles: FileSystem = { readFile: () => undefined, readDirectory: () => undefined };

/** Starts the parser from what the client has loaded. */
export async function createBrowserPlatform({ assets = {} }: InitializeOptions): Promise<ServerPlatform> {
  const runtime = assets['tree-sitter.wasm'];
  const grammar = assets['tree-sitter-rust.wasm'];
  if (!runtime || !grammar) throw new Error('the client did not send the parser');
  const trees = await createTreeParser(library, { runtime, grammar });
  return {
    files: noFiles,
    trees,
    parser: new SourceParser(trees),
    facts: { read: (name) => text(assets[`facts/${name}`]) },
    environment: {
      host: 'x86_64-unknown-linux-gnu',
      variables: {},
      targetCfg: (triple) => targetFacts(triple)?.cfg,
    },
  };
}

function text(bytes: Uint8Array | undefined): string | undefined {
  return bytes && new TextDecoder().decode(bytes);
}
