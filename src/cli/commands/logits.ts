import type { Model } from '../../engine/decode/model';
import { type Position, score } from '../../engine/decode/score';
import { openModel } from '../../engine/open-model';
import type { Command, LogitsInput } from '../arguments';
import { readText } from '../document';
import { CommandFault } from '../faults';
import { asJson, type Output, visible } from '../output';

const BAR = 30; // characters for probability 1

/** `inkling logits`: what the model expects after every position of a text. */
export async function runLogits(command: Extract<Command, { name: 'logits' }>, modelPath: string, output: Output): Promise<void> {
  const text = readInput(command.input);
  const model = await openModel({ path: modelPath, threads: command.threads, precision: command.precision });
  try {
    const ids = idsOf(model, command.input, text);
    const positions: Position[] = [];
    for await (const position of score(model, ids, command.top)) {
      if (command.json) positions.push(rounded(position));
      else output.result(describe(model, ids, positions.push(position) - 1, position));
    }
    if (command.json) output.result(asJson({ ids, positions }));
  } finally {
    await model.close();
  }
}

// Read before the model is opened, so that a missing file is said at once.
const readInput = (input: LogitsInput) => ('file' in input ? readText(input.file) : 'text' in input ? input.text : '');

function idsOf({ tokenizer, start, info }: Model, input: LogitsInput, text: string): readonly number[] {
  if (!('ids' in input)) return [...(start.always ? [start.token] : []), ...tokenizer.encode(text)];
  const unknown = input.ids.find((id) => id >= info.vocabulary);
  if (unknown !== undefined)
    throw new CommandFault(`Token ${unknown} is not in the vocabulary, whose ids are 0 to ${info.vocabulary - 1}.`);
  return input.ids;
}

const round = (logprob: number) => Math.round(logprob * 1e6) / 1e6;

const rounded = ({ top, next }: Position): Position => ({
  top: top.map(([id, logprob]) => [id, round(logprob)] as const),
  ...(next === undefined ? {} : { next: round(next) }),
});

function describe({ tokenizer }: Model, ids: readonly number[], index: number, { top, next }: Position): string {
  const name = (id: number) => visible(tokenizer.decode([id]));
  const following = ids[index + 1];
  const heading = `${index}  after ${name(ids[index] ?? 0)}`;
  const actual = next === undefined || following === undefined ? '' : `   then ${name(following)} (${percent(next)})`;
  const rows = top.map(([id, logprob]) => `   ${percent(logprob)}  ${bar(logprob)}  ${name(id)}`);
  return `${[heading + actual, ...rows].join('\n')}\n`;
}

const percent = (logprob: number) => `${(100 * Math.exp(logprob)).toFixed(1).padStart(5)} %`;

const bar = (logprob: number) => '█'.repeat(Math.round(BAR * Math.exp(logprob))).padEnd(BAR, '·');
