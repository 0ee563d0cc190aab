/** A toolchain's name in its parts (rustup's `PartialToolchainDesc`): `nightly-2026-01-01-i686-unknown-linux-gnu`. */
export interface ToolchainName {
  /** `stable`, `1.85.0`, `nightly-2026-01-01`; undefined for a toolchain of the user's own (`rustup toolchain link`). */
  readonly channel: string | undefined;
  /** The triple that it runs on, and builds for by default; undefined where the name says none. */
  readonly host: string | undefined;
}

const shape = /^(stable|beta|nightly|\d+\.\d+(?:\.\d+)?(?:-beta(?:\.\d+)?)?)(-\d{4}-\d{2}-\d{2})?(?:-(.+))?$/;

/**
 * Takes a toolchain's name apart. Of a host it may name parts alone (`stable-x86_64`, `stable-gnu`); the others are
 * those of rustup's default host.
 */
export function parseToolchainName(name: string, defaultHost: string): ToolchainName {
  const [, channel, date = '', host] = shape.exec(name) ?? [];
  if (channel === undefined) return { channel: undefined, host: undefined };
  const triple = host === undefined ? undefined : wholeTriple(host, defaultHost);
  // `stable-fork` is no channel of rustup's with a host, so it was linked under that name.
  if (host !== undefined && triple === undefined) return { channel: undefined, host: undefined };
  return { channel: `${channel}${date}`, host: triple };
}

const environments = new Set([
  'gnu',
  'msvc',
  'musl',
  'gnueabi',
  'gnueabihf',
  'musleabi',
  'musleabihf',
  'gnullvm',
]);
const architecture =
  /^(x86_64|i[3-6]86|aarch64|arm\w*|thumb\w*|riscv\w*|powerpc\w*|mips\w*|s390x|sparc\w*|loongarch\w*|wasm\w*)$/;

function wholeTriple(given: string, defaultHost: string): string | undefined {
  const parts = given.split('-');
  const defaults = defaultHost.split('-');
  if (architecture.test(parts[0]!))
    return parts.length >= 3 ? given : [...parts, ...defaults.slice(parts.length)].join('-');
  return parts.length === 1 && environments.has(given)
    ? [...defaults.slice(0, 3), given].join('-')
    : undefined;
}
