import assert from 'node:assert/strict';
import { listLayouts } from '../../server/src/features/layoutJson.ts';
import { openAnalysis } from '../support/features.ts';
import { memoryFiles } from '../support/memoryFiles.ts';

const SCRIPT = `//- /ws/build.rs
use std::{env, fs, path::Path};
fn main() {
  let size = env::var("DEMO_SIZE").unwrap_or("4".to_string());
  fs::write(Path::new(&env::var("OUT_DIR").unwrap()).join("size.rs"), format!("pub const SIZE: usize = {size};")).unwrap();
}
`;
const CRATE = `//- /ws/Cargo.toml
[package]
name = "demo"
//- /ws/src/lib.rs
mod size { include!(concat!(env!("OUT_DIR"), "/size.rs")); }
struct S([u8; size::SIZE]);
`;

/** The sizes of the crate's types, or why they aren't known. */
async function sizes(fixture: string): Promise<string> {
  const analysis = await openAnalysis(memoryFiles(fixture), '/ws');
  const { types, unresolved } = listLayouts(
    analysis.project.graph.roots[0]!,
    analysis.engine,
    (path) => path,
  );
  return [
    ...types.map((t) => `${t.name} ${t.size}`),
    ...unresolved.map((u) => `${u.name}: ${u.reason}`),
  ].join('; ');
}

describe('what build scripts write', () => {
  it('counts where the script shows it', async () => assert.equal(await sizes(CRATE + SCRIPT), 'S 4'));
  it('follows the environment of the configuration', async () => {
    const config = '//- /ws/.cargo/config.toml\n[env]\nDEMO_SIZE = { value = "6" }\n';
    assert.equal(await sizes(CRATE + SCRIPT + config), 'S 6');
  });
  it('is that of a finished build where there is one', async () => {
    const built = '/ws/target/debug/build/demo-0123456789abcdef';
    const files = `//- ${built}/output\n\n//- ${built}/out/size.rs\npub const SIZE: usize = 9;\n`;
    assert.equal(await sizes(CRATE + SCRIPT + files), 'S 9');
  });
  it('has its reason where it is not known', async () => {
    const script = '//- /ws/build.rs\nfn main() { helper::write(); }\n';
    assert.match(await sizes(CRATE + script), /S: .*made by the build script; build the crate once/);
  });
});
