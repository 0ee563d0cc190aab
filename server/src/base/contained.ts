/**
 * Keeps a defect of ours inside the item of a list that meets it: all other items still get their answers. Bounds on
 * depth and fuel are what input is to meet; this is the net below them, for what nobody thought of.
 *
 * Only mistakes of the program are caught (a stack that overflows among them), not what somebody throws on purpose.
 */
export function contained<T>(compute: () => T, otherwise: (reason: string) => T): T {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    return otherwise(`a defect of rust-memory-layout: ${error.message}`);
  }
}
