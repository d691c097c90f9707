import { Engine } from '../../engine/engine';
import type { Candidate } from '../../protocol/messages';
import { prefixOf } from '../../protocol/prefix';
import type { Command } from '../arguments';
import { readText, textBefore } from '../document';
import { asJson, milliseconds, type Output, visible } from '../output';

/** `inkling complete`: the continuation at a cursor, or several. */
export async function runComplete(command: Extract<Command, { name: 'complete' }>, modelPath: string, output: Output): Promise<void> {
  const started = performance.now();
  const prefix = prefixOf(textBefore(readText(command.file), command.cursor, command.file));
  const engine = await Engine.open({ modelPath, threads: command.threads });
  try {
    const { maxTokens, extent, sampling, count, lookup } = command;
    const request = { document: command.file, prefix, extent, maxTokens, sampling, lookup, ...(count === undefined ? {} : { count }) };
    const completion = await engine.complete(request, { cancelled: false }, () => {});
    const timings = { load: engine.info.loadTime, ...completion.timings, total: performance.now() - started };
    if (command.json) {
      const { guessed: _, ...counts } = completion.counts; // how it was decoded, not what
      output.result(asJson({ ...completion, timings, counts }));
      return;
    }
    const { counts, stop } = completion;
    output.result(completion.candidates ? completion.candidates.map(describe).join('') : `${completion.text}\n`);
    output.message(
      `${stop.replace('-', ' ')} after ${counts.decoded} tokens (${counts.guessed} of them guessed); ${counts.prompt} tokens read; ` +
        `load ${milliseconds(timings.load)}, prefill ${milliseconds(timings.prefill)}, decode ${milliseconds(timings.decode)}\n`,
    );
  } finally {
    await engine.close();
  }
}

/** A candidate on a line, with its score and joint probability in front. */
const describe = ({ text, logprob, score }: Candidate) =>
  `${score.toFixed(2).padStart(7)}  ${(100 * Math.exp(logprob)).toPrecision(2).padStart(7)} %  ${visible(text)}\n`;
