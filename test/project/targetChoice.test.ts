import assert from 'node:assert/strict';
import { targetFacts } from '../../server/src/base/targets.ts';
import { isUnknown } from '../../server/src/base/unknown.ts';
import type { Environment, Selection } from '../../server/src/project/crateGraph.ts';
import { tryProject } from '../support/projects.ts';

const all: Partial<Environment> = { targetCfg: (triple) => targetFacts(triple)?.cfg };
const manifest = '//- /ws/Cargo.toml\n[package]\nname = "p"\n//- /ws/src/lib.rs\n';
const config = (text: string) => `//- /ws/.cargo/config.toml\n${text}\n`;
const mcu =
  '{"arch": "msp430", "data-layout": "e-m:e-p:16:16-i32:16-i64:16-f32:16-f64:16-a:8-n8:16-S16", "llvm-target": "msp430", "target-pointer-width": "16", "c-enum-min-bits": 8}';

/** `TRIPLE from SOURCE`, or the reason why there is none. */
function target(files: string, selection: Selection = {}, more: Partial<Environment> = {}): string {
  const project = tryProject(`${manifest}${files}`, selection, { ...all, ...more });
  return isUnknown(project)
    ? `unknown: ${project.reason}`
    : `${project.target.facts.triple} from ${project.target.from}`;
}

describe('the target', () => {
  const arm = 'thumbv7em-none-eabihf';
  const check = (title: string, expected: string, ...given: Parameters<typeof target>) =>
    it(title, () => assert.equal(target(...given), expected));

  check('of nothing named', 'x86_64-unknown-linux-gnu from the machine that this runs on', '');
  check(
    'build.target',
    `${arm} from build.target in /ws/.cargo/config.toml`,
    config(`[build]\ntarget = "${arm}"`),
  );
  check(
    'the first of build.target',
    `${arm} from build.target in /ws/.cargo/config.toml`,
    config(`[build]\ntarget = ["${arm}", "x86_64-unknown-linux-gnu"]`),
  );
  check(
    'of a folder above',
    `${arm} from build.target in /.cargo/config`,
    `//- /.cargo/config\n[build]\ntarget = "${arm}"\n`,
  );
  check(
    'of CARGO_HOME',
    `${arm} from build.target in /ch/config.toml`,
    `//- /ch/config.toml\n[build]\ntarget = "${arm}"\n`,
    {},
    { cargoHome: '/ch' },
  );
  check(
    'CARGO_BUILD_TARGET before files',
    `${arm} from CARGO_BUILD_TARGET`,
    config('[build]\ntarget = "wasm32-unknown-unknown"'),
    {},
    { variables: { CARGO_BUILD_TARGET: arm } },
  );
  check(
    'what is selected before all',
    `${arm} from --target`,
    config('[build]\ntarget = "wasm32-unknown-unknown"'),
    { target: arm },
    { variables: { CARGO_BUILD_TARGET: 'i686-unknown-linux-gnu' } },
  );
  check(
    'host-tuple',
    'x86_64-unknown-linux-gnu from build.target in /ws/.cargo/config.toml',
    config('[build]\ntarget = "host-tuple"'),
  );
  check(
    'the host of the toolchain',
    'i686-unknown-linux-gnu from the host of the toolchain `stable-i686-unknown-linux-gnu` (toolchain file)',
    '//- /ws/rust-toolchain\nstable-i686-unknown-linux-gnu\n',
  );
  check(
    'a target file, from the folder of .cargo',
    'my-mcu from build.target in /ws/.cargo/config.toml',
    `${config('[build]\ntarget = "specs/my-mcu.json"')}//- /ws/specs/my-mcu.json\n${mcu}\n`,
  );
  check(
    'a target file that is not there',
    "unknown: the target file /ws/my-mcu.json (build.target in /ws/.cargo/config.toml) can't be read",
    config('[build]\ntarget = "my-mcu.json"'),
  );
  check(
    'a target file that lacks what it must have',
    'unknown: the target file /ws/my-mcu.json lacks `data-layout`',
    `${config('[build]\ntarget = "my-mcu.json"')}//- /ws/my-mcu.json\n{"arch": "arm", "target-pointer-width": 32}\n`,
  );
  check(
    'RUST_TARGET_PATH',
    'my-mcu from --target',
    `//- /specs/my-mcu.json\n${mcu}\n`,
    { target: 'my-mcu' },
    { variables: { RUST_TARGET_PATH: '/none:/specs' } },
  );
  check(
    'a slip of the hand',
    'unknown: the target `thumbv7em-none-eabhif` (--target) is no target that rustc knows; did you mean `thumbv7em-none-eabihf`?',
    '',
    { target: 'thumbv7em-none-eabhif' },
  );

  it('reads a target file as rustc does', () => {
    const files = `${manifest}${config('[build]\ntarget = "my-mcu.json"')}//- /ws/my-mcu.json\n${mcu}\n`;
    const project = tryProject(files, {}, all);
    assert.ok(!isUnknown(project));
    const { cEnumMinBits, cfg } = project.target.facts;
    assert.equal(cEnumMinBits, 8);
    // `rustc --print cfg --target my-mcu.json`, without `debug_assertions`
    assert.deepEqual(cfg, [
      'panic="unwind"',
      'target_abi=""',
      'target_arch="msp430"',
      'target_endian="little"',
      'target_env=""',
      'target_has_atomic="8"',
      'target_has_atomic="16"',
      'target_has_atomic="ptr"',
      'target_os="none"',
      'target_pointer_width="16"',
      'target_vendor="unknown"',
    ]);
  });

  it('compiles build scripts and procedural macros for the host', () => {
    const files = `${manifest}${config(`[build]\ntarget = "${arm}"`)}//- /ws/build.rs\nfn main() {}\n`;
    const project = tryProject(files, {}, all);
    assert.ok(!isUnknown(project));
    const kinds = project.graph.roots.map((id) => project.graph.crate(id));
    assert.deepEqual(
      kinds.map(({ kind, target }) => `${kind} ${target.triple}`),
      [`lib ${arm}`, 'build-script x86_64-unknown-linux-gnu'],
    );
  });
});
