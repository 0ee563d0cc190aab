/** Entry of the tests that run inside VS Code's extension host (`extensionTestsPath`). */
export async function run(): Promise<void> {
  // Mocha is an ES module, which older hosts can't `require`.
  const { default: Mocha } = await import('mocha');
  // The files and the reporter come from runInHost.ts, which has bundled them.
  const { IN_HOST_FILES = '[]', MOCHA_REPORTER = 'spec' } = process.env;
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: false, reporter: MOCHA_REPORTER });
  for (const file of JSON.parse(IN_HOST_FILES)) mocha.addFile(file);
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
