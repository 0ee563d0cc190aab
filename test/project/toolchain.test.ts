import assert from 'node:assert/strict';
import { chooseToolchain } from '../../server/src/project/toolchain/toolchain.ts';
import { memoryFiles } from '../support/memoryFiles.ts';
import { environment } from '../support/projects.ts';

const settings = (text: string) => `//- /home/me/.rustup/settings.toml\nversion = "12"\n${text}\n`;
const i686 = 'i686-unknown-linux-gnu';
const x86_64 = 'x86_64-unknown-linux-gnu';

/** `NAME by ORIGIN, channel CHANNEL on HOST`, of `/ws/a`. */
function chosen(files: string, variables: Record<string, string> = {}): string {
  const found = chooseToolchain(memoryFiles(files), '/ws/a', { ...environment, variables });
  const problem = found.problem ? ` (${found.problem.reason})` : '';
  return `${found.name} by ${found.from}, channel ${found.channel} on ${found.host}${problem}`;
}

/** As `rustup show active-toolchain` and `rustc -vV` answer in such a folder. */
describe('the toolchain', () => {
  const check = (title: string, files: string, expected: string, variables?: Record<string, string>) =>
    it(title, () => assert.equal(chosen(files, variables), expected));

  check('nothing names one', '', `undefined by none named, channel undefined on ${x86_64}`);
  check(
    'rust-toolchain.toml',
    '//- /ws/rust-toolchain.toml\n[toolchain]\nchannel = "1.85.0"\n',
    `1.85.0 by toolchain file, channel 1.85.0 on ${x86_64}`,
  );
  check(
    'rust-toolchain with a bare name',
    '//- /ws/rust-toolchain\nnightly-2026-01-01\n',
    `nightly-2026-01-01 by toolchain file, channel nightly-2026-01-01 on ${x86_64}`,
  );
  check(
    'rust-toolchain with TOML, before rust-toolchain.toml',
    '//- /ws/rust-toolchain\n[toolchain]\nchannel = "stable"\n//- /ws/rust-toolchain.toml\n[toolchain]\nchannel = "beta"\n',
    `stable by toolchain file, channel stable on ${x86_64}`,
  );
  check(
    'a file that adds components alone',
    `${settings('default_toolchain = "beta"')}//- /ws/rust-toolchain.toml\n[toolchain]\ncomponents = ["rust-src"]\n`,
    `beta by rustup default, channel beta on ${x86_64}`,
  );
  check(
    'a path',
    '//- /ws/rust-toolchain.toml\n[toolchain]\npath = "tools/rust"\n',
    `tools/rust by toolchain file, channel undefined on ${x86_64}`,
  );
  check(
    'a channel with a host',
    `//- /ws/rust-toolchain.toml\n[toolchain]\nchannel = "1.92.0-${i686}"\n`,
    `1.92.0-${i686} by toolchain file, channel 1.92.0 on ${i686}`,
  );
  check(
    'a host in part',
    '//- /ws/rust-toolchain\nstable-musl\n',
    'stable-musl by toolchain file, channel stable on x86_64-unknown-linux-musl',
  );
  check(
    'a toolchain of the user’s own',
    '//- /ws/rust-toolchain\nmy-fork\n',
    `my-fork by toolchain file, channel undefined on ${x86_64}`,
  );
  check(
    'a default for another host',
    settings(`default_toolchain = "stable-${i686}"`),
    `stable-${i686} by rustup default, channel stable on ${i686}`,
  );
  check(
    'rustup’s default host',
    settings(`default_host_triple = "${i686}"\ndefault_toolchain = "stable"`),
    `stable by rustup default, channel stable on ${i686}`,
  );
  check(
    'an override wins over the default',
    settings(`default_toolchain = "stable"\n[overrides]\n"/ws" = "stable-${i686}"`),
    `stable-${i686} by rustup override, channel stable on ${i686}`,
  );
  check(
    'a nearer toolchain file wins over an override',
    `${settings('[overrides]\n"/ws" = "beta"')}//- /ws/a/rust-toolchain\n1.85.0\n`,
    `1.85.0 by toolchain file, channel 1.85.0 on ${x86_64}`,
  );
  check(
    'an override of the same folder wins over its file',
    `${settings('[overrides]\n"/ws" = "beta"')}//- /ws/rust-toolchain\n1.85.0\n`,
    `beta by rustup override, channel beta on ${x86_64}`,
  );
  check(
    'RUSTUP_TOOLCHAIN wins over all',
    `${settings('[overrides]\n"/ws" = "beta"')}//- /ws/rust-toolchain\n1.85.0\n`,
    `nightly-${i686} by RUSTUP_TOOLCHAIN, channel nightly on ${i686}`,
    { RUSTUP_TOOLCHAIN: `nightly-${i686}` },
  );
  check(
    'RUSTUP_HOME',
    '//- /opt/rustup/settings.toml\ndefault_toolchain = "beta"\n',
    `beta by rustup default, channel beta on ${x86_64}`,
    { RUSTUP_HOME: '/opt/rustup' },
  );
  check(
    'a broken file is told',
    '//- /ws/rust-toolchain.toml\n[toolchain\n',
    `undefined by toolchain file, channel undefined on ${x86_64} (/ws/rust-toolchain.toml is not TOML: line 1: illegal character in key)`,
  );
});
