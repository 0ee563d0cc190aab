import Mocha from 'mocha';

/** Entry of the tests that run inside VS Code's extension host (`extensionTestsPath`). */
export async function run(): Promise<void> {
  // The files' names and the reporter come from runInHost.ts, which has bundled them.
  const files: readonly string[] = JSON.parse(process.env.IN_HOST_FILES ?? '[]');
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    color: false,
    reporter: process.env.MOCHA_REPORTER ?? 'spec',
  });
  for (const file of files) mocha.addFile(file);
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
