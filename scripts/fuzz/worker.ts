// Tries inputs one after another, and says before and after each what it does: the parent ends it where one never ends.

import { Random } from './random.ts';
import { type Corpus, check, type Input, kinds, makeInput } from './subjects.ts';

/** What the parent hears. `megabytes`: resident at the end of the input. */
export type Report =
  | { readonly what: 'start'; readonly number: number; readonly input: Input }
  | {
      readonly what: 'end';
      readonly number: number;
      readonly cpu: number;
      readonly megabytes: number;
      readonly wrong?: string;
    };

export interface Task {
  readonly corpus: Corpus;
  readonly seed: number;
  readonly from: number;
  /** An input to be tried again instead, for shrinking. */
  readonly again?: Input;
}

process.on('message', async (task: Task) => {
  if (task.again) {
    await attempt(task.from, task.again);
    return;
  }
  for (let number = task.from; ; number++) {
    const random = new Random(task.seed * 1_000_003 + number);
    await attempt(number, makeInput(kinds[number % kinds.length]!, task.corpus, random));
  }
});

async function attempt(number: number, input: Input): Promise<void> {
  await tell({ what: 'start', number, input });
  const before = process.cpuUsage();
  let wrong: string | undefined;
  try {
    wrong = await check(input);
  } catch (error) {
    wrong = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const { user, system } = process.cpuUsage(before);
  const megabytes = process.memoryUsage.rss() / 1e6;
  await tell({
    what: 'end',
    number,
    cpu: (user + system) / 1e6,
    megabytes,
    ...(wrong !== undefined && { wrong }),
  });
}

/** Waits until it is on its way, so that the parent knows of an input before that ends the process. */
function tell(report: Report): Promise<void> {
  return new Promise((resolve) => process.send!(report, undefined, {}, () => resolve()));
}
