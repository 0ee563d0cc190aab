import os from 'node:os';
import path from 'node:path';
import { cacheFolder } from './cacheFolder.ts';
import { loadWithCodeCache } from './codeCache.ts';

/** Entry of the engine's thread: loads the engine's bundle, compiled as it was the last time. */
loadWithCodeCache(
  path.join(import.meta.dirname, 'engine.cjs'),
  cacheFolder(process.env, os.homedir(), process.platform),
);
