import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Fixture, nameColumn, typesText } from './fixture.ts';

/** Lines of each dependency. */
const linesEach = 1500;

/**
 * Writes a crate with so many dependencies, each a chain link that depends on the next. The one struct of the crate
 * holds a type of the first, so that its layout needs none of the others.
 */
export async function writeDependencyTree(count: number): Promise<Fixture> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-tree-'));
  for (let number = 0; number < count; number++) {
    const next = number + 1 < count ? [`dep${number + 1}`] : [];
    await writeCrate(path.join(folder, `dep${number}`), `dep${number}`, next, typesText(linesEach));
  }
  const text =
    'pub struct Asked {\n    pub flag: bool,\n    pub record: dep0::Record3,\n    pub count: u32,\n}\n';
  const file = await writeCrate(path.join(folder, 'app'), 'app', ['dep0'], text);
  return { folder: path.join(folder, 'app'), root: folder, file, text, structLines: [0] };
}

async function writeCrate(
  folder: string,
  name: string,
  dependencies: readonly string[],
  text: string,
): Promise<string> {
  const file = path.join(folder, 'src/lib.rs');
  await mkdir(path.dirname(file), { recursive: true });
  const manifest = [
    `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`,
    '[dependencies]',
    ...dependencies.map((dependency) => `${dependency} = { path = "../${dependency}" }`),
  ];
  await writeFile(path.join(folder, 'Cargo.toml'), `${manifest.join('\n')}\n`);
  await writeFile(file, text);
  return file;
}

/** The place that is asked about. */
export const askedAt = { line: 0, character: nameColumn };
