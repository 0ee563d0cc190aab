import * as library from '@vscode/tree-sitter-wasm';
import type { InitializeOptions } from '../../../shared/protocol.ts';
import type { FileSystem } from '../base/fileSystem.ts';
import { targetFacts } from '../base/targets.ts';
import { factsFileName } from '../facts/encoding.ts';
import { FACTS_RELEASES } from '../facts/releases.ts';
import type { ServerPlatform } from '../lsp/platform.ts';
import { SourceParser } from '../syntax/sourceParser.ts';
import { createTreeParser } from '../syntax/treeSitter.ts';

/** A worker has no disk: all files come from the client. */
const noFiles: FileSystem = { readFile: () => undefined, readDirectory: () => undefined };

/** Loads the shipped parser and facts from where the extension lies. */
export async function createBrowserPlatform({ assets }: InitializeOptions): Promise<ServerPlatform> {
  if (assets === undefined) throw new Error('the client did not say where the shipped files are');
  const [runtime, grammar, facts] = await Promise.all([
    bytes(`${assets}/tree-sitter.wasm`),
    bytes(`${assets}/tree-sitter-rust.wasm`),
    loadFacts(`${assets}/facts`),
  ]);
  const trees = await createTreeParser(library, { runtime, grammar });
  return {
    files: noFiles,
    trees,
    parser: new SourceParser(trees),
    facts: { read: (name) => facts.get(name) },
    environment: {
      host: 'x86_64-unknown-linux-gnu',
      variables: {},
      targetCfg: (triple) => targetFacts(triple)?.cfg,
    },
  };
}

/** The engine reads facts without waiting, so all that it may ask for are loaded first. */
async function loadFacts(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = FACTS_RELEASES.flatMap(({ release }) => [factsFileName(release), `macros-${release}.json`]);
  const found = new Map<string, string>();
  await Promise.all(
    names.map(async (name) => {
      const response = await fetch(`${folder}/${name}`).catch(() => undefined);
      if (response?.ok) found.set(name, await response.text());
    }),
  );
  return found;
}

async function bytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} can't be loaded: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
