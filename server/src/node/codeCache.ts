import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

/** When the code has run for so long, what was compiled of it is kept, in milliseconds. */
const KEEP_AFTER = 4000;
const DIGEST = 32;
const MAX_FILES = 4;

/**
 * Runs a CommonJS bundle with the code that V8 compiled from it in an earlier process, which halves the time it takes to
 * start. What is kept is named by the bundle's contents and by what compiled it, and carries a digest, so that a damaged
 * file is never handed to V8. Without a cache folder, or where anything goes wrong, the bundle is compiled as ever.
 */
export function loadWithCodeCache(bundle: string, folder: string | undefined): void {
  const source = readFileSync(bundle, 'utf8');
  const file = folder === undefined ? undefined : cacheFile(folder, source);
  const cachedData = file === undefined ? undefined : readChecked(file);
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const script = new vm.Script(wrapped, {
    filename: bundle,
    ...(cachedData && { cachedData }),
  });
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  const module = { exports: {} };
  run(module.exports, createRequire(bundle), module, bundle, path.dirname(bundle));
  if (file !== undefined && (!cachedData || script.cachedDataRejected))
    setTimeout(() => keep(file, script.createCachedData()), KEEP_AFTER).unref();
}

function cacheFile(folder: string, source: string): string {
  const { arch, versions } = process;
  const hash = createHash('sha256').update(`${versions.v8} ${arch} ${versions.node}\n`).update(source);
  return path.join(folder, 'code-1', hash.digest('hex'));
}

function readChecked(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const data = bytes.subarray(DIGEST);
    return digest(data).equals(bytes.subarray(0, DIGEST)) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** A full or read-only disk costs speed alone. */
function keep(file: string, data: Buffer): void {
  const temporary = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(temporary, Buffer.concat([digest(data), data]));
    renameSync(temporary, file);
    forgetOthers(path.dirname(file));
  } catch {
    rmSync(temporary, { force: true });
  }
}

/** Each version of the bundle and of Node has a file of its own: the newest few are in use. */
function forgetOthers(folder: string): void {
  const files = readdirSync(folder).map((name) => path.join(folder, name));
  const newest = files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of newest.slice(MAX_FILES)) rmSync(old, { force: true });
}

function digest(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}
