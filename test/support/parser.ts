import library from '@vscode/tree-sitter-wasm';
import { createNodeParser, installedWasmFolder } from '../../server/src/node/nodeParser.ts';
import { SourceParser } from '../../server/src/syntax/sourceParser.ts';
import type { TreeParser } from '../../server/src/syntax/treeSitter.ts';

let trees: Promise<TreeParser> | undefined;

/** The real parser, started once for all tests of a run. */
export function testTrees(): Promise<TreeParser> {
  trees ??= createNodeParser(library, installedWasmFolder());
  return trees;
}

export async function testParser(): Promise<SourceParser> {
  return new SourceParser(await testTrees());
}
