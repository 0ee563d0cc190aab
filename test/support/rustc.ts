// Tests that ask the real compiler run only where there is one.

import { rustcVersion } from '../conformance/oracle/process.ts';

/** In a suite: skips it where no rustc is on the PATH, and gives it the time that a compiler takes. */
export function needsRustc(): void {
  before(function () {
    this.timeout(120_000);
    if (!rustcVersion()) this.skip();
  });
}
