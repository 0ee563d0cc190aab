import { closeSync, existsSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * The release of the rustc of a toolchain of rustup's (of a distribution's rustc, where no toolchain is named), found
 * without running anything: rustup's toolchains say it in their manifest, a distribution's in the name of its
 * libraries. Undefined where there is none.
 */
export function installedRelease(
  name: string | undefined,
  variables: Readonly<Record<string, string | undefined>>,
  home: string,
): string | undefined {
  const rustup = variables.RUSTUP_HOME ?? path.join(home, '.rustup');
  const folder = name === undefined ? undefined : toolchainFolder(path.join(rustup, 'toolchains'), name);
  if (folder !== undefined)
    return manifestRelease(path.join(folder, 'lib/rustlib/multirust-channel-manifest.toml'));
  return systemRelease(variables.PATH ?? '');
}

/** `stable` is the folder `stable-x86_64-unknown-linux-gnu`. */
function toolchainFolder(toolchains: string, name: string): string | undefined {
  const folders = attempt(() => readdirSync(toolchains)) ?? [];
  const found = folders.find((f) => f === name) ?? folders.find((f) => f.startsWith(`${name}-`));
  return found && path.join(toolchains, found);
}

/** `[pkg.rustc]` with `version = "1.95.0 (…)"`, in a file of some megabytes that is read piece by piece. */
function manifestRelease(file: string): string | undefined {
  return attempt(() => {
    const descriptor = openSync(file, 'r');
    try {
      const buffer = Buffer.alloc(1 << 20);
      let tail = '';
      for (let read = readSync(descriptor, buffer); read > 0; read = readSync(descriptor, buffer)) {
        const text = tail + buffer.toString('latin1', 0, read);
        const version = /^\[pkg\.rustc\]\s+version\s*=\s*"(\d+\.\d+\.\d+(?:-\w+)?)/m.exec(text)?.[1];
        if (version) return version;
        tail = text.slice(-200);
      }
      return undefined;
    } finally {
      closeSync(descriptor);
    }
  });
}

/** A distribution's rustc has its release in `lib/rustlib/…`'s siblings: `libstd-…` is hashed, but its source folder isn't. */
function systemRelease(searchPath: string): string | undefined {
  for (const folder of searchPath.split(path.delimiter)) {
    const rustc = path.join(folder, 'rustc');
    if (!existsSync(rustc)) continue;
    const real = attempt(() => realpathSync(rustc)) ?? rustc;
    const version = /rust[c-]*-?(1\.\d+(?:\.\d+)?)/.exec(real)?.[1];
    if (version) return version;
    const sources = attempt(() => readdirSync(path.join(path.dirname(real), '../src'))) ?? [];
    const source = sources.map((s) => /^rustc-(1\.\d+\.\d+)/.exec(s)?.[1]).find((s) => s !== undefined);
    if (source) return source;
  }
  return undefined;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
