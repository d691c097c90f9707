import { Engine } from '../../engine/engine';
import { prefixOf } from '../../protocol/prefix';
import type { Command } from '../arguments';
import { readText, textBefore } from '../document';
import { asJson, milliseconds, type Output } from '../output';

/** `inkling complete`: the greedy continuation at a cursor. */
export async function runComplete(command: Extract<Command, { name: 'complete' }>, modelPath: string, output: Output): Promise<void> {
  const started = performance.now();
  const prefix = prefixOf(textBefore(readText(command.file), command.cursor, command.file));
  const engine = await Engine.open({ modelPath, threads: command.threads });
  try {
    const { maxTokens, extent } = command;
    const completion = await engine.complete({ document: command.file, prefix, extent, maxTokens }, { cancelled: false }, () => {});
    const timings = { load: engine.info.loadTime, ...completion.timings, total: performance.now() - started };
    if (command.json) {
      output.result(asJson({ ...completion, timings }));
      return;
    }
    const { counts, stop } = completion;
    output.result(`${completion.text}\n`);
    output.message(
      `${stop.replace('-', ' ')} after ${counts.decoded} tokens; ${counts.prompt} tokens read; ` +
        `load ${milliseconds(timings.load)}, prefill ${milliseconds(timings.prefill)}, decode ${milliseconds(timings.decode)}\n`,
    );
  } finally {
    await engine.close();
  }
}
