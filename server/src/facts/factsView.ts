import { agreementOf, findTwin } from './agreement.ts';
import { decodeChild, decodeRecord, parentId } from './decodeRecord.ts';
import type { RawRecord, RawRef } from './encoding.ts';
import type { FactsFile } from './factsFile.ts';
import type {
  Facts,
  FactsAgreement,
  FactsHead,
  FactsId,
  FactsModule,
  FactsRecord,
  FactsTarget,
} from './format.ts';
import { sameShape } from './sameShape.ts';
import { type Chosen, chooseForm, type TargetDescription } from './targetRule.ts';

const NAMESPACE_BITS = { type: 1, value: 2, macro: 4 } as const;

/** What to mind when the release that is asked for is not the file's own. */
export interface ReleaseLimits {
  /** The nearest facts on the other side of the release. */
  readonly other?: FactsView;
  /**
   * The release was measured on these targets, and the facts hold for whatever has the same form there; the
   * rest has to be the same in `other`. Absent: it wasn't measured, and everything has to be.
   */
  readonly measuredOn?: readonly string[];
  /** Targets that count as measured for a record, by its path. */
  readonly sameOn?: ReadonlyMap<string, readonly string[]>;
  /** Paths that are known to differ, with the release that this was measured with. */
  readonly differ?: ReadonlyMap<string, string>;
  /** Facts of the same release that were made in another way: a type that is another there is unknown. */
  readonly checkedWith?: FactsView;
  /** Paths of records to take in the form of `other`. */
  readonly older?: ReadonlySet<string>;
}

/** One release's facts as one target sees them. */
export class FactsView implements Facts {
  readonly release: string;
  readonly target: string;
  readonly crates: readonly string[];
  readonly #file: FactsFile;
  readonly #description: TargetDescription;
  readonly #limits: ReleaseLimits;
  readonly #firsts = new Map<string, number>();
  readonly #chosen = new Map<number, Chosen>();
  readonly #records = new Map<number, FactsRecord>();
  readonly #children = new Map<number, ReadonlyMap<string, FactsTarget>>();
  #langOf: ReadonlyMap<number, string> | undefined;

  constructor(file: FactsFile, release: string, target: TargetDescription, limits: ReleaseLimits = {}) {
    this.release = release;
    this.target = target.triple;
    this.#file = file;
    this.#description = target;
    this.#limits = limits;
    for (const [name, first] of file.header.crates) this.#firsts.set(name, first);
    this.crates = file.header.crates
      .map(([name]) => name)
      .filter((name) => this.#exists(this.#firsts.get(name)));
  }

  /** The release whose file the records come from. */
  get source(): string {
    return this.#file.header.release;
  }

  /** The crates that the file has records of, with the number of the first and how many there are. */
  get ranges(): FactsFile['header']['crates'] {
    return this.#file.header.crates;
  }

  crate(name: string): FactsModule | undefined {
    const first = this.#firsts.get(name);
    if (first === undefined || !this.#exists(first)) return undefined;
    const record = this.#recordAt(first);
    return record.kind === 'mod' ? record : undefined;
  }

  record(id: FactsId): FactsRecord {
    return this.#recordAt(this.#number(id));
  }

  /** The stored form of a record for this target; undefined if the target lacks it. */
  raw(id: FactsId): RawRecord | undefined {
    return this.#choose(this.#number(id)).raw;
  }

  /** An item by where it is declared, public or not; `tag` is its kind in the stored form. */
  declared(parent: FactsId, name: string, tag: string): FactsId | undefined {
    const number = this.#file.find(tag, name, this.#number(parent));
    return number === undefined || !this.#exists(number) ? undefined : this.idOf(number);
  }

  agreement(id: FactsId): FactsAgreement {
    const number = this.#number(id);
    const { agreement, raw } = this.#choose(number);
    const { other, differ, older } = this.#limits;
    if (agreement.kind === 'unknown') return agreement;
    if (this.#limits.checkedWith && sameShape(this, this.#limits.checkedWith, id) === false) {
      const reason = `the source of \`${this.path(id)}\` is not what is known of it in Rust ${this.release}`;
      return { kind: 'unknown', reason };
    }
    const path = differ?.size || older?.size ? this.path(id) : '';
    const measured = differ?.get(path);
    if (measured !== undefined) {
      const reason = `\`${path}\` was measured to differ between Rust ${measured} and ${this.source}`;
      return { kind: 'nearest', reason };
    }
    if (older?.has(path) && this.#olderRecord(number)) return agreement;
    return other && !this.#isMeasured(number, raw) ? agreementOf(this, other, id) : agreement;
  }

  /** Whether the release was measured with the record in this form. */
  #isMeasured(number: number, raw: RawRecord | undefined): boolean {
    const { measuredOn, sameOn } = this.#limits;
    if (!measuredOn) return false;
    if (measuredOn.includes(this.target) || this.#file.hasOn(number, raw, measuredOn)) return true;
    const triples = sameOn?.get(this.path(this.idOf(number)));
    return triples !== undefined && this.#file.hasOn(number, raw, triples);
  }

  path(id: FactsId): string {
    const raw = this.raw(id);
    if (!raw) return id.crate;
    const parent = parentId(raw[2], (ref) => this.idOf(ref));
    return parent ? `${this.path(parent)}::${raw[1]}` : raw[1];
  }

  child(module: FactsId, name: string, namespace: 'type' | 'value' | 'macro'): FactsTarget | undefined {
    const number = this.#number(module);
    let children = this.#children.get(number);
    if (!children) {
      children = this.#childIndex(number);
      this.#children.set(number, children);
    }
    return children.get(`${NAMESPACE_BITS[namespace]} ${name}`);
  }

  prelude(crate: 'std' | 'core', edition: '2015' | '2018' | '2021' | '2024'): FactsModule | undefined {
    const root = this.crate(crate);
    const prelude = root && this.#childModule(root.id, 'prelude');
    return prelude && this.#childModule(prelude.id, `rust_${edition}`);
  }

  lang(name: string): FactsId | undefined {
    const number = this.#file.header.lang[name];
    return number === undefined || !this.#exists(number) ? undefined : this.idOf(number);
  }

  implsOfTrait(trait: FactsId): readonly FactsId[] {
    return this.#present(this.#file.implsByTrait(this.#number(trait)));
  }

  inherentImpls(head: FactsHead): readonly FactsId[] {
    return this.#present(this.#file.inherentImpls(this.#headName(head)));
  }

  implsForSelfHead(head: FactsHead): readonly FactsId[] {
    return this.#present(this.#file.implsByHead(this.#headName(head)));
  }

  /** The id of a stored reference. */
  idOf(ref: RawRef): FactsId {
    const number = Number(ref);
    for (const [name, first, count] of this.#file.header.crates) {
      if (number >= first && number < first + count) return { crate: name, index: number - first };
    }
    throw new RangeError(`no record ${ref} in the facts of ${this.#file.header.release}`);
  }

  #headName(head: FactsHead): string {
    if (head.kind === 'adt') return String(this.#number(head.id));
    return head.kind === 'primitive' ? head.name : 'param';
  }

  #childModule(module: FactsId, name: string): FactsModule | undefined {
    const target = this.child(module, name, 'type');
    const record = target?.kind === 'item' ? this.record(target.id) : undefined;
    return record?.kind === 'mod' ? record : undefined;
  }

  #childIndex(number: number): ReadonlyMap<string, FactsTarget> {
    const raw = this.#choose(number).raw;
    const index = new Map<string, FactsTarget>();
    for (const child of raw?.[0] === 'm' ? raw[3] : []) {
      const { target } = decodeChild(child, (ref) => this.idOf(ref));
      for (const bit of [1, 2, 4]) if ((child[1] & bit) !== 0) index.set(`${bit} ${child[0]}`, target);
    }
    return index;
  }

  #number(id: FactsId): number {
    const first = this.#firsts.get(id.crate);
    if (first === undefined) throw new RangeError(`no crate ${id.crate} in the facts`);
    return first + id.index;
  }

