import type { ScriptRun } from './scriptRun.ts';
import { list, UNKNOWN, type Value } from './values.ts';
import { OUT_DIR } from './world.ts';

/**
 * The files that a script writes into `OUT_DIR`, as far as what it writes is known. A file whose path or text isn't
 * known, or that something unknown was handed, counts as not known; so does every file as soon as a path that can be
 * any of them is written to.
 */
export class GeneratedFiles {
  /** By path in `OUT_DIR`: a text, or the list of texts that were written to an open file. */
  readonly #files = new Map<string, Value>();
  #isLost = false;

  /** `fs::write(path, text)`. */
  write(run: ScriptRun, path: Value, text: Value): void {
    const name = nameIn(path);
    if (name === undefined) this.#isLost ||= path.kind !== 'string';
    else this.#files.set(name, run.undecided > 0 ? UNKNOWN : snapshot(text));
  }

  /** `File::create(path)`: what is written to it is pushed on the list that stands for it. */
  create(run: ScriptRun, path: Value): Value {
    const sink = list([]);
    const name = nameIn(path);
    if (name === undefined) this.#isLost ||= path.kind !== 'string';
    else this.#files.set(name, run.undecided > 0 ? UNKNOWN : sink);
    return sink;
  }

  /** Something unknown got these values: it can have written to the files that they name or stand for. */
  touched(values: readonly Value[]): void {
    for (const value of values) {
      const name = nameIn(value);
      if (name !== undefined && this.#files.has(name)) this.#files.set(name, UNKNOWN);
      for (const [file, sink] of this.#files) if (sink === value) this.#files.set(file, UNKNOWN);
    }
  }

  /** From here on it isn't known what is written: in what order, or where. */
  lose(): void {
    this.#isLost = true;
  }

  /** The files whose text is known, by path in `OUT_DIR`. */
  known(): ReadonlyMap<string, string> {
    const known = new Map<string, string>();
    if (this.#isLost) return known;
    for (const [name, value] of this.#files) {
      const text = textOf(value);
      if (text !== undefined) known.set(name, text);
    }
    return known;
  }
}

function nameIn(path: Value): string | undefined {
  if (path.kind !== 'string' || !path.value.startsWith(`${OUT_DIR}/`)) return undefined;
  return path.value.slice(OUT_DIR.length + 1);
}

function snapshot(value: Value): Value {
  const text = textOf(value);
  return text === undefined ? UNKNOWN : { kind: 'string', value: text };
}

function textOf(value: Value): string | undefined {
  if (value.kind === 'string') return value.value.includes(OUT_DIR) ? undefined : value.value;
  if (value.kind !== 'list') return undefined;
  const parts = value.items.map(textOf);
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}
