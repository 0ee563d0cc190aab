import type { HeapView, TypeView } from '../../../shared/layoutView.ts';
import { bytes, grouped } from './figures.ts';

/** What happens to a value from its creation to its end, a step each. Backticks stand around code. */
export interface LifeStep {
  readonly title: string;
  readonly lines: readonly string[];
}

/** The life of a value of a type whose size is known: created, moved or copied, grown, dropped. */
export function lifeOf(type: TypeView): readonly LifeStep[] {
  const { size, unsized, uninhabited } = type;
  if (size === undefined || unsized || uninhabited) return [];
  const heap = type.heap ?? [];
  const created = [`${bytes(size)} in place: on the stack, or inside what owns it`, ...onHeap(heap)];
  const steps: LifeStep[] = [{ title: 'created', lines: created }];
  if (type.isCopy !== undefined) steps.push(moved(type.isCopy, size, heap));
  const grown = heap.filter((one) => one.kind === 'buffer').slice(0, 3);
  if (grown.length > 0) steps.push({ title: 'grown', lines: grown.flatMap(growth) });
  const dropped = droppedLines(type);
  return dropped.length === 0 ? steps : [...steps, { title: 'dropped', lines: dropped }];
}

function moved(isCopy: boolean, size: number, heap: readonly HeapView[]): LifeStep {
  if (isCopy) return { title: 'copied', lines: [`\`Copy\`: ${bytes(size)}, and the old value stays`] };
  const stays = heap.length > 0 ? ['what is on the heap stays where it is'] : [];
  return { title: 'moved', lines: [`copies ${bytes(size)}, and the old place is dead`, ...stays] };
}

function growth({ path, owner, contents }: HeapView): readonly string[] {
  const size = contents[0]?.size;
  const name = path.length === 0 ? owner : path.join('.');
  if (size === undefined || size === 0) return [];
  const steps = capacitySteps(size, 4);
  const sizes = steps.map((cap) => grouped(cap * size)).join(', ');
  return [`\`${name}\`, pushed one by one: capacity 0, ${steps.join(', ')} … (${sizes} bytes)`];
}

/**
 * The capacities that a `Vec` goes through when elements of `size` bytes are pushed one by one: first a few at once,
 * then twice as many each time (alloc's `RawVec`: `MIN_NON_ZERO_CAP` and amortized growth).
 */
export function capacitySteps(size: number, count: number): readonly number[] {
  const first = size === 1 ? 8 : size <= 1024 ? 4 : 1;
  return Array.from({ length: count }, (_, i) => first * 2 ** i);
}

const frees: Record<HeapView['kind'], string> = {
  value: 'its value, then the block',
  buffer: 'its elements, then the buffer',
  counted: 'one off its count; the last one drops the value',
  table: 'its entries, then the table',
  nodes: 'its entries and nodes',
};

/** What happens at the drop, in order (Rust Reference, "Destructors"): its own `Drop::drop`, then field by field. */
function droppedLines(type: TypeView): readonly string[] {
  if (type.needsDrop === false) return ['nothing to do'];
  if (type.needsDrop === undefined) return [];
  const heap = type.heap ?? [];
  const whole = heap.find(({ path }) => path.length === 0);
  if (whole !== undefined) return [frees[whole.kind]];
  const own = type.ownDrop ? ['its own `Drop::drop`'] : [];
  const fields = (type.dropOrder ?? []).map((name) => droppedField(name, heap));
  const inside = type.variants === undefined ? fields : ['what the active variant holds, field by field'];
  const lines = [...own, ...inside];
  return lines.length === 1 ? lines : lines.map((line, i) => `${i + 1}. ${line}`);
}

function droppedField(name: string, heap: readonly HeapView[]): string {
  const blocks = heap.filter(({ path }) => path[0] === name);
  const [only] = blocks;
  const isDirect = blocks.length === 1 && only?.path.length === 1;
  return isDirect ? `\`${name}\`: ${frees[only.kind]}` : `\`${name}\``;
}

function onHeap(heap: readonly HeapView[]): readonly string[] {
  if (heap.length === 0) return [];
  const names = [...new Set(heap.flatMap(({ path }) => path[0] ?? []))].map((name) => `\`${name}\``);
  const owners =
    names.length === 0 ? 'it owns' : `${names.join(', ')} ${names.length === 1 ? 'owns' : 'own'}`;
  return [`on the heap: what ${owners}`];
}
