/** What Node says of the machine that it runs on. */
export interface Machine {
  /** `process.arch`, `process.platform`. */
  readonly arch: string;
  readonly platform: string;
  readonly endianness: 'LE' | 'BE';
  /** The version of ARM's architecture that Node was built for, such as `7`. */
  readonly armVersion: string | undefined;
  /** Whether the C library is musl instead of glibc. */
  readonly isMusl: boolean;
}

/** The machine of this process. */
export function thisMachine(): Machine {
  const { arch, platform, config } = process;
  const { arm_version: armVersion } = config.variables as unknown as { arm_version?: string };
  const endianness = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'LE' : 'BE';
  const isMusl = platform === 'linux' && !('glibcVersionRuntime' in reportHeader());
  return { arch, platform, endianness, armVersion, isMusl };
}

function reportHeader(): object {
  // Looking up the names of the machine's network addresses may take seconds.
  const report = process.report as typeof process.report & { excludeNetwork?: boolean };
  report.excludeNetwork = true;
  const { header } = report.getReport() as { readonly header?: object };
  return header ?? {};
}

/** The triple of the rustc that is made for a machine: what `rustc -vV` calls its host. */
export function hostTriple(machine: Machine): string {
  const arch = archName(machine);
  switch (machine.platform) {
    case 'win32':
      return `${arch}-pc-windows-msvc`;
    case 'darwin':
      return `${arch}-apple-darwin`;
    case 'freebsd':
    case 'netbsd':
    case 'openbsd':
      return `${arch}-unknown-${machine.platform}`;
    case 'sunos':
      return `${arch}-pc-solaris`;
    case 'android':
      return `${arch}-linux-android${machine.arch === 'arm' ? 'eabi' : ''}`;
    default:
      return `${arch}-unknown-linux-${machine.isMusl ? 'musl' : 'gnu'}${eabi(machine)}`;
  }
}

function archName({ arch, endianness, armVersion }: Machine): string {
  switch (arch) {
    case 'x64':
      return 'x86_64';
    case 'ia32':
      return 'i686';
    case 'arm64':
      return 'aarch64';
    case 'arm':
      return armVersion === '6' ? 'arm' : 'armv7';
    case 'riscv64':
      return 'riscv64gc';
    case 'ppc64':
      return endianness === 'LE' ? 'powerpc64le' : 'powerpc64';
    case 'loong64':
      return 'loongarch64';
    default:
      return arch;
  }
}

function eabi({ arch }: Machine): string {
  return arch === 'arm' ? 'eabihf' : '';
}