  #present(numbers: readonly number[]): FactsId[] {
    return numbers.filter((number) => this.#exists(number)).map((number) => this.idOf(number));
  }

  #exists(number: number | undefined): boolean {
    return number !== undefined && this.#choose(number).raw !== undefined;
  }

  #choose(number: number): Chosen {
    let chosen = this.#chosen.get(number);
    if (!chosen) {
      const { header } = this.#file;
      const crate = header.crates.find(([, first, count]) => number >= first && number < first + count)?.[0];
      chosen = chooseForm(this.#file.variants(number), header.targets, this.#description, crate ?? '');
      this.#chosen.set(number, chosen);
    }
    return chosen;
  }

  #recordAt(number: number): FactsRecord {
    let record = this.#records.get(number);
    if (!record) {
      const { raw } = this.#choose(number);
      if (!raw) throw new RangeError(`${this.target} has no record ${number}`);
      record = this.#olderRecord(number) ?? decodeRecord(raw, this.#context(number));
      this.#records.set(number, record);
    }
    return record;
  }

  /** The record as `other` has it, its references turned into this file's. */
  #olderRecord(number: number): FactsRecord | undefined {
    const { other, older } = this.#limits;
    const id = this.idOf(number);
    if (!other || !older?.has(this.path(id))) return undefined;
    const twin = findTwin(this, other, id);
    const raw = twin && other.raw(twin);
    let complete = raw !== undefined;
    const idOf = (ref: RawRef): FactsId => {
      const own = findTwin(other, this, other.idOf(ref));
      complete &&= own !== undefined;
      return own ?? id;
    };
    const record = raw && decodeRecord(raw, { ...this.#context(number), idOf });
    return complete ? record : undefined;
  }

  #context(number: number) {
    this.#langOf ??= new Map(Object.entries(this.#file.header.lang).map(([name, at]) => [at, name]));
    const lang = this.#langOf.get(number);
    return {
      id: this.idOf(number),
      idOf: (ref: RawRef) => this.idOf(ref),
      pointerWidth: this.#description.pointerWidth,
      ...(lang !== undefined && { lang }),
      inherentImpls: this.#present(this.#file.inherentImpls(String(number))),
    };
  }
}
