import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createTreeParser, type TreeParser, type TreeSitterLibrary } from '../syntax/treeSitter.ts';

/** Starts the parser from the library's own folder, or from `folder` where its wasm files were shipped. */
export async function createNodeParser(library: TreeSitterLibrary, folder: string): Promise<TreeParser> {
  const [runtime, grammar] = await Promise.all([
    readFile(path.join(folder, 'tree-sitter.wasm')),
    readFile(path.join(folder, 'tree-sitter-rust.wasm')),
  ]);
  return createTreeParser(library, { runtime, grammar });
}

/** The folder with the wasm files of the installed `@vscode/tree-sitter-wasm`: for running from source. */
export function installedWasmFolder(): string {
  return path.dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));
}
