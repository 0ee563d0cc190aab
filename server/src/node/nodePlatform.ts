import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import library from '@vscode/tree-sitter-wasm';
import { targetFacts } from '../base/targets.ts';
import type { Platform } from '../engine/analysis.ts';
import type { FactsSource } from '../facts/format.ts';
import type { Environment } from '../project/crateGraph.ts';
import { SourceParser } from '../syntax/sourceParser.ts';
import type { TreeParser } from '../syntax/treeSitter.ts';
import { cacheFolder } from './cacheFolder.ts';
import { hostTriple, thisMachine } from './hostTriple.ts';
import { installedRelease } from './installedRelease.ts';
import { NodeItemStore } from './itemStore.ts';
import { NodeFileSystem } from './nodeFileSystem.ts';
import { createNodeParser, installedWasmFolder } from './nodeParser.ts';
import { StdCache } from './std/stdCache.ts';
import { StdReader } from './std/stdReader.ts';
import type { Surroundings } from './std/toolchains.ts';

/** The platform of a process in Node, with the parser that open documents need. */
export interface NodePlatform extends Platform {
  readonly trees: TreeParser;
  /** Reads standard libraries from source. */
  readonly std: StdReader;
  readonly surroundings: Surroundings;
}

/** Starts the parser and ties files, facts and environment of this machine together. */
export async function createNodePlatform(): Promise<NodePlatform> {
  const assets = findAssets();
  const trees = await createNodeParser(library, assets.wasm);
  const cache = cacheFolder(process.env, os.homedir(), process.platform);
  return {
    files: new NodeFileSystem(),
    trees,
    parser: new SourceParser(trees),
    facts: factsIn(assets.facts),
    environment: nodeEnvironment(),
    ...(cache !== undefined && { items: new NodeItemStore(cache) }),
    std: new StdReader(cache === undefined ? undefined : new StdCache(cache)),
    surroundings: { variables: process.env, home: os.homedir() },
    installedRelease: (name) => installedRelease(name, process.env, os.homedir()),
  };
}

/** A platform for the reading of a standard library alone: what is parsed of it isn't asked for again. */
export async function createStdPlatform(): Promise<Platform> {
  const assets = findAssets();
  const parser = new SourceParser(await createNodeParser(library, assets.wasm));
  return {
    files: new NodeFileSystem(),
    parser,
    facts: factsIn(assets.facts),
    environment: nodeEnvironment(),
  };
}

/** Shipped, the parser's files and the facts lie beside the bundle; from source, where the packages have them. */
function findAssets(): { wasm: string; facts: string } {
  const here = import.meta.dirname;
  if (existsSync(path.join(here, 'tree-sitter-rust.wasm')))
    return { wasm: here, facts: path.join(here, 'facts') };
  return { wasm: installedWasmFolder(), facts: path.join(here, '../../facts') };
}

function factsIn(folder: string): FactsSource {
  return {
    read(name) {
      const file = path.join(folder, name);
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    },
  };
}

/** What cargo would read from this process. */
export function nodeEnvironment(): Environment {
  return {
    home: os.homedir(),
    cargoHome: process.env.CARGO_HOME,
    host: hostTriple(thisMachine()),
    variables: process.env,
    targetCfg: (triple) => targetFacts(triple)?.cfg,
  };
}
