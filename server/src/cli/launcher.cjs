// The command's first file: it runs on every Node there is, and says in one line which one is needed.
var needed = [20, 19];
var version = process.versions.node.split('.').map(Number);
if (version[0] > needed[0] || (version[0] === needed[0] && version[1] >= needed[1])) {
  import('./cli.mjs').catch((error) => {
    console.error(
      'error: a defect of rust-memory-layout: ' + (error && error.message ? error.message : error),
    );
    process.exitCode = 2;
  });
} else {
  console.error(
    'error: rust-memory-layout needs Node ' +
      needed.join('.') +
      ' or newer; this is ' +
      process.versions.node,
  );
  process.exitCode = 2;
}
